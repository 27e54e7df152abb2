import re
from urllib.parse import urljoin

import pytest

from conftest import EDITION, LEAVES, ROOT, VIEWS, WORDS
from outputs.glossary import glossary, sort_key
from test_site import HOST, address, language, tree
from text.terms import Term, read_terms

TERMS = read_terms(ROOT / "docs", EDITION.languages)
GLOSSARY = LEAVES["glossary"]
each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")


def entries(site, view):
    return tree(site, (GLOSSARY, view)).xpath("//dl/*[@class='term']")


def text(node):
    return " ".join(node.text_content().split())


def order(view_language):
    return [entry.term.text[view_language] for entry in glossary(EDITION, TERMS, view_language)]


@each_view
def test_every_pair_stands_in_the_glossary_in_the_views_own_order(site, view):
    shown = entries(site, view)
    assert [text(node.find("dt")) for node in shown] == order(view.lead)
    assert len(shown) == len(TERMS)
    for node in shown:
        (term,) = [each for each in TERMS if each.text[view.lead] == text(node.find("dt"))]
        (other,) = [each for each in EDITION.languages if each != view.lead]
        assert text(node.find("dd")) == term.text[other]
        assert language(node.find("dd")) == WORDS["language"][other]


@each_view
def test_labels_lead_to_each_sentence_the_term_stands_in_within_the_view(site, view):
    for node in entries(site, view):
        words = text(node.find("dt")).casefold()
        links = node.xpath("dd[@class='places']/a")
        labels = [link.text for link in links]
        stand = [
            (unit, sentence)
            for unit in EDITION.units
            for sentence in unit.sentences
            if sentence.label in labels
        ]
        assert [sentence.label for _, sentence in stand] == labels != []
        assert any(words in sentence.text[view.lead].casefold() for _, sentence in stand) or (
            words == "digital economy"  # the one the English joins with another
        )
        here = HOST + address((GLOSSARY, view))
        assert [urljoin(here, link.get("href")) for link in links] == [
            f"{HOST}{address((LEAVES[unit.name], view))}#{sentence.label}"
            for unit, sentence in stand
        ]


def test_a_pair_has_the_same_id_in_every_view_and_a_page_of_one_language_leads_to_the_other(site):
    named = [
        {text(node.find("dt")): node.get("id") for node in entries(site, view)} for view in VIEWS
    ]
    assert {*named[0].values()} == {*named[1].values()} == {*named[2].values()}
    assert len({*named[0].values()}) == len(TERMS)
    for node in entries(site, VIEWS[0]):
        (href,) = node.xpath("dd[1]/a/@href")
        assert href == f"../../zh/glossary/#{node.get('id')}"


@each_view
def test_notes_and_sources_stand_in_the_languages_of_the_view_alone(site, view):
    for node in entries(site, view):
        (term,) = [each for each in TERMS if each.text[view.lead] == text(node.find("dt"))]
        small = node.xpath("dd[@class='small']")
        said = [each for each in view.languages if term.note or term.source]
        assert [language(each) for each in small] == [WORDS["language"][each] for each in said]
        for shown, each in zip(small, said, strict=True):
            assert term.note.get(each, "") in text(shown)
            assert term.source.get(each, "") in text(shown)


def test_english_is_in_the_order_of_its_letters_whatever_marks_begin_it():
    words = [re.sub(r"[^a-z0-9 ]", "", each.casefold().replace("-", " ")) for each in order("en")]
    assert words == sorted(words, key=str.split)
    assert words.index("belt and road initiative") < words.index("business chambers")


def test_chinese_is_in_the_order_of_its_sounds():
    words = ["在", "服务业", "安", "重振", "便利化", "大", "《2030年》", "多边", "服务贸易", "长江"]
    readings = {"重振": "chong2 zhen4"}
    assert sorted(words, key=lambda each: sort_key(each, readings.get(each, ""))) == [
        *("《2030年》", "安", "便利化", "长江", "重振"),
        *("大", "多边", "服务贸易", "服务业", "在"),
    ]


def test_the_page_begins_and_ends_as_a_chinese_dictionary_would():
    assert [each[0] for each in order("zh") if each[0] != "《"][:6] == list("包便产持重大")
    assert [each[0] for each in order("zh")][-6:] == list("增政治中自最")


def test_a_term_that_a_language_lacks_is_left_out_of_its_glossary():
    term = Term(1, {"en": "trade in services", "fr": "x"}, {}, {}, {}, {})
    assert [each.id for each in glossary(EDITION, [term], "en")] == ["term-trade-in-services"]
    assert glossary(EDITION, [term], "zh") == ()


@each_view
def test_terms_are_not_marked_in_the_text(site, view):
    for leaf in LEAVES.values():
        if leaf.kind in ("unit", "full-text"):
            links = tree(site, (leaf, view)).xpath("//article//a/@href")
            assert not [href for href in links if "glossary" in href]


def test_the_terms_file_is_not_published(site):
    assert not list(site.rglob("terms*"))
