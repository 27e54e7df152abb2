"""The pages of the print files as they are seen: how many, how full, nothing lost or torn."""

import re
from itertools import groupby, pairwise

import pytest
import zxingcpp

from edition import EDITION, PROJECT, STRINGS, VIEWS, need
from printed import (
    FOOT,
    PDFS,
    TOP,
    WHOLES,
    bare,
    each_file,
    each_whole,
    elements,
    filled,
    ink,
    lines,
    made,
    opened,
    overprinted,
    pages,
    pictures,
    spoken,
    units_of,
)
from readers import HOME
from text.punctuation import has_han
from text.terms import split_at_words


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
    assert "-large" not in address or inked(last) > 120  # a colophon alone has some 90


@each_whole
def test_front_and_back_of_a_sheet_are_about_equally_full_and_the_back_begins_with_a_unit(page):
    content = made(f"{page.file}.pdf")
    if len(pictures(content)) != 2:
        pytest.skip("this edition has no text that fits a sheet")
    front, back = pictures(content)
    assert filled(front) > 0.9 and filled(back) > 0.9
    assert 0.8 < inked(front) / inked(back) < 1.25
    firsts = {bare(unit.sentences[0].text[page.view.language]) for unit in EDITION.units}
    assert firsts & {*spoken(content, page=1)[:2]}


@each_file
def test_the_text_is_as_large_as_its_form_asks(address):
    view = PDFS[address].view
    least = 18 if "-large" in address else 8.8 if not PDFS[address].unit else 13
    if PDFS[address].unit and len(view.languages) > 2:
        least = 10
    pieces = (piece for each in elements(made(address)) for piece in each.pieces)
    large = sum(len(bare(piece.text)) for piece in pieces if piece.size >= least)
    sentences = [each.text for unit in units_of(PDFS[address]) for each in unit.sentences]
    assert large >= 0.9 * sum(
        len(bare(text[each])) for text in sentences for each in view.languages
    )


def baseline(address, said):
    """How high the first line of a text stands in a print file."""
    written = [each for each in elements(made(address)) if each.kind == "P" and each.text]
    begun = (each for each in written if bare(said).startswith(each.text))
    *_, last = begun  # an issuer's name may stand above
    return last.pieces[0].baseline


def test_the_languages_stand_on_one_baseline_row_by_row():
    languages = [each for each in EDITION.languages if STRINGS["direction"][each] == "ltr"]
    need(languages[1:], "two languages whose text a file gives back as it is written")
    (address,) = (f"{page.file}.pdf" for page in WHOLES if page.view.is_parallel)
    for unit in EDITION.units:
        for sentence in unit.sentences[1 if unit.number else 0 :]:
            one, *others = (baseline(address, sentence.text[each]) for each in languages)
            assert all(abs(one - other) < 0.1 for other in others), sentence.label


@each_file
def test_the_languages_of_a_colophon_begin_side_by_side(address):
    languages = PDFS[address].view.languages
    ltr = [each for each in languages if STRINGS["direction"][each] == "ltr"]
    need(ltr, "language whose text a file gives back as it is written")
    said = [bare(STRINGS["view"][languages[0]] + STRINGS["of_which"][each]) for each in ltr]
    begun = [each for each in elements(made(address)) if each.text.startswith(tuple(said))]
    assert len(begun) == len(ltr)
    assert len({(each.pieces[0].page, round(each.pieces[0].baseline)) for each in begun}) == 1


@each_file
def test_the_heading_of_notes_is_no_larger_than_they(address):
    found = elements(made(address))
    notes = {piece.size for each in found if each.text.startswith("*") for piece in each.pieces}
    for each in found:
        if each.text in map(bare, STRINGS["notes"].values()):
            assert max(piece.size for piece in each.pieces) <= min(notes)


@each_file
def test_no_word_is_printed_over_another(address):
    assert not [*overprinted(made(address))]


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


def headings(address):
    """Each Chinese heading of a print file, with the pieces of each of its lines."""
    for element in elements(made(address)):
        if element.kind[0] == "H" and has_han(element.text):
            rows = groupby(element.pieces, lambda piece: piece.baseline)
            yield element, [[*row] for _, row in rows]


@each_file
def test_no_word_or_term_is_torn_in_a_heading_and_none_ends_in_a_line_of_one_character(address):
    for element, rows in headings(address):
        shown = [bare("".join(each.text for each in row)) for row in rows]
        terms = split_at_words(PROJECT.terms, element.text, element.language)
        kept = ["".join(words) for words in terms[1::2]]
        kept += [word for words in terms for word in words[1::2]]
        for word in kept:
            # The narrowest column, a unit's in two languages, has ten characters a line.
            assert len(word) > 8 or any(word in line for line in shown), word
        assert len(shown) == 1 or len(re.findall(r"\w", shown[-1])) > 1, shown


@each_file
def test_no_line_runs_out_of_its_column(address):
    view, columns = PDFS[address].view, []
    for language in view.languages:
        lefts, rights, _ = zip(*lines(made(address), language), strict=True)
        columns.append((min(lefts), max(rights)))
    if STRINGS["direction"][view.language] == "rtl":
        columns = [(595.3 - right, 595.3 - left) for left, right in columns]
    columns.sort()
    for (_, end), (begin, _) in pairwise(columns):
        assert end <= begin - 12 / 25.4 * 72 + 1
    labels = 0 if view.is_parallel or PDFS[address].unit else 17 / 25.4 * 72
    assert columns[-1][1] <= 595.3 - columns[0][0] + labels + 1.5  # ink may hang out


CHINESE = [each for each, page in PDFS.items() if "zh" in page.view.languages]
CLOSING = "\uff0c\u3002\u3001\uff1b\uff1a\u300b\u201d\uff09"


@pytest.mark.parametrize("address", CHINESE)
def test_no_line_of_chinese_is_longer_than_36_characters_or_begins_with_a_closing_mark(address):
    shown = [*lines(made(address), "zh")]
    edge = min(left for left, *_ in shown)
    begin = [line for left, _, line in shown if left < edge + 3]
    assert len(begin) > 10 and not [line for line in begin if line[0] in CLOSING]
    sentences = "".join(bare(s.text["zh"]) for unit in EDITION.units for s in unit.sentences)
    assert max(len(line) for *_, line in shown if line in sentences) <= 36


@pytest.mark.parametrize("address", CHINESE)
def test_a_comma_within_a_line_of_a_heading_is_as_wide_as_a_character(address):
    for _, rows in headings(address):
        for row in rows:
            shown = "".join(piece.text for piece in row).strip()
            if re.fullmatch(r"\w+\uff0c\w+\u3002", shown):
                width = row[-1].right - row[0].left
                assert width > (len(shown) - 1) * row[0].size  # the stop's ink is half
