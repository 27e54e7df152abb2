"""What a citation, a preview and a machine are told, read by readers of each format."""

import json
import re
from urllib.parse import urljoin

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from lxml import html
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from conftest import (
    EDITION,
    LEAVES,
    PAGES,
    PLACES,
    VIEWS,
    WORDS,
    address,
    build,
    name,
    project,
    serving,
)
from outputs.citations import Citation, Citations
from outputs.linked_data import dump
from text.checks import check
from text.punctuation import has_han

HOST = "https://example.org"
UNITS = [leaf for leaf in LEAVES.values() if leaf.kind == "unit"]
CITED = [(leaf, language) for leaf in (LEAVES["index"], *UNITS) for language in EDITION.languages]
each_place = pytest.mark.parametrize("place", PLACES)
each_page = pytest.mark.parametrize("page", PAGES, ids=address)
each_text = pytest.mark.parametrize(
    "text", CITED, ids=lambda text: f"{text[1]}/{text[0].name}" if isinstance(text, tuple) else None
)
HOSTILE = [
    '</script><script>alert(1)</script><!--"',
    "a & b %$#_~^` {x} } \\ \\input{y} { ---",
    "ER  - \r\nTY  - JOUR\nAU  - x",
    "\u202e\u2028a,\n}\n@book{b, title={c}}",
]


def where(leaf, language):
    """The addresses of a text's file, without its ending, and of its page."""
    unit = leaf.kind == "unit"
    return f"{language}/{leaf.name if unit else 'initiative'}", leaf.address(view_of(language))


def view_of(language):
    return next(view for view in VIEWS if view.languages == (language,))


def title_of(leaf, language):
    """A title as it is cited: a proposal's after its number."""
    if leaf.kind != "unit":
        return EDITION.title[language]
    digits = WORDS["numerals"][language] or "0123456789"
    before = {"en": "Proposal {}: ", "zh": "\u5021\u8bae{}\uff1a"}[language]
    number = leaf.content.number
    return (before.format(digits[number]) if number else "") + leaf.title[language]


def note_of(leaf, language):
    """What the files say of a translation, None of the words of the source."""
    units = EDITION.units if leaf.kind != "unit" else [leaf.content]
    found = {unit.status[language] for unit in units}
    key = "partly" if len(found) > 1 else next(iter(found))
    return None if key == "original" else WORDS[key][language]


def read_bibtex(text):
    """The only entry, TeX's escapes undone, and its fields as a dict."""
    database = get_default_latex_context_db()
    braces = [("textbraceleft", "{"), ("textbraceright", "}"), ("textasciicircum", "^")]
    specs = [MacroTextSpec(macro, simplify_repl=mark) for macro, mark in braces]
    database.add_context_category("braces", prepend=True, macros=specs)
    decoder = LatexNodes2Text(latex_context=database, math_mode="verbatim")
    library = bibtexparser.parse_string(
        text, append_middleware=[SeparateCoAuthors(), LatexDecodingMiddleware(decoder=decoder)]
    )
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {key: field.value for key, field in entry.fields_dict.items()}
    # Each author in braces still: a name that no reader takes apart.
    assert all(re.fullmatch(r"\{.*\}", author, re.DOTALL) for author in fields["author"])
    fields["author"] = [decoder.latex_to_text(author) for author in fields["author"]]
    return entry, fields


def read_ris(text):
    (record,) = rispy.loads(text)
    return record


@each_place
@each_text
def test_bibtex_file_gives_back_what_went_in(sites, place, text):
    leaf, language = text
    file, page = where(*text)
    entry, fields = read_bibtex((sites[place] / f"{file}.bib").read_text(encoding="utf-8"))
    unit = leaf.kind == "unit"
    assert entry.entry_type == ("incollection" if unit else "booklet")
    assert entry.key.isascii() and entry.key.endswith(language)
    assert fields.pop("note", None) == note_of(*text)
    assert fields.pop("booktitle", None) == (EDITION.title[language] if unit else None)
    assert fields == {
        "author": EDITION.issuers[language],
        "title": title_of(*text),
        "year": "2018",
        "address": EDITION.place[language],
        "language": WORDS["language"][language],
        "url": HOST + place + page,
    }


