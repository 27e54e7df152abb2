"""The pages of the print files as they are seen: how many, how full, nothing lost or torn."""

import re
import subprocess
from ctypes import c_double

import pypdfium2
import pytest
import zxingcpp

from edition import EDITION, PROJECT, STRINGS, VIEWS
from printed import (
    LARGE,
    PDFS,
    bare,
    each_file,
    each_whole,
    ink,
    made,
    opened,
    pages,
    pictures,
    units_of,
)
from readers import HOME
from text.punctuation import has_han
from text.terms import split_at_terms

TOP, FOOT = 68, 745
"""Where a page's text begins, and where its foot does, in points from the top."""


def filled(picture):
    """How much of the room between the margins is used, from the top to the last ink."""
    return (ink(picture.crop((0, 0, picture.width, FOOT)))[3] - TOP) / (FOOT - TOP)


def inked(picture):
    """How many lines of pixels have ink on them."""
    dark = picture.crop((0, TOP, picture.width, FOOT)).point(lambda light: 255 * (light < 200))
    return sum(
        dark.crop((0, y, dark.width, y + 1)).getbbox() is not None for y in range(dark.height)
    )


@each_file
def test_the_whole_has_two_pages_a_unit_one_and_all_are_a4(address):
    page = PDFS[address]
    with opened(made(address)) as pdf:
        if "-large" not in address:
            assert len(pdf.pages) == (1 if page.unit else 2)
        assert {tuple(map(round, each.mediabox)) for each in pdf.pages} == {(0, 0, 595, 842)}


@each_whole
def test_front_and_back_are_about_equally_full(page):
    front, back = pictures(made(f"{page.file}.pdf"))
    assert filled(front) > 0.9 and filled(back) > 0.9
    assert 0.8 < inked(front) / inked(back) < 1.25


@pytest.mark.parametrize("page", LARGE, ids=lambda page: page.file)
def test_large_print_fills_every_page_but_the_last(page):
    *others, last = pictures(made(f"{page.file}-large.pdf"))
    assert len(others) >= 2 and all(filled(each) > 0.75 for each in others)
    assert inked(last) > 200  # more than a colophon


@each_file
def test_the_text_is_as_large_as_its_form_asks(address):
    page = PDFS[address]
    least = 18 if "-large" in address else 13 if page.unit else 9
    for language in page.view.languages:
        said = units_of(page)[-1].sentences[-1].text[language]
        assert size_and_baseline(address, said)[0] >= least


def size_and_baseline(address, said):
    """The size of a text in a print file, and how high its first line stands."""
    for page in pypdfium2.PdfDocument(made(address)):
        text = page.get_textpage()
        search = text.search(said[: 8 if has_han(said) else 36])
        if found := [*iter(search.get_next, None)]:
            at, _ = found[-1]  # an issuer's name may stand above
            x, y = c_double(), c_double()
            assert pypdfium2.raw.FPDFText_GetCharOrigin(text, at, x, y)
            return pypdfium2.raw.FPDFText_GetFontSize(text, at), y.value
    raise AssertionError(said)


def test_the_languages_stand_on_one_baseline_row_by_row():
    for unit in EDITION.units:
        for sentence in unit.sentences[1 if unit.number else 0 :]:
            (_, one), (_, other) = (
                size_and_baseline("initiative.pdf", sentence.text[each]) for each in ("en", "zh")
            )
            assert abs(one - other) < 0.1, sentence.label


@each_whole
def test_a_sheet_breaks_between_units(page):
    _, back = pages(made(f"{page.file}.pdf"))
    language = page.view.language
    firsts = [bare(unit.sentences[0].text[language]) for unit in EDITION.units]
    assert any(bare(back).lstrip("0123456789").startswith(first) for first in firsts)


@each_file
def test_nothing_is_lost_on_us_letter(address):
    # 279 mm of A4's 297, taken off at either end, and the 6 mm a printer can't reach.
    for page in pictures(made(address)):
        left, top, right, bottom = ink(page)
        assert top >= 24 / 25.4 * 72 - 1 and bottom <= (297 - 24) / 25.4 * 72 + 1
        assert left >= 6 / 25.4 * 72 and right <= (210 - 6) / 25.4 * 72


@each_file
def test_the_code_on_the_last_page_leads_to_the_address_without_a_language(address):
    codes = [
        [code.text for code in zxingcpp.read_barcodes(page, zxingcpp.BarcodeFormat.QRCode)]
        for page in pictures(made(address), 150)
    ]
    neutral = HOME + VIEWS[-1].address(PDFS[address].name)
    assert codes == [[]] * (len(codes) - 1) + [[neutral]]
    assert neutral in pages(made(address))[-1]


def lines_of(address):
    return [bare(line) for page in pages(made(address)) for line in page.split("\n")]


@each_file
def test_no_term_is_torn_in_a_heading(address):
    page = PDFS[address]
    lines = lines_of(address)
    for language in page.view.languages:
        for unit in units_of(page):
            title = unit.sentences[0].text if unit.number else unit.title
            for term in split_at_terms(PROJECT.terms, title[language], language)[1::2]:
                # The narrowest column, a unit's in two languages, has ten characters a line.
                assert len(term) > 8 or any(bare(term) in line for line in lines), term


CHINESE = [each for each, page in PDFS.items() if "zh" in page.view.languages]


def words_of(address):
    """Every word with its left and right edge."""
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=made(address), capture_output=True, check=True)
    found = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.+)</word>', done.stdout.decode())
    return [(float(left), float(right), word) for left, right, word in found]


def edge_of(address, language):
    """Where a language's column begins."""
    issuer = EDITION.issuers[language][0].split()[0]
    return min(left for left, _, word in words_of(address) if word == issuer)


@each_file
def test_no_line_runs_out_of_its_column(address):
    edges = [edge_of(address, language) for language in PDFS[address].view.languages]
    gutters = [*(edge - 12 / 25.4 * 72 for edge in edges[1:]), 595.3 - edges[0]]
    if "-large" in address or not PDFS[address].unit:
        gutters[-1] = 595.3 - edges[0] + (0 if len(edges) > 1 else 17 / 25.4 * 72)
    for left, right, word in words_of(address):
        column = max((n for n, edge in enumerate(edges) if left >= edge - 1), default=0)
        is_label = left > gutters[column] - 1 or word in STRINGS["translation_mark"].values()
        # A closing mark is squeezed, and its blank half hangs.
        hung = 8 if word[-1] in "\uff0c\u3002\u3001\uff1b\uff1a" else 0
        assert is_label or right <= gutters[column] + 1 + hung, word


@pytest.mark.parametrize("address", CHINESE)
def test_no_line_of_chinese_is_longer_than_36_characters_or_begins_with_a_closing_mark(address):
    edge = edge_of(address, "zh")
    begin = [word for left, _, word in words_of(address) if abs(left - edge) < 1.5 and word != "*"]
    assert len(begin) > 10
    assert not [
        word
        for word in begin
        if re.match("[\uff0c\u3002\u3001\uff1b\uff1a\u300b\u201d\uff09]", word)
    ]
    sentences = "".join(bare(s.text["zh"]) for unit in EDITION.units for s in unit.sentences)
    lines = [re.sub(r"^[\d.]+|\*", "", line) for line in lines_of(address)]
    assert max(len(line) for line in lines if line in sentences) <= 36
