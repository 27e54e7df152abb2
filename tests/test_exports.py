"""The edition as data: JSON, TMX and plain text, read back by readers of each format."""

import json

import pytest
from jsonschema import Draft202012Validator
from translate.storage.tmx import tmxfile

from conftest import EDITION, PROJECT, ROOT, SITE, STRINGS
from readers import made, replanned

HOME = "https://example.org/some/path/"
TAGS = STRINGS["language"]
SCHEMA = json.loads((ROOT / "scripts/outputs/edition.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
SENTENCES = [sentence for unit in EDITION.units for sentence in unit.sentences]


FILES = made(replanned(EDITION, HOME))
JSON = json.loads(FILES["initiative.json"])


# Each returns every sentence by its label, from a language to its text.


def from_json(files, languages, strings=STRINGS):
    data = json.loads(files["initiative.json"])
    return {
        sentence["label"]: {each: sentence["text"][strings["language"][each]] for each in languages}
        for unit in data["units"]
        for sentence in unit["sentences"]
    }


def from_tmx(files, languages, strings=STRINGS):
    units = tmxfile.parsestring(files["initiative.tmx"]).units
    return {
        unit.getid(): {
            each: unit.get_target_dom(strings["language"][each]).findtext("{*}seg")
            for each in languages
        }
        for unit in units
    }


def from_text(files, languages, strings=None):
    found = {}
    for language in languages:
        text = files[f"{language}/initiative.txt"].decode("utf-8-sig")
        rows = [line.split("\t") for line in text.split("\n") if "\t" in line]
        for label, words in rows:
            found.setdefault(label, {})[language] = words
    return found


def nodes(schema):
    """Every part of a schema that stands for a value."""
    yield schema
    for key in ("properties", "$defs"):
        for each in schema.get(key, {}).values():
            yield from nodes(each)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from nodes(schema[key])


def test_the_json_holds_every_agreed_term_with_the_sentences_it_stands_in():
    wanted = SITE.glossary("en")
    assert len(wanted) == len(PROJECT.terms) == len(JSON["terms"])
    for found, entry in zip(JSON["terms"], wanted, strict=True):
        assert found["term"] == {TAGS[each]: entry.term.text[each] for each in TAGS}
        assert found["sentences"] == [sentence.label for _, sentence in entry.places]


def test_the_json_keeps_to_its_schema():
    Draft202012Validator.check_schema(SCHEMA)
    assert [str(error) for error in VALIDATOR.iter_errors(JSON)] == []


def test_every_field_of_the_schema_says_what_it_is_in_a_sentence():
    for node in nodes(SCHEMA):
        assert node["description"].endswith(".") and len(node["description"].split()) >= 3, node


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("version"),
        lambda data: data.update(colour="red"),
        lambda data: data["units"][0].update(name="proposal-x"),
        lambda data: data["units"][0]["status"].update(en="draft"),
        lambda data: data["units"][0]["sentences"][0].update(label="0.1"),
        lambda data: data["units"][0]["sentences"][0]["text"].update(en=""),
        lambda data: data["units"][0]["sentences"][0]["text"].update({"not a tag": "x"}),
    ],
)
def test_the_schema_refuses_what_is_no_edition(change):
    data = json.loads(FILES["initiative.json"])
    change(data)
    assert list(VALIDATOR.iter_errors(data))


def test_the_json_holds_the_whole_edition():
    assert JSON["version"] == PROJECT.release.number and JSON["year"] == EDITION.year
    assert JSON["languages"] == ["en", "zh-Hans"]
    for fact in ("title", "short_title", "event", "issuers", "place"):
        assert JSON[fact] == {TAGS[each]: getattr(EDITION, fact)[each] for each in TAGS}
    for unit, found in zip(EDITION.units, JSON["units"], strict=True):
        assert (found["name"], found["number"]) == (unit.name, unit.number)
        for key in ("title", "status"):
            assert found[key] == {TAGS[each]: getattr(unit, key)[each] for each in TAGS}
        for sentence, row in zip(unit.sentences, found["sentences"], strict=True):
            assert row.get("note", {}) == {TAGS[k]: note for k, note in sentence.note.items()}
    assert JSON["statuses"]["translation"] == {
        TAGS[each]: STRINGS["translation"][each] for each in TAGS
    }


