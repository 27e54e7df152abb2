"""What somebody may put into the text to break or to use the edition: told, or shown as typed."""

import json
import os
import re
import shutil
import time
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from lxml import etree, html

from checks import check
from confirm import confirm
from conftest import build, project
from documents import read_document
from edition import read_edition
from intake import LIMIT
from pages import leaves, read_words, views
from punctuation import widen
from terms import read_terms
from test_citations import data, read_bibtex, read_ris
from test_paper import holds
from wording import SHAPES

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


HUGE = "x" * 10_000_000


def put(path, text=None):
    """Something that puts a text in a file's place; into its front matter after a first ---."""

    def do(root):
        if path.endswith(".md") and not text.startswith("---"):
            before = (root / path).read_text(encoding="utf-8")
            (root / path).write_text(before.replace("---\n", f"---\n{text}\n", 1), encoding="utf-8")
        else:
            (root / path).write_bytes(text.encode("utf-8", "surrogateescape"))

    return do


def prose(line):
    """Something that adds a paragraph to both languages' pages about the edition."""

    def do(root):
        for page in (root / "docs").glob("*/about.md"):
            page.write_text(f"{page.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")

    return do


def linked(path, target):
    """Something that puts a symbolic link in a file's place."""

    def do(root):
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)

    return do


def folder(path):
    """Something that puts a folder in a file's place."""

    def do(root):
        (root / path).unlink()
        (root / path).mkdir()

    return do


def pipe(path):
    """Something that puts a pipe, which nobody ever writes to, in a file's place."""

    def do(root):
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return do


