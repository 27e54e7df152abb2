"""A reader without scripts, on a site that stands under a path."""

import pytest

from edition import ALL, EDITION, FIRST, LAST, OTHER, PROJECT, SITE, STRINGS, VIEWS, need
from reading import PHONE, each_size, reading
from text.terms import split_at_terms


@pytest.fixture
def page(browser):
    with reading(browser, java_script_enabled=False) as page:
        yield page


def test_reader_switches_through_the_views_of_a_unit_and_goes_to_the_next_page_and_back(page, home):
    last, at = OTHER.sentences[-1], SITE.project.order.index(OTHER.name)
    page.goto(home + FIRST.address(OTHER.name))
    for view in (*VIEWS[1:], FIRST):
        page.locator(f".e-switch a[hreflang='{view.hreflang(STRINGS)}']").click()
        assert page.url == home + view.address(OTHER.name)
        for language in view.languages:
            assert OTHER.title[language] in page.locator("h1").inner_text()
            assert last.text[language] in page.locator(f"[id='{last.label}']").text_content()
    for rel, name in (("next", SITE.project.order[at + 1]), ("prev", OTHER.name)):
        page.locator(f"footer [rel={rel}]").click()
        assert page.url == home + FIRST.address(name)
    assert all(url.startswith(home) for url in page.asked)


@each_size
def test_menu_leads_to_each_page_and_on_a_phone_opens_and_closes(page, home, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(home + LAST.folder)
    menu, button = page.locator("#menu"), page.locator(".e-menu-button")
    if size == PHONE:
        assert not menu.is_visible()
        button.click()
        assert menu.is_visible()
        page.keyboard.press("Escape")
        assert not menu.is_visible()
        button.click()
    assert menu.is_visible()
    menu.get_by_text(EDITION.units[-1].title[LAST.language]).click()
    assert page.url == home + LAST.address(EDITION.units[-1].name)


TITLES = (LAST.folder, "", LAST.address("full-text"), ALL.address("full-text"), "404.html")


@pytest.mark.parametrize("each", TITLES)
def test_no_line_of_the_title_ends_within_a_term(window, serve, site, each):
    title = EDITION.title[LAST.language]
    terms = split_at_terms(PROJECT.terms, title, LAST.language)[1::2]
    term = need(terms, "term in its title")
    window.goto(serve(site) + each)
    assert term in window.locator(".e-unbroken").all_text_contents()
    for width in range(320, 481, 10):
        window.set_viewport_size({"width": width, "height": 844})
        lines = window.eval_on_selector_all(
            ".e-unbroken", "terms => terms.map(term => term.getClientRects().length)"
        )
        assert set(lines) == {1}, width