@each_place
@each_text
def test_ris_file_gives_back_what_went_in(sites, place, text):
    leaf, language = text
    file, page = where(*text)
    contents = (sites[place] / f"{file}.ris").read_bytes().decode()
    assert contents.count("\n") == contents.count("\r\n")
    record = read_ris(contents)
    unit = leaf.kind == "unit"
    note = note_of(*text)
    assert record.pop("notes", None) == ([note] if note else None)
    assert record.pop("secondary_title", None) == (EDITION.title[language] if unit else None)
    assert record == {
        "type_of_reference": "CHAP" if unit else "BOOK",
        "authors": EDITION.issuers[language],
        "title": title_of(*text),
        "year": "2018",
        "place_published": EDITION.place[language],
        "language": WORDS["language"][language],
        "urls": [HOST + place + page],
    }


def test_there_is_a_citation_for_each_text_in_each_language_and_no_other(site):
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.[br]i[bs]")}
    files = [where(*text)[0] for text in CITED]
    assert found == {f"{file}.{ending}" for file in files for ending in ("bib", "ris")}


def test_keys_are_each_given_once():
    citations = Citations(EDITION, WORDS, LEAVES, f"{HOST}/")
    keys = [citations.of(*text).key for text in CITED]
    assert len(set(keys)) == len(keys)


def tree(sites, place, page):
    leaf, view = page
    path = sites[place] / leaf.address(view) / "index.html"
    return html.document_fromstring(path.read_bytes().decode())


def tags(root):
    """From a meta tag's name to what it says, every time it does."""
    found = {}
    for node in root.xpath("//head/meta[@name or @property]"):
        found.setdefault(node.get("property") or node.get("name"), []).append(node.get("content"))
    return found


@each_place
@each_page
def test_preview_is_complete_and_absolute_on_every_page(sites, place, page):
    leaf, view = page
    root = tree(sites, place, page)
    found = tags(root)
    lead = view.lead
    picture = leaf.name if leaf.kind == "unit" else "initiative"
    title = leaf.title[lead] if leaf.kind in ("glossary", "about") else title_of(leaf, lead)
    if leaf.kind == "full-text":
        title = EDITION.title[lead]
    begin = {
        "unit": lambda: leaf.content.sentences[0].text,
        "contents": lambda: leaf.content.blocks[0],
    }.get(leaf.kind, lambda: EDITION.title)()
    assert found["og:title"] == [title]
    translated = leaf.kind == "unit" and leaf.content.status[lead] == "translation"
    described = begin[lead] + (WORDS["unofficial"][lead] if translated else "")
    assert found["og:description"] == found["description"] == [described]
    assert found["og:type"] == ["website" if leaf.kind == "contents" else "article"]
    assert found["og:site_name"] == [EDITION.short_title[lead]]
    assert found["og:url"] == [HOST + place + leaf.address(view)]
    assert found["og:url"] == root.xpath("//link[@rel='canonical']/@href")
    assert found["og:locale"] == [WORDS["locale"][lead]]
    assert found["og:locale:alternate"] == [
        WORDS["locale"][each] for each in EDITION.languages if each != lead
    ]
    assert found["og:image"] == [f"{HOST}{place}{view.folder}{picture}.png"]
    assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"])
    assert begin is EDITION.title or title in found["og:image:alt"][0]
    assert found["twitter:card"] == ["summary_large_image"]


