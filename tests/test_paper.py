"""The print files, read back as a reader's program would."""

import dataclasses
import re
import subprocess
from datetime import UTC, datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
import pytest
import zxingcpp
from lxml import html
from pdfua import validate
from PIL import Image

from conftest import EDITION, PAGES, ROOT, VIEWS, WORDS, address, build, project
from outputs import typesetting
from outputs.paper import Unset, dated, edition_moment
from outputs.typesetting import typeset
from text.confirm import confirm
from text.punctuation import has_han

HOST = "https://example.org/"
UNITS = {unit.name: unit for unit in EDITION.units}
WHOLE = "initiative"
PAPERS = [(name, view) for view in VIEWS for name in (*UNITS, WHOLE)]
WHOLES = [(WHOLE, view) for view in VIEWS]
SHEETS = {("en",): 5, ("zh",): 4, ("en", "zh"): 7}
"""Of the whole, in each view; a unit is one."""


def named(paper):
    name, view = paper
    return f"/{view.folder}{name}.pdf"


each_paper = pytest.mark.parametrize("paper", PAPERS, ids=named)
each_whole = pytest.mark.parametrize("paper", WHOLES, ids=named)


def file(site, paper):
    return site / named(paper)[1:]


@cache
def sheets(path):
    """The text of each sheet in reading order, as pdftotext gives it back."""
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\f")[:-1]


def plain(text, language="en"):
    """Text without what setting adds: breaks of lines, joiners; spaces beside Chinese."""
    text = re.sub("[\u2060\u00ad]", "", text)
    return "".join(text.split()) if WORDS["joint"].get(language) == "" else " ".join(text.split())


def holds(path, text, language):
    return plain(text, language) in plain("".join(sheets(path)), language)


def page_file(site, page):
    return Path(site, address(page)[1:], "index.html")


def picture(path, sheet=1, dots=150):
    done = subprocess.run(
        ["pdftoppm", "-r", str(dots), "-f", str(sheet), "-l", str(sheet), "-png", str(path)],
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(done.stdout))


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


@pytest.fixture
def made(monkeypatch):
    """How many files were set by Typst, and not taken from the last build."""
    count = []
    set = typesetting._set
    monkeypatch.setattr(typesetting, "made", {})
    monkeypatch.setattr(typesetting, "_set", lambda *what: count.append(what[-1]) or set(*what))
    return count


def altered(name, **what):
    """The edition with facts of one unit changed."""
    units = tuple(
        dataclasses.replace(unit, **what) if unit.name == name else unit for unit in EDITION.units
    )
    return dataclasses.replace(EDITION, units=units)


def saying(text, languages=EDITION.languages):
    """The edition with one more sentence in proposal 3."""
    sentences = UNITS["proposal-3"].sentences
    more = dataclasses.replace(
        sentences[-1], label="3.4", number=4, text=dict.fromkeys(languages, text)
    )
    return altered("proposal-3", sentences=(*sentences, more))


@each_paper
def test_print_file_has_the_sheets_expected(site, paper):
    name, view = paper
    with pikepdf.open(file(site, paper)) as pdf:
        assert len(pdf.pages) == (SHEETS[view.languages] if name == WHOLE else 1)
        assert {tuple(map(round, page.mediabox)) for page in pdf.pages} == {(0, 0, 595, 842)}


@each_paper
def test_print_file_is_clean_for_qpdf(site, paper):
    done = subprocess.run(["qpdf", "--check", file(site, paper)], capture_output=True, text=True)
    assert done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout


@each_paper
def test_every_sentence_title_and_note_comes_back_whole(site, paper):
    name, view = paper
    path = file(site, paper)
    for unit in UNITS.values() if name == WHOLE else [UNITS[name]]:
        for language in view.languages:
            said = [unit.title, WORDS[unit.status[language]]]
            said += [sentence.text for sentence in unit.sentences]
            said += [sentence.note for sentence in unit.sentences if sentence.note]
            for text in said:
                assert holds(path, text[language], language), text[language]


@each_paper
def test_no_chinese_stands_in_an_english_print_file(site, paper):
    name, view = paper
    assert has_han("".join(sheets(file(site, paper)))) == ("zh" in view.languages)


