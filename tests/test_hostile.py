"""What the checks let somebody put into the text is shown as typed, in every output."""

import json
import re
from itertools import cycle

import pytest
import yaml
from lxml import etree, html

from conftest import build, project
from outputs.pages import leaves, read_words, views
from test_citations import data, read_bibtex, read_ris
from test_paper import holds
from text.checks import check
from text.confirm import confirm
from text.documents import read_document
from text.edition import read_edition
from text.punctuation import widen
from text.strings import SHAPES
from text.terms import read_terms

HOST = "https://example.org/"
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></script>",
    "<!DOCTYPE x><!-- ]]> -->",
    "{{ 7*7 }}",
    "{% include x %}",
    "#import x: *",
    "#eval(1) $x$ @label",
    "&lt; &xxe; &lt",
    "%s {7*7} \\ ` ~",
    "[x](javascript:alert(1))",
    "{: onclick=alert(1) }",
)
FILLED = " {} {0} {place} {url}"
"""What is filled in where words.yml has it, and stays as it is in a note."""
QUOTES = "\" onclick=alert(1) x='"
"""What the rules of quotation keep from the text, but not from the interface."""
LINE = " %s @label &lt = javascript:alert(1) //x."
"""What the rules of markup leave to a sentence, or to a paragraph of prose."""


def rewrite(root, say, line):
    """Give every fact, note and word what ``say`` answers in turn, and every page a ``line``."""
    source = root / "docs" / "source.txt"
    for path in sorted((root / "docs").glob("*/*.md")):
        page = read_document(path, path.parent.name)
        found, english = page.facts, page.language == "en"
        facts = {key: say() if isinstance(fact, str) else fact for key, fact in found.items()}
        if page.name == "index":
            facts["issuers"] = [say(), say()]
            facts["title"] = found["title"] if english else say()  # the English is the source's
        body = [*page.body, "", line]
        if page.is_unit:
            facts["status"] = found["status"]
            facts["notes"] = {number: say(FILLED) for number in range(1, len(page.body) + 1)}
            body = [page.body[0] + line, *page.body[1:]]
            if english:
                text = source.read_text(encoding="utf-8")
                source.write_text(text.replace(page.body[0], body[0]), encoding="utf-8")
            elif found["status"] == "original":
                body = page.body
        front = "".join(f"{key}: {flow(fact)}\n" for key, fact in facts.items())
        if not page.is_unit:
            front += (
                f"...\n# {say()}\n"  # YAML's end and a comment, to MkDocs the page's first line
            )
        text = f"---\n{front}---\n" + "\n".join(map(widen, body)) + "\n"
        path.write_text(text, encoding="utf-8")
    rewrite_lines(root / "docs" / "terms.yml", r"  (note|source): (.*)", lambda _: say())
    rewrite_lines(
        root / "overrides" / "words.yml",
        rf"(?!(?:{'|'.join(SHAPES)}|view):)(\w+): +(.*)",  # view has little room on a picture
        lambda word: word and word + re.sub("[{}]", "", say(QUOTES)),
    )
    assert confirm(root / "docs", "zh", (), every=True) == []


def rewrite_lines(path, pattern, change):
    """Change what each language says in the lines of YAML that match: key, then a mapping."""

    def changed(match):
        said = {each: change(text) for each, text in yaml.safe_load(match[2]).items()}
        return f"{match[0][: match.start(2) - match.start()]}{flow(said)}"

    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(f"(?m)^{pattern}$", changed, text), encoding="utf-8")


def flow(value):
    """A value as YAML on one line; JSON is YAML, but for numbers as keys."""
    return re.sub(r'"(\d+)": ', r"\1: ", json.dumps(value, ensure_ascii=False))


def outcome(root):
    site = root / "site"
    done = build(root, site, HOST)
    assert done.returncode == 0, done.stderr
    return root, site