@each_place
@each_page
def test_reference_managers_are_told_all_on_every_page_of_the_text(sites, place, page):
    leaf, view = page
    found = tags(tree(sites, place, page))
    cited = {key: value for key, value in found.items() if key.startswith("citation_")}
    if leaf.kind in ("glossary", "about"):
        assert not cited
        return
    unit = leaf.kind == "unit"
    title = title_of(leaf, view.lead) if unit else EDITION.title[view.lead]
    # Zotero takes a name with spaces apart unless it ends with a comma, which it drops.
    names = [f"{each}," if " " in each else each for each in EDITION.issuers[view.lead]]
    assert cited.pop("citation_inbook_title", None) == (
        [EDITION.title[view.lead]] if unit else None
    )
    assert cited == {
        "citation_title": [title],
        "citation_author": names,
        "citation_publication_date": ["2018"],
        "citation_language": [WORDS["language"][view.lead]],
        "citation_public_url": [HOST + place + leaf.address(view)],
    }


def data(root):
    (script,) = root.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script)


@each_place
@each_page
def test_machines_are_told_what_the_page_is(sites, place, page):
    leaf, view = page
    root = tree(sites, place, page)
    if leaf.kind not in ("contents", "unit"):
        assert not root.xpath("//script[@type='application/ld+json']")
        return
    found = data(root)
    home, lead = HOST + place, view.lead
    whole = found if leaf.kind == "contents" else found["isPartOf"]
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == ("Chapter" if leaf.kind == "unit" else "CreativeWork")
    assert found["@id"] == home + leaf.address(view)
    assert found["name"] == title_of(leaf, lead)
    spoken = [WORDS["language"][each] for each in view.languages]
    assert found["inLanguage"] == (spoken if view.is_parallel else spoken[0])
    assert (whole["@id"], whole["name"]) == (home + view.folder, EDITION.title[lead])
    assert [author["name"] for author in whole["author"]] == EDITION.issuers[lead]
    assert found["publisher"]["name"] not in EDITION.issuers[lead]
    assert found["publisher"]["@id"] == home + LEAVES["about"].address(view) + "#edition"
    parts = [home + leaf.address(view_of(each)) for each in view.languages]
    assert [part["@id"] for part in found.get("hasPart", [])] == (parts if view.is_parallel else [])
    dates = re.findall(r'"([^"]*[dD]ate[^"]*)": "([^"]*)"', json.dumps(found))
    assert dates == [("datePublished", "2018")]


@each_place
@pytest.mark.parametrize("leaf", UNITS, ids=name)
def test_translation_names_its_original_and_the_original_its_translation(sites, place, leaf):
    home = HOST + place
    english, chinese = (data(tree(sites, place, (leaf, view_of(each)))) for each in ("en", "zh"))
    if leaf.content.status["zh"] == "original":
        told = {"workTranslation", "translationOfWork", "translator"}
        assert not told & (english.keys() | chinese.keys())
        return
    assert english["workTranslation"] == [
        {
            "@type": "Chapter",
            "@id": home + leaf.address(view_of("zh")),
            "inLanguage": "zh-Hans",
        }
    ]
    assert chinese["translationOfWork"]["@id"] == home + leaf.address(view_of("en"))
    assert chinese["translationOfWork"]["inLanguage"] == "en"
    assert chinese["translator"]["@id"] == chinese["publisher"]["@id"]
    assert "translationOfWork" not in english and "workTranslation" not in chinese


def references(root):
    """From a language to the reference shown in it, without what a script would fill."""
    found = {}
    for node in root.xpath("//details[@class='panel cite']//p"):
        hidden = "ancestor::*[@hidden]"
        found[node.get("lang")] = "".join(node.xpath(f".//text()[not({hidden})]")).strip()
    return found


@each_place
@each_page
def test_page_shows_a_reference_in_each_language_of_the_view_and_its_files(sites, place, page):
    leaf, view = page
    root = tree(sites, place, page)
    shown = references(root)
    if leaf.kind not in ("contents", "unit"):
        assert not shown
        return
    assert list(shown) == [WORDS["language"][each] for each in view.languages]
    for language in view.languages:
        reference = shown[WORDS["language"][language]]
        parts = [*EDITION.issuers[language], "2018", title_of(leaf, language)]
        assert all(part in reference for part in (*parts, EDITION.title[language]))
        assert HOST + place + where(leaf, language)[1] in reference
        translated = note_of(leaf, language) is not None
        assert ("Unofficial translation" in reference or "译文" in reference) == translated
        assert not re.search(r"[{}]|None|\[\]", reference)
    links = root.xpath("//details[@class='panel cite']//a/@href")
    here = HOST + place + leaf.address(view)
    assert [urljoin(here, link) for link in links] == [
        f"{HOST}{place}{where(leaf, language)[0]}.{ending}"
        for language in view.languages
        for ending in ("bib", "ris")
    ]


