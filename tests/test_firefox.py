"""The same site in Firefox: read, switch, open the menu, search, choose the scheme."""

import pytest

from conftest import STRINGS, VIEWS

ARROW_DOWN, ENTER, ESCAPE = "\ue015", "\ue007", "\ue00c"


@pytest.mark.parametrize("width", [1280, 390])
def test_firefox_switches_between_the_views_and_keeps_the_sentence(firefox, serve, site, width):
    firefox.resize(width, 844)
    firefox.go(serve(site) + "en/proposal-3/#3.2")
    for view in (*VIEWS[1:], VIEWS[0]):
        hreflang = view.hreflang(STRINGS)
        link = firefox.run(f"document.querySelector('.e-switch [hreflang={hreflang}]').href")
        assert link == serve(site) + view.address("proposal-3") + "#3.2"
        firefox.go(link)
        assert firefox.run("document.querySelector(':target').id") == "3.2"
        assert firefox.run("document.documentElement.scrollWidth <= innerWidth")


def test_firefox_opens_the_menu_as_a_drawer_on_a_phone_and_escape_closes_it(firefox, serve, site):
    firefox.resize(390, 844)
    firefox.go(serve(site) + "zh/")
    shown = "getComputedStyle(document.querySelector('#menu')).display !== 'none'"
    assert not firefox.run(shown)
    firefox.run("document.querySelector('.e-menu-button').click()")
    assert firefox.run(shown)
    firefox.press(ESCAPE)
    assert not firefox.run(shown)


def test_firefox_searches_by_keyboard_and_shows_where_the_words_stand(firefox, serve, site):
    firefox.resize(1280, 844)
    firefox.go(serve(site) + "zh/")
    firefox.run("document.querySelector('[data-search-button]').click()")
    firefox.press(*"京交会")
    firefox.run(
        "new Promise(done => { const look = () => document.querySelector('dialog li') "
        "? done() : setTimeout(look, 20); look(); })"
    )
    assert firefox.run("document.querySelector('mark').textContent") == "京交会"
    firefox.press(ARROW_DOWN)
    target = firefox.run("document.activeElement.href")
    assert target == serve(site) + "zh/"


def test_firefox_keeps_the_chosen_scheme(firefox, serve, site):
    paper = "getComputedStyle(document.body).backgroundColor"
    firefox.go(serve(site) + "en/")
    before = firefox.run(paper)
    firefox.run("document.querySelector('[data-scheme-button]').click()")
    chosen = firefox.run(paper)
    assert chosen != before
    firefox.go(serve(site) + "en/proposal-2/")
    assert firefox.run(paper) == chosen