@pytest.fixture(scope="module")
def tame(tmp_path_factory):
    """A project whose every fact, note and word is harmless, and its site."""
    root = project(tmp_path_factory.mktemp("tame"))
    rewrite(root, lambda more="": "word", " Words.")
    return outcome(root)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The same, with an attack in every place that the checks leave open, and its site."""
    root = project(tmp_path_factory.mktemp("hostile"))
    attacks = cycle(ATTACKS)
    rewrite(root, lambda more="": next(attacks) + more, LINE)
    assert check(root) == []
    return outcome(root)


def pages(built):
    """Every page of a site by its address, parsed."""
    _, site = built
    return {path.relative_to(site): html.parse(path).getroot() for path in site.rglob("*.html")}


def skeleton(root):
    """A page without its words: elements, the names of their attributes, where they lead."""
    leads = ("href", "src", "id", "class", "lang", "rel")
    return [
        (node.tag, [(key, key in leads and value) for key, value in sorted(node.items())])
        for node in root.iter()
    ]


def test_attacks_bring_no_element_and_no_attribute_into_any_page(tame, hostile):
    harmless, attacked = pages(tame), pages(hostile)
    assert len(attacked) == len(harmless) > 30
    for address, root in attacked.items():
        assert skeleton(root) == skeleton(harmless[address]), address


def test_pages_show_titles_notes_and_sentences_as_typed(hostile):
    root, site = hostile
    edition, words = read_edition(root / "docs"), read_words(root)
    for leaf in leaves(edition, words).values():
        for view in views(edition)[:2]:
            page = html.parse(site / leaf.address(view) / "index.html").getroot()
            title = leaf.title[view.lead]
            assert title in page.xpath("string(//title)")
            if leaf.kind == "unit":
                assert page.xpath("string(//h1)") == title
                assert title in page.xpath("string(//meta[@property='og:title']/@content)")
                assert title in data(page)["name"]
                for sentence in leaf.content.sentences:
                    shown = page.xpath(f"string(//*[@id='{sentence.label}'])")
                    assert sentence.text[view.lead] in shown
                    assert sentence.note[view.lead] == page.xpath(
                        f"string(//*[@id='note-{sentence.label}']/p)"
                    )
            elif leaf.content:
                assert LINE.strip() in page.xpath("string(//*[contains(@class, 'prose')])")


def test_pages_show_terms_and_words_as_typed(hostile):
    root, site = hostile
    words = read_words(root)
    for view in views(read_edition(root / "docs"))[:2]:
        page = html.parse(site / view.folder / "glossary" / "index.html").getroot()
        shown = [" ".join(node.text_content().split()) for node in page.xpath("//dd")]
        for term in read_terms(root / "docs", ("en", "zh")):
            for said in (term.note, term.source):
                assert not said or any(said[view.lead] in each for each in shown), said
        assert page.xpath("string(//a[@class='md-skip'])") == words["skip"][view.lead]
        assert page.xpath("string(//dialog/@data-none)") == words["none_found"][view.lead]
        assert words["search"][view.lead] in page.xpath("//*/@aria-label")


def test_data_hold_what_was_typed(hostile):
    root, site = hostile
    edition, words = read_edition(root / "docs"), read_words(root)
    told = json.loads((site / "initiative.json").read_text(encoding="utf-8"))
    memory = etree.parse(site / "initiative.tmx", etree.XMLParser(resolve_entities=False))
    assert not memory.docinfo.doctype
    segments = {
        (unit.get("tuid"), variant.get("{http://www.w3.org/XML/1998/namespace}lang")): variant
        for unit in memory.iter("tu")
        for variant in unit.iter("tuv")
    }
    for unit, found in zip(edition.units, told["units"], strict=True):
        for each in edition.languages:
            tag = words["language"][each]
            assert found["title"][tag] == unit.title[each]
            place = site / each / unit.name
            _, fields = read_bibtex(place.with_suffix(".bib").read_text(encoding="utf-8"))
            record = read_ris(place.with_suffix(".ris").read_text(encoding="utf-8"))
            assert fields["title"] == record["title"]
            assert unit.title[each] in fields["title"]
            assert fields["author"] == record["authors"] == edition.issuers[each]
            for sentence, row in zip(unit.sentences, found["sentences"], strict=True):
                variant = segments[sentence.label, tag]
                assert row["text"][tag] == variant.findtext("seg") == sentence.text[each]
                assert row["note"][tag] == variant.findtext("note") == sentence.note[each]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_print_files_say_what_was_typed(hostile, language):
    root, site = hostile
    edition = read_edition(root / "docs")
    file = site / language / "initiative.pdf"
    for unit in edition.units:
        assert holds(file, unit.title[language], "zh"), unit.title  # "zh": spaces don't count
        for sentence in unit.sentences:
            assert holds(file, sentence.note[language], "zh"), sentence.note
