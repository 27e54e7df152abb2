"""A reader with a real browser, on a desk and on a phone, with scripts and without."""

from contextlib import contextmanager

import pytest

from edition import (
    ALL,
    EDITION,
    FIRST,
    LAST,
    OTHER,
    PROJECT,
    SENTENCE,
    SITE,
    STRINGS,
    UNIT,
    VIEWS,
    need,
)
from text.terms import split_at_terms

WIDTHS = {"desk": 1280, "phone": 390}


@contextmanager
def reading(browser, width="desk", scripts=True, **settings):
    """A page of a browser that keeps what went wrong and what was asked for."""
    context = browser.new_context(
        viewport={"width": WIDTHS[width], "height": 844}, java_script_enabled=scripts, **settings
    )
    page = context.new_page()
    page.wrong, page.asked = [], []
    page.on("console", lambda message: message.type == "error" and page.wrong.append(message.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    # 304 is no fault: what the browser has is still good.
    page.on("response", lambda answer: answer.status < 400 or page.wrong.append(answer.url))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def scripts(request):
    return request.param


@pytest.fixture(params=WIDTHS)
def page(request, browser, scripts):
    with reading(browser, request.param, scripts) as page:
        yield page


def switch(page, view):
    page.locator(f".e-switch a[hreflang='{view.hreflang(STRINGS)}']").click()


def test_reader_switches_through_the_views_of_a_unit_and_comes_back(page, home):
    last = OTHER.sentences[-1]
    page.goto(home + FIRST.address(OTHER.name))
    for view in (*VIEWS[1:], FIRST):
        switch(page, view)
        assert page.url == home + view.address(OTHER.name)
        for language in view.languages:
            assert OTHER.title[language] in page.locator("h1").inner_text()
            assert last.text[language] in page.locator(f"[id='{last.label}']").text_content()
    assert page.wrong == []
    assert all(url.startswith(home) for url in page.asked)


def test_reader_walks_the_whole_edition_by_next_and_back_by_previous(browser, home):
    walk = [home + page.address for page in SITE.listed[LAST]]
    with reading(browser, scripts=False) as page:
        page.goto(walk[0])
        for rel, targets in (("next", walk[1:]), ("prev", walk[-2::-1])):
            for target in targets:
                page.locator(f"footer [rel={rel}]").click()
                assert page.url == target
        assert page.wrong == []


def test_menu_leads_to_each_page_and_on_a_phone_opens_and_closes(page, home):
    page.goto(home + LAST.folder)
    menu, button = page.locator("#menu"), page.locator(".e-menu-button")
    if button.is_visible():
        assert not menu.is_visible()
        button.click()
        assert menu.is_visible()
        page.keyboard.press("Escape")
        assert not menu.is_visible()
        button.click()
    assert menu.is_visible()
    menu.get_by_text(EDITION.units[-1].title[LAST.language]).click()
    assert page.url == home + LAST.address(EDITION.units[-1].name)


def test_following_a_sentences_number_gives_its_address_and_marks_it(page, home):
    for view in (LAST, ALL):
        page.goto(home + view.address(UNIT.name))
        sentence = page.locator(f"[id='{SENTENCE.label}']")
        sentence.locator(".e-number").click()
        assert page.url == home + view.address(UNIT.name) + f"#{SENTENCE.label}"
        words = sentence.locator("p").first if view.is_parallel else sentence
        assert words.evaluate("node => getComputedStyle(node).textDecorationLine") == "underline"
        assert sentence.evaluate(
            "node => node.getBoundingClientRect().top >= 0 "
            "&& node.getBoundingClientRect().top < innerHeight"
        )


def test_an_address_that_is_not_there_leads_back_from_any_depth(page, home):
    page.goto(home + f"{LAST.folder}no/such/page/")
    for language in EDITION.languages:
        assert page.get_by_text(STRINGS["lost"][language]).first.is_visible()
    page.get_by_role("link", name=EDITION.title[LAST.language], exact=True).click()
    assert page.url == home + LAST.folder


TITLES = (LAST.folder, "", LAST.address("full-text"), ALL.address("full-text"), "404.html")


@pytest.mark.parametrize("each", TITLES)
def test_no_line_of_the_title_ends_within_a_term(browser, serve, site, each):
    title = EDITION.title[LAST.language]
    terms = split_at_terms(PROJECT.terms, title, LAST.language)[1::2]
    term = need(terms, "term in its title")
    with reading(browser, "phone") as page:
        page.goto(serve(site) + each)
        assert term in page.locator(".e-unbroken").all_text_contents()
        for width in range(320, 481, 10):
            page.set_viewport_size({"width": width, "height": 844})
            lines = page.eval_on_selector_all(
                ".e-unbroken", "terms => terms.map(term => term.getClientRects().length)"
            )
            assert set(lines) == {1}, width
