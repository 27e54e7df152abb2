"""Inputs that could harm, each with the beginning of its fault: what is too large or too deep,
what YAML, Markdown or a name can do, what is no file. And how to put one into a project."""

import os
import shutil

from text.files import LIMIT, SOURCE_LIMIT

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
LARGE = f":1: has more than {LIMIT:,} bytes; shorten it"
LINKED = ":1: is a link; put the file itself here"
PLACE = ":1: is no part of the edition; name it as in annex.md or article-3.md, or move it away"
YAML = "each fact as `key: value`"
TERM = "each term as `- en: words`, its fields below, or [] for none"
WORD = "`key: {en: words, zh: words}` on one line"
OUTSIDE = "outside a link; write one as [words](address), on one line, the address relative, https:"
BRACE = "a brace; write an id as {#id} or a language as {: lang=en }, at the line's end"
REFUSED = {
    # What is too large, too deep, or no text
    "a huge page": (put(PAGE, f"---\ntitle: {HUGE}\n---\nx\n"), PAGE + LARGE),
    "huge terms": (put(TERMS, f"- en: {HUGE}\n"), TERMS + LARGE),
    "huge words": (put(WORDING, f"x: {{en: {HUGE}}}\n"), WORDING + LARGE),
    "a huge source": (
        put(SOURCE, HUGE),
        f"{SOURCE}:1: has more than {SOURCE_LIMIT:,} bytes; shorten it",
    ),
    "a huge lock": (put(LOCK, HUGE), f"{LOCK}:1: has more than {SOURCE_LIMIT:,} bytes; shorten it"),
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
        f"{PAGE}:3: front matter has a YAML alias or tag",
    ),
    "an alias in terms": (
        put(TERMS, "- en: &x a\n  zh: *x"),
        f"{TERMS}:2: has a YAML alias or tag; write",
    ),
    "an alias in a word": (
        put(WORDING, "x: {en: &x a, zh: *x}"),
        f"{WORDING}:1: has a YAML alias or tag",
    ),
    "a tag in a fact": (
        put(PAGE, "x: !!python/object/apply:os.system [id]"),
        f"{FRONT} has a YAML alias or tag; write the value out",
    ),
    "a tag in terms": (
        put(TERMS, "- en: !!python/name:os.x a"),
        f"{TERMS}:1: has a YAML alias or tag; write",
    ),
    "a tag in a word": (
        put(WORDING, "x: {en: !!python/name:os.x a}"),
        f"{WORDING}:1: has a YAML alias or tag; write the value out",
    ),
    "a merge": (put(PAGE, "<<: {status: x}"), f"{FRONT} has a YAML merge; write the value out"),
    "a list for a key": (put(PAGE, "? [a]\n: b"), f"{FRONT} has a list for a key; write"),
    "half a character": (
        put(PAGE, '---\ntitle: "\\ud800"\nstatus: original\n---\nx\n'),
        f"{FRONT} is not YAML (found invalid Unicode character escape code); write {YAML}",
    ),
    # What Markdown can do
    "a script for a link": (
        prose("[x](javascript:alert(1))"),
        f"docs/en/about.md:12: `[` {OUTSIDE}",
    ),
    "data for a link": (prose("[x](data:text/html,x)"), f"docs/en/about.md:12: `[` {OUTSIDE}"),
    "another host, unnamed": (prose("[x](//example.org)"), f"docs/en/about.md:12: `[` {OUTSIDE}"),
    "a backslash for a slash": (prose("[x](\\\\x.org)"), f"docs/en/about.md:12: `[` {OUTSIDE}"),
    "a link over two lines": (
        prose("[x](\njavascript:alert(1))"),
        f"docs/en/about.md:12: `[` {OUTSIDE}",
    ),
    "a definition": (prose("[x]: javascript:alert(1)"), f"docs/en/about.md:12: `[` {OUTSIDE}"),
    "a picture": (prose("![x](https://example.org/x.png)"), f"docs/en/about.md:12: `![` {OUTSIDE}"),
    "an element": (prose("<img src=x onerror=alert(1)>"), "docs/en/about.md:12: markup `<`; write"),
    "a template's expression": (prose("{{ 7*7 }}"), f"docs/en/about.md:12: {BRACE}"),
    "an attribute": (prose("x\n{: onclick=alert(1) }"), f"docs/en/about.md:13: {BRACE}"),
    "an attribute without a colon": (prose("# x { onclick=x }"), f"docs/en/about.md:12: {BRACE}"),
    "an attribute between two ids": (
        prose("# x {#a} onclick=alert(1) {#b}"),
        f"docs/en/about.md:12: {BRACE}",
    ),
    # What a word can do
    "a field of no word": (
        put(WORDING, 'part: {en: "{0.__class__}", zh: "{}"}'),
        f"{WORDING}:1: `part` in en has other placeholders; write it with {{}}",
    ),
    "a field in a title": (
        put(PAGE, "---\ntitle: See {url}\nstatus: original\n---\nx\n"),
        f"{PAGE}:2: a placeholder {{url}}; write the fact without its braces",
    ),
    "a style in a word": (
        put(WORDING, 'page: {en: "{}</style>{}", zh: "{}{}"}'),
        f"{WORDING}:1: `page` in en has another form; write it to match ",
    ),
    "an attribute in a tag": (
        put(WORDING, "language: {en: en onclick=x, zh: zh}"),
        f"{WORDING}:1: `language` in en has another form; write it to match ",
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
        "docs/<x>:1: is not a language's folder; name it as in en or pt-BR, or move it away",
    ),
    # What is slow to check, though no larger than may be
    "a run of marks": (
        prose("\u4e2d" + "," * 95_000),
        "docs/zh/about.md:12: half-width punctuation or a space beside Chinese; write",
    ),
    "a run of spaces": (
        prose("\u4e2db" + " " * 95_000 + "a,"),
        "docs/translations.lock:28: zh about.5 is missing here; compare it with",
    ),
    "a run of brackets": (
        prose("(x)" * 30_000 + "\u4e2d"),
        "docs/zh/about.md:12: half-width punctuation or a space beside Chinese; write",
    ),
    "brackets within brackets": (
        prose("(" * 45_000 + "x" + ")" * 45_000 + "\u4e2d"),
        "docs/zh/about.md:12: half-width punctuation or a space beside Chinese; write",
    ),
    "as many terms as fit": (
        put(TERMS, "".join(f"- {{en: a{n}, zh: b{n}}}\n" for n in range(3_500))),
        f"{TERMS}:3500: \u201ca3499\u201d is in no sentence; correct its words or delete it",
    ),
    # What is no file
    "a folder for a page": (folder(PAGE), f"{PAGE}:1: is not a file; put one here"),
    "a folder for terms": (folder(TERMS), f"{TERMS}:1: is not a file; put one here"),
    "a folder for the source": (folder(SOURCE), f"{SOURCE}:1: is not a file; put one here"),
    "a folder for words": (folder(WORDING), f"{WORDING}:1: is not a file; put one here"),
    "a pipe for a page": (pipe(PAGE), f"{PAGE}:1: is not a file; put one here"),
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
