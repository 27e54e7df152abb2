"""The built pages, read by an HTML parser as a browser would read them."""

import posixpath
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html

from conftest import EDITION, LEAVES, PAGES, PLACES, ROOT, VIEWS, WORDS, address, build, project
from text.punctuation import has_han

HOST = "https://example.org"
LABELS = [sentence.label for unit in EDITION.units for sentence in unit.sentences]
SOURCE_PAGE = "www.duiwaimaoyi.com"
LICENCE_PAGE = "creativecommons.org"
UNITS = [page for page in PAGES if page[0].kind == "unit"]
each_page = pytest.mark.parametrize("page", PAGES, ids=address)
each_unit = pytest.mark.parametrize("page", UNITS, ids=address)


@cache
def parsed(path):
    return html.document_fromstring(path.read_bytes().decode())


def tree(site, page):
    leaf, view = page
    return parsed(site / leaf.address(view) / "index.html")


def language(node):
    return next((n.get("lang") for n in (node, *node.iterancestors()) if n.get("lang")), None)


def texts(root):
    """Every (element, text) that is read, and every (element, attribute value) that is spoken."""
    for node in root.iter(etree.Element):
        if node.tag not in ("style", "script"):
            yield node, node.text or ""
            for key in ("aria-label", "title", "content", "alt"):
                yield node, node.get(key, "")
        if node.getparent() is not None:
            yield node.getparent(), node.tail or ""


def words_of(node):
    """A sentence's own words, without its number, its note's mark and its links elsewhere."""
    tools = " or ".join(f"@class='{name}'" for name in ("number", "note-mark", "other"))
    return "".join(node.xpath(f".//text()[not(ancestor::*[{tools}])]")).strip()


def ids(root):
    return root.xpath("//@id")


@each_page
def test_page_is_in_the_language_of_its_view(site, page):
    leaf, view = page
    assert tree(site, page).get("lang") == WORDS["language"][view.lead]


@each_page
def test_every_piece_of_chinese_says_that_it_is(site, page):
    for node, text in texts(tree(site, page)):
        if has_han(text):
            assert language(node) == "zh-Hans", text


@each_page
def test_chinese_stands_nowhere_in_an_english_page_but_where_it_leads_to_chinese(site, page):
    leaf, view = page
    if view.languages == ("en",):
        for node, text in texts(tree(site, page)):
            if has_han(text) and node.get("hreflang") != "zh-Hans":
                assert "panel" in {n.get("class") for n in node.iterancestors()}, text


@each_page
def test_alternates_name_every_view_absolutely_and_the_page_itself(site, page):
    leaf, view = page
    head = tree(site, page).find("head")
    named = {a.get("hreflang"): a.get("href") for a in head.xpath("link[@rel='alternate']")}
    assert named == {
        "en": f"{HOST}/en/{leaf.address(VIEWS[-1])}",
        "zh-Hans": f"{HOST}/zh/{leaf.address(VIEWS[-1])}",
        "x-default": f"{HOST}/{leaf.address(VIEWS[-1])}",
    }
    assert head.xpath("string(link[@rel='canonical']/@href)") == f"{HOST}{address(page)}"
    assert f"{HOST}{address(page)}" in named.values()


@each_page
def test_switch_leads_to_the_same_page_in_each_view_and_marks_this_one(site, page):
    leaf, view = page
    entries = tree(site, page).xpath("//*[@class='switch']/a")
    assert [urljoin(HOST + address(page), a.get("href")) for a in entries] == [
        HOST + address((leaf, each)) for each in VIEWS
    ]
    assert [a.get("aria-current") == "true" for a in entries] == [each == view for each in VIEWS]


@each_page
def test_menu_and_neighbours_stay_in_the_view_and_in_reading_order(site, page):
    leaf, view = page
    root = tree(site, page)
    here = HOST + address(page)
    menu = [urljoin(here, href) for href in root.xpath("//*[@id='menu']//a/@href")]
    order = [HOST + address((each, view)) for each in LEAVES.values()]
    assert menu == order
    at = order.index(here)
    near = {a.get("rel"): urljoin(here, a.get("href")) for a in root.xpath("//footer//a[@rel]")}
    assert near.get("prev") == (order[at - 1] if at else None)
    assert near.get("next") == (order[at + 1] if at + 1 < len(order) else None)


@each_page
def test_no_id_stands_twice(site, page):
    found = ids(tree(site, page))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("place", PLACES)
@each_page
def test_every_link_leads_to_something_that_is_there(sites, place, page):
    here = HOST + place + address(page)[1:]
    root = tree(sites[place], page)
    for href in root.xpath("//@href | //@src"):
        target, fragment = urldefrag(urljoin(here, href))
        if urlsplit(target).hostname in (SOURCE_PAGE, LICENCE_PAGE):
            continue
        assert target.startswith(HOST + place), href
        path = sites[place] / target.removeprefix(HOST + place)
        path = path / "index.html" if target.endswith("/") else path
        assert path.is_file(), href
        assert not fragment or fragment in ids(parsed(path)), href


@each_page
def test_page_asks_nothing_of_another_host(site, page):
    root = tree(site, page)
    asked = root.xpath("//@src | //@srcset | //@action | //@poster | //@data")
    asked += root.xpath("//link[not(@rel='canonical' or @rel='alternate')]/@href")
    assert asked and not [url for url in asked if urlsplit(url).netloc]
    assert "url(http" not in (site / address(page)[1:] / "index.html").read_text(encoding="utf-8")


