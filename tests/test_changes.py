"""What each edition changed, in every output that says so; the site's plan, without a build."""

import json
import shutil
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest
from jsonschema import Draft202012Validator

from outputs.changes import Changes, marked
from outputs.data import SCHEMA
from outputs.paper import facts
from outputs.plan import plan
from released import HOST, REASONS, add_french, copy, correct, noted, publish, rewrite, site_of
from text.edition import read_edition
from text.project import read

SCHEMA = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """(the project, what was changed): first a Chinese sentence, then a title and a note."""
    root = copy(tmp_path_factory.mktemp("released"))
    label = correct(root)
    publish(root)
    unit, on = noted(root)
    found = read_edition(root / "docs").unit(unit)
    note = next(s.note["en"] for s in found.sentences if s.label == on)
    rewrite(root, f"en/{unit}.md", note, f"{note} So it stands.")
    rewrite(root, f"en/{unit}.md", "title: ", "title: How to ")
    publish(root)
    return root, {"sentence": label, "unit": unit, "note": on}


@pytest.fixture(scope="module")
def root(released):
    return released[0]


@pytest.fixture(scope="module")
def changed(released):
    return released[1]


@pytest.fixture(scope="module")
def site(root):
    return site_of(root)


def shown(pieces):
    return "".join(f"[{text}]" if is_change else text for is_change, text in pieces)


MARKED = {
    ("We may become an engine.", "We become the engine."): (
        "We [may] become [an] engine.",
        "We become [the] engine.",
    ),
    ("of the source, where", "of the source spells it, where"): (
        "of the source, where",
        "of the source [spells it], where",
    ),
    ("必由之路。", "必经之路。"): ("必[由]之路。", "必[经]之路。"),
    ("a well-kept text", "a well-read text"): ("a [well-kept] text", "a [well-read] text"),
    ("may soon end", "is done now"): ("[may soon end]", "[is done now]"),
    ("", "A note."): ("", "[A note.]"),
    ("a  b", "a b"): ("a[  ]b", "a[ ]b"),
    ("2030 年", "2035年"): ("[2030] 年", "[2035]年"),
}


@pytest.mark.parametrize("texts", MARKED, ids=str)
def test_english_is_marked_by_words_and_chinese_by_characters(texts):
    assert tuple(shown(pieces) for pieces in marked(*texts)) == MARKED[texts]


@pytest.mark.parametrize("texts", MARKED, ids=str)
def test_marking_loses_no_character(texts):
    pieces = marked(*texts)
    assert tuple("".join(text for _, text in each) for each in pieces) == texts


def test_editions_come_newest_first_with_what_each_changed_in_order_of_the_text(site, changed):
    last, before, *_ = site.changes.of(["en"])
    title, note = last.changed
    assert (title.unit.name, title.label) == (changed["unit"], "")
    assert note.name["en"] == f"Editorial note on {changed['note']}"
    (sentence,) = before.changed
    assert sentence.label == changed["sentence"]
    (change,) = sentence.changes
    assert change.language == "zh" and shown(change.after).endswith("[已]\u3002")