@each_whole
def test_the_whole_begins_with_title_issuers_place_year_and_contents(site, paper):
    name, view = paper
    first, *rest = sheets(file(site, paper))
    for language in view.languages:
        said = (EDITION.title, WORDS["contents"], WORDS["statuses"])
        said = [text[language] for text in said] + EDITION.issuers[language]
        said += [str(EDITION.year), EDITION.place[language]]
        for text in said:
            assert plain(text, language) in plain(first, language)
    for unit in EDITION.units:
        title = plain(unit.title[view.languages[-1]], view.languages[-1])
        (page,) = (n for n, text in enumerate(rest, 2) if title in plain(text, view.languages[-1]))
        assert re.search(f"{re.escape(title)}{page}", "".join(first.split()).replace(" ", "")) or (
            f"{title} {page}" in plain(first)
        )


@each_paper
def test_foot_of_every_sheet_says_what_where_which_page_and_when(site, paper):
    name, view = paper
    shown = sheets(file(site, paper))
    place = "" if name == WHOLE else f"{name}/"
    for number, text in enumerate(shown, 1):
        for language in view.languages:
            said = [EDITION.short_title[language], WORDS["view"][language]]
            said += [WORDS["page"][language].format(number, len(shown))]
            said += [dated(WORDS, ROOT)[language]]
            for each in said:
                assert plain(each, "zh") in plain(text, "zh"), each
        assert f"{HOST}{view.folder}{place}" in text


@each_paper
def test_nothing_is_lost_on_us_letter(site, paper):
    # 279 mm of A4's 297, taken off at either end, and the 6 mm a printer can't reach.
    sheet = picture(file(site, paper), dots=72).convert("L")
    ink = sheet.point(lambda light: 255 * (light < 200)).getbbox()
    assert ink[1] > 24 / 25.4 * 72 and ink[3] < (297 - 24) / 25.4 * 72


@each_paper
def test_the_code_on_the_last_sheet_leads_to_the_address_without_a_language(site, paper):
    name, view = paper
    count = SHEETS[view.languages] if name == WHOLE else 1
    place = HOST if name == WHOLE else f"{HOST}{name}/"
    read = [
        [code.text for code in zxingcpp.read_barcodes(picture(file(site, paper), sheet))]
        for sheet in range(1, count + 1)
    ]
    assert read == [[]] * (count - 1) + [[place]]
    assert place + "\n" in sheets(file(site, paper))[-1]


@each_paper
def test_print_file_is_tagged_and_each_element_has_its_language(site, paper):
    name, view = paper
    with pikepdf.open(file(site, paper)) as pdf:
        assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
        found = elements(pdf.Root.StructTreeRoot.K)
        assert str(pdf.Root.Lang) == view.lead
        assert {language or view.lead for _, language in found} == set(view.languages)
        kinds = {kind for kind, _ in found}
        assert {"/Document", "/H1", "/P", "/Figure", "/Link"} <= kinds
        assert name != WHOLE or {"/H2", "/TOC", "/TOCI"} <= kinds


@each_paper
def test_print_file_says_who_what_and_when_and_claims_both_standards(site, paper):
    name, view = paper
    with pikepdf.open(file(site, paper)) as pdf, pdf.open_metadata() as facts:
        title = EDITION.title if name == WHOLE else UNITS[name].title
        assert facts["dc:title"] == " · ".join(title[each] for each in view.languages)
        assert ", ".join(EDITION.issuers[view.lead]) == ", ".join(facts["dc:creator"])
        assert EDITION.short_title[view.lead] in facts["pdf:Keywords"]
        assert (facts["pdfuaid:part"], facts["pdfaid:part"], facts["pdfaid:conformance"]) == (
            "1",
            "2",
            "A",
        )
        assert facts["xmp:CreateDate"].startswith(f"{edition_moment(ROOT):%Y-%m-%d}")


@each_paper
def test_every_font_is_embedded_and_gives_its_text_back(site, paper):
    with pikepdf.open(file(site, paper)) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        assert fonts
        for font in fonts:
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font and ("/FontFile2" in inner or "/FontFile3" in inner)
            assert re.search("SourceSerif4|NotoSerifSC|NotoSansSC", str(font.BaseFont))