def test_references_read_as_their_rules_ask(site):
    root = tree({"/": site}, "/", (LEAVES["proposal-3"], VIEWS[-1]))
    colon = "\uff1a"
    assert references(root) == {
        "en": "Ministry of Commerce of the People\u2019s Republic of China & United Nations "
        "Conference on Trade and Development. (2018). Proposal 3: Leverage trade in services as "
        "an engine. In Cooperation Initiative of Global Trade in Services Summit of the 5th "
        f"CIFTIS. {HOST}/en/proposal-3/",
        "zh-Hans": "中华人民共和国商务部, 联合国贸易和发展会议. "
        f"倡议三{colon}发挥服务贸易引擎作用: 网络版非官方译文[EB/OL]"
        f"//第五届京交会全球服务贸易峰会合作倡议. 北京, 2018. {HOST}/zh/proposal-3/.",
    }
    assert root.xpath("//details[@class='panel cite']//span[@hidden]/time/@data-today") == [""]


@pytest.mark.parametrize("width", [1280, 390])
def test_reference_opens_without_a_script_and_fits_the_window(site, browser, width):
    with serving(site) as home:
        page = browser.new_page(viewport={"width": width, "height": 844}, java_script_enabled=False)
        page.goto(home + "proposal-4/")
        shown = page.locator(".cite p").last
        assert not shown.is_visible()
        before = page.locator("#\\34\\.1").bounding_box()
        page.locator(".cite summary").click()
        assert shown.is_visible() and "[EB/OL]" in shown.inner_text()
        assert "[]" not in shown.inner_text()
        assert page.locator("#\\34\\.1").bounding_box() == before
        panel = page.locator(".cite div").bounding_box()
        assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width
        page.close()


