"""The glossary: every agreed term, in each language's own order, with where it stands."""

import re
from urllib.parse import urljoin

from conftest import EDITION, PAGES, PROJECT, SITE, STRINGS, VIEWS, each_view
from outputs.glossary import glossary, sort_key
from readers import HOME, language, tagged, tree
from text.terms import Term


def entries(site, view):
    return tree(site, SITE.page("glossary", view)).xpath("//dl/*[@class='e-term']")


def text(node):
    return " ".join(node.text_content().split())


def order(language):
    return [entry.term.text[language] for entry in SITE.glossary[language]]


@each_view
def test_every_term_stands_in_the_glossary_in_the_views_own_order_with_its_partner(site, view):
    (other,) = [each for each in EDITION.languages if each != view.language]
    wanted = SITE.glossary[view.language]
    assert len(wanted) == len(PROJECT.terms)
    for node, entry in zip(entries(site, view), wanted, strict=True):
        assert node.get("id") == entry.id
        assert text(node.find("dt")) == entry.term.text[view.language]
        assert text(node.find("dd")) == entry.term.text[other]
        assert language(node.find("dd")) == STRINGS["language"][other]


@each_view
def test_labels_lead_to_each_sentence_the_term_stands_in_within_the_view(site, view):
    sentences = {s.label: (unit, s) for unit in EDITION.units for s in unit.sentences}
    for node in entries(site, view):
        term = text(node.find("dt")).casefold()
        links = node.xpath("dd[@class='e-places']/a")
        labels = [link.text for link in links]
        assert labels and labels == [label for label in sentences if label in labels]
        texts = [sentences[label][1].text[view.language].casefold() for label in labels]
        # The one exception: the English joins it with another.
        assert any(term in each for each in texts) or term == "digital economy"
        here = HOME + view.address("glossary")
        assert [urljoin(here, link.get("href")) for link in links] == [
            f"{HOME}{view.address(sentences[label][0].name)}#{label}" for label in labels
        ]


def test_a_term_has_the_same_id_in_every_view_and_a_page_of_one_language_leads_to_the_other(site):
    ids = [sorted(node.get("id") for node in entries(site, view)) for view in VIEWS]
    assert ids[0] == ids[1] == ids[2] and len(set(ids[0])) == len(PROJECT.terms)
    for node in entries(site, VIEWS[0]):
        (href,) = node.xpath("dd[1]/a/@href")
        assert href == f"../../zh/glossary/#{node.get('id')}"


@each_view
def test_notes_and_sources_stand_in_the_languages_of_the_view_alone(site, view):
    for node, entry in zip(entries(site, view), SITE.glossary[view.language], strict=True):
        small = node.xpath("dd[@class='e-small']")
        wanted = view.languages if entry.term.note or entry.term.source else ()
        assert [language(each) for each in small] == tagged(wanted)
        for shown, each in zip(small, wanted, strict=True):
            assert entry.term.note.get(each, "") in text(shown)
            assert entry.term.source.get(each, "") in text(shown)


def test_english_is_in_the_order_of_its_letters_whatever_marks_begin_it():
    terms = [re.sub(r"[^a-z0-9 ]", "", each.casefold().replace("-", " ")) for each in order("en")]
    assert terms == sorted(terms, key=str.split)
    assert terms.index("belt and road initiative") < terms.index("business chambers")


def test_chinese_is_in_the_order_of_its_sounds():
    terms = ["在", "服务业", "安", "重振", "便利化", "大", "《2030年》", "多边", "服务贸易", "长江"]
    readings = {"重振": "chong2 zhen4"}
    assert sorted(terms, key=lambda each: sort_key(each, readings.get(each, ""))) == [
        *("《2030年》", "安", "便利化", "长江", "重振"),
        *("大", "多边", "服务贸易", "服务业", "在"),
    ]


def test_the_page_begins_and_ends_as_a_chinese_dictionary_would():
    assert [each[0] for each in order("zh") if each[0] != "《"][:6] == list("包便产持重大")
    assert [each[0] for each in order("zh")][-6:] == list("增政治中自最")


def test_a_term_that_a_language_lacks_is_left_out_of_its_glossary():
    term = Term(1, {"en": "trade in services", "fr": "x"}, {}, {}, {}, {})
    found = glossary(EDITION, [term])
    assert [each.id for each in found["en"]] == ["term-trade-in-services"]
    assert found["zh"] == ()


def test_terms_are_not_marked_in_the_text(site):
    for page in PAGES:
        if page.unit or page.name == "full-text":
            links = tree(site, page).xpath("//article//a/@href")
            assert links and not [href for href in links if "glossary" in href]
