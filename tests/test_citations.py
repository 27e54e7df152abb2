"""Citations: the files and the references shown, read back by readers of each format."""

import re
from urllib.parse import urljoin

import pytest

from conftest import each_page, of_view, over
from edition import EDITION, HOST, PROJECT, SENTENCE, SITE, STRINGS, TAGS, UNIT, view_of
from outputs.citations import Citation
from outputs.labels import edition_name
from readers import CITED, HOME, note_of, read_bibtex, read_ris, references, tagged, title_of, tree

HOSTILE = [
    '</script><script>alert(1)</script><!--"',
    "a & b %$#_~^` {x} } \\ \\input{y} { ---",
    "ER  - TY  - JOUR",
    "a,} @book{b, title={c}}",
]
YEAR = str(EDITION.year)


@over(CITED, of_view)
def test_bibtex_and_ris_files_give_back_what_went_in(based, base, page):
    language, part = page.view.language, bool(page.unit)
    number, edition = PROJECT.release.number, edition_name(STRINGS, PROJECT.release)[language]
    notes = [*filter(None, (edition if number > 1 else None, note_of(page, language)))]
    whole, url = EDITION.title[language], HOST + base + page.address
    both = {"title": title_of(page, language), "year": YEAR, "language": TAGS[language]}
    entry, fields = read_bibtex((based / f"{page.file}.bib").read_text(encoding="utf-8"))
    assert entry.entry_type == ("incollection" if part else "booklet")
    assert entry.key.isascii() and entry.key.endswith(language)
    wanted = both | {"author": EDITION.issuers[language], "address": EDITION.place[language]}
    wanted |= {"note": ". ".join(notes)} if notes else {}
    wanted |= {"booktitle": whole} if part else {}
    assert fields == wanted | {"url": url}
    contents = (based / f"{page.file}.ris").read_bytes().decode()
    assert contents.count("\n") == contents.count("\r\n")
    wanted = both | {"authors": EDITION.issuers[language], "urls": [url]}
    wanted |= {"place_published": EDITION.place[language]}
    wanted |= {"edition": str(number)} if number > 1 else {}
    wanted |= {"notes": notes} if notes else {}
    wanted |= {"secondary_title": whole} if part else {}
    assert read_ris(contents) == wanted | {"type_of_reference": "CHAP" if part else "BOOK"}


def test_each_text_has_a_citation_in_each_language_with_a_key_of_its_own_and_no_other_has_one():
    found = {address for address in SITE.files if address.endswith((".bib", ".ris"))}
    assert found == {f"{page.file}.{ending}" for page in CITED for ending in ("bib", "ris")}
    keys = {page.citations[0].key for page in CITED}
    assert len(keys) == len(CITED) == len(EDITION.languages) * (len(EDITION.units) + 1)


@each_page
def test_page_shows_a_reference_in_each_language_of_the_view_and_its_files(based, base, page):
    root = tree(based, page)
    shown = references(root)
    if not page.kind.is_cited:
        assert not shown
        return
    languages = page.view.languages
    assert list(shown) == tagged(languages)
    home = page.name if page.unit else "index"  # every page of the whole is cited alike
    cited = [SITE.page(home, view_of(language)) for language in languages]
    for language, alone, reference in zip(languages, cited, shown.values(), strict=True):
        parts = [*EDITION.issuers[language], YEAR, title_of(page, language)]
        assert all(part in reference for part in (*parts, EDITION.title[language]))
        assert HOST + base + alone.address in reference
        assert not re.search(r"[{}]|None|\[\]", reference)
    links = root.xpath("//details[contains(@class, 'e-cite')]//a/@href")
    here = HOST + base + page.address
    assert [urljoin(here, link) for link in links] == [
        f"{HOST}{base}{alone.file}.{ending}" for alone in cited for ending in ("bib", "ris")
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_reference_opens_without_a_script_and_fits_the_window(visit, width):
    page = visit(f"{UNIT.name}/", (width, 844), java_script_enabled=False)
    shown, sentence = page.locator(".e-cite p").last, page.locator(f"[id='{SENTENCE.label}']")
    assert not shown.is_visible()

    def below_the_title():
        return sentence.bounding_box()["y"] - page.locator("h1").bounding_box()["y"]

    before = below_the_title()
    page.locator(".e-cite summary").click()
    assert shown.is_visible() and "[]" not in shown.inner_text()
    assert below_the_title() == before
    panel = page.locator(".e-cite div").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_bibtex_and_ris(text):
    cited = Citation(
        key="key", title=text, whole=text, authors=[text, text], year=2018, place=text,
        language="en", url=HOME, status="", notes=[text], file="", date="", edition="",
        in_edition="",
    )  # fmt: skip
    counted = cited.bibtex().rstrip()
    _, fields = read_bibtex(counted)
    record = read_ris(cited.ris())
    assert fields["author"] == record["authors"] == [text, text]
    assert [fields[key] for key in ("title", "booktitle", "address", "note")] == [text] * 4
    assert (record["title"], record["secondary_title"]) == (text, text)
    assert (record["place_published"], record["notes"]) == (text, [text])
    depths = [counted[:end].count("{") - counted[:end].count("}") for end in range(len(counted))]
    # As BibTeX counts braces: the first is closed by the last alone.
    assert counted.count("{") == counted.count("}") and counted.endswith("}")
    assert min(depths[depths.index(1) :]) == 1
