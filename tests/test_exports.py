"""The edition as data: JSON, TMX and plain text, read back by readers of each format."""

import json
import re

import pytest
from jsonschema import Draft202012Validator
from translate.storage.tmx import tmxfile

from conftest import each_view
from edition import EDITION, NOTED, PROJECT, SENTENCES, SITE, STRINGS, TAGS, VIEWS
from outputs.data import SCHEMA as SCHEMA_FILE
from outputs.labels import edition_name, heading, rights
from readers import made, replanned

HOME = "https://example.org/some/path/"
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
NAME = EDITION.name
FILES = made(replanned(EDITION, HOME))
JSON = json.loads(FILES[f"{NAME}.json"])
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


# Each returns every sentence by its label, from a language to its text.


def from_json(files, languages, tags=TAGS):
    (data,) = (json.loads(files[each]) for each in files if is_data(each))
    return {
        sentence["label"]: {each: sentence["text"][tags[each]] for each in languages}
        for unit in data["units"]
        for sentence in unit["sentences"]
    }


def is_data(address):
    return re.fullmatch(r"(?!sentences)[^/.]+\.json", address)


def from_tmx(files, languages, tags=TAGS):
    (memory,) = (tmxfile.parsestring(files[each]) for each in files if each.endswith(".tmx"))
    return {
        unit.getid(): {
            each: unit.get_target_dom(tags[each]).findtext("{*}seg") for each in languages
        }
        for unit in memory.units
    }


def from_text(files, languages, tags=None):
    found = {}
    for language in languages:
        (address,) = (e for e in files if e.startswith(f"{language}/") and e.endswith(".txt"))
        text = files[address].decode("utf-8-sig")
        for label, words in (line.split("\t") for line in text.split("\n") if "\t" in line):
            found.setdefault(label, {})[language] = words
    return found


def assert_sentences(site):
    """Assert that all data of a site give back its sentences."""
    edition, tags, files = site.project.edition, site.project.strings["language"], made(site)
    wanted = {each.label: dict(each.text) for unit in edition.units for each in unit.sentences}
    for read_back in (from_json, from_tmx, from_text):
        assert read_back(files, edition.languages, tags) == wanted, read_back.__name__


def nodes(schema):
    """Every part of a schema that stands for a value."""
    yield schema
    for key in ("properties", "$defs"):
        for each in schema.get(key, {}).values():
            yield from nodes(each)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from nodes(schema[key])


def tagged(texts):
    """A fact as the JSON has it, by tag."""
    return {TAGS[each]: text for each, text in texts.items()}


def addresses(name):
    """The addresses of a page as the JSON has them."""
    tags = [each.hreflang(STRINGS) for each in VIEWS]
    tags = ["mul" if tag == "x-default" else tag for tag in tags]
    return {tag: HOME + each.address(name) for tag, each in zip(tags, VIEWS, strict=True)}


def test_the_json_holds_all_else_of_the_edition_and_keeps_to_its_schema():
    assert [str(error) for error in VALIDATOR.iter_errors(JSON)] == []
    assert (JSON["version"], JSON["year"]) == (PROJECT.release.number, EDITION.year)
    assert JSON["languages"] == [TAGS[each] for each in EDITION.languages]
    assert JSON["$schema"].startswith(HOME) and JSON["addresses"] == addresses("index")
    for fact in ("title", "short_title", "event", "issuers", "place"):
        assert JSON.get(fact, {}) == tagged(getattr(EDITION, fact))  # there may be no event
    assert JSON["rights"] == tagged(rights(EDITION, STRINGS))
    assert JSON["licence"] == EDITION.licence[1]
    for unit, found in zip(EDITION.units, JSON["units"], strict=True):
        assert (found["name"], found["number"]) == (unit.name, unit.number)
        assert found["addresses"] == addresses(unit.name)
        assert (found["title"], found["status"]) == (tagged(unit.title), tagged(unit.status))
        for sentence, row in zip(unit.sentences, found["sentences"], strict=True):
            assert row.get("note", {}) == tagged(sentence.note)
    assert JSON["statuses"]["translation"] == tagged(STRINGS["translation"])
    entries = SITE.glossary[EDITION.languages[0]]
    for found, entry in zip(JSON["terms"], entries, strict=True):
        assert found["term"] == tagged(entry.term.text)
        assert found["sentences"] == [sentence.label for _, sentence in entry.sentences]


