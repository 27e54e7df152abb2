import json
import tempfile
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from translate.storage.tmx import tmxfile

from conftest import DOCUMENTS, EDITION, ROOT, WORDS, build, project
from outputs.citations import Citations
from outputs.data import exports, read_version
from outputs.glossary import glossary
from outputs.pages import leaves
from text.documents import order, read_document
from text.edition import assemble
from text.punctuation import widen
from text.rules import PAGE_RULES, characters
from text.terms import read_terms

HOME = "https://example.org/some/path/"
TAGS = WORDS["language"]
SCHEMA = json.loads((ROOT / "scripts/initiative.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
SENTENCES = [sentence for unit in EDITION.units for sentence in unit.sentences]


def files_of(edition):
    return dict(exports(Citations(edition, WORDS, leaves(edition, WORDS), HOME), "1.2.3"))


FILES = files_of(EDITION)


def texts_of(edition):
    """Every sentence by its label in each language: what each format must give back."""
    return {s.label: dict(s.text) for unit in edition.units for s in unit.sentences}


def from_json(files, languages):
    data = json.loads(files["initiative.json"])
    return {
        sentence["label"]: {each: sentence["text"][TAGS[each]] for each in languages}
        for unit in data["units"]
        for sentence in unit["sentences"]
    }


def from_tmx(files, languages):
    units = tmxfile.parsestring(files["initiative.tmx"]).units
    return {
        unit.getid(): {
            each: unit.get_target_dom(TAGS[each]).findtext("{*}seg") for each in languages
        }
        for unit in units
    }


def from_text(files, languages):
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


def test_the_json_holds_every_agreed_term_with_the_sentences_it_stands_in(site):
    entries = glossary(EDITION, read_terms(ROOT / "docs", EDITION.languages), "en")
    held = json.loads((site / "initiative.json").read_text(encoding="utf-8"))
    VALIDATOR.validate(held)
    assert [
        (term["term"]["en"], term["term"]["zh-Hans"], term["sentences"]) for term in held["terms"]
    ] == [
        (entry.term.text["en"], entry.term.text["zh"], [each.label for _, each in entry.places])
        for entry in entries
    ]


def test_the_json_keeps_to_its_schema():
    Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(FILES["initiative.json"])
    assert [str(error) for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    "node", list(nodes(SCHEMA)), ids=lambda node: node.get("description", "")[:40]
)
def test_every_field_of_the_schema_says_what_it_is_in_a_sentence(node):
    assert node["description"].endswith(".") and len(node["description"].split()) >= 3


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
    data = json.loads(FILES["initiative.json"])
    assert data["version"] == "1.2.3" and data["year"] == EDITION.year
    assert data["languages"] == ["en", "zh-Hans"]
    for fact in ("title", "short_title", "event", "issuers", "place"):
        said = getattr(EDITION, fact)
        assert data[fact] == {TAGS[each]: said[each] for each in EDITION.languages}
    for unit, found in zip(EDITION.units, data["units"], strict=True):
        assert (found["name"], found["number"]) == (unit.name, unit.number)
        for key in ("title", "status"):
            assert found[key] == {TAGS[each]: getattr(unit, key)[each] for each in TAGS}
        for sentence, row in zip(unit.sentences, found["sentences"], strict=True):
            assert row.get("note", {}) == {TAGS[k]: note for k, note in sentence.note.items()}
    assert data["statuses"]["translation"] == {
        TAGS[each]: WORDS["translation"][each] for each in EDITION.languages
    }


def test_addresses_in_the_json_are_the_pages():
    data = json.loads(FILES["initiative.json"])
    assert data["$schema"] == HOME + "initiative.schema.json"
    assert data["addresses"] == {"mul": HOME, "en": f"{HOME}en/", "zh-Hans": f"{HOME}zh/"}
    assert data["units"][3]["addresses"] == {
        "mul": f"{HOME}proposal-3/",
        "en": f"{HOME}en/proposal-3/",
        "zh-Hans": f"{HOME}zh/proposal-3/",
    }


@pytest.mark.parametrize("read", [from_json, from_tmx, from_text], ids=["json", "tmx", "text"])
def test_every_sentence_comes_back_by_its_label_in_order(read):
    found = read(FILES, EDITION.languages)
    assert found == texts_of(EDITION)
    assert list(found) == [sentence.label for sentence in SENTENCES]


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
    told = [prop.text for prop in memory.document.getroot().find("{*}header").findall("{*}prop")]
    assert told == [WORDS[key][each] for key in ("original", "translation") for each in TAGS]


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
        assert lines[at - 1] == WORDS[unit.status["zh"]]["zh"]
    noted = next(sentence for sentence in SENTENCES if sentence.note)
    at = lines.index(WORDS["note"]["zh"].format(noted.label))
    assert lines[at + 1] == noted.note["zh"]


def test_the_version_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert read_version(ROOT) == project["version"]


@pytest.mark.parametrize("address", list(FILES))
def test_the_site_has_the_file_and_about_tells_its_size(site, address):
    contents = (site / address).read_bytes()
    if address == "sentences.json":  # the search's own
        return
    for folder in ("", "en/", "zh/"):
        page = (site / folder / "about" / "index.html").read_text(encoding="utf-8")
        up = "../" if not folder or address.startswith(folder) else "../../"
        link = f'<a href="{up}{address.removeprefix(folder)}"'
        _, _, after = page.partition(link)
        assert after, link
        assert after.partition("<small>")[2].startswith(f"{len(contents) / 1000:.1f} kB<")


def test_no_other_file_of_the_text_is_published(site):
    assert not list(site.rglob("*.lock"))


def test_two_builds_give_the_same_bytes(tmp_path, site):
    root = project(tmp_path / "project")
    done = build(root, tmp_path / "site", "https://example.org/")
    assert done.returncode == 0, done.stderr
    for address in FILES:
        assert (tmp_path / "site" / address).read_bytes() == (site / address).read_bytes(), address


UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
LETTERS = st.characters(exclude_categories=UNSEEN, exclude_characters="<>*_`#[]{}\\|~^$\"'&")
RARE = st.sampled_from("\U0001f600\U00020bb7\u0301\u0e33\u05d0\u0635\ufdfa\u1100\u00df\u0130\ufe0f")
WIDE = st.sampled_from("\u4e2d\u6587\uff0c\u3002\u201c\u201d\u2026;:,!?() ")
TEXT = st.text(st.one_of(LETTERS, RARE, WIDE, st.just(" ")), min_size=1, max_size=40)
LINE = TEXT.map(str.rstrip).filter(lambda text: text.strip())
NAMES = ["preamble", "proposal-1", "proposal-2", "proposal-11", "closing-call"]


@st.composite
def markdown(draw):
    """A made-up text: each of its pages as (name, language, Markdown)."""
    names = draw(st.sets(st.sampled_from(NAMES), min_size=1))
    pages = []
    for name in sorted(names, key=order):
        count = draw(st.integers(1, 3))
        noted = sorted(draw(st.sets(st.integers(1, count))))
        for language in ("en", "zh"):
            mend = widen if language == "zh" else str
            lines = [mend(draw(LINE)).strip() for _ in range(count)]
            facts = {
                "title": mend(draw(LINE)).strip(),
                "status": draw(st.sampled_from(["original", "translation"])),
                "notes": {number: mend(draw(LINE)).strip() for number in noted},
            }
            front = yaml.safe_dump(facts, allow_unicode=True, width=10_000)
            pages.append((name, language, f"---\n{front}---\n" + "\n".join(lines) + "\n", lines))
    return pages


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(markdown())
def test_what_goes_in_through_markdown_comes_out_of_every_format(pages):
    prose = [page for page in DOCUMENTS if not page.is_unit]
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for name, language, text, _ in pages:
            path = Path(folder) / language / f"{name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            made.append(read_document(path, language))
    lines = {(name, language): body for name, language, _, body in pages}
    for page in made:
        assume(not [fault for rule in (characters, *PAGE_RULES) for fault in rule(page)])
    edition = assemble([*made, *prose])
    files = files_of(edition)
    wanted = {
        f"{unit.number or unit.name}.{n}": {"en": english, "zh": chinese}
        for unit in edition.units
        for n, (english, chinese) in enumerate(
            zip(lines[unit.name, "en"], lines[unit.name, "zh"], strict=True), 1
        )
    }
    for read in (from_json, from_tmx, from_text):
        assert read(files, edition.languages) == wanted, read.__name__
    assert files == files_of(edition)
    data = json.loads(files["initiative.json"])
    assert VALIDATOR.is_valid(data)
    for unit, found in zip(edition.units, data["units"], strict=True):
        assert found["title"] == {TAGS[each]: unit.title[each] for each in TAGS}