def test_addresses_in_the_json_are_the_pages():
    assert JSON["$schema"] == HOME + "initiative.schema.json"
    assert JSON["addresses"] == {"mul": HOME, "en": f"{HOME}en/", "zh-Hans": f"{HOME}zh/"}
    assert JSON["units"][3]["addresses"] == {
        "mul": f"{HOME}proposal-3/",
        "en": f"{HOME}en/proposal-3/",
        "zh-Hans": f"{HOME}zh/proposal-3/",
    }


@pytest.mark.parametrize("read", [from_json, from_tmx, from_text], ids=["json", "tmx", "text"])
def test_every_sentence_comes_back_by_its_label_in_order(read):
    found = read(FILES, EDITION.languages)
    assert list(found.items()) == [(each.label, dict(each.text)) for each in SENTENCES]


def test_the_tmx_is_a_memory_that_translates():
    memory = tmxfile.parsestring(FILES["initiative.tmx"])
    assert memory.getsourcelanguage() == "en"
    for unit, sentence in zip(memory.units, SENTENCES, strict=True):
        assert (unit.source, unit.target) == (sentence.text["en"], sentence.text["zh"])
        assert memory.translate(sentence.text["en"]) == sentence.text["zh"]


def test_the_tmx_says_what_is_original_and_what_is_translated():
    memory = tmxfile.parsestring(FILES["initiative.tmx"])
    found = {
        (unit.getid(), variant.get("{http://www.w3.org/XML/1998/namespace}lang")): prop.text
        for unit in memory.units
        for variant in unit.xmlelement.findall("{*}tuv")
        for prop in variant.findall("{*}prop[@type='status']")
    }
    assert found == {
        (sentence.label, TAGS[each]): unit.status[each]
        for unit in EDITION.units
        for sentence in unit.sentences
        for each in EDITION.languages
    }
    meanings = memory.document.getroot().find("{*}header").findall("{*}prop")[len(TAGS) :]
    assert [prop.text for prop in meanings] == [
        STRINGS[key][each] for key in ("original", "translation") for each in TAGS
    ]


def test_the_tmx_header_holds_what_the_standard_asks():
    header = tmxfile.parsestring(FILES["initiative.tmx"]).document.getroot().find("{*}header")
    assert set(header.keys()) == {
        *("creationtool", "creationtoolversion", "segtype", "o-tmf"),
        *("adminlang", "srclang", "datatype"),
    }
    assert header.get("segtype") == "sentence" and header.get("datatype") == "plaintext"


def test_the_plain_text_says_what_it_is_and_keeps_the_notes():
    text = FILES["zh/initiative.txt"]
    assert text.startswith(b"\xef\xbb\xbf")
    lines = text.decode("utf-8-sig").split("\n")
    assert lines[: 1 + len(EDITION.issuers["zh"])] == [EDITION.title["zh"], *EDITION.issuers["zh"]]
    for unit in EDITION.units:
        first = unit.sentences[0]
        at = lines.index(f"{first.label}\t{first.text['zh']}")
        assert lines[at - 2].endswith(unit.title["zh"])
        assert lines[at - 1] == STRINGS[unit.status["zh"]]["zh"]
    noted = next(sentence for sentence in SENTENCES if sentence.note)
    at = lines.index(STRINGS["note"]["zh"].format(noted.label))
    assert lines[at + 1] == noted.note["zh"]


def test_the_site_has_each_file_and_about_shows_its_size(site):
    for address in (each for each in FILES if each.startswith("initiative.")):
        size = f"{(site / address).stat().st_size / 1000:.1f} kB<"
        for folder, up in (("", "../"), ("en/", "../../"), ("zh/", "../../")):
            page = (site / folder / "about" / "index.html").read_text(encoding="utf-8")
            link = f'<a href="{up}{address}"'
            _, _, after = page.partition(link)
            assert after.partition("<small>")[2].startswith(size), link
