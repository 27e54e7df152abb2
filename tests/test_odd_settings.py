"""Odd settings and old browsers: large text, print, no popover, saved data."""

import json
import re

import pytest
from lxml import html

from conftest import each_view
from edition import EDITION, FIRST, LAST, SENTENCE, some_words
from reading import address, press, wait


def test_a_scheme_chosen_on_one_page_holds_on_another_that_is_open_or_gone_back_to(visit):
    page = visit(address(FIRST), color_scheme="light")
    beside = page.context.new_page()
    beside.goto(page.home + address(LAST))
    page.goto(page.home + address(FIRST, "about"))
    page.locator("[data-scheme-button]").click()
    wait(beside, "document.documentElement.dataset.scheme === 'dark'")
    page.go_back()
    wait(page, "document.documentElement.dataset.scheme === 'dark'")
    beside.locator("[data-scheme-button]").click()
    wait(page, "!document.documentElement.dataset.scheme")


def test_neither_the_search_nor_a_sheet_is_printed(visit):
    page = visit(f"{address(LAST)}?q={some_words()}")
    page.locator("dialog li").first.wait_for()
    page.emulate_media(media="print")
    assert not page.locator("dialog[data-search]").is_visible()
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    press(page, SENTENCE.label)
    page.emulate_media(media="print")
    assert not page.locator("dialog[data-side]").is_visible()


def test_no_single_character_is_a_shortcut(visit):
    page = visit(address(FIRST))
    for key in "/?abcdefghijklmnopqrstuvwxyz":
        page.keyboard.press(key)
    assert page.locator("dialog[open]").count() == 0


CUT = """() => [...document.querySelectorAll(
    "header *, dialog[open] *, footer button, footer summary")].filter((each) => {
  const style = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  const isLeftOut = style.position === "absolute" || each.closest("li, svg, [role=status]");
  if (!box.width || isLeftOut) return false;
  const isHidden = each.scrollWidth > each.clientWidth + 1 && style.overflowX !== "visible"
    && each.tagName !== "INPUT";
  return isHidden || box.right > innerWidth + 1 || box.left < -1;
}).map((each) => each.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("width", [320, 768])
@each_view
def test_with_text_doubled_nothing_is_cut_in_head_switch_search_or_sheet(visit, view, width):
    page = visit(address(view), (width, 844))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(CUT) == []
    press(page, SENTENCE.label)
    assert page.evaluate(CUT) == []
    for button in page.locator("dialog[data-side] button:visible").all():
        if len(EDITION.languages) > 2:  # a sheet as long as that scrolls
            button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box["y"] + box["height"] <= 845
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, 0)")
    page.locator("[data-search-button]").click()
    page.keyboard.type(SENTENCE.label)
    page.locator("dialog li").first.wait_for()
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_popovers_are_unknown_the_menu_stands_in_the_flow(site):
    """What an old engine makes of the rules; real ones were tried by hand (README)."""
    style = (site / address(FIRST) / "index.html").read_text(encoding="utf-8")
    inside = re.findall(r"@supports selector\(:popover-open\)\{((?:[^{}]*\{[^}]*\})*)\}", style)
    assert style.count(":not(:popover-open)") == "".join(inside).count(":not(:popover-open)")
    assert "@supports not selector(:popover-open)" in style


@pytest.mark.parametrize("saves", [False, True])
@pytest.mark.parametrize("knows", [False, True])
def test_the_next_page_is_asked_for_at_a_touch_of_its_link_but_not_where_data_is_saved(
    visit, saves, knows
):
    page = visit(
        address(FIRST),
        script="Object.defineProperty(navigator, 'connection',"
        f" {{value: {{saveData: {json.dumps(saves)}}}}});"
        f"HTMLScriptElement.supports = () => {json.dumps(knows)};",
        wait_until="networkidle",
    )
    rules = page.locator("head script[type=speculationrules]")
    assert rules.count() == (knows and not saves)
    link = page.locator("[rel=next]")
    if not knows:
        link.hover()
        page.wait_for_timeout(300)
        assert (link.evaluate("a => a.href") in page.asked) == (not saves)


@each_view
def test_names_that_stand_side_by_side_have_a_space_between_them(site, view):
    root = html.parse(site / address(view, "index") / "index.html")
    for node in root.xpath("//header//a[small] | //p[@class='e-issuers']"):
        for piece in node.xpath("./small | ./span[position() > 1]"):
            left = piece.getprevious()
            before = (node.text if left is None else left.tail) or ""
            assert before.endswith((" ", "\n")), html.tostring(node)


@each_view
def test_motion_between_pages_is_only_for_those_who_welcome_it(site, view):
    style = (site / address(view) / "index.html").read_text(encoding="utf-8")
    rule = r"@media[^{]*prefers-reduced-motion:\s*no-preference[^{]*\{\s*@view-transition"
    assert re.search(rule, style) and style.count("@view-transition") == 1
