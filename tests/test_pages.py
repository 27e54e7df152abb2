import re
from itertools import chain

import pytest

from conftest import EDITION, LEAVES, ROOT, VIEWS, WORDS
from outputs.pages import MENU, REACH, Leaf, View, menus, numeral, wanted
from text.edition import Prose

TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (6, "六"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numbers_are_written_as_the_language_writes_them(number, chinese):
    assert numeral(number, WORDS["numerals"]["zh"]) == chinese
    assert numeral(number, WORDS["numerals"]["en"]) == str(number)


def test_each_language_has_a_view_and_the_last_shows_all():
    assert [(view.folder, view.languages) for view in VIEWS] == [
        ("en/", ("en",)),
        ("zh/", ("zh",)),
        ("", ("en", "zh")),
    ]


def test_pages_stand_in_reading_order():
    units = [unit.name for unit in EDITION.units]
    assert list(LEAVES) == ["index", *units, "full-text", "glossary", "about"]


def order(units):
    """Every page of an edition of so many units, in the order of the navigation."""
    names = ["preamble", *(f"proposal-{n}" for n in range(1, units - 1)), "closing-call"]
    index, *others = (Leaf(name, name, {}) for name in ("index", "full-text", "about"))
    return [index, *(Leaf(name, "unit", {}, EDITION.units[0]) for name in names), *others]


def listed(units, page):
    """What a page's menu lists, by name; None for its mark of what it leaves out."""
    return [leaf and leaf.name for leaf in menus(order(units))[page]]


def proposals(first, last):
    return [f"proposal-{number}" for number in range(first, last + 1)]


def test_the_menu_of_a_small_edition_lists_every_page():
    pages = order(MENU)
    assert menus(pages) == {leaf.name: tuple(pages) for leaf in pages}


def test_the_menu_of_a_large_edition_lists_a_unit_s_neighbours_the_ends_and_a_mark_between():
    near = proposals(400 - REACH, 400 + REACH)
    ends = ["closing-call", "full-text", "about"]
    assert listed(800, "proposal-400") == ["index", "preamble", None, *near, None, *ends]


def test_the_menu_near_an_end_reaches_further_the_other_way():
    start = ["index", "preamble", *proposals(1, 2 * REACH), None]
    end = [None, *proposals(798 - 2 * REACH + 1, 798), "closing-call", "full-text", "about"]
    assert listed(800, "index") == [*start, *end[-3:]]
    assert listed(800, "about") == [*start[:2], *end]


def test_the_menu_leaves_out_no_page_alone():
    at = {leaf.name: place for place, leaf in enumerate(order(40))}
    for page in at:
        names = listed(40, page)
        for before, mark, after in zip(names, names[1:], names[2:], strict=False):
            assert mark or at[after] - at[before] > 2, page


def test_the_menu_of_every_page_names_the_page_and_does_not_grow_with_the_edition():
    for units in (MENU + 1, 80, 800):
        for name, menu in menus(order(units)).items():
            assert name in {leaf.name for leaf in menu if leaf}
            assert len(menu) <= MENU


def test_prose_of_several_languages_is_woven_block_by_block_and_says_which_is_which():
    blocks = ({"en": "## A {#a}", "zh": "## 甲 {#a}"}, {"en": "One.", "zh": "一。"})
    leaf = Leaf("about", "about", {}, Prose("about", {}, blocks))
    assert leaf.weave(View("", ("en", "zh")), WORDS).split("\n\n") == [
        "## A {#a}",
        "## 甲 {: #a-zh-Hans lang=zh-Hans }",
        "One.",
        "一。\n{: lang=zh-Hans }",
    ]


def test_of_the_theme_only_its_main_sheet_is_wanted():
    assert wanted("assets/stylesheets/main.1.min.css") and wanted("assets/js/reader.js")
    for path in ("assets/javascripts/bundle.js", "words.yml", "assets/stylesheets/palette.1.css"):
        assert not wanted(path)


def test_no_word_has_a_name_that_a_dict_has_by_itself():
    """A template that asks for "copy" or "items" would never reach the word."""
    assert [key for key in WORDS if hasattr(dict, key)] == []


def test_code_holds_no_chinese_of_the_interface():
    code = ((ROOT / "scripts").rglob("*.py"), (ROOT / "overrides").rglob("*.js"))
    for path in chain(TEMPLATES, *code):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"[\u4e00-\u9fff]", text), path
