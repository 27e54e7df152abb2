"""Citations: the files and the references shown, read back by readers of each format."""

import re
from urllib.parse import urljoin

import pytest

from conftest import EDITION, HOST, PROJECT, SITE, STRINGS, VIEWS, each_page, of_view, over
from outputs.citations import Citation
from readers import (
    CITED,
    HOME,
    note_of,
    read_bibtex,
    read_ris,
    references,
    tagged,
    title_of,
    tree,
    view_of,
)
from text.punctuation import has_han

each_text = over(CITED, of_view)
HOSTILE = [
    '</script><script>alert(1)</script><!--"',
    "a & b %$#_~^` {x} } \\ \\input{y} { ---",
    "ER  - \r\nTY  - JOUR\nAU  - x",
    "\u202e\u2028a,\n}\n@book{b, title={c}}",
]


@each_text
def test_bibtex_file_gives_back_what_went_in(based, base, page):
    language = page.view.language
    entry, fields = read_bibtex((based / f"{page.file}.bib").read_text(encoding="utf-8"))
    assert entry.entry_type == ("incollection" if page.unit else "booklet")
    assert entry.key.isascii() and entry.key.endswith(language)
    assert fields.pop("note", None) == note_of(page, language)
    assert fields.pop("booktitle", None) == (EDITION.title[language] if page.unit else None)
    assert fields == {
        "author": EDITION.issuers[language],
        "title": title_of(page, language),
        "year": "2018",
        "address": EDITION.place[language],
        "language": STRINGS["language"][language],
        "url": HOST + base + page.address,
    }


@each_text
def test_ris_file_gives_back_what_went_in(based, base, page):
    language = page.view.language
    contents = (based / f"{page.file}.ris").read_bytes().decode()
    assert contents.count("\n") == contents.count("\r\n")
    record = read_ris(contents)
    note = note_of(page, language)
    assert record.pop("notes", None) == ([note] if note else None)
    assert record.pop("secondary_title", None) == (EDITION.title[language] if page.unit else None)
    assert record == {
        "type_of_reference": "CHAP" if page.unit else "BOOK",
        "authors": EDITION.issuers[language],
        "title": title_of(page, language),
        "year": "2018",
        "place_published": EDITION.place[language],
        "language": STRINGS["language"][language],
        "urls": [HOST + base + page.address],
    }


def test_there_is_a_citation_for_each_text_in_each_language_and_no_other():
    found = {address for address in SITE.files if address.endswith((".bib", ".ris"))}
    assert found == {f"{page.file}.{ending}" for page in CITED for ending in ("bib", "ris")}


def test_keys_are_each_given_once():
    keys = [page.citations[0].key for page in CITED]
    assert len(set(keys)) == len(keys) == 2 * (len(EDITION.units) + 1)


@each_page
def test_page_shows_a_reference_in_each_language_of_the_view_and_its_files(based, base, page):
    root = tree(based, page)
    shown = references(root)
    if not page.kind.owns_files:
        assert not shown
        return
    languages = page.view.languages
    assert list(shown) == tagged(languages)
    cited = [SITE.page(page.name, view_of(language)) for language in languages]
    for language, alone, reference in zip(languages, cited, shown.values(), strict=True):
        parts = [*EDITION.issuers[language], "2018", title_of(page, language)]
        assert all(part in reference for part in (*parts, EDITION.title[language]))
        assert HOST + base + alone.address in reference
        translated = note_of(page, language) is not None
        assert ("Unofficial translation" in reference or "译文" in reference) == translated
        assert not re.search(r"[{}]|None|\[\]", reference)
    links = root.xpath("//details[contains(@class, 'e-cite')]//a/@href")
    here = HOST + base + page.address
    assert [urljoin(here, link) for link in links] == [
        f"{HOST}{base}{alone.file}.{ending}" for alone in cited for ending in ("bib", "ris")
    ]


def test_references_read_as_their_rules_ask(site):
    page = SITE.page("proposal-3", VIEWS[-1])
    root, (english, chinese) = tree(site, page), page.citations
    colon = "\uff1a"
    assert references(root) == {
        "en": "Ministry of Commerce of the People\u2019s Republic of China & United Nations "
        "Conference on Trade and Development. (2018). Proposal 3: Leverage trade in services as "
        "an engine. In Cooperation Initiative of Global Trade in Services Summit of the 5th "
        f"CIFTIS{english.in_edition}. {HOME}en/proposal-3/",
        "zh-Hans": "中华人民共和国商务部, 联合国贸易和发展会议. "
        f"倡议三{colon}发挥服务贸易引擎作用: 网络版非官方译文[EB/OL]"
        f"//第五届京交会全球服务贸易峰会合作倡议{chinese.in_edition}. "
        f"北京, 2018({PROJECT.release.date}). {HOME}zh/proposal-3/.",
    }
    assert root.xpath("//*[contains(@class, 'e-cite')]//span[@hidden]/time/@data-today") == [""]


@pytest.mark.parametrize("width", [1280, 390])
def test_reference_opens_without_a_script_and_fits_the_window(site, serve, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 844}, java_script_enabled=False)
    page.goto(serve(site) + "proposal-4/")
    shown = page.locator(".e-cite p").last
    assert not shown.is_visible()
    before = page.locator("#\\34\\.1").bounding_box()
    page.locator(".e-cite summary").click()
    assert shown.is_visible() and "[EB/OL]" in shown.inner_text()
    assert "[]" not in shown.inner_text()
    assert page.locator("#\\34\\.1").bounding_box() == before
    panel = page.locator(".e-cite div").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width
    page.close()


def cited(text):
    """A citation with the same hostile text in every field."""
    return Citation(
        key="key", title=text, whole=text, authors=[text, text], year=2018, place=text,
        language="en", url=HOME, status="", note=text, file="",
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_bibtex_and_ris(text):
    _, fields = read_bibtex(cited(text).bibtex())
    record = read_ris(cited(text).ris())
    line = " ".join(text.split())
    assert fields["author"] == record["authors"] == [line, line]
    assert [fields[key] for key in ("title", "booktitle", "address", "note")] == [line] * 4
    assert (record["title"], record["secondary_title"]) == (line, line)
    assert (record["place_published"], record["notes"]) == (line, [line])


@pytest.mark.parametrize("text", HOSTILE)
def test_braces_balance_in_bibtex_as_bibtex_counts_them(text):
    counted = cited(text).bibtex()
    assert counted.count("{") == counted.count("}")
    depths = [
        counted[:end].count("{") - counted[:end].count("}") for end in range(len(counted.rstrip()))
    ]
    assert min(depths[depths.index(1) :]) == 1  # closed by the last brace alone


def test_english_files_hold_no_chinese():
    for page in CITED:
        if page.view.language == "en":
            assert not has_han(page.citations[0].bibtex() + page.citations[0].ris())