def cited(text):
    """A citation that says the same hostile thing wherever it can say something."""
    return Citation(
        key="key", title=text, whole=text, authors=[text, text], year=2018, place=text,
        language="en", url=f"{HOST}/", status="", note=text, file="",
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_bibtex(text):
    _, fields = read_bibtex(cited(text).bibtex())
    said = " ".join(text.split())
    assert fields["author"] == [said, said]
    assert [fields[key] for key in ("title", "booktitle", "address", "note")] == [said] * 4


@pytest.mark.parametrize("text", HOSTILE)
def test_braces_balance_in_bibtex_as_bibtex_counts_them(text):
    counted = cited(text).bibtex()
    assert counted.count("{") == counted.count("}")
    depths = [
        counted[:end].count("{") - counted[:end].count("}") for end in range(len(counted.rstrip()))
    ]
    assert min(depths[depths.index(1) :]) == 1  # closed by the last brace alone


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_ris(text):
    record = read_ris(cited(text).ris())
    said = " ".join(text.split())
    assert record["authors"] == [said, said]
    assert (record["title"], record["secondary_title"]) == (said, said)
    assert (record["place_published"], record["notes"]) == (said, [said])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_json_ld(text):
    dumped = dump({"name": text})
    assert json.loads(dumped) == {"name": text}
    assert not re.search("[<>&\u2028\u2029]", dumped)


@pytest.mark.parametrize(
    "text",
    ['"said \\"so\\""', '"a\\nb"', '"a\\u202eb"', '"a\\u2028b"', "a\u202eb", "a\u2066b", "a\u200bb",
     "a\u0007b", "|-\n    a\n    b"],
    ids=ascii,
)  # fmt: skip
@pytest.mark.parametrize("fact", ["title", "note"])
def test_checks_refuse_what_no_title_or_note_may_hold(tmp_path, fact, text):
    root = project(tmp_path)
    assert not check(root)
    page = root / "docs" / "en" / "proposal-4.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    begin = {"title": "title: ", "note": "  3: "}[fact]
    at = next(number for number, line in enumerate(lines) if line.startswith(begin))
    lines[at] = begin + text
    page.write_text("\n".join(lines), encoding="utf-8")
    assert any(fault.path.name == page.name for fault in check(root))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A site whose titles, issuers and notes hold all that the checks let through."""
    root = project(tmp_path_factory.mktemp("hostile"))
    said = "</script><!-- & {7*7} {{ 8*8 }} {% x %} \\ %s } \u201d"
    for path, before in (("en/proposal-4.md", "title: "), ("en/proposal-4.md", "  3: ")):
        page = root / "docs" / path
        text = re.sub(
            f"(?m)^{before}.*",
            lambda _, before=before: f"{before}'{said}'",
            page.read_text(encoding="utf-8"),
        )
        page.write_text(text, encoding="utf-8")
    index = root / "docs" / "en" / "index.md"
    index.write_text(
        index.read_text(encoding="utf-8").replace(
            "  - United Nations Conference on Trade and Development", f"  - '{said}'"
        ),
        encoding="utf-8",
    )
    site = root / "site"
    done = build(root, site, f"{HOST}/")
    assert done.returncode == 0, done.stderr
    return site, said


def test_hostile_titles_and_notes_are_plain_text_in_pages_and_files(hostile):
    site, said = hostile
    leaf = LEAVES["proposal-4"]
    title = f"Proposal 4: {said}"
    for view in (VIEWS[0], VIEWS[-1]):
        root = tree({"/": site}, "/", (leaf, view))
        found = tags(root)
        assert found["og:title"] == found["citation_title"] == [title]
        assert title in found["og:image:alt"][0]
        assert found["citation_author"][1] == f"{said},"
        told = data(root)
        assert told["name"] == title and told["isPartOf"]["author"][1]["name"] == said
        reference = references(root)["en"]
        assert title in reference and f"& {said}. (2018)" in reference
        assert said in root.xpath("string(//*[@id='note-4.3'])")
        assert len(root.xpath("//script[@type='application/ld+json']")) == 1
        assert not root.xpath("//comment()[contains(., '7*7')]")
    _, fields = read_bibtex((site / "en/proposal-4.bib").read_text(encoding="utf-8"))
    record = read_ris((site / "en/proposal-4.ris").read_text(encoding="utf-8"))
    assert fields["title"] == record["title"] == title
    assert fields["author"][1] == record["authors"][1] == said


def test_english_files_hold_no_chinese(site):
    for path in (site / "en").glob("*.[br]i[bs]"):
        assert not has_han(path.read_text(encoding="utf-8"))


@each_page
def test_page_holds_its_picture_out_of_sight_and_unspoken(site, page):
    leaf, view = page
    root = tree({"/": site}, "/", page)
    (picture,) = root.xpath("//img")
    shown = urljoin(HOST + "/" + leaf.address(view), picture.get("src"))
    assert [shown] == tags(root)["og:image"]
    assert (picture.get("width"), picture.get("height")) == ("300", "300")
    assert picture.get("alt") == "" and picture.xpath("ancestor::picture/@aria-hidden") == ["true"]


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("path", ["en/proposal-3/", "zh/full-text/", ""])
def test_reading_a_page_to_its_end_never_asks_for_the_picture(site, browser, scripts, path):
    with serving(site) as home:
        page = browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(home + path, wait_until="networkidle")
        page.mouse.wheel(0, 20000)
        page.wait_for_timeout(300)
        assert not [url for url in asked if url.endswith(".png")]
        box = page.locator("img").bounding_box()
        assert (box["width"], box["height"]) == (300, 300)
        assert box["y"] + box["height"] < 0
        page.close()
