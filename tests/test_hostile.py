"""What the checks let somebody put into the text is shown as typed, in every output."""

import json
import re
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from lxml import etree, html

import printed
from outputs.plan import plan
from projects import built_well, change, small
from readers import HOME, bare, data
from test_exports import assert_sentences
from text.confirm import confirm
from text.documents import read_document
from text.project import read
from text.punctuation import widen
from text.release import release
from text.strings import SHAPES

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
KEPT = ("year", "name", "licence_url", "status")
"""Facts of a form of their own."""
FILLED = " {} {0} {place} {url}"
"""What is filled in where words.yml has it, and stays as it is in a note."""
QUOTES = "\" onclick=alert(1) x='"
"""What the rules of quotation keep from the text, but not from the interface."""
LINE = " %s @label &lt = javascript:alert(1) //x."
"""What the rules of markup leave to a sentence, or to a paragraph of prose."""


def rewrite(root, fill, line):
    """Give every fact, note and string a text from ``fill``, and every page a ``line``."""
    for path in sorted((root / "docs").glob("*/*.md")):
        page = read_document(path, path.parent.name)
        facts, english = dict(page.facts), page.language == "en"
        kept = (*KEPT, "title") if english and page.name == "index" else KEPT  # as in the source
        facts |= {key: fill() for key in facts if key not in kept}
        if page.name == "index":
            facts["issuers"] = [fill(), fill()]
        mend = str if english else widen
        body = [*page.body, "", mend(line)]
        if page.is_unit:
            facts["notes"] = {number: fill(FILLED) for number in range(1, len(page.body) + 1)}
            body = [mend(page.body[0] + line), *page.body[1:]]
            if english:
                change(root / "docs" / "source.txt", page.body[0], body[0])
            elif facts["status"] == "original":
                body = page.body
        front = "".join(f"{key}: {flow(fact)}\n" for key, fact in facts.items())
        if not page.is_unit:
            # YAML's end and a comment, to MkDocs the page's first line
            front += f"...\n# {fill()}\n"
        text = f"---\n{front}---\n" + "\n".join(body) + "\n"
        path.write_text(text, encoding="utf-8")
    path = root / "docs" / "terms.yml"
    terms = yaml.safe_load(path.read_text(encoding="utf-8"))
    for term in terms:
        for key in term:
            if key in ("note", "source"):
                term[key] = {each: fill() for each in term[key]}
    path.write_text("".join(f"- {flow(term)}\n" for term in terms), encoding="utf-8")
    path = root / "overrides" / "words.yml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, texts in words.items():
        if key not in (*SHAPES, "view"):  # view has little room on a picture
            for each in texts:
                texts[each] += texts[each] and re.sub("[{}]", "", fill(QUOTES))
    lines = (f"{key}: {flow(texts)}\n" for key, texts in words.items())
    path.write_text("".join(lines), encoding="utf-8")
    assert confirm(root, "zh", (), every=True) == []
    assert release(root, {"en": f"x{fill()}", "zh": f"文{fill()}"}, date.today()) == []


def flow(value):
    """A value as YAML on one line; JSON is YAML, but for numbers as keys."""
    return re.sub(r'"(\d+)": ', r"\1: ", json.dumps(value, ensure_ascii=False))


def outcome(root, fill, line):
    """The plan and the site of a small text rewritten, with its pages by their address, parsed."""
    rewrite(small(root), fill, line)
    site = built_well(root, root / "site")
    pages = {path.relative_to(site): html.parse(path).getroot() for path in site.rglob("*.html")}
    return plan(read(root), HOME), site, pages


@pytest.fixture(scope="module")
def tame(tmp_path_factory):
    """A project whose every fact, note and string is harmless, and its site."""
    return outcome(tmp_path_factory.mktemp("tame"), lambda more="": "word", " Words.")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The same, with an attack wherever the checks leave room for one, and its site."""
    attacks = cycle(ATTACKS)
    root = tmp_path_factory.mktemp("hostile")
    return outcome(root, lambda more="": next(attacks) + more, LINE)


def skeleton(root):
    """A page without its words: elements, the names of their attributes, where they lead.
    How many words a correction has marked depends on the words."""
    leads = ("href", "src", "id", "class", "lang", "rel")
    return [
        (node.tag, [(key, key in leads and value) for key, value in sorted(node.items())])
        for node in root.iter()
        if node.tag not in ("ins", "del")
    ]


def test_attacks_bring_no_element_and_no_attribute_into_any_page(tame, hostile):
    (*_, harmless), (*_, attacked) = tame, hostile
    assert len(attacked) == len(harmless) > 20
    for address, root in attacked.items():
        assert skeleton(root) == skeleton(harmless[address]), address


def typed(plan, page, language):
    """What was typed into a page: where it is to be seen, and the text."""
    strings, title = plan.project.strings, page.title[language]
    yield "//title", title
    yield "//a[@class='md-skip']", strings["skip"][language]
    yield "//dialog/@data-none", strings["none_found"][language]
    yield "//*[@data-search-button]/@aria-label", strings["search"][language]
    if page.prose:
        yield "//*[contains(@class, 'e-prose')]", LINE.strip()
    if page.unit:
        yield from (("//h1", title), ("//meta[@property='og:title']/@content", title))
        for sentence in page.unit.sentences:
            yield f"//*[@id='{sentence.label}']", sentence.text[language]
            yield f"//*[@id='note-{sentence.label}']/p", sentence.note[language]
    if page.name == "glossary":
        for term in plan.project.terms:
            yield from (("//dl", each[language]) for each in (term.note, term.source) if each)
    if page.name == "changes":
        yield "//*[@class='e-edition']/p", plan.project.release.reason[language]


def test_pages_show_what_was_typed(hostile):
    plan, site, pages = hostile
    for page in plan.pages.values():
        if page.kind.is_listed and not page.view.is_parallel:
            root = pages[Path(page.address, "index.html")]
            for path, text in typed(plan, page, page.view.language):
                assert text in " ".join(root.xpath(f"string({path})").split()), path
            assert not page.unit or page.title[page.view.language] in data(root)["name"]


def test_feeds_hold_reasons_as_typed(hostile):
    plan, site, _ = hostile
    for language, reason in plan.project.release.reason.items():
        feed = etree.parse(site / language / "changes.xml")
        assert feed.findtext("{*}entry/{*}summary") == reason


def test_data_hold_sentences_as_typed(hostile):
    plan, *_ = hostile
    assert_sentences(plan)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_print_files_hold_what_was_typed(hostile, language):
    plan, site, _ = hostile
    file = site / language / f"{plan.project.edition.name}.pdf"
    held = bare("".join(printed.pages(file.read_bytes())))
    for unit in plan.project.edition.units:
        for sentence in unit.sentences:
            for said in (sentence.text, sentence.note):
                assert bare(said[language]) in held, said
