"""Light and dark: the system's until the reader says otherwise, kept without a cookie."""

import pytest

PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def papers(browser, serve, site):
    """The page's ground as a fresh reader of each scheme sees it."""
    found = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(serve(site) + "en/")
        found[scheme] = page.evaluate(PAPER)
        page.close()
    return found


def test_the_scheme_follows_the_system_without_script(browser, serve, site, papers):
    assert papers["light"] != papers["dark"]
    for scheme, paper in papers.items():
        context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
        page = context.new_page()
        page.goto(serve(site) + "en/")
        pixel = page.screenshot(clip={"x": 5, "y": 300, "width": 1, "height": 1})
        page.goto("data:text/html,<body style='background:" + paper + "'>")
        assert page.screenshot(clip={"x": 5, "y": 300, "width": 1, "height": 1}) == pixel
        assert not page.locator("[data-scheme-button]").is_visible()
        context.close()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_readers_choice_holds_on_every_page_and_can_be_undone(browser, home, papers, system):
    other = {"light": "dark", "dark": "light"}[system]
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    page.goto(home + "en/proposal-3/")
    button = page.locator("[data-scheme-button]")
    assert button.get_attribute("aria-pressed") == str(system == "dark").lower()
    button.click()
    assert page.evaluate(PAPER) == papers[other]
    assert button.get_attribute("aria-pressed") == str(other == "dark").lower()
    page.goto(home + "zh/proposal-4/")
    assert page.evaluate(PAPER) == papers[other]
    page.locator("[data-scheme-button]").click()
    assert page.evaluate(PAPER) == papers[system]
    assert page.evaluate("localStorage.length") == 0
    assert context.cookies() == []
    context.close()


def test_the_readers_choice_is_in_place_before_anything_is_painted(browser, serve, site, papers):
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(serve(site) + "en/")
    page.locator("[data-scheme-button]").click()
    page.add_init_script(
        """new MutationObserver((_, watcher) => {
          if (!document.body) return;
          window.schemeAtFirst = document.documentElement.dataset.scheme;
          watcher.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(serve(site) + "en/proposal-3/")
    assert page.evaluate("window.schemeAtFirst") == "dark"
    context.close()


def test_where_storage_is_refused_the_button_still_works(browser, serve, site, papers):
    page = browser.new_page(color_scheme="light")
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page.goto(serve(site) + "en/")
    page.locator("[data-scheme-button]").click()
    assert page.evaluate(PAPER) == papers["dark"] and wrong == []
    page.close()
