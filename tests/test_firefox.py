"""The same site in Firefox: read, switch, open the menu, search, choose the scheme."""

import pytest

from edition import FIRST, LAST, SENTENCE, STRINGS, UNIT, VIEWS
from plain_truth import fold, terms

ARROW_DOWN, ENTER, ESCAPE = "\ue015", "\ue007", "\ue00c"


@pytest.mark.parametrize("width", [1280, 390])
def test_firefox_switches_between_the_views_and_keeps_the_sentence(firefox, serve, site, width):
    firefox.resize(width, 844)
    firefox.go(serve(site) + f"{FIRST.address(UNIT.name)}#{SENTENCE.label}")
    for view in (*VIEWS[1:], VIEWS[0]):
        hreflang = view.hreflang(STRINGS)
        link = firefox.run(f"document.querySelector('.e-switch [hreflang={hreflang}]').href")
        assert link == serve(site) + f"{view.address(UNIT.name)}#{SENTENCE.label}"
        firefox.go(link)
        assert firefox.run("document.querySelector(':target').id") == SENTENCE.label
        assert firefox.run("document.documentElement.scrollWidth <= innerWidth")


def test_firefox_opens_the_menu_as_a_drawer_on_a_phone_and_escape_closes_it(firefox, serve, site):
    firefox.resize(390, 844)
    firefox.go(serve(site) + LAST.address("index"))
    shown = "getComputedStyle(document.querySelector('#menu')).display !== 'none'"
    assert not firefox.run(shown)
    firefox.run("document.querySelector('.e-menu-button').click()")
    assert firefox.run(shown)
    firefox.press(ESCAPE)
    assert not firefox.run(shown)


def test_firefox_searches_by_keyboard_and_lands_on_the_sentence(firefox, serve, site):
    words = SENTENCE.text[LAST.language].rstrip(".\u3002")
    firefox.resize(1280, 844)
    firefox.go(serve(site) + LAST.address("index"))
    firefox.run("document.querySelector('[data-search-button]').click()")
    firefox.press(*words)
    firefox.run(
        "new Promise(done => { const look = () => document.querySelectorAll('dialog li').length "
        "=== 1 ? done() : setTimeout(look, 20); look(); })"
    )
    marks = firefox.run("[...document.querySelectorAll('mark')].map(each => each.textContent)")
    assert {fold(mark) for mark in marks} == {*terms(words)}
    firefox.press(ARROW_DOWN)
    target = firefox.run("document.activeElement.href")
    assert target == serve(site) + f"{LAST.address(UNIT.name)}#{SENTENCE.label}"


def test_firefox_keeps_the_chosen_scheme(firefox, serve, site):
    paper = "getComputedStyle(document.body).backgroundColor"
    firefox.go(serve(site))
    before = firefox.run(paper)
    firefox.run("document.querySelector('[data-scheme-button]').click()")
    chosen = firefox.run(paper)
    assert chosen != before
    firefox.go(serve(site) + FIRST.address(UNIT.name))
    assert firefox.run(paper) == chosen
