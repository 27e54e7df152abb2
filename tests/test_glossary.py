"""The glossary: every agreed term, in each language's own order, with where it stands."""

import re
from urllib.parse import urljoin

import pytest

from conftest import each_view
from edition import EDITION, FIRST, PAGES, PROJECT, SENTENCES, SITE, VIEWS
from outputs.glossary import glossary, sort_key
from readers import HOME, language, tagged, tree
from text.terms import Term

UNITS = {sentence.label: unit for unit in EDITION.units for sentence in unit.sentences}


def entries(site, view):
    return tree(site, SITE.page("glossary", view)).xpath("//dl/*[@class='e-term']")


def text(node):
    return " ".join(node.text_content().split())


@each_view
def test_every_term_stands_in_the_views_own_order_with_its_partners_notes_and_sources(site, view):
    wanted = SITE.glossary[view.language]
    assert len(wanted) == sum(view.language in term.text for term in PROJECT.terms)
    for node, entry in zip(entries(site, view), wanted, strict=True):
        term, here = entry.term, view.language
        others = [each for each in EDITION.languages if each != here and each in term.text]
        assert node.get("id") == entry.id and text(node.find("dt")) == term.text[here]
        partners = [text(each) for each in node.findall("dd")[: len(others)]]
        assert partners == [term.text[each] for each in others]
        small = node.xpath("dd[@class='e-small']")
        noted = [each for each in view.languages if each in term.note or each in term.source]
        assert [language(each) for each in small] == tagged(noted)
        for shown, each in zip(small, noted, strict=True):
            assert term.note.get(each, "") in text(shown)
            assert term.source.get(each, "") in text(shown)


@each_view
def test_labels_lead_to_each_sentence_the_term_stands_in_within_the_view(site, view):
    for node, entry in zip(entries(site, view), SITE.glossary[view.language], strict=True):
        links = node.xpath("dd[@class='e-places']/a")
        labels = [link.text for link in links]
        assert labels and labels == [label for label in SENTENCES if label in labels]
        words = {key: term.casefold() for key, term in entry.term.text.items()}
        excepted = entry.term.exceptions
        for label in labels:
            held = SENTENCES[label].text
            found = [words[key] in held[key].casefold() for key in words]
            assert all(found) or (any(found) and label in excepted)
        here = HOME + view.address("glossary")
        assert [urljoin(here, link.get("href")) for link in links] == [
            f"{HOME}{view.address(UNITS[label].name)}#{label}" for label in labels
        ]


def test_a_term_has_the_same_id_in_every_view_and_a_page_of_one_language_leads_to_the_others(site):
    ids = [{node.get("id") for node in entries(site, view)} for view in VIEWS]
    assert len(ids[-1]) == len(SITE.glossary[VIEWS[-1].language])
    assert all(one & ids[-1] for one in ids if ids[-1])
    for node in entries(site, FIRST):
        for href in node.xpath("dd[not(@class)]/a/@href"):
            folder, anchor = re.fullmatch(r"\.\./\.\./(.+/)glossary/#(.+)", href).groups()
            assert folder in {view.folder for view in VIEWS} and anchor == node.get("id")


@pytest.mark.parametrize(
    "ordered",
    [
        ["2030 Agenda", "Above", "“Belt and Road” Initiative", "business chambers"],
        ["《2030年》", "安", "便利化", "长江", "重振", "大", "多边", "服务贸易", "服务业", "在"],
    ],
    ids=["English", "Chinese"],
)
def test_terms_are_in_order_of_their_letters_or_sounds_whatever_marks_begin_them(ordered):
    readings = {"重振": "chong2 zhen4"}
    terms = sorted(ordered, key=lambda term: sort_key(term, readings.get(term, "")))
    assert terms == ordered != sorted(ordered)


def test_a_term_that_a_language_lacks_is_left_out_of_its_glossary():
    here, *others = EDITION.languages
    words = EDITION.units[0].sentences[0].text[here].rstrip(".\u3002")
    found = glossary(EDITION, [Term(1, {here: words}, {}, {}, {}, {})])
    assert len(found[here]) == 1 and not any(found[each] for each in others)


def test_terms_are_not_marked_in_the_text(site):
    for page in PAGES:
        if page.unit or page.name == "full-text":
            links = tree(site, page).xpath("//article//a/@href")
            assert links and not [href for href in links if "glossary" in href]
