"""The browsers' own print command, on pages of each kind."""

import pytest

from conftest import EDITION, PAGES, ROOT, WORDS, address
from firefox import running
from outputs.paper import dated
from test_paper import HOST, page_file, picture, plain, sheets

PRINTED = [
    page
    for page in PAGES
    if page[0].name in ("index", "preamble", "proposal-4", "full-text", "about")
]


LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
"""Given back as one character each by some programs."""


def text_of(pdf, folder):
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    sheets.cache_clear()
    return sheets(path)


def printed_well(shown, page, languages):
    """What every page printed by a browser must say, and must not, in languages to be read back."""
    leaf, view = page
    text = plain("".join(shown), "zh").translate(LIGATURES)
    assert f"{HOST}{address(page)[1:]}" in text
    units = {"unit": [leaf.content], "full-text": EDITION.units}.get(leaf.kind, [])
    assert leaf.kind != "unit" or len(shown) == 1
    for language in languages:
        said = [dated(WORDS, ROOT), *(WORDS[unit.status[language]] for unit in units)]
        said += [sentence.text for unit in units for sentence in unit.sentences]
        for each in said:
            assert plain(each[language], "zh") in text
        others = [EDITION.units[1].title, EDITION.units[-1].title] if leaf.kind == "unit" else []
        for each in (WORDS["next"], WORDS["source_text"], *others):
            assert leaf.kind == "about" or plain(each[language], "zh") not in text
    assert "kB" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PRINTED, ids=address)
def test_chromium_prints_the_text_black_on_white_without_the_menus(
    site, browser, tmp_path, page, scheme
):
    leaf, view = page
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    tab.goto(page_file(site, page).as_uri())
    tab.evaluate("scheme => document.documentElement.dataset.scheme = scheme", scheme)
    shown = text_of(tab.pdf(format="A4", prefer_css_page_size=True), tmp_path)
    context.close()
    printed_well(shown, page, view.languages)
    for number, text in enumerate(shown, 1):
        wanted = WORDS["page"][view.lead].format(number, len(shown))
        assert plain(wanted, "zh") in plain(text, "zh")
    paper = picture(tmp_path / "printed.pdf", dots=40).convert("L")
    assert paper.getpixel((3, 3)) == 255 and paper.getextrema()[0] < 60


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    with running(tmp_path_factory.mktemp("profile")) as firefox:
        yield firefox


@pytest.mark.parametrize("page", PRINTED, ids=address)
def test_firefox_prints_the_same(site, firefox, tmp_path, page):
    leaf, view = page
    shown = text_of(firefox.pdf(page_file(site, page).as_uri()), tmp_path)
    # Chinese it prints, but its PDF does not give back: a fault of its own (seen in 153).
    printed_well(shown, page, [each for each in view.languages if each == "en"])
