"""The pages of the print files as they are seen: how many, how full, nothing lost or torn."""

import re
import subprocess
from ctypes import c_double
from itertools import product

import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import raw

from edition import EDITION, PROJECT, STRINGS, VIEWS, need
from printed import (
    FOOT,
    PDFS,
    TOP,
    WHOLES,
    bare,
    each_file,
    each_whole,
    filled,
    heard,
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


def inked(picture):
    """How many lines of pixels have ink on them."""
    dark = picture.crop((0, TOP, picture.width, FOOT)).point(lambda light: 255 * (light < 200))
    return sum(
        dark.crop((0, y, dark.width, y + 1)).getbbox() is not None for y in range(dark.height)
    )


@each_file
def test_all_pages_are_a4_and_all_but_the_last_are_full(address):
    with opened(made(address)) as pdf:
        assert {tuple(map(round, each.mediabox)) for each in pdf.pages} == {(0, 0, 595, 842)}
        several = len(pdf.pages) > 1
    *others, last = pictures(made(address)) if several else [None]
    assert all(filled(each) > 0.75 for each in others)
    assert "-large" not in address or inked(last) > 150  # more than a colophon


def sheet(page):
    """The front and the back of a print file of the whole."""
    found = pictures(made(f"{page.file}.pdf"))
    return found if len(found) == 2 else need([], "text that fits a sheet")


@each_whole
def test_front_and_back_are_about_equally_full(page):
    front, back = sheet(page)
    assert filled(front) > 0.9 and filled(back) > 0.9
    assert 0.8 < inked(front) / inked(back) < 1.25


@each_whole
def test_a_sheet_breaks_between_units(page):
    assert sheet(page)
    firsts = {bare(unit.sentences[0].text[page.view.language]) for unit in EDITION.units}
    back = [piece for on, piece in heard(made(f"{page.file}.pdf")) if on == 1]
    assert firsts & {*back[:2]}


@each_file
def test_the_text_is_as_large_as_its_form_asks(address):
    view = PDFS[address].view
    least = 18 if "-large" in address else 8.8 if not PDFS[address].unit else 13
    if PDFS[address].unit and len(view.languages) > 2:
        least = 10
    large = 0
    for page in pypdfium2.PdfDocument(made(address)):
        text = page.get_textpage()
        sizes = (raw.FPDFText_GetFontSize(text, at) for at in range(text.count_chars()))
        large += sum(size >= least for size in sizes)
    texts = [
        s.text[each]
        for u in units_of(PDFS[address])
        for s in u.sentences
        for each in view.languages
    ]
    assert large >= 0.9 * sum(len(bare(each)) for each in texts)


def baseline(address, said):
    """How high the first line of a text stands in a print file."""
    shown = [page.get_textpage() for page in pypdfium2.PdfDocument(made(address))]
    for text, size in product(shown, (8,) if has_han(said) else (36, 20)):
        search = text.search(said[:size])
        if found := [*iter(search.get_next, None)]:
            at, _ = found[-1]  # an issuer's name may stand above
            x, y = c_double(), c_double()
            assert raw.FPDFText_GetCharOrigin(text, at, x, y)
            return y.value
    raise AssertionError(said)


def test_the_languages_stand_on_one_baseline_row_by_row():
    languages = [each for each in EDITION.languages if STRINGS["direction"][each] == "ltr"]
    need(languages[1:], "two languages whose text a file gives back as it is written")
    (address,) = (f"{page.file}.pdf" for page in WHOLES if page.view.is_parallel)
    for unit in EDITION.units:
        for sentence in unit.sentences[1 if unit.number else 0 :]:
            one, *others = (baseline(address, sentence.text[each]) for each in languages)
            assert all(abs(one - other) < 0.1 for other in others), sentence.label


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
    assert bare(neutral) in bare(pages(made(address))[-1])


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


def edges_of(address):
    """Where the columns begin, from the side where the first one's lines do, as their issuers
    show; of those whose lines run the same way."""
    languages = PDFS[address].view.languages
    from_right = STRINGS["direction"][languages[0]] == "rtl"
    words = [
        (595.3 - right, 595.3 - left, word) if from_right else (left, right, word)
        for left, right, word in words_of(address)
    ]
    same = [each for each in languages if (STRINGS["direction"][each] == "rtl") == from_right]
    # What lines run from the right, this gives back from the left.
    turn = -1 if from_right else 1
    firsts = [{issuer.split()[0][::turn] for issuer in EDITION.issuers[each]} for each in same]
    return words, [min(left for left, _, word in words if word in first) for first in firsts]


@each_file
def test_no_line_runs_out_of_its_column(address):
    words, edges = edges_of(address)
    gutters = [*(edge - 12 / 25.4 * 72 for edge in edges[1:]), 595.3 - edges[0]]
    if "-large" in address or not PDFS[address].unit:
        gutters[-1] = 595.3 - edges[0] + (0 if len(edges) > 1 else 17 / 25.4 * 72)
    marks = {*STRINGS["translation_mark"].values()}
    for left, right, word in words:
        column = max((n for n, edge in enumerate(edges) if left >= edge - 1), default=0)
        is_label = left > gutters[column] - 1 or {word, word[::-1]} & marks
        # A closing mark is squeezed, and its blank half hangs.
        hung = 8 if word[-1] in "\uff0c\u3002\u3001\uff1b\uff1a" else 0
        assert is_label or right <= gutters[column] + 1 + hung, word


@pytest.mark.parametrize("address", CHINESE)
def test_no_line_of_chinese_is_longer_than_36_characters_or_begins_with_a_closing_mark(address):
    *_, edge = edges_of(address)[1]
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
