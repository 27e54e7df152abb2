"""The built pages, read by an HTML parser as a browser would read them."""

from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from conftest import (
    EDITION,
    HOST,
    PAGES,
    PROJECT,
    SITE,
    STRINGS,
    VIEWS,
    each_page,
    each_unit,
    each_view,
)
from readers import HOME, language, parsed, tagged, text_of, tree
from text.punctuation import has_han

LABELS = [sentence.label for unit in EDITION.units for sentence in unit.sentences]
ELSEWHERE = ("www.duiwaimaoyi.com", "creativecommons.org")
"""The other hosts that pages link to: the source's and the licence's."""


def texts(root):
    """Every (element, text) that is read, and every (element, attribute value) that is spoken."""
    for node in root.iter(etree.Element):
        if node.tag not in ("style", "script"):
            yield node, node.text or ""
            for key in ("aria-label", "title", "content", "alt"):
                yield node, node.get(key, "")
        if node.getparent() is not None:
            yield node.getparent(), node.tail or ""


def ids(root):
    return root.xpath("//@id")


def addresses(page, links):
    """Where links of a page lead, from the site's address on."""
    return [urljoin(HOME + page.address, each.get("href")).removeprefix(HOME) for each in links]


@each_page
def test_page_is_in_the_language_of_its_view(site, page):
    assert tree(site, page).get("lang") == STRINGS["language"][page.view.language]


@each_page
def test_every_piece_of_chinese_is_marked_as_chinese(site, page):
    for node, text in texts(tree(site, page)):
        in_all = page.view.is_parallel and node.tag in ("meta", "title")  # one for every language
        if has_han(text) and not in_all:
            assert language(node) == "zh-Hans", text


@each_page
def test_chinese_stands_nowhere_in_an_english_page_but_where_it_leads_to_chinese(site, page):
    if page.view.languages == ("en",):
        for node, text in texts(tree(site, page)):
            if has_han(text) and node.get("hreflang") != "zh-Hans":
                assert "e-panel" in {n.get("class") for n in node.iterancestors()}, text


@each_page
def test_alternates_name_every_view_absolutely_and_the_page_itself(site, page):
    bare = VIEWS[-1].address(page.name)
    head = tree(site, page).find("head")
    named = {a.get("hreflang"): a.get("href") for a in head.xpath("link[@rel='alternate']")}
    assert named == {
        "en": f"{HOME}en/{bare}",
        "zh-Hans": f"{HOME}zh/{bare}",
        "x-default": HOME + bare,
    }
    assert head.xpath("string(link[@rel='canonical']/@href)") == HOME + page.address
    assert HOME + page.address in named.values()


@each_page
def test_switch_leads_to_the_same_page_in_each_view_and_marks_this_one(site, page):
    entries = tree(site, page).xpath("//*[@class='e-switch']/a")
    assert addresses(page, entries) == [view.address(page.name) for view in VIEWS]
    marked = [a.get("aria-current") == "true" for a in entries]
    assert marked == [view == page.view for view in VIEWS]


@each_page
def test_menu_and_neighbours_stay_in_the_view_and_in_reading_order(site, page):
    root = tree(site, page)
    order = [each.address for each in SITE.listed[page.view]]
    assert addresses(page, root.xpath("//*[@id='menu']//a")) == order
    at = order.index(page.address)
    near = root.xpath("//footer//a[@rel]")
    assert [a.get("rel") for a in near] == ["prev"] * (at > 0) + ["next"] * (at + 1 < len(order))
    assert addresses(page, near) == order[max(at - 1, 0) : at] + order[at + 1 : at + 2]


@each_page
def test_no_id_stands_twice(site, page):
    found = ids(tree(site, page))
    assert len(found) == len(set(found))


@each_page
def test_every_link_leads_to_something_that_is_there(based, base, page):
    for href in tree(based, page).xpath("//@href | //@src"):
        target, fragment = urldefrag(urljoin(HOST + base + page.address, href))
        if urlsplit(target).hostname in ELSEWHERE:
            continue
        assert target.startswith(HOST + base), href
        path = based / target.removeprefix(HOST + base)
        path = path / "index.html" if target.endswith("/") else path
        assert path.is_file(), href
        assert not fragment or fragment in ids(parsed(path)), href


@each_page
def test_page_asks_nothing_of_another_host(site, page):
    asked = tree(site, page).xpath(
        "//@src | //@srcset | //@action | //@poster | //@data"
        " | //link[not(@rel='canonical' or @rel='alternate')]/@href"
    )
    assert asked and not [url for url in asked if urlsplit(url).netloc]
    assert "url(http" not in (site / page.address / "index.html").read_text(encoding="utf-8")


