"""What each edition changed, in every output that says so; the site's plan, without a build."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest

from outputs.changes import Changes, marked
from outputs.plan import plan
from projects import REASONS, publish, small
from released import CORRECTED, HOME, add_french, noted, release_corrections, site_of
from test_exports import VALIDATOR


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = small(tmp_path_factory.mktemp("released") / "project")
    release_corrections(root)
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
    ("a  b", "a b"): ("a  [b]", "a [b]"),
    ("到2030年", "到2035年"): ("到[2030]年", "到[2035]年"),
}


@pytest.mark.parametrize("texts", MARKED, ids=str)
def test_english_is_marked_by_words_and_chinese_by_characters(texts):
    pieces = marked(*texts)
    assert tuple(shown(each) for each in pieces) == MARKED[texts]
    assert tuple("".join(text for _, text in each) for each in pieces) == texts


def test_editions_come_newest_first_with_what_each_changed_in_order_of_the_text(site):
    last, before, *_ = site.changes.of(["en"])
    title, note = last.changed
    unit, noted_sentence = noted(site.project.root)
    assert (title.unit, title.label) == (unit, "")
    assert note.name["en"] == f"Editorial note on {noted_sentence.label}"
    (sentence,) = before.changed
    assert sentence.label == CORRECTED
    (change,) = sentence.changes
    assert change.language == "zh" and shown(change.after).endswith("[已]\u3002")


def test_a_unit_names_what_was_changed_in_the_languages_of_a_view_alone(site):
    number, (unit, sentence) = site.project.release.number, noted(site.project.root)
    found = site.changes.newest([unit], ["en"])
    assert [each.label for each in found[number]] == ["", sentence.label]
    *_, corrected = site.project.edition.units
    (found,) = site.changes.newest([corrected], ["zh"])[number - 1]
    assert found.label == CORRECTED
    assert number - 1 not in site.changes.newest([corrected], ["en"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_feed_read_back_has_every_edition_with_reason_and_changes(site, language):
    feed = feedparser.parse(site.files[f"{language}/changes.xml"]())
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.author_detail.name and feed.feed.id.startswith("urn:uuid:")
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"{HOME}{language}/changes.xml"
    entries = feed.entries
    assert [e.title for e in entries] == [e.name[language] for e in site.changes.of([language])]
    assert entries[0].summary == REASONS[language]
    (sentence,) = site.changes.entries[1].changed
    assert entries[1].content[0].value.startswith(f"{sentence.name[language]}\n中文\n")
    assert entries[0].link == f"{HOME}{language}/changes/#edition-{len(entries)}"
    assert feed.feed.updated == entries[0].updated == f"{site.project.release.date}T00:00:00Z"


def test_the_ids_of_a_feed_differ_by_language_and_stay_wherever_the_site_stands(site):
    def ids(site, language):
        feed = ElementTree.fromstring(site.files[f"{language}/changes.xml"]())
        return [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}id")]

    assert ids(plan(site.project, "https://another.example/"), "en") == ids(site, "en")
    both = ids(site, "en") + ids(site, "zh")
    assert len(set(both)) == len(both)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_later_edition_leaves_the_ids_and_dates_of_a_feed_s_older_entries(site, language):
    history = [replace(each, date=date(2020, 1, each.number)) for each in site.project.history]

    def feed(count):
        project = replace(site.project, history=tuple(history[:count]))
        return feedparser.parse(plan(project, HOME).files[f"{language}/changes.xml"]())

    def entries(feed):
        return [(each.id, each.published, each.updated, each.link) for each in feed.entries]

    first, second, third = map(feed, range(1, 4))
    assert entries(third)[1:] == entries(second) and entries(second)[1:] == entries(first)
    assert len({*entries(third)}) == 3
    assert first.feed.id == second.feed.id == third.feed.id
    assert [each.feed.updated[:10] for each in (first, third)] == ["2020-01-01", "2020-01-03"]


def test_each_edition_is_data_with_the_fields_of_the_schema(site):
    count = site.project.release.number
    found = {n: json.loads(site.files[f"editions/{n}.json"]()) for n in range(1, count + 1)}
    for number, data in found.items():
        VALIDATOR.validate(data)
        assert data["version"] == number and data["reason"]["zh-Hans"]
    whole = json.loads(site.files["declaration.json"]())
    VALIDATOR.validate(whole)
    del whole["terms"]
    assert whole == found[count]
    pairs = zip(found[count]["units"], found[count - 1]["units"], strict=True)
    assert [a["name"] for a, b in pairs if a != b] == [noted(site.project.root)[0].name]


def test_the_first_edition_is_not_stated_in_a_citation(site):
    first = plan(replace(site.project, history=site.project.history[:1]), HOME)
    cited = first.page("index", first.views[0]).citations[0]
    assert (cited.edition, cited.in_edition) == ("", "")
    assert "Edition 1" not in cited.bibtex() + cited.ris() and "ET  -" not in cited.ris()


def test_a_language_added_later_shows_the_editions_from_the_one_that_added_it(root):
    release_corrections(root)
    add_french(root)
    draft = site_of(root)  # as it is served until then
    assert feedparser.parse(draft.files["fr/changes.xml"]()).entries == []
    number = publish(root)
    site = site_of(root)
    (entry,) = site.changes.of(["fr"])
    assert entry.release.number == number and entry.added == ("fr",) and entry.changed == ()
    assert len(feedparser.parse(site.files["fr/changes.xml"]()).entries) == 1
    assert len(site.changes.of(["en", "zh", "fr"])) == number
    before, after = (
        json.loads(site.files[f"editions/{each}.json"]()) for each in (number - 1, number)
    )
    VALIDATOR.validate(before)
    assert "fr" not in before["languages"] and "fr" not in before["addresses"]
    assert after["languages"] == ["en", "zh-Hans", "fr"]


def test_what_is_gone_is_still_shown_and_has_no_address(site):
    """A unit, the title of another, a sentence, a language, and an event that are no more."""
    first, second, *_ = site.project.history
    units = [dict(unit) for unit in first.content["units"]]
    del units[1]["title"]
    gone = {"label": "99.1", "text": {"en": "It was here.", "zh": "曾在此\u3002", "eo": "Ĉi tie."}}
    units += [dict(units[0], name="annex-99", number=99, sentences=[gone])]
    before = {**first.content, "languages": ["en", "zh", "eo"], "units": units}
    del before["event"]
    history = replace(first, content=before), replace(second, content=first.content)
    project = replace(site.project, history=history)
    changes = Changes(project).entries[0].changed
    last = next(each for each in changes if "99.1" in each.name["zh"])
    assert last.unit is None and last.label == ""
    assert [change.after for change in last.changes] == [(), ()]
    assert {"Event", "Proposal 1: Title", "annex-99: Title"} <= {e.name["en"] for e in changes}
    data = json.loads(plan(project, HOME).files["editions/1.json"]())
    VALIDATOR.validate(data)
    assert data["units"][1]["title"]["en"] == "Proposal 1"
    assert "addresses" in data["units"][0] and "addresses" not in data["units"][-1]
