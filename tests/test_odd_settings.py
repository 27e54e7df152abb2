"""Odd settings and old browsers: schemes, large text, print, no popover, saved data."""

import json
import re

import pytest
from lxml import html

from conftest import SITE, each_view
from edition import EDITION, FIRST, LAST, SENTENCE, some_words
from reading import address, press, reading, wait

CONTRAST = """(node) => {
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(channel);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = node;
  const clear = (each) => getComputedStyle(each).backgroundColor === "rgba(0, 0, 0, 0)";
  while (ground.parentElement && clear(ground)) ground = ground.parentElement;
  const one = light(getComputedStyle(node).color);
  const two = light(getComputedStyle(ground).backgroundColor);
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_every_button_is_legible_in_a_scheme_chosen_against_the_systems(
    browser, serve, site, system
):
    other = {"light": "dark", "dark": "light"}[system]
    with reading(browser, color_scheme=system) as page:
        page.goto(serve(site) + address(LAST))
        page.locator("[data-scheme-button]").click()
        scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
        assert scheme == other
        page.locator("[data-cite] summary").click()
        press(page, SENTENCE.label)
        buttons = page.locator("button:visible, summary:visible, footer a:visible").all()
        assert len(buttons) > 8
        for each in buttons:
            assert each.evaluate(CONTRAST) >= 7, each.inner_text()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_skip_link_is_legible(browser, serve, site, system):
    with reading(browser, color_scheme=system) as page:
        page.goto(serve(site) + address(FIRST))
        page.keyboard.press("Tab")
        link = page.locator(":focus")
        assert link.get_attribute("href") == "#text"
        assert link.evaluate(CONTRAST) >= 7


def test_a_scheme_chosen_on_one_page_holds_on_another_that_is_open_or_gone_back_to(
    browser, serve, site
):
    with reading(browser, color_scheme="light") as page:
        page.goto(serve(site) + address(FIRST))
        beside = page.context.new_page()
        beside.goto(serve(site) + address(LAST))
        page.goto(serve(site) + address(FIRST, "about"))
        page.locator("[data-scheme-button]").click()
        wait(beside, "document.documentElement.dataset.scheme === 'dark'")
        page.go_back()
        wait(page, "document.documentElement.dataset.scheme === 'dark'")
        beside.locator("[data-scheme-button]").click()
        wait(page, "!document.documentElement.dataset.scheme")


def test_neither_the_search_nor_a_sheet_is_printed(browser, serve, site):
    with reading(browser) as page:
        page.goto(f"{serve(site)}{address(LAST)}?q={some_words()}")
        page.locator("dialog li").first.wait_for()
        page.emulate_media(media="print")
        assert not page.locator("dialog[data-search]").is_visible()
        page.emulate_media(media="screen")
        page.keyboard.press("Escape")
        press(page, SENTENCE.label)
        page.emulate_media(media="print")
        assert not page.locator("dialog[data-side]").is_visible()


def test_no_single_character_is_a_shortcut(browser, serve, site):
    with reading(browser) as page:
        page.goto(serve(site) + address(FIRST))
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


@pytest.mark.parametrize("width", [320, 390, 768])
@each_view
def test_with_text_doubled_nothing_is_cut_in_head_switch_search_or_sheet(
    browser, serve, site, view, width
):
    with reading(browser, (width, 844)) as page:
        page.goto(serve(site) + address(view))
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
    assert style.count(":not(:popover-open)") == sum(
        rules.count(":not(:popover-open)") for rules in inside
    )
    assert "@supports not selector(:popover-open)" in style


@pytest.mark.parametrize("saves", [False, True])
@pytest.mark.parametrize("knows", [False, True])
def test_the_next_page_is_asked_for_at_a_touch_of_its_link_but_not_where_data_is_saved(
    browser, serve, site, saves, knows
):
    with reading(browser) as page:
        page.add_init_script(
            "Object.defineProperty(navigator, 'connection',"
            f" {{value: {{saveData: {json.dumps(saves)}}}}});"
            f"HTMLScriptElement.supports = () => {json.dumps(knows)};"
        )
        page.goto(serve(site) + address(FIRST), wait_until="networkidle")
        rules = page.locator("head script[type=speculationrules]")
        assert rules.count() == (knows and not saves)
        link = page.locator("[rel=next]")
        if not knows:
            link.hover()
            page.wait_for_timeout(300)
            assert (link.evaluate("a => a.href") in page.asked) == (not saves)
        assert page.wrong == []  # the policy lets the rules in


@each_view
def test_only_pages_of_the_text_are_articles_to_reference_managers(site, view):
    for page in SITE.listed[view]:
        root = html.parse(site / page.address / "index.html")
        (kind,) = root.xpath("//meta[@property='og:type']/@content")
        assert kind == ("article" if page.unit else "website"), page.address


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
