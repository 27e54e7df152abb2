"""What the print files say, to the eye and to a screen reader, and what they say of themselves."""

import re
import subprocess
from dataclasses import replace
from itertools import pairwise, product
from urllib.parse import urljoin

import pikepdf
import pytest
from pdfua import validate

from conftest import each_page
from edition import EDITION, FIRST, PROJECT, STRINGS, TAGS, UNIT
from outputs.labels import edition_name, heading
from printed import (
    PDFS,
    bare,
    each_file,
    each_sample,
    elements,
    end_of,
    made,
    made_of,
    opened,
    pages,
    spoken,
    units_of,
)
from readers import HOME, tree
from text.punctuation import has_han

each_whole = pytest.mark.parametrize(
    "address", [each for each, page in PDFS.items() if not page.unit]
)


@each_file
def test_every_sentence_and_note_is_read_whole_and_in_order_row_by_row(address):
    text = "".join(spoken(made(address)))
    languages = PDFS[address].view.languages
    end = 0
    for unit in units_of(PDFS[address]):
        notes = [sentence.note for sentence in unit.sentences if sentence.note]
        for said in [sentence.text for sentence in unit.sentences] + notes:
            for language in languages:
                end = end_of(text, said[language], language, end)
                assert end is not None, said[language]


@each_file
def test_title_year_status_address_edition_licence_and_once_the_issuers_are_in_the_tagged_text(
    address,
):
    page = PDFS[address]
    text = "".join(spoken(made(address)))
    sentences = [each.text for unit in units_of(page) for each in unit.sentences]
    for language in page.view.languages:
        said = [*EDITION.title[language].partition(EDITION.short_title[language])]
        said += [*EDITION.issuers[language], str(EDITION.year), EDITION.place[language]]
        said += [STRINGS[unit.status[language]][language] for unit in units_of(page)]
        said += [edition_name(STRINGS, PROJECT.release)[language], EDITION.licence[0]]
        for each in said:
            assert end_of(text, each, language) is not None, each
        if STRINGS["direction"][language] == "ltr":  # else they are not given back as written
            for issuer in EDITION.issuers[language]:
                within = sum(sentence[language].count(issuer) for sentence in sentences)
                assert text.count(bare(issuer)) == 1 + within


@each_file
def test_a_translation_bears_its_mark_and_the_colophon_says_what_it_means(address):
    units, languages = units_of(PDFS[address]), PDFS[address].view.languages
    pieces = spoken(made(address))
    for language, other in product(languages, languages):
        mark = STRINGS["translation_mark"][other]
        translated = [unit for unit in units if unit.status[other] == "translation"]
        assert pieces.count(bare(mark)) == len(translated)
        if translated:
            meaning = f"{mark} {STRINGS['translation'][language]}"
            ends = (end_of(each, meaning, language) for each in pieces if each != mark)
            assert any(end is not None for end in ends)


@each_file
def test_no_chinese_stands_in_a_print_file_of_other_languages(address):
    tags = [TAGS[each] for each in PDFS[address].view.languages]
    assert has_han("".join(pages(made(address)))) == any(tag[:2] in ("zh", "ja") for tag in tags)


@each_whole
def test_bookmarks_name_each_unit_in_all_languages_with_its_notes_beneath_it(address):
    languages = PDFS[address].view.languages

    def named(unit):
        return " · ".join(heading(STRINGS, unit, language) for language in languages)

    notes = " · ".join(STRINGS["notes"][language] for language in languages)
    with opened(made(address)) as pdf, pdf.open_outline() as outline:
        (whole,) = outline.root
        assert whole.title == " · ".join(EDITION.title[language] for language in languages)
        found = [(entry.title, [each.title for each in entry.children]) for entry in whole.children]
    assert found == [
        (named(unit), [notes] if any(each.note for each in unit.sentences) else [])
        for unit in EDITION.units
    ]


@each_whole
def test_each_unit_is_a_destination_on_the_page_where_it_begins(address):
    language = PDFS[address].view.language
    with opened(made(address)) as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert set(map(str, places.keys())) == {unit.name for unit in EDITION.units}
        for unit in EDITION.units:
            place = places[unit.name]
            place = place.D if isinstance(place, pikepdf.Dictionary) else place
            number = [each.objgen for each in pdf.pages].index(place[0].objgen)
            begins = unit.title if unit.number is None else unit.sentences[0].text
            text = "".join(spoken(made(address), number))
            assert end_of(text, begins[language], language) is not None


@each_sample
def test_headings_leave_out_no_level_and_every_element_has_its_language(address):
    page = PDFS[address]
    found = [(each.kind, each.language) for each in elements(made(address))]
    with opened(made(address)) as pdf:
        # Typst 0.15.2 takes no script (typst/typst#717), so that zh-Hans is zh.
        assert str(pdf.Root.Lang) == page.view.language
    levels = [int(kind[1]) for kind, _ in found if re.fullmatch("H[1-6]", kind)]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    assert {language for _, language in found} == set(page.view.languages)
    assert ("Figure", page.view.language) in found and "P" in {kind for kind, _ in found}


@each_sample
def test_metadata_names_the_initiative_the_issuers_the_licence_and_the_edition(address):
    page = PDFS[address]
    with opened(made(address)) as pdf, pdf.open_metadata() as facts:
        for language in page.view.languages:
            assert EDITION.short_title[language] in facts["dc:title"]
            if page.unit:
                assert heading(STRINGS, page.unit, language) in facts["dc:title"]
        assert ", ".join(facts["dc:creator"]) == ", ".join(EDITION.issuers[page.view.language])
        assert EDITION.licence[0] in facts["dc:description"]
        assert facts["xmp:CreateDate"].startswith(f"{PROJECT.release.date}")
        claims = facts["pdfuaid:part"], facts["pdfaid:part"], facts["pdfaid:conformance"]
        assert claims == ("1", "2", "A")


@each_sample
def test_file_is_clean_for_qpdf_and_keeps_the_rules_of_pdf_ua(address, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(made(address))
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout
    report = validate(str(path))
    assert report.exit_code == 0 and not report.findings


@each_sample
def test_every_font_is_embedded_and_there_are_links(address):
    with opened(made(address)) as pdf:
        for font in [font for page in pdf.pages for font in page.resources.Font.values()]:
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font and ("/FontFile2" in inner or "/FontFile3" in inner)
            if not any(STRINGS["fonts"].values()):
                assert re.search("SourceSerif4|NotoSerifSC|NotoSansSC", str(font.BaseFont))
        assert any("/Annots" in page for page in pdf.pages)


def test_a_title_without_its_short_form_is_set_whole():
    edition = replace(EDITION, short_title=dict.fromkeys(EDITION.languages, "Another"))
    (content,) = made_of(edition, f"{FIRST.folder}{UNIT.name}.pdf").values()
    assert spoken(content)[0] == bare(EDITION.title[FIRST.language])


@each_page
def test_page_links_its_print_files_with_their_sizes(site, page):
    files = [file for file, owner in PDFS.items() if owner.file == page.file and page.kind.is_cited]
    links = tree(site, page).xpath("//a[@class='e-print-file']")
    found = [urljoin(HOME + page.address, link.get("href")) for link in links]
    assert found == [HOME + file for file in files]
    for link, file in zip(links, files, strict=True):
        assert str(round((site / file).stat().st_size / 1000)) in link.text