@each_whole
def test_each_unit_of_the_whole_is_a_destination_on_the_sheet_where_it_stands(site, paper):
    name, view = paper
    shown = sheets(file(site, paper))
    with pikepdf.open(file(site, paper)) as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert set(map(str, places.keys())) == set(UNITS)
        for each, unit in UNITS.items():
            place = places[each]
            place = place.D if isinstance(place, pikepdf.Dictionary) else place
            sheet = next(n for n, page in enumerate(pdf.pages) if page.objgen == place[0].objgen)
            # The last column's: a first of two lines is not given back as one.
            language = view.languages[-1]
            assert plain(unit.title[language], language) in plain(shown[sheet], language)
        with pdf.open_outline() as outline:
            entries = [*outline.root, *(each for top in outline.root for each in top.children)]
        titles = [unit.title[view.lead] for unit in EDITION.units]
        assert [entry.title for entry in entries if entry.title in titles] == titles


@each_paper
def test_links_say_where_they_lead(site, paper):
    with pikepdf.open(file(site, paper)) as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert links and all(str(link.get("/Contents", "")) for link in links)


@each_paper
def test_print_file_keeps_the_rules_of_pdf_ua_a_machine_can_check(site, paper):
    report = validate(str(file(site, paper)))
    assert report.exit_code == 0 and not report.findings


def test_two_builds_give_the_same_bytes(site, monkeypatch):
    monkeypatch.setattr(typesetting, "made", {})
    again = typeset(EDITION, WORDS, VIEWS, ROOT, HOST)
    assert len(again) == 2 * len(PAPERS)
    for place, content in again.items():
        assert (site / place).read_bytes() == content, place