@each_unit
def test_labels_are_the_same_in_every_view(site, page):
    leaf, view = page
    labels = [sentence.label for sentence in leaf.content.sentences]
    assert [each for each in ids(tree(site, page)) if each in LABELS] == labels


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")
def test_full_text_holds_every_sentence_once(site, view):
    root = tree(site, (LEAVES["full-text"], view))
    assert [each for each in ids(root) if each in LABELS] == LABELS


@each_unit
def test_each_sentence_shows_its_words_and_a_number_that_links_to_it(site, page):
    leaf, view = page
    root = tree(site, page)
    for sentence in leaf.content.sentences:
        (node,) = root.xpath(f"//*[@id='{sentence.label}']")
        (number,) = node.xpath("./a[@class='number']")
        assert number.get("href") == f"#{sentence.label}"
        if view.is_parallel:
            shown = [(p.get("lang"), words_of(p)) for p in node.findall("p")]
            assert shown == [
                (WORDS["language"][each], sentence.text[each]) for each in view.languages
            ]
        else:
            assert words_of(node) == sentence.text[view.lead]


@each_unit
def test_sentences_are_joined_as_the_language_joins_them(site, page):
    leaf, view = page
    if not view.is_parallel:
        (paragraph,) = tree(site, page).xpath("//p[@class='text']")
        joint = {"en": " ", "zh": ""}[view.lead]
        assert words_of(paragraph) == joint.join(s.text[view.lead] for s in leaf.content.sentences)


@each_unit
def test_status_stands_under_the_title_in_the_languages_of_the_view(site, page):
    leaf, view = page
    shown = tree(site, page).xpath("//*[@class='status']/a/text()")
    assert shown == [WORDS[leaf.content.status[each]][each] for each in view.languages]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")
def test_the_note_on_polices_is_linked_both_ways(site, view):
    page = (LEAVES["proposal-4"], view)
    root = tree(site, page)
    (note,) = root.xpath("//*[@id='note-4.3']")
    assert root.xpath("//*[@id='4.3']//a[@class='note-mark']/@href") == ["#note-4.3"]
    assert note.xpath("a/@href") == ["#4.3"]
    for each in view.languages:
        assert EDITION.units[4].sentences[2].note[each] in note.text_content()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")
def test_about_shows_every_block_in_every_language_of_the_view(site, view):
    root = tree(site, (LEAVES["about"], view))
    shown = root.xpath("//*[starts-with(@class, 'prose')]")[0]
    blocks = LEAVES["about"].content.blocks
    assert len(shown) == len(blocks) * len(view.languages)
    assert [language(node) for node in shown] == [
        WORDS["language"][each] for _ in blocks for each in view.languages
    ]


@pytest.mark.parametrize("place", PLACES)
def test_sitemap_holds_every_page_with_its_alternates(sites, place):
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.parse(sites[place] / "sitemap.xml")
    urls = root.findall("s:url", ns)
    home = HOST + place
    assert [url.find("s:loc", ns).text for url in urls] == [
        home + leaf.address(view) for leaf, view in PAGES
    ]
    for url, (leaf, _) in zip(urls, PAGES, strict=True):
        links = [(a.get("hreflang"), a.get("href")) for a in url.findall("x:link", ns)]
        assert links == [(v.hreflang(WORDS), home + leaf.address(v)) for v in VIEWS]


def test_robots_are_told_where_the_sitemap_is(site):
    assert f"Sitemap: {HOST}/sitemap.xml" in (site / "robots.txt").read_text()


@pytest.mark.parametrize("place", PLACES)
def test_one_404_page_in_both_languages_links_from_any_depth(sites, place):
    root = parsed(sites[place] / "404.html")
    assert list(sites[place].rglob("404.html")) == [sites[place] / "404.html"]
    for each in EDITION.languages:
        assert WORDS["lost"][each] in root.text_content()
    names = [link.text_content() for link in root.xpath("//*[@class='lost']//a")]
    assert len(names) == len(set(names)) == len(VIEWS)
    for href in root.xpath("//@href[not(starts-with(., '#'))]"):
        assert href.startswith(place), href
        href = urlsplit(urljoin(HOST, href)).path
        target = sites[place] / href.removeprefix(place)
        assert (target / "index.html" if href.endswith("/") else target).is_file(), href


def test_only_what_belongs_to_the_site_is_in_it(site):
    for_hosts = {"_headers", ".nojekyll"}
    files = [path.name for path in site.rglob("*") if path.is_file()]
    kinds = {posixpath.splitext(name)[1] for name in files if name not in for_hosts}
    texts = {".html", ".svg", ".txt", ".xml", ".js", ".json", ".tmx", ".bib", ".ris"}
    assert kinds == texts | {".pdf", ".png"} and for_hosts <= set(files)
    assert (site / "source.txt").read_bytes() == (ROOT / "docs/source.txt").read_bytes()


@pytest.mark.parametrize("text", ['</title><script>alert(1)</script>"', "A & B {{ 7*7 }} {% x %}"])
def test_a_hostile_title_is_shown_as_plain_text(tmp_path, text):
    root = project(tmp_path / "project")
    page = root / "docs" / "en" / "proposal-3.md"
    quoted = text.replace('"', "\u201d")
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            "title: Leverage trade in services as an engine", f"title: '{quoted}'"
        ),
        encoding="utf-8",
    )
    site = tmp_path / "site"
    done = build(root, site, HOST + "/")
    assert done.returncode == 0, done.stderr
    for folder in ("", "en/"):
        shown = parsed(site / folder / "proposal-3" / "index.html")
        assert shown.xpath("//h1/text()")[0].strip() == quoted
        assert quoted in shown.findtext("head/title")
        assert not [
            script for script in shown.xpath("//script[not(@type)]/text()") if "alert" in script
        ]