@each_view
def test_full_text_holds_every_sentence_once(site, view):
    root = tree(site, SITE.page("full-text", view))
    assert [each for each in ids(root) if each in LABELS] == LABELS


@each_unit
def test_each_sentence_stands_under_its_label_with_a_number_that_links_to_it(site, page):
    root, view = tree(site, page), page.view
    labels = [sentence.label for sentence in page.unit.sentences]
    assert [each for each in ids(root) if each in LABELS] == labels
    for sentence in page.unit.sentences:
        (node,) = root.xpath(f"//*[@id='{sentence.label}']")
        (number,) = node.xpath("./a[@class='e-number']")
        assert number.get("href") == f"#{sentence.label}"
        if view.is_parallel:
            shown = [(p.get("lang"), text_of(p)) for p in node.findall("p")]
            texts = [sentence.text[each] for each in view.languages]
            assert shown == list(zip(tagged(view.languages), texts, strict=True))
        else:
            assert text_of(node) == sentence.text[view.language]


@each_unit
def test_sentences_are_joined_as_the_language_joins_them(site, page):
    if not page.view.is_parallel:
        (paragraph,) = tree(site, page).xpath("//p[@class='e-text']")
        joint = {"en": " ", "zh": ""}[page.view.language]
        texts = [sentence.text[page.view.language] for sentence in page.unit.sentences]
        assert text_of(paragraph) == joint.join(texts)


@each_unit
def test_status_stands_under_the_title_in_the_languages_of_the_view(site, page):
    shown = tree(site, page).xpath("//*[@class='e-status']/a/text()")
    assert shown == [STRINGS[page.unit.status[each]][each] for each in page.view.languages]


@each_view
def test_a_note_and_its_sentence_are_linked_both_ways_wherever_they_stand(site, view):
    for name in ("proposal-4", "full-text"):
        root = tree(site, SITE.page(name, view))
        (note,) = root.xpath("//*[@id='note-4.3']")
        assert root.xpath("//*[@id='4.3']//a[@class='e-note-mark']/@href") == ["#note-4.3"]
        assert note.xpath("a/@href") == ["#4.3"]
        for each in view.languages:
            assert EDITION.units[4].sentences[2].note[each] in note.text_content()
    (there,) = tree(site, SITE.page("about", view)).xpath("//*[@id='note-4.3']/a/@href")
    assert there.endswith("full-text/#4.3")


@each_view
def test_about_shows_every_block_in_every_language_of_the_view(site, view):
    root = tree(site, SITE.page("about", view))
    shown = root.xpath("//*[starts-with(@class, 'e-prose')]")[0]
    blocks = EDITION.prose["about"].blocks
    assert [language(node) for node in shown] == tagged(view.languages) * len(blocks)


@each_page
def test_the_description_of_a_translation_says_that_it_is_one(site, page):
    head = tree(site, page).find("head")
    for each in page.view.languages:
        translated = bool(page.unit) and page.unit.status[each] == "translation"
        for text in head.xpath("meta[@name='description' or @property='og:description']/@content"):
            assert (STRINGS["unofficial"][each] in text) == translated


def test_sitemap_holds_every_page_with_its_alternates(based, base):
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = etree.parse(based / "sitemap.xml").findall("s:url", ns)
    home = HOST + base
    for url, page in zip(urls, PAGES, strict=True):
        assert url.find("s:loc", ns).text == home + page.address
        links = [(a.get("hreflang"), a.get("href")) for a in url.findall("x:link", ns)]
        assert links == [(v.hreflang(STRINGS), home + v.address(page.name)) for v in VIEWS]


def test_robots_are_told_where_the_sitemap_is(site):
    assert f"Sitemap: {HOME}sitemap.xml" in (site / "robots.txt").read_text()


def test_one_404_page_in_both_languages_links_from_any_depth(based, base):
    root = parsed(based / "404.html")
    assert list(based.rglob("404.html")) == [based / "404.html"]
    for each in EDITION.languages:
        assert STRINGS["lost"][each] in root.text_content()
    names = [link.text_content() for link in root.xpath("//*[@class='e-lost']//a")]
    assert len(names) == len(set(names)) == len(VIEWS)
    for href in root.xpath("//@href[not(starts-with(., '#'))]"):
        assert href.startswith(base), href
        path = based / urlsplit(urljoin(HOST, href)).path.removeprefix(base)
        assert (path / "index.html" if path.is_dir() else path).is_file(), href


def test_the_source_is_published_as_it_was_found(site):
    assert (site / "source.txt").read_bytes() == PROJECT.source.raw
