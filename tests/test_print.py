"""The browsers' own print command, on pages of each kind."""

import pytest

import reading
from conftest import address
from edition import EDITION, LAYOUTS, PROJECT, SENTENCE, STRINGS, UNIT, some_words
from outputs.labels import edition_name, imprint
from printed import bare, pages, pictures
from readers import HOME
from reading import DESK, PHONE, each_layout, number, press

GIVEN_BACK = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
GIVEN_BACK |= {0x2010: "-", 0x02BC: "\u2019", 0xFFFD: "ft"}
"""What some programs give back for characters that share their glyph."""


def printed_well(shown, page):
    """What a page printed by a browser must hold, and must not; of one language, in this order.
    (Languages side by side are given back as they were painted.)"""
    text = bare("".join(shown)).translate(GIVEN_BACK)
    address = f"{HOME}{page.address}"
    assert address in text
    kind = page.kind.template
    whole = EDITION.units if kind in ("contents", "full-text") else []
    units = [page.unit] if page.unit else whole
    assert not page.unit or len(shown) == 1
    for language in page.view.languages:
        if STRINGS["direction"][language] == "rtl":
            continue  # a file does not give it back as it is written
        titles = [EDITION.short_title, EDITION.subtitle] if whole else [EDITION.title]
        facts = [title[language] for title in titles] + list(EDITION.issuers[language])
        facts.append(imprint(EDITION, STRINGS)[language])
        if kind != "contents":
            facts += [each.text[language] for unit in units for each in unit.sentences]
        facts += sorted({STRINGS[unit.status[language]][language] for unit in units})
        facts += [address, edition_name(STRINGS, PROJECT.release)[language]]
        at = 0
        for fact in facts:
            at = text.find(bare(fact), 0 if page.view.is_parallel else at)
            assert at >= 0, fact
        for link in ("next", "source_text", "feed", *["full_text"] * (kind == "contents")):
            assert bare(STRINGS[link][language]) not in text
        others = [EDITION.units[1].title, EDITION.units[-1].title] if page.unit else []
        assert not [each for each in others if bare(each[language]) in text]
    assert "kB" not in text


@pytest.mark.parametrize("page", LAYOUTS, ids=address)
def test_chromium_prints_the_text_black_on_white_without_the_menus(visit, page):
    tab = visit(page.address, color_scheme="dark")  # from light it is no harder
    tab.evaluate("document.documentElement.dataset.scheme = 'dark'")
    printed = tab.pdf(format="A4", prefer_css_page_size=True)
    shown = pages(printed)
    printed_well(shown, page)
    if STRINGS["direction"][page.view.language] == "ltr":
        for number, text in enumerate(shown, 1):
            wanted = STRINGS["page"][page.view.language].format(number, len(shown))
            assert bare(wanted) in bare(text)
    paper = pictures(printed)[0]
    assert paper.getpixel((3, 3)) == 255 and paper.getextrema()[0] < 60


@pytest.mark.parametrize("page", [page for page in LAYOUTS if page.kind.owns_files], ids=address)
def test_firefox_prints_the_same(serve, site, firefox, page):
    printed_well(pages(firefox.pdf(serve(site) + page.address)), page)


def searched(tab):
    tab.keyboard.press("Control+k")
    tab.keyboard.type(some_words())
    tab.locator("[data-search] li").first.wait_for()


def in_hand(tab):
    press(tab, SENTENCE.label)


def drawn(tab):
    press(tab, SENTENCE.label).locator("[data-action=picture]").click()
    tab.locator("[data-drawn] img").wait_for()


def menu(tab):
    tab.locator(".e-menu-button").click()
    tab.locator("#menu").wait_for()


def focus(tab):
    tab.keyboard.press("Tab")
    number(tab, SENTENCE.label).focus()


def nothing(tab):
    pass


@each_layout
@pytest.mark.parametrize(
    ("fragment", "size", "has_script", "act"),
    [
        ("", PHONE, True, searched),
        ("", DESK, True, in_hand),
        ("", DESK, True, drawn),
        ("", PHONE, True, menu),
        ("", DESK, True, focus),
        (SENTENCE.label, DESK, True, nothing),
        (SENTENCE.label, DESK, False, nothing),
        (f"{UNIT.sentences[-1].label}@0", (1920, 1400), True, nothing),
    ],
    ids=["search", "sheet", "picture", "menu", "focus", "address", "no script", "carried place"],
)
def test_nothing_that_is_open_or_marked_on_the_screen_is_printed(
    visit, view, fragment, size, has_script, act
):
    def printed(tab):
        return pictures(tab.pdf(format="A4", prefer_css_page_size=True))

    where = reading.address(view)
    tab = visit(f"{where}#{fragment}", size, java_script_enabled=has_script)
    act(tab)
    assert printed(tab) == printed(visit(where))
