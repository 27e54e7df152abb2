"""The built pages, read by an HTML parser as a browser would read them."""

import json
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from conftest import each_page, each_unit, each_view, of_view, over
from edition import EDITION, HOST, NOTED, PAGES, ROOT, SENTENCES, SITE, STRINGS, TAGS, VIEWS, need
from readers import HOME, language, parsed, tagged, text_of, tree
from text.punctuation import has_han

each_text = over([page for page in PAGES if page.unit or page.kind.has_every_unit], of_view)
PROSE = "".join(
    t for prose in EDITION.prose.values() for block in prose.blocks for t in block.values()
)


READ = "//text()[not(parent::style or parent::script)]"
SPOKEN = "//@aria-label | //@title | //@content | //@alt"


def ids(root):
    return root.xpath("//@id")


def addresses(page, links):
    """Where links of a page lead, from the site's address on."""
    return [urljoin(HOME + page.address, each.get("href")).removeprefix(HOME) for each in links]


@each_page
def test_chinese_is_marked_as_such_and_stands_in_no_page_without_it_but_where_it_leads_there(
    site, page
):
    han = ("zh", "ja")
    for text in tree(site, page).xpath(f"{READ} | {SPOKEN}"):
        node = text.getparent().getparent() if text.is_tail else text.getparent()
        in_all = page.view.is_parallel and node.tag in ("meta", "title")  # one for every language
        if has_han(text) and not in_all:
            assert language(node).startswith(han), text
            if not any(tag.startswith(han) for tag in tagged(page.view.languages)):
                leads = (node.get("hreflang") or "").startswith(han)
                within = {each.get("class") for each in node.iterancestors()}
                assert leads or within & {"e-panel", "e-changed"}, text


@each_page
def test_head_names_language_and_views_absolutely_and_the_switch_leads_there_and_marks_this_one(
    site, page
):
    root = tree(site, page)
    assert root.get("lang") == TAGS[page.view.language]
    named = [(a.get("hreflang"), a.get("href")) for a in root.xpath("//link[@hreflang]")]
    there = [view.address(page.name) for view in VIEWS]
    tags = [view.hreflang(STRINGS) for view in VIEWS]
    assert dict(named) == dict(zip(tags, [HOME + each for each in there], strict=True))
    assert root.xpath("string(//link[@rel='canonical']/@href)") == HOME + page.address
    entries = root.xpath("//*[@class='e-switch']/a")
    assert addresses(page, entries) == there
    marked = [a.get("aria-current") == "true" for a in entries]
    assert marked == [view == page.view for view in VIEWS]


@each_page
def test_menu_and_neighbours_stay_in_the_view_and_in_reading_order(site, page):
    root = tree(site, page)
    listed = [
        f"{page.address}#{each.name}" if page.kind.has_every_unit and each.unit else each.address
        for each in SITE.menu(page)
        if each
    ]
    assert addresses(page, root.xpath("//*[@id='menu']//a")) == listed
    order = [each.address for each in SITE.listed[page.view]]
    at = order.index(page.address)
    near = root.xpath("//footer//a[@rel]")
    assert [a.get("rel") for a in near] == ["prev"] * (at > 0) + ["next"] * (at + 1 < len(order))
    assert addresses(page, near) == order[max(at - 1, 0) : at] + order[at + 1 : at + 2]


@each_page
def test_no_id_stands_twice_and_every_link_leads_to_something_that_is_there(based, base, page):
    root = tree(based, page)
    assert len(ids(root)) == len(set(ids(root)))
    for href in root.xpath("//@href | //@src"):
        target, fragment = urldefrag(urljoin(HOST + base + page.address, href))
        if href == EDITION.licence[1] or (urlsplit(href).netloc and href in PROSE):
            continue  # the edition's own prose may lead elsewhere
        assert target.startswith(HOST + base), href
        path = based / target.removeprefix(HOST + base)
        path = path / "index.html" if target.endswith("/") else path
        assert path.is_file(), href
        assert not fragment or fragment in ids(parsed(path)), href


def test_every_edition_has_its_address_and_its_place_on_each_page_of_changes(site):
    files = [*(ROOT / "docs/editions").glob("*.json")]
    assert files
    for path in files:
        published = json.loads((site / "editions" / path.name).read_bytes())
        assert published["version"] == int(path.stem)
        for view in VIEWS:
            if {*view.languages} & {*json.loads(path.read_bytes())["languages"]}:
                assert f"edition-{path.stem}" in ids(tree(site, SITE.page("changes", view)))


@each_text
def test_each_sentence_stands_once_under_its_label_with_a_number_that_links_to_it(site, page):
    root, view = tree(site, page), page.view
    sentences = [
        each for unit in ([page.unit] if page.unit else EDITION.units) for each in unit.sentences
    ]
    assert [each for each in ids(root) if each in SENTENCES] == [each.label for each in sentences]
    for sentence in sentences:
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
        language = page.view.language
        first, *rest = page.unit.sentences
        joints = ("" if each.begins_paragraph else STRINGS["joint"][language] for each in rest)
        texts = (joint + each.text[language] for joint, each in zip(joints, rest, strict=True))
        assert text_of(paragraph) == first.text[language] + "".join(texts)


@each_unit
def test_status_stands_under_the_title_in_the_languages_of_the_view(site, page):
    links = tree(site, page).xpath("//*[@class='e-status']/a")
    for link, each in zip(links, page.view.languages, strict=True):
        assert link.text_content().endswith(STRINGS[page.unit.status[each]][each])


@each_view
def test_a_note_and_its_sentence_are_linked_both_ways_wherever_they_stand(site, view):
    need(NOTED, "note")
    for unit, sentence in NOTED:
        mark, label = f"note-{sentence.label}", sentence.label
        for name in (unit.name, "full-text"):
            root = tree(site, SITE.page(name, view))
            (note,) = root.xpath(f"//*[@id='{mark}']")
            assert root.xpath(f"//*[@id='{label}']//a[@class='e-note-mark']/@href") == [f"#{mark}"]
            assert note.xpath("a/@href") == [f"#{label}"]
            for each in view.languages:
                assert sentence.note[each] in note.text_content()
        about = tree(site, SITE.page("about", view))
        (there,) = about.xpath(f"//*[@id='{mark}']/a/@href")
        assert there.endswith(f"full-text/#{label}")


@each_view
def test_about_shows_every_block_in_every_language_of_the_view(site, view):
    root = tree(site, SITE.page("about", view))
    shown = root.xpath("//*[starts-with(@class, 'e-prose')]")[0]
    blocks = EDITION.prose["about"].blocks
    assert [language(node) for node in shown] == tagged(view.languages) * len(blocks)


def test_sitemap_holds_every_page_with_its_alternates_and_robots_are_told_of_it(based, base):
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = etree.parse(based / "sitemap.xml").findall("s:url", ns)
    home = HOST + base
    for url, page in zip(urls, PAGES, strict=True):
        assert url.find("s:loc", ns).text == home + page.address
        links = [(a.get("hreflang"), a.get("href")) for a in url.findall("x:link", ns)]
        assert links == [(v.hreflang(STRINGS), home + v.address(page.name)) for v in VIEWS]
    assert f"Sitemap: {home}sitemap.xml" in (based / "robots.txt").read_text()


def test_one_404_page_in_every_language_links_from_any_depth(based, base):
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
    assert (site / "source.txt").read_bytes() == SITE.project.source.raw
