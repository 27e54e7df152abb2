"""A reader with a real browser, on a desk and on a phone, with scripts and without."""

from contextlib import contextmanager

import pytest

from conftest import EDITION, LEAVES, PAGES, PLACES, VIEWS, WORDS, address

UNITS = [leaf for leaf in LEAVES.values() if leaf.kind == "unit"]
ENGLISH, CHINESE, BOTH = VIEWS
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
    page.locator(f".switch a[hreflang='{view.hreflang(WORDS)}']").click()


@pytest.mark.parametrize("place", PLACES[1:], indirect=True)  # test_site.py has both
@pytest.mark.parametrize("leaf", UNITS, ids=lambda leaf: leaf.name)
def test_reader_switches_through_the_views_of_a_unit_and_comes_back(page, home, leaf):
    page.goto(home + leaf.address(ENGLISH))
    for view in (CHINESE, BOTH, ENGLISH):
        switch(page, view)
        assert page.url == home + leaf.address(view)
        for language in view.languages:
            assert leaf.title[language] in page.locator("h1").inner_text()
            sentence = page.locator(f"[id='{leaf.content.sentences[-1].label}']")
            assert leaf.content.sentences[-1].text[language] in sentence.text_content()
    assert page.wrong == []
    assert all(url.startswith(home) for url in page.asked)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")
def test_reader_walks_the_whole_edition_by_next_and_back_by_previous(browser, home, view):
    walk = [home + leaf.address(view) for leaf in LEAVES.values()]
    with reading(browser, scripts=False) as page:
        page.goto(walk[0])
        for target in walk[1:]:
            page.locator("footer [rel=next]").click()
            assert page.url == target
        for target in walk[-2::-1]:
            page.locator("footer [rel=prev]").click()
            assert page.url == target
        assert page.wrong == []


def test_menu_leads_to_each_page_and_on_a_phone_opens_and_closes(page, home):
    page.goto(home + "zh/")
    menu, button = page.locator("#menu"), page.locator(".menu-button")
    if button.is_visible():
        assert not menu.is_visible()
        button.click()
        assert menu.is_visible()
        page.keyboard.press("Escape")
        assert not menu.is_visible()
        button.click()
    assert menu.is_visible()
    menu.get_by_text(LEAVES["proposal-6"].title["zh"]).click()
    assert page.url == home + "zh/proposal-6/"


def test_following_a_sentences_number_gives_its_address_and_marks_it(page, home):
    for view in VIEWS:
        page.goto(home + LEAVES["proposal-3"].address(view))
        sentence = page.locator("[id='3.2']")
        before = sentence.evaluate("node => getComputedStyle(node).backgroundColor")
        sentence.locator(".number").click()
        assert page.url == home + LEAVES["proposal-3"].address(view) + "#3.2"
        assert sentence.evaluate("node => getComputedStyle(node).backgroundColor") != before
        assert sentence.evaluate(
            "node => node.getBoundingClientRect().top >= 0 "
            "&& node.getBoundingClientRect().top < innerHeight"
        )


def test_an_address_that_is_not_there_leads_back_from_any_depth(page, home):
    page.goto(home + "zh/no/such/page/")
    for language in EDITION.languages:
        assert page.get_by_text(WORDS["lost"][language]).first.is_visible()
    page.get_by_role("link", name=EDITION.title["zh"], exact=True).click()
    assert page.url == home + "zh/"


WEIGHT = "element => Number(getComputedStyle(element).fontWeight)"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")
def test_headings_are_bold_in_the_views_language_and_nothing_beside_them_is(
    window, serve, site, view
):
    window.goto(f"{serve(site)}{view.folder}full-text/")
    for bold in ("h1", ".part h2 a", ".md-header__title"):
        assert window.locator(bold).first.evaluate(WEIGHT) >= 600, bold
    for plain in (".md-header__title small", "h1 [lang]", ".part h2 [lang]", ".part h2 b"):
        for element in window.locator(plain).all():
            assert element.evaluate(WEIGHT) == 400, plain


@pytest.mark.parametrize("each", ["zh/", "", "zh/full-text/", "full-text/", "404.html"])
def test_no_line_of_the_title_ends_within_a_term(browser, serve, site, each):
    with reading(browser, "phone") as page:
        page.goto(serve(site) + each)
        terms = page.locator(".whole")
        assert "服务贸易" in terms.all_text_contents()
        for width in range(320, 481, 10):
            page.set_viewport_size({"width": width, "height": 844})
            for term in terms.all():
                assert term.evaluate("element => element.getClientRects().length") == 1, width


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("each", PAGES, ids=address)
def test_page_is_no_wider_than_its_window(window, serve, site, each, width):
    window.set_viewport_size({"width": width, "height": 844})
    window.goto(serve(site) + address(each)[1:])
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
