"""Everyone: what axe finds, the keyboard, zoom, motion, and colours."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import address, each_page
from edition import ALL, FIRST, LAYOUTS, SENTENCE, SITE, UNIT, VIEWS, some_words
from readers import tree
from reading import each_layout, press, reading

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {
        "color-contrast-enhanced": {"enabled": True},  # text at AAA contrast
        "target-size": {"enabled": True},
    },
    "resultTypes": ["violations"],
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SETTINGS = {"light on a desk": ("light", 1280), "dark on a phone": ("dark", 390)}
"""Colours hang on the scheme alone and sizes on the width alone, so two settings show all."""


@pytest.fixture(scope="module", params=SETTINGS.values(), ids=SETTINGS)
def page(request, browser):
    scheme, width = request.param
    with reading(browser, (width, 844), color_scheme=scheme) as page:
        yield page
        page.wrong.clear()  # the page that is not there


def findings(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], node["html"][:120]) for each in found for node in each["nodes"]]


@pytest.mark.parametrize("path", [*map(address, LAYOUTS), "/no/such/page/"])
def test_axe_finds_nothing_on_the_page(page, serve, site, path):
    page.goto(serve(site) + path[1:])
    assert findings(page) == []


@each_layout
def test_axe_finds_nothing_with_the_menu_the_reference_a_sheet_or_the_search_open_in_either_scheme(
    page, serve, site, view
):
    home = serve(site) + view.address(UNIT.name)
    page.goto(f"{home}#{SENTENCE.label}")
    if page.locator(".e-menu-button").is_visible():
        page.locator(".e-menu-button").click()
        assert findings(page) == []
        page.keyboard.press("Escape")
    page.locator("[data-cite] summary").click()
    for _ in range(2):  # the scheme chosen against the system's, then as it was
        page.locator("[data-scheme-button]").click()
        press(page, SENTENCE.label)
        assert findings(page) == []
    page.goto(f"{home}?q={some_words()}")
    page.locator("dialog li").first.wait_for()
    assert findings(page) == []
    page.locator("dialog input").fill("zxqjv")  # which stands nowhere
    assert findings(page) == []


@each_layout
def test_tab_goes_through_the_page_in_the_order_it_is_seen_and_shows_where_it_is(
    page, serve, site, view
):
    page.goto(serve(site) + view.address(UNIT.name))
    stops = []
    while len(stops) <= 60 + len(SITE.project.order):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              const style = getComputedStyle(at);
              return at === document.body ? null : {
                at: at.getAttribute("aria-label") || at.textContent.trim(),
                region: at.closest("header, #menu, main, footer")?.tagName ?? "SKIP",
                seen: box.width > 0 && box.height > 0 && style.opacity > 0,
                ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
              };
            }"""
        )
        if stop is None:
            break
        stops.append(stop)
    regions = list(dict.fromkeys(stop["region"] for stop in stops))
    wide = page.viewport_size["width"] > 1000
    assert regions == ["SKIP", "HEADER", *(["NAV"] if wide else []), "MAIN", "FOOTER"]
    assert [stop for stop in stops if not (stop["seen"] and stop["ring"])] == []


def test_skip_link_is_legible_and_leads_past_the_menus_to_the_text(page, serve, site):
    page.goto(serve(site) + FIRST.address(UNIT.name))
    page.keyboard.press("Tab")
    assert findings(page) == []
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#text') !== null")


@each_page
def test_headings_go_down_one_level_at_a_time_from_one_h1(site, page):
    levels = [int(heading.tag[1]) for heading in tree(site, page).iter(*HEADINGS)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_numbers_of_sentences_are_24_pixels_to_the_thumb(page, serve, site):
    for view in VIEWS:
        page.goto(serve(site) + view.address(UNIT.name))
        sizes = page.eval_on_selector_all(
            ".e-number",
            "nodes => nodes.map(n => n.getBoundingClientRect()).map(b => [b.width, b.height])",
        )
        assert sizes and all(width >= 24 and height >= 24 for width, height in sizes), sizes


def test_nothing_moves_where_the_reader_wants_no_motion(visit):
    page = visit(ALL.address(UNIT.name), reduced_motion="reduce")
    moving = page.eval_on_selector_all(
        "*",
        """nodes => nodes.filter(node => {
          const style = getComputedStyle(node);
          const still = (value) => value.split(", ").every((each) => parseFloat(each) === 0);
          return style.transitionProperty !== "none" && !still(style.transitionDuration)
            || style.animationName !== "none";
        }).map(node => node.outerHTML.slice(0, 80))""",
    )
    assert moving == []


def test_the_marked_sentence_is_seen_without_colour_too(visit):
    page = visit(f"{ALL.address(UNIT.name)}#{SENTENCE.label}", forced_colors="active")
    marked = page.locator(f"[id='{SENTENCE.label}']")
    assert marked.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