PAGE, TERMS, WORDING = "docs/en/proposal-2.md", "docs/terms.yml", "overrides/words.yml"
SOURCE, LOCK = "docs/source.txt", "docs/translations.lock"
FRONT = f"{PAGE}:2: front matter"
LARGE = f":1: holds more than {LIMIT:,} bytes; shorten it"
LINKED = ":1: is a link; put the file itself here"
PLACE = ":1: has no place in the edition; name it after its part, or move it away"
YAML = "each fact as `key: value`"
TERM = "each term as `- en: words`, its fields beneath, or [] for none"
WORD = "`key: {en: word, zh: word}` on one line"
OUTSIDE = "outside a link; write one as [words](address), on one line, the address relative, https:"
BRACE = "a brace; write an id as {#id} or a language as {: lang=en }, at the line's end"
REFUSED = {
    # What is too large, too deep, or no text
    "a huge page": (put(PAGE, f"---\ntitle: {HUGE}\n---\nx\n"), PAGE + LARGE),
    "huge terms": (put(TERMS, f"- en: {HUGE}\n"), TERMS + LARGE),
    "huge words": (put(WORDING, f"x: {{en: {HUGE}}}\n"), WORDING + LARGE),
    "a huge source": (put(SOURCE, HUGE), SOURCE + LARGE),
    "a huge lock": (put(LOCK, HUGE), LOCK + LARGE),
    "a deep fact": (put(PAGE, "x: " + "[" * 90_000), f"{FRONT} is not YAML (nested too deep)"),
    "deep terms": (put(TERMS, "[" * 90_000), f"{TERMS}:1: is not YAML (nested too deep)"),
    "a deep word": (
        put(WORDING, "x: {en: " + "[" * 50_000 + "]" * 40_000 + "}"),
        f"{WORDING}:1: is not YAML (nested too deep); write {WORD}",
    ),
    "a null in a page": (put(PAGE, "x: a\0b"), f"{PAGE}:2: the unseen character U+0000; delete it"),
    "a null in terms": (put(TERMS, "- en: \0"), f"{TERMS}:1: is not YAML (an unknown character)"),
    "a null in a word": (put(WORDING, "x: {en: \0}"), f"{WORDING}:1: the unseen character U+0000"),
    "bytes in a word": (put(WORDING, "#\n\udcff"), f"{WORDING}:2: is not UTF-8; save the file"),
    "bytes in the source": (put(SOURCE, "x\n\udcff"), f"{SOURCE}:2: is not UTF-8; save the file"),
    # What YAML can do
    "an alias in a fact": (
        put(PAGE, "x: &x [a]\ny: *x"),
        f"{PAGE}:3: front matter holds a YAML alias",
    ),
    "an alias in terms": (
        put(TERMS, "- en: &x a\n  zh: *x"),
        f"{TERMS}:2: holds a YAML alias; write",
    ),
    "an alias in a word": (
        put(WORDING, "x: {en: &x a, zh: *x}"),
        f"{WORDING}:1: holds a YAML alias",
    ),
    "a tag in a fact": (
        put(PAGE, "x: !!python/object/apply:os.system [id]"),
        f"{FRONT} holds a YAML tag; write the value out",
    ),
    "a tag in terms": (
        put(TERMS, "- en: !!python/name:os.x a"),
        f"{TERMS}:1: holds a YAML tag; write",
    ),
    "a tag in a word": (
        put(WORDING, "x: {en: !!python/name:os.x a}"),
        f"{WORDING}:1: holds a YAML tag; write the value out",
    ),
    "a merge": (put(PAGE, "<<: {status: x}"), f"{FRONT} holds a YAML merge; write the value out"),
    "no date": (put(PAGE, "x: 2018-99-99"), f"{FRONT} is not YAML (no such number or date)"),
    "no number": (put(PAGE, "x: " + "9" * 5000), f"{FRONT} is not YAML (no such number or date)"),
    "a number too large to print": (
        put(PAGE, f"notes: {{0x{'F' * 900}: x}}"),
        f"{FRONT} is not YAML (no such number or date); write {YAML}",
    ),
    "a list for a key": (put(PAGE, "? [a]\n: b"), f"{FRONT} is not YAML (found unhashable key)"),
    "half a character": (
        put(PAGE, '---\ntitle: "\\ud800"\nstatus: original\n---\nx\n'),
        f"{PAGE}:2: the unseen character U+D800; delete it",
    ),
    # What Markdown can do
    "a script for a link": (
        prose("[x](javascript:alert(1))"),
        f"docs/en/about.md:28: `[` {OUTSIDE}",
    ),
    "data for a link": (prose("[x](data:text/html,x)"), f"docs/en/about.md:28: `[` {OUTSIDE}"),
    "another host, unnamed": (prose("[x](//example.org)"), f"docs/en/about.md:28: `[` {OUTSIDE}"),
    "a backslash for a slash": (prose("[x](\\\\x.org)"), f"docs/en/about.md:28: `[` {OUTSIDE}"),
    "a link over two lines": (
        prose("[x](\njavascript:alert(1))"),
        f"docs/en/about.md:28: `[` {OUTSIDE}",
    ),
    "a definition": (prose("[x]: javascript:alert(1)"), f"docs/en/about.md:28: `[` {OUTSIDE}"),
    "a picture": (prose("![x](https://example.org/x.png)"), f"docs/en/about.md:28: `![` {OUTSIDE}"),
    "an address in brackets": (prose("<https://x.org>"), "docs/en/about.md:28: markup `<`; write"),
    "an element": (prose("<img src=x onerror=alert(1)>"), "docs/en/about.md:28: markup `<`; write"),
    "an entity": (prose("java&#115;cript"), "docs/en/about.md:28: markup `&#115;`; write words"),
    "a template's expression": (prose("{{ 7*7 }}"), f"docs/en/about.md:28: {BRACE}"),
    "an attribute": (prose("x\n{: onclick=alert(1) }"), f"docs/en/about.md:29: {BRACE}"),
    "an attribute without a colon": (prose("# x { onclick=x }"), f"docs/en/about.md:28: {BRACE}"),
    "an attribute between two ids": (
        prose("# x {#a} onclick=alert(1) {#b}"),
        f"docs/en/about.md:28: {BRACE}",
    ),
    # What a word can do
    "a field of no word": (
        put(WORDING, 'part: {en: "{0.__class__}", zh: "{}"}'),
        f"{WORDING}:1: `part` in en has other fields than are filled; write it with {{}}",
    ),
    "a field in a title": (
        put(PAGE, "---\ntitle: See {url}\nstatus: original\n---\nx\n"),
        f"{PAGE}:2: a field {{url}}; write the fact without its braces",
    ),
    "a style in a word": (
        put(WORDING, 'page: {en: "{}</style>{}", zh: "{}{}"}'),
        f"{WORDING}:1: `page` in en is of another form; write it to match ",
    ),
    "an attribute in a tag": (
        put(WORDING, "language: {en: en onclick=x, zh: zh}"),
        f"{WORDING}:1: `language` in en is of another form; write it to match ",
    ),
    # What a name can do
    "a way up in a name": (
        put("docs/en/x%2f..%2fproposal-1.md", "---"),
        f"docs/en/x%2f..%2fproposal-1.md{PLACE}",
    ),
    "a zero in a name": (put("docs/en/proposal-01.md", "---"), f"docs/en/proposal-01.md{PLACE}"),
    "another digit": (
        put("docs/en/proposal-\u0663.md", "---"),
        f"docs/en/proposal-\u0663.md{PLACE}",
    ),
    "more than a name": (put("docs/en/proposal-1;x.md", "---"), f"docs/en/proposal-1;x.md{PLACE}"),
    "a terminal's command": (put("docs/en/\x1b[2J\n.md", "---"), f"docs/en/\\x1b[2J\\n.md{PLACE}"),
    "no characters": (put("docs/en/\udcff.md", "---"), f"docs/en/\\udcff.md{PLACE}"),
    "an odd language": (
        lambda root: shutil.copytree(root / "docs/en", root / "docs/<x>"),
        "docs/<x>:1: is no language's folder; name it as in en or pt-BR, or move it away",
    ),
    # What is slow to check, though no larger than may be
    "a run of marks": (
        prose("\u4e2d" + "," * 95_000),
        "docs/zh/about.md:28: half-width punctuation or a space beside Chinese; write",
    ),
    "a run of spaces": (
        prose("\u4e2db" + " " * 95_000 + "a,"),
        "docs/translations.lock:35: zh about.13 is missing here; review the translation",
    ),
    "as many terms as fit": (
        put(TERMS, "".join(f"- {{en: a{n}, zh: b{n}}}\n" for n in range(3_500))),
        f"{TERMS}:3500: \u201ca3499\u201d stands in no sentence; mend its words or delete it",
    ),
    # What is no file
    "a folder for a page": (folder(PAGE), f"{PAGE}:1: is no file; put one here"),
    "a folder for terms": (folder(TERMS), f"{TERMS}:1: is no file; put one here"),
    "a folder for the source": (folder(SOURCE), f"{SOURCE}:1: is no file; put one here"),
    "a folder for words": (folder(WORDING), f"{WORDING}:1: is no file; put one here"),
    "a pipe for a page": (pipe(PAGE), f"{PAGE}:1: is no file; put one here"),
    "a pipe beside": (pipe("docs/en/x.txt"), f"docs/en/x.txt{PLACE}"),
    "a link for a page": (linked(PAGE, "/etc/hostname"), PAGE + LINKED),
    "a link without an end": (linked(PAGE, "/dev/zero"), PAGE + LINKED),
    "a link to itself": (linked(PAGE, "proposal-2.md"), PAGE + LINKED),
    "a link for the lock": (linked(LOCK, "/dev/zero"), LOCK + LINKED),
    "a link for words": (linked(WORDING, "/dev/zero"), WORDING + LINKED),
    "a language that is a link": (linked("docs/fr", "en"), "docs/fr" + LINKED),
    "a language that is itself": (linked("docs/fr", "fr"), "docs/fr" + LINKED),
    "a language that is a way up": (linked("docs/fr", "../.."), "docs/fr" + LINKED),
}