def test_the_schema_says_of_every_field_what_it_is_and_refuses_what_is_no_edition():
    Draft202012Validator.check_schema(SCHEMA)
    for node in nodes(SCHEMA):
        assert node["description"].endswith(".") and len(node["description"].split()) >= 3, node
    for change in (
        lambda data: data.pop("version"),
        lambda data: data.update(colour="red"),
        lambda data: data["units"][0]["status"].update({TAGS[EDITION.languages[0]]: "draft"}),
        lambda data: data["units"][0]["sentences"][0].update(label="0.0"),
        lambda data: data["units"][0]["sentences"][0]["text"].update({"not a tag": "x"}),
    ):
        data = json.loads(FILES[f"{NAME}.json"])
        change(data)
        assert list(VALIDATOR.iter_errors(data))


def test_the_tmx_is_a_memory_that_translates_and_says_what_is_original():
    memory = tmxfile.parsestring(FILES[f"{NAME}.tmx"])
    header = memory.document.getroot().find("{*}header")
    # All that the standard asks of a header.
    needed = "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype"
    assert set(header.keys()) == set(needed.split())
    props = [(prop.get("type"), prop.get(XML_LANG), prop.text) for prop in header]
    said = {
        "edition": edition_name(STRINGS, PROJECT.release),
        "rights": rights(EDITION, STRINGS),
        "original": STRINGS["original"],
        "translation": STRINGS["translation"],
    }
    assert props == [(key, TAGS[each], said[key][each]) for key in said for each in TAGS]
    source = next(each for each in TAGS if TAGS[each] == memory.getsourcelanguage())
    for unit, sentence in zip(memory.units, SENTENCES.values(), strict=True):
        assert unit.source == sentence.text[source]
        assert memory.translate(unit.source) in sentence.text.values()
    found = {
        (unit.getid(), variant.get(XML_LANG)): variant.findtext("{*}prop[@type='status']")
        for unit in memory.units
        for variant in unit.xmlelement.findall("{*}tuv")
    }
    assert found == {
        (sentence.label, TAGS[each]): unit.status[each]
        for unit in EDITION.units
        for sentence in unit.sentences
        for each in EDITION.languages
    }


@pytest.mark.parametrize("language", EDITION.languages)
def test_the_plain_text_says_what_it_is_and_keeps_the_notes(language):
    text = FILES[f"{language}/{NAME}.txt"]
    assert text.startswith(b"\xef\xbb\xbf")
    lines = text.decode("utf-8-sig").split("\n")
    head = lines[: lines.index("")]
    issuers = EDITION.issuers[language]
    assert head[: 1 + len(issuers)] == [EDITION.title[language], *issuers]
    said = edition_name(STRINGS, PROJECT.release), rights(EDITION, STRINGS)
    assert head[-3:-1] == [each[language] for each in said]
    for unit in EDITION.units:
        first = unit.sentences[0]
        at = lines.index(f"{first.label}\t{first.text[language]}")
        assert lines[at - 2] == heading(STRINGS, unit, language)
        assert lines[at - 1] == STRINGS[unit.status[language]][language]
    for _, noted in NOTED:
        at = lines.index(STRINGS["note"][language].format(noted.label))
        assert lines[at + 1] == noted.note[language]


@each_view
def test_the_site_has_each_file_and_about_shows_its_size(site, view):
    up = "../" * SITE.page("about", view).address.count("/")
    page = (site / view.address("about") / "index.html").read_text(encoding="utf-8")
    for address in (each for each in FILES if each.startswith(f"{NAME}.")):
        _, _, after = page.partition(f'<a href="{up}{address}"')
        size = f"{(site / address).stat().st_size / 1000:.1f}"
        assert size in after.partition("<small>")[2].partition("</small>")[0]
