"""Light and dark: the system's until the reader says otherwise, kept without a cookie."""

import pytest

from edition import FIRST, LAST, UNIT

PAPER = "getComputedStyle(document.body).backgroundColor"
BUTTON = "[data-scheme-button]"


@pytest.fixture
def papers(visit):
    """The page's ground as a fresh reader of each scheme sees it."""
    return {each: visit("", color_scheme=each).evaluate(PAPER) for each in ("light", "dark")}


def test_the_scheme_follows_the_system_without_script(visit, papers):
    assert papers["light"] != papers["dark"]
    for scheme, paper in papers.items():
        page = visit("", java_script_enabled=False, color_scheme=scheme)
        assert page.evaluate(PAPER) == paper
        assert not page.locator(BUTTON).is_visible()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_readers_choice_holds_on_every_page_and_can_be_undone(visit, papers, system):
    other = {"light": "dark", "dark": "light"}[system]
    page = visit(FIRST.address(UNIT.name), color_scheme=system)
    button = page.locator(BUTTON)
    assert button.get_attribute("aria-pressed") == str(system == "dark").lower()
    button.click()
    assert page.evaluate(PAPER) == papers[other]
    assert button.get_attribute("aria-pressed") == str(other == "dark").lower()
    page.add_init_script(
        """new MutationObserver((_, watcher) => {
          if (!document.body) return;
          window.schemeAtFirst = document.documentElement.dataset.scheme;
          watcher.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(page.home + LAST.address("full-text"))
    assert page.evaluate("window.schemeAtFirst") == other  # before anything is painted
    assert page.evaluate(PAPER) == papers[other]
    page.locator(BUTTON).click()
    assert page.evaluate(PAPER) == papers[system]
    assert page.evaluate("localStorage.length") == 0 and page.context.cookies() == []


def test_where_storage_is_refused_the_button_still_works(visit, papers):
    page = visit(
        "",
        color_scheme="light",
        script="Object.defineProperty(window, 'localStorage', { get() { throw Error(); } })",
    )
    page.locator(BUTTON).click()
    assert page.evaluate(PAPER) == papers["dark"]