@pytest.mark.parametrize(("do", "told"), REFUSED.values(), ids=REFUSED)
def test_an_attack_is_told_within_seconds_with_its_line_and_what_to_do(tmp_path, do, told):
    root = project(tmp_path)
    do(root)
    began = time.process_time()
    faults = [str(fault) for fault in check(root)]
    assert time.process_time() - began < 5
    assert any(fault.startswith(told) for fault in faults), faults[:5]
    assert all(re.fullmatch(r"\S+?:\d+: .+; .+", fault) for fault in faults if told[:40] in fault)


@pytest.mark.parametrize("path", [PAGE, TERMS, SOURCE, LOCK, WORDING])
def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch, path):
    root, read = project(tmp_path), Path.read_bytes

    def refuse(self):  # as to anybody but root, who may read all
        if self == root / path:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = f"{path}:1: can't be read (Permission denied); put a file here"
    assert told in [str(fault) for fault in check(root)]


def test_a_build_of_many_attacks_ends_with_all_of_them_and_without_a_site(tmp_path):
    root = project(tmp_path / "project")
    names = ("an odd language", "a script for a link", "deep terms", "no characters")
    told = []
    for name in (*names, "a link to itself", "huge words", "a terminal's command"):
        do, fault = REFUSED[name]
        do(root)
        told.append(fault)
    done = build(root, tmp_path / "site", HOST)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert [fault for fault in told if f"\n{fault}" not in f"\n{done.stderr}"] == []
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
