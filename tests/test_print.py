"""The browsers' own print command, on pages of each kind."""

import pytest

from conftest import address
from edition import EDITION, LAYOUTS, PROJECT, STRINGS
from outputs.labels import edition_name
from printed import bare, pages, pictures
from readers import HOME

GIVEN_BACK = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
GIVEN_BACK |= {0x2010: "-", 0x02BC: "\u2019", 0xFFFD: "ft"}
"""What some programs give back for characters that share their glyph."""


def printed_well(shown, page):
    """What a page printed by a browser must hold, and must not."""
    text = bare("".join(shown)).translate(GIVEN_BACK)
    assert f"{HOME}{page.address}" in text
    units = {"unit": [page.unit], "full-text": EDITION.units}.get(page.kind.template, [])
    assert not page.unit or len(shown) == 1
    for language in page.view.languages:
        if STRINGS["direction"][language] == "rtl":
            continue  # a file does not give it back as it is written
        texts = [edition_name(STRINGS, PROJECT.release)]
        texts += [STRINGS[unit.status[language]] for unit in units]
        texts += [sentence.text for unit in units for sentence in unit.sentences]
        for each in texts:
            assert bare(each[language]) in text
        others = [EDITION.units[1].title, EDITION.units[-1].title] if page.unit else []
        for each in (STRINGS["next"], STRINGS["source_text"], *others):
            assert page.kind.template == "about" or bare(each[language]) not in text
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
