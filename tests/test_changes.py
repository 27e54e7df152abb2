"""What each edition changed, in every output that says so; the site's plan, without a build."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest
from lxml import html

from outputs.changes import Changes
from outputs.plan import plan
from projects import REASONS, publish, small
from released import CORRECTED, HOME, add_french, noted, release_corrections, site_of
from test_exports import VALIDATOR


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = small(tmp_path_factory.mktemp("released") / "project")
    release_corrections(root)
    return site_of(root)


def test_editions_come_newest_first_with_what_each_changed_in_order_of_the_text(site):
    _, last, before, *_ = site.changes.of(["en"])
    title, note = last.changed
    unit, noted_sentence = noted(site.project.root)
    assert (title.unit, title.label) == (unit, "")
    assert note.name["en"] == f"Editorial note on {noted_sentence.label}"
    other, sentence = before.changed
    assert [other.label, sentence.label] == [noted_sentence.label, CORRECTED]
    (change,) = sentence.changes
    assert change.language == "zh" and change.after[-2:] == ((True, "已"), (False, "\u3002"))


def newest(site, unit, languages):
    found = site.changes.newest([unit], languages)
    return {number: [each.thing for each in group] for number, group in found.items()}


def test_a_unit_names_what_was_changed_in_the_languages_of_a_view_alone(site):
    unit, sentence = noted(site.project.root)
    english = [(unit.name, "title"), (sentence.label, "note")]
    assert newest(site, unit, ["en"]) == {3: english}
    assert newest(site, unit, ["zh"]) == {2: [(sentence.label, "text")]}


def test_a_unit_names_the_last_change_of_a_sentence_beside_that_of_its_note(site):
    unit, sentence = noted(site.project.root)
    assert newest(site, unit, ["en", "zh"])[2] == [(sentence.label, "text")]
    assert (sentence.label, "note") in newest(site, unit, ["en", "zh"])[3]
    *_, corrected = site.project.edition.units
    assert newest(site, corrected, ["zh"]) == {4: [(CORRECTED, "text")]}


def test_a_change_leads_to_the_one_before_it_among_the_editions_that_a_view_shows(site):
    ((id, (entry, changed)),) = site.changes.earlier(["zh"]).items()
    assert (id, changed.id) == (f"edition-4-{CORRECTED}", f"edition-2-{CORRECTED}")
    assert changed in entry.changed and entry.release.number == 2
    *before, last = site.project.history
    before = [replace(each, content={**each.content, "languages": ["zh"]}) for each in before]
    changes = Changes(replace(site.project, history=(*before, last)))
    assert changes.earlier(["zh"]) and not changes.earlier(["en"])


def test_a_translation_is_marked_as_what_it_was_in_each_edition(site):
    first, second, *_ = site.project.history
    status = {"en": "original", "zh": "original"}
    units = [{**unit, "status": status} for unit in second.content["units"]]
    history = first, replace(second, content={**second.content, "units": units})
    changes = Changes(replace(site.project, history=history)).entries[0].changed
    (change,) = next(each for each in changes if each.label == CORRECTED).changes
    assert (change.was_translation, change.is_translation) == (True, False)


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
    assert entries[0].link == f"{HOME}{language}/changes/#edition-{len(entries)}"
    assert feed.feed.updated == entries[0].updated == f"{site.project.release.date}T00:00:00Z"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_feed_marks_what_was_taken_out_and_put_in_each_language_and_translations(site, language):
    strings, releases = site.project.strings, site.changes.of([language])
    entries = feedparser.parse(site.files[f"{language}/changes.xml"]()).entries
    assert "content" not in entries[-1]  # the first edition changed nothing
    for entry, edition in zip(entries[:-1], releases[:-1], strict=True):
        (content,) = entry.content
        assert content.type == "text/html" and content.language == strings["language"][language]
        shown = html.fragment_fromstring(content.value, create_parent=True)
        names = [each.text for each in shown.iter("h3")]
        assert names == [changed.name[language] for changed in edition.changed]
        changes = [change for changed in edition.changed for change in changed.changes]
        for change, row in zip(changes, shown.iter("dl"), strict=True):
            terms, texts = row.findall("dt"), row.findall("dd")
            translated = change.was_translation, change.is_translation
            assert [strings["unofficial"][language] in each.text for each in terms] == [*translated]
            sides = ("del", change.before), ("ins", change.after)
            for text, (mark, side) in zip(texts, sides, strict=True):
                assert text.get("lang") == strings["language"][change.language]
                assert text.text_content() == "".join(words for _, words in side)
                marks = [words for is_change, words in side if is_change]
                assert [each.text for each in text.iter(mark)] == marks
    assert all(translated)  # the last of them is


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
    pairs = zip(found[3]["units"], found[2]["units"], strict=True)
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
