"""Another text, tests/another: published by its docs/, words.yml and mkdocs.yml alone."""

import pytest

from outputs.plan import plan
from printed import filled, ink, pictures, spoken
from projects import ANOTHER, built_well, once, project, publish, replace_text
from readers import HOME, bare, text_of, tree
from test_exports import assert_sentences
from test_weight import HEADERS, limit, weight
from text.project import read
from text.strings import read_strings

LANGUAGES = ("en", "fr", "ar")


def make(folder):
    """A copy of the project with the three replaced, and its site."""
    root = project(folder / "project")
    replace_text(root)
    publish(root)
    built_well(root, folder / "site")


@pytest.fixture(scope="module")
def built():
    return once("another", make) / "site"


@pytest.fixture(scope="module")
def planned():
    """The plan of the other text's site; reading it raises every fault."""
    return plan(read(once("another", make) / "project"), HOME)


@pytest.fixture(scope="module")
def pages(planned):
    return [page for page in planned.pages.values() if page.kind.is_listed]


def test_nothing_of_the_first_text_is_in_the_site(built):
    for path in built.rglob("*"):
        assert "initiative" not in path.name and "proposal" not in path.name, path
        if path.is_file() and path.suffix not in (".pdf", ".png"):
            text = path.read_text(encoding="utf-8").lower()
            assert not [word for word in ("initiative", "ciftis", "proposal") if word in text], path


def test_every_view_leads_to_every_other(built, planned):
    strings = planned.project.strings
    for view in planned.views:
        root = tree(built, planned.page("preamble", view))
        assert {*root.xpath("//head/link/@hreflang")} == {"x-default", *LANGUAGES}
        names = [each.text_content() for each in root.xpath("//*[@class='e-switch']/a")]
        assert names == [*strings["view"].values(), strings["view_all"][view.language]]


def test_a_row_shows_a_sentence_in_all_three_and_a_page_of_one_leads_to_it_in_the_others(
    built, planned, pages
):
    names = [str(unit.number or unit.name) for unit in planned.project.edition.units]
    assert names == ["preamble", *map(str, range(1, 31)), "annex"]
    for page in (page for page in pages if page.unit):
        for sentence in page.unit.sentences:
            (node,) = tree(built, page).xpath(f"//*[@id='{sentence.label}']")
            if page.view.is_parallel:
                shown = [(each.get("lang"), text_of(each)) for each in node.findall("p")]
                assert shown == [*sentence.text.items()]
                continue
            assert text_of(node) == sentence.text[page.view.language]
            assert node.xpath("./a[@class='e-other']/@href") == [
                f"../../{each}/{page.name}/#{sentence.label}"
                for each in LANGUAGES
                if each != page.view.language
            ]


@pytest.mark.parametrize("address", ["", "article-2/", "about/"])
def test_three_languages_fit_the_screen(built, window, serve, address):
    window.goto(serve(built) + address)
    ends = "[...document.querySelectorAll('#text p, #text a, #text li, .e-switch a')].map("
    for width in (320, 390, 1280):
        window.set_viewport_size({"width": width, "height": 800})
        left, right = window.evaluate(
            f"[Math.min(...{ends}node => node.getBoundingClientRect().left)),"
            f" Math.max(...{ends}node => node.getBoundingClientRect().right))]"
        )
        assert left >= 0 and right <= width


def test_an_article_without_a_title_is_called_by_its_number_and_no_more(built, planned, pages):
    called = planned.project.strings["part"]
    for page in pages:
        if page.unit and page.unit.number:
            (heading,) = tree(built, page).xpath("//h1")
            wanted = [called[each].format(page.unit.number) for each in page.view.languages]
            shown = heading.xpath(".//text()[not(ancestor::abbr)]")  # without the mark
            assert "".join(shown).split() == " ".join(wanted).split()


def test_every_piece_has_the_direction_of_its_language(built, planned, pages):
    of = planned.project.strings["direction"]
    assert [of[each] for each in LANGUAGES] == ["ltr", "ltr", "rtl"]
    for page in pages:
        root = tree(built, page)
        (body,) = root.xpath("//body")
        assert (body.get("dir"), root.get("lang")) == (of[page.view.language], page.view.language)
        for node in root.xpath("//article//*[@lang and not(@hreflang)]"):
            around = next(node.iterancestors("*[@dir]", "body")).get("dir")
            assert (node.get("dir") or around) == of[node.get("lang")]


def test_every_piece_of_arabic_is_marked_as_arabic(built, pages):
    for page in pages:
        for node in tree(built, page).xpath("//article//*[text()]"):
            if any("\u0621" <= each <= "\u064a" for each in "".join(node.xpath("text()"))):
                near = next(each for each in (node, *node.iterancestors()) if each.get("lang"))
                assert near.get("lang") == "ar", (page.address, node.text)


def test_a_numbered_paragraph_begins_a_line(built, planned, pages):
    (page,) = (each for each in pages if each.address == "fr/article-5/")
    assert len(tree(built, page).xpath("//p[@class='e-text']/br")) == 2


def test_first_words_are_no_headings_where_the_text_has_none(built, pages):
    for page in pages:
        assert not tree(built, page).xpath("//*[contains(@class, 'e-lead')]")


def test_a_page_weighs_as_its_text_does(built, planned, pages):
    for page in pages:
        size = weight(built / page.address / "index.html") - HEADERS
        assert size <= limit(page, planned.project.edition), f"{page.address} weighs {size} bytes"


def test_the_data_hold_all_three_languages(planned):
    assert planned.project.edition.languages == LANGUAGES
    assert_sentences(planned)


@pytest.mark.parametrize("address", ["en/reading.pdf", "reading.pdf", "ar/reading-large.pdf"])
def test_what_is_too_long_for_a_sheet_runs_on_in_the_same_form(built, address):
    *others, _ = pictures((built / address).read_bytes())
    assert len(others) > 1 and all(filled(each) > 0.75 for each in others)


def test_three_languages_stand_side_by_side_in_print_each_with_its_marks(built, planned):
    pieces, units = spoken((built / "reading.pdf").read_bytes()), planned.project.edition.units
    assert pieces.count("ترجمة") == len(units)
    for unit in units:
        assert pieces.count(bare(unit.sentences[-1].text["en"])) == 1


def test_lines_from_the_right_have_their_numerals_and_margin_at_the_right(built):
    margins = [
        ink(pictures((built / address).read_bytes())[0])
        for address in ("en/reading.pdf", "ar/reading.pdf")
    ]
    assert abs(margins[0][0] - (595 - margins[1][2])) < 3


def test_strings_in_a_language_without_a_folder_are_no_fault():
    assert read_strings(ANOTHER / "words.yml", ["en"])[1] == []