def test_a_unit_names_what_was_changed_in_the_languages_of_a_view_alone(site, changed):
    unit = next(
        unit
        for unit in site.project.edition.units
        if any(sentence.label == changed["sentence"] for sentence in unit.sentences)
    )
    number = site.project.release.number
    in_chinese = site.changes.newest(unit, ["zh"])
    assert [each.label for each in in_chinese[number - 1]] == [changed["sentence"]]
    assert number - 1 not in site.changes.newest(unit, ["en"])
    noted_unit = site.project.edition.unit(changed["unit"])
    labels = [each.label for each in site.changes.newest(noted_unit, ["en"])[number]]
    assert labels == ["", changed["note"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_feed_read_back_has_every_edition_with_reason_and_changes(site, language, changed):
    raw = site.files[f"{language}/changes.xml"]()
    feed = feedparser.parse(raw)
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.author_detail.name and feed.feed.id.startswith("urn:uuid:")
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"{HOST}{language}/changes.xml"
    entries = feed.entries
    assert [e.title for e in entries] == [e.name[language] for e in site.changes.of([language])]
    assert entries[0].summary == REASONS[language]
    (sentence,) = site.changes.entries[1].changed
    assert sentence.label == changed["sentence"]
    assert entries[1].content[0].value.startswith(f"{sentence.name[language]}\n中文\n")
    assert entries[0].link == f"{HOST}{language}/changes/#edition-{len(entries)}"
    assert feed.feed.updated == entries[0].updated == f"{site.project.release.date}T00:00:00Z"


def test_the_ids_of_a_feed_differ_by_language_and_stay_wherever_the_site_stands(root, site):
    def ids(site, language):
        feed = ElementTree.fromstring(site.files[f"{language}/changes.xml"]())
        return [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}id")]

    assert ids(plan(read(root), "https://another.example/"), "en") == ids(site, "en")
    both = ids(site, "en") + ids(site, "zh")
    assert len(set(both)) == len(both)


def test_each_edition_is_data_with_the_fields_of_the_schema(site, changed):
    count = site.project.release.number
    for number in range(1, count + 1):
        data = json.loads(site.files[f"editions/{number}.json"]())
        SCHEMA.validate(data)
        assert data["version"] == number and data["reason"]["zh-Hans"]
    whole = json.loads(site.files["initiative.json"]())
    SCHEMA.validate(whole)
    del whole["terms"]
    assert whole == data
    before = json.loads(site.files[f"editions/{count - 2}.json"]())
    differ = [a["name"] for a, b in zip(data["units"], before["units"], strict=True) if a != b]
    assert changed["unit"] in differ


def test_print_files_citations_and_data_bear_the_edition(site):
    release = site.project.release
    name = f"Edition {release.number} of {release.date.day} {release.date:%B %Y}"
    page = site.page("index", site.views[0])
    told = facts(site, page)
    assert told["edition"]["en"] == name
    assert told["date"] == [release.date.year, release.date.month, release.date.day]
    assert f"第{release.number}版" in told["edition"]["zh"]
    assert name in site.files["en/initiative.txt"]().decode()
    assert name in site.files["initiative.tmx"]().decode()
    assert f"edition = {{{release.number}}}" in site.files["en/initiative.bib"]().decode()
    assert f"ET  - {release.number}\r\n" in site.files["zh/initiative.ris"]().decode()
    cited = page.citations[0]
    assert cited.in_edition == f" ({name})" and cited.date == release.date.isoformat()


def test_the_first_edition_is_not_stated_in_a_citation(tmp_path):
    root = copy(tmp_path)
    for path in (root / "docs" / "editions").iterdir():
        path.unlink()
    publish(root)
    cited = site_of(root).page("index", site_of(root).views[0]).citations[0]
    assert (cited.edition, cited.in_edition) == ("", "")
    assert "edition =" not in cited.bibtex() and "ET  -" not in cited.ris()


def test_a_language_added_later_shows_the_editions_from_the_one_that_added_it(root, tmp_path):
    root = shutil.copytree(root, tmp_path / "root", symlinks=True)
    add_french(root)
    number = publish(root)
    site = site_of(root)
    (entry,) = site.changes.of(["fr"])
    assert entry.release.number == number and entry.added == ("fr",) and entry.changed == ()
    assert len(feedparser.parse(site.files["fr/changes.xml"]()).entries) == 1
    assert len(site.changes.of(["en", "fr", "zh"])) == number
    data = json.loads(site.files[f"editions/{number - 1}.json"]())
    SCHEMA.validate(data)
    assert "fr" not in data["languages"] and "fr" not in data["addresses"]
    assert json.loads(site.files[f"editions/{number}.json"]())["languages"][1] == "fr"


def test_a_sentence_and_a_language_gone_since_are_still_shown_and_counted(released, site):
    project = site.project
    first, second, *_ = project.history
    units = [dict(unit) for unit in first.content["units"]]
    gone = {"label": "99.1", "text": {"en": "It was here.", "zh": "曾在此\u3002", "eo": "Ĉi tie."}}
    units[0] = units[0] | {"sentences": [*units[0]["sentences"], gone]}
    before = {**first.content, "languages": ["en", "zh", "eo"], "units": units}
    facts = ("title", "short_title", "event", "issuers", "place")
    before |= {fact: {**before[fact], "eo": "x"} for fact in facts}
    history = (replace(first, content=before), replace(second, content=first.content))
    changes = Changes(replace(project, history=history))
    last = changes.entries[0].changed[-1]
    assert last.unit is None and last.label == "" and "99.1" in last.name["zh"]
    assert [change.after for change in last.changes] == [(), ()]
