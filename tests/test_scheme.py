"""Light and dark: the system's until the reader says otherwise, kept without a cookie."""

import pytest

from edition import FIRST, LAST, UNIT

INKS = """[
  getComputedStyle(document.body).backgroundColor,
  ...["ink", "quiet", "accent", "rule", "mark"].map((ink) =>
    getComputedStyle(document.documentElement).getPropertyValue(`--${ink}`)),
].join()"""
BUTTON = "[data-scheme-button]"


@pytest.fixture
def inks(visit):
    """The page's ground and its inks as a fresh reader of each scheme sees it."""
    return {each: visit("", color_scheme=each).evaluate(INKS) for each in ("light", "dark")}


def test_the_scheme_follows_the_system_without_script(visit, inks):
    assert inks["light"] != inks["dark"]
    for scheme, wanted in inks.items():
        page = visit("", java_script_enabled=False, color_scheme=scheme)
        assert page.evaluate(INKS) == wanted
        assert not page.locator(BUTTON).is_visible()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_readers_choice_holds_on_every_page_and_can_be_undone(visit, inks, system):
    other = {"light": "dark", "dark": "light"}[system]
    page = visit(FIRST.address(UNIT.name), color_scheme=system)
    button = page.locator(BUTTON)
    assert button.get_attribute("aria-pressed") == str(system == "dark").lower()
    button.click()
    assert page.evaluate(INKS) == inks[other]
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
    assert page.evaluate(INKS) == inks[other]
    page.locator(BUTTON).click()
    assert page.evaluate(INKS) == inks[system]
    assert page.evaluate("localStorage.length") == 0 and page.context.cookies() == []


def test_where_storage_is_refused_the_button_still_works(visit, inks):
    page = visit(
        "",
        color_scheme="light",
        script="Object.defineProperty(window, 'localStorage', { get() { throw Error(); } })",
    )
    page.locator(BUTTON).click()
    assert page.evaluate(INKS) == inks["dark"]