def test_the_date_is_that_of_source_date_epoch_in_utc(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert edition_moment(ROOT) == datetime(1970, 1, 1, 23, 59, 59, tzinfo=UTC)
    assert dated(WORDS, ROOT) == {"en": "Edition of 1 January 1970", "zh": "1970年1月1日版"}


def test_a_date_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(Unset, match="'yesterday'; give it whole seconds"):
        edition_moment(ROOT)


def test_the_date_is_else_that_of_the_last_commit(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    git = partial(subprocess.run, cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2020-02-29T23:30:00-0500")
    git(["git", "init", "-q"])
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    git(["git", *who, "commit", "-q", "--allow-empty", "-m", "a"])
    assert edition_moment(tmp_path) == datetime(2020, 3, 1, 4, 30, tzinfo=UTC)


def test_the_date_is_else_today(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert abs((datetime.now(UTC) - edition_moment(tmp_path)).days) <= 1


def test_a_rebuild_sets_only_what_changed(made):
    typeset(EDITION, WORDS, VIEWS, ROOT, HOST)
    assert len(made) == 2 * len(PAPERS)
    made.clear()
    typeset(EDITION, WORDS, VIEWS, ROOT, HOST)
    assert made == []
    typeset(saying("More."), WORDS, VIEWS, ROOT, HOST)
    assert sorted(made) == sorted(
        f"{view.folder}{name}.{ending}"
        for view in VIEWS
        for name in ("proposal-3", WHOLE)
        for ending in ("pdf", "png")
    )


@pytest.fixture
def single(monkeypatch):
    """Sets proposal 3 alone, as a PDF; returns the text that comes back from each view."""
    monkeypatch.setattr(typesetting, "ENDINGS", ("pdf",))

    def set_single(edition, folder, words=WORDS, views=VIEWS):
        units = tuple(unit for unit in edition.units if unit.name == "proposal-3")
        files = typeset(dataclasses.replace(edition, units=units), words, views, ROOT, HOST)
        for view in views:
            path = folder / f"{'-'.join(view.languages)}.pdf"
            path.write_bytes(files[f"{view.folder}proposal-3.pdf"])
            yield view, sheets(path)

    return set_single


@pytest.mark.parametrize(
    "text",
    ['#import "x": * #panic() $x$ _a_ *b* `c` // d', "\\u{41} \\ <label> @ref {{7*7}} \"'[]()"],
)
def test_text_that_looks_like_code_is_printed_as_it_stands(single, tmp_path, text):
    for _, shown in single(saying(text), tmp_path):
        assert plain(text, "zh") in plain("".join(shown), "zh")


def test_a_sentence_longer_than_a_sheet_goes_on_overleaf(single, tmp_path):
    words = [f"word{n}" for n in range(1500)]
    for _, shown in single(saying(" ".join(words)), tmp_path):
        text = "".join(shown)
        assert len(shown) > 2 and not [word for word in words if word not in text]


def test_a_third_language_makes_a_view_of_its_own_and_a_third_column(single, tmp_path):
    def with_third(said):
        return {**said, "fr": said["en"]}

    words = {key: with_third(word) for key, word in WORDS.items()}
    words["language"]["fr"] = "fr"
    (unit,) = (unit for unit in EDITION.units if unit.name == "proposal-3")
    facts = ("title", "short_title", "event", "issuers", "place")
    sentences = tuple(
        dataclasses.replace(each, text={**each.text, "fr": f"Troisi\u00e8me {each.number}."})
        for each in unit.sentences
    )
    status = {**unit.status, "fr": "translation"}
    unit = dataclasses.replace(
        unit, title=with_third(unit.title), status=status, sentences=sentences
    )
    edition = dataclasses.replace(
        EDITION,
        languages=("en", "fr", "zh"),
        units=(unit,),
        **{fact: with_third(getattr(EDITION, fact)) for fact in facts},
    )
    views = [dataclasses.replace(VIEWS[0], folder="fr/", languages=("fr",))]
    views += [dataclasses.replace(VIEWS[-1], languages=edition.languages)]
    for view, shown in single(edition, tmp_path, words, views):
        for sentence in sentences:
            for language in view.languages:
                wanted = plain(sentence.text[language], language)
                assert wanted in plain("".join(shown), language)


def test_a_character_without_a_glyph_is_told_with_its_sentence_and_what_to_do():
    with pytest.raises(Unset) as fault:
        typeset(saying("A \U00012000."), WORDS, VIEWS, ROOT, HOST)
    assert "proposal-3, sentence 3.4 (zh): no font has a glyph for" in str(fault.value)
    assert "U+12000 CUNEIFORM SIGN A" in str(fault.value) and "write it in" in str(fault.value)


def test_a_missing_font_package_is_told_with_what_to_do(monkeypatch):
    typesetting._folders.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", ("no_such_font",))
    with pytest.raises(Unset, match="no_such_font is missing; run"):
        typeset(EDITION, WORDS, VIEWS, ROOT, HOST)
    typesetting._folders.cache_clear()


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("docs/en/proposal-3.md", "growth.", "growth \U00012000.", "sentence 3.1 (en)"),
        ("overrides/typeset/document.typ", "#let size", "#let size = none.x", "document.typ"),
        ("overrides/typeset/faces.typ", "Noto Serif SC", "Noto Nothing", "noto nothing"),
    ],
    ids=["glyph", "template", "font"],
)
def test_a_fault_in_setting_leaves_the_last_site(tmp_path, path, old, new, told):
    root = project(tmp_path / "project")
    site = tmp_path / "site"
    site.mkdir()
    (site / "page").write_text("last")
    faulty = root / path
    text = faulty.read_text(encoding="utf-8")
    assert old in text
    faulty.write_text(text.replace(old, new), encoding="utf-8")
    if path.startswith("docs/"):  # source and lock say so too, or the checks would stop the build
        source = root / "docs" / "source.txt"
        source.write_text(
            source.read_text(encoding="utf-8").replace("economy growth.", f"economy {new}")
        )
        assert confirm(root / "docs", "zh", ["3.1"]) == []
    done = build(root, site, HOST)
    assert done.returncode != 0 and told in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in site.iterdir()] == ["page"]
    assert not list(tmp_path.glob(".site-*"))


@pytest.mark.parametrize("page", PAGES, ids=address)
def test_page_links_its_print_file_with_the_files_size(site, page):
    leaf, view = page
    links = html.document_fromstring(page_file(site, page).read_bytes().decode()).xpath(
        "//a[@class='paper']"
    )
    name = {"unit": leaf.name, "contents": WHOLE, "full-text": WHOLE}.get(leaf.kind)
    if not name:
        assert not links
        return
    (link,) = links
    paper = file(site, (name, view))
    assert urljoin(HOST + address(page)[1:], link.get("href")) == HOST + named((name, view))[1:]
    assert f"{round(paper.stat().st_size / 1000)}{chr(0x20)}kB" in link.text
