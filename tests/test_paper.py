"""The print files, read back as a reader's program would."""

import re
import subprocess
from urllib.parse import urljoin

import pikepdf
import zxingcpp
from pdfua import validate

from conftest import EDITION, PROJECT, STRINGS, VIEWS, each_page
from outputs.paper import dated
from readers import (
    HOME,
    each_paper,
    each_whole,
    holds,
    picture,
    plain,
    sheets,
    tree,
)
from text.punctuation import has_han

SHEETS = {("en",): 5, ("zh",): 4, ("en", "zh"): 7}
"""Of the whole, in each view; a unit is one."""


QR = zxingcpp.BarcodeFormat.QRCode


def file(site, page):
    return site / f"{page.file}.pdf"


def units_of(page):
    return [page.unit] if page.unit else EDITION.units


def sheets_of(page):
    return 1 if page.unit else SHEETS[page.view.languages]


def elements(node):
    """Every structure element with its language, its own or that of an ancestor."""

    def walk(node, language):
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each, language)
        elif isinstance(node, pikepdf.Dictionary):
            language = str(node.get("/Lang", language))
            if "/S" in node:
                yield str(node.S), language
            yield from walk(node.get("/K"), language)

    return list(walk(node, ""))


@each_paper
def test_print_file_has_the_sheets_expected(site, page):
    with pikepdf.open(file(site, page)) as pdf:
        assert len(pdf.pages) == sheets_of(page)
        assert {tuple(map(round, each.mediabox)) for each in pdf.pages} == {(0, 0, 595, 842)}


@each_paper
def test_print_file_is_clean_for_qpdf(site, page):
    done = subprocess.run(["qpdf", "--check", file(site, page)], capture_output=True, text=True)
    assert done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout


@each_paper
def test_every_sentence_title_and_note_comes_back_whole(site, page):
    path = file(site, page)
    for unit in units_of(page):
        for language in page.view.languages:
            texts = [unit.title, STRINGS[unit.status[language]]]
            texts += [sentence.text for sentence in unit.sentences]
            texts += [sentence.note for sentence in unit.sentences if sentence.note]
            for text in texts:
                assert holds(path, text[language], language), text[language]


@each_paper
def test_no_chinese_stands_in_an_english_print_file(site, page):
    assert has_han("".join(sheets(file(site, page)))) == ("zh" in page.view.languages)


@each_whole
def test_the_whole_begins_with_title_issuers_place_year_and_contents(site, page):
    first, *rest = sheets(file(site, page))
    for language in page.view.languages:
        texts = (EDITION.title, STRINGS["contents"], STRINGS["statuses"])
        texts = [text[language] for text in texts] + EDITION.issuers[language]
        texts += [str(EDITION.year), EDITION.place[language]]
        for text in texts:
            assert plain(text, language) in plain(first, language)
    for unit in EDITION.units:
        title = plain(unit.title[page.view.languages[-1]], page.view.languages[-1])
        (sheet,) = (
            n for n, text in enumerate(rest, 2) if title in plain(text, page.view.languages[-1])
        )
        assert re.search(f"{re.escape(title)}{sheet}", "".join(first.split()).replace(" ", "")) or (
            f"{title} {sheet}" in plain(first)
        )


@each_paper
def test_foot_of_every_sheet_has_title_view_address_number_and_date(site, page):
    shown = sheets(file(site, page))
    for number, text in enumerate(shown, 1):
        for language in page.view.languages:
            texts = [EDITION.short_title[language], STRINGS["view"][language]]
            texts += [STRINGS["page"][language].format(number, len(shown))]
            texts += [dated(PROJECT)[language]]
            for each in texts:
                assert plain(each, "zh") in plain(text, "zh"), each
        assert HOME + page.address in text


@each_paper
def test_nothing_is_lost_on_us_letter(site, page):
    # 279 mm of A4's 297, taken off at either end, and the 6 mm a printer can't reach.
    sheet = picture(file(site, page), dots=72)
    ink = sheet.point(lambda light: 255 * (light < 200)).getbbox()
    assert ink[1] > 24 / 25.4 * 72 and ink[3] < (297 - 24) / 25.4 * 72


@each_paper
def test_the_code_on_the_last_sheet_leads_to_the_address_without_a_language(site, page):
    neutral = HOME + VIEWS[-1].address(page.name)
    read = [
        [code.text for code in zxingcpp.read_barcodes(picture(file(site, page), n), QR)]
        for n in range(1, sheets_of(page) + 1)
    ]
    assert read == [[]] * (len(read) - 1) + [[neutral]]
    assert neutral + "\n" in sheets(file(site, page))[-1]


@each_paper
def test_print_file_is_tagged_and_each_element_has_its_language(site, page):
    with pikepdf.open(file(site, page)) as pdf:
        assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
        found = elements(pdf.Root.StructTreeRoot.K)
        assert str(pdf.Root.Lang) == page.view.language
        assert {language or page.view.language for _, language in found} == set(page.view.languages)
        kinds = {kind for kind, _ in found}
        assert {"/Document", "/H1", "/P", "/Figure", "/Link"} <= kinds
        assert page.unit or {"/H2", "/TOC", "/TOCI"} <= kinds


@each_paper
def test_print_file_says_who_what_and_when_and_claims_both_standards(site, page):
    with pikepdf.open(file(site, page)) as pdf, pdf.open_metadata() as facts:
        title = page.unit.title if page.unit else EDITION.title
        assert facts["dc:title"] == " · ".join(title[each] for each in page.view.languages)
        assert ", ".join(EDITION.issuers[page.view.language]) == ", ".join(facts["dc:creator"])
        assert EDITION.short_title[page.view.language] in facts["pdf:Keywords"]
        assert (facts["pdfuaid:part"], facts["pdfaid:part"], facts["pdfaid:conformance"]) == (
            "1",
            "2",
            "A",
        )
        assert facts["xmp:CreateDate"].startswith(f"{PROJECT.release.date}")


@each_paper
def test_every_font_is_embedded_and_gives_its_text_back(site, page):
    with pikepdf.open(file(site, page)) as pdf:
        fonts = [font for each in pdf.pages for font in each.resources.Font.values()]
        assert fonts
        for font in fonts:
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font and ("/FontFile2" in inner or "/FontFile3" in inner)
            assert re.search("SourceSerif4|NotoSerifSC|NotoSansSC", str(font.BaseFont))


@each_whole
def test_each_unit_of_the_whole_is_a_destination_on_the_sheet_where_it_stands(site, page):
    shown = sheets(file(site, page))
    with pikepdf.open(file(site, page)) as pdf:
        found_at = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert set(map(str, found_at.keys())) == {unit.name for unit in EDITION.units}
        for unit in EDITION.units:
            found = found_at[unit.name]
            found = found.D if isinstance(found, pikepdf.Dictionary) else found
            sheet = next(n for n, each in enumerate(pdf.pages) if each.objgen == found[0].objgen)
            # The last column's: a first of two lines is not given back as one.
            language = page.view.languages[-1]
            assert plain(unit.title[language], language) in plain(shown[sheet], language)
        with pdf.open_outline() as outline:
            entries = [*outline.root, *(each for top in outline.root for each in top.children)]
        titles = [unit.title[page.view.language] for unit in EDITION.units]
        assert [entry.title for entry in entries if entry.title in titles] == titles


@each_paper
def test_links_have_a_text_for_screen_readers(site, page):
    with pikepdf.open(file(site, page)) as pdf:
        links = [note for each in pdf.pages for note in each.get("/Annots", [])]
        assert links and all(str(link.get("/Contents", "")) for link in links)


@each_paper
def test_print_file_keeps_the_rules_of_pdf_ua_a_machine_can_check(site, page):
    report = validate(str(file(site, page)))
    assert report.exit_code == 0 and not report.findings


@each_page
def test_page_links_its_print_file_with_the_files_size(site, page):
    links = tree(site, page).xpath("//a[@class='e-print-file']")
    if not page.kind.is_cited:
        assert not links
        return
    (link,) = links
    assert urljoin(HOME + page.address, link.get("href")) == f"{HOME}{page.file}.pdf"
    assert f"{round(file(site, page).stat().st_size / 1000)} kB" in link.text
