"""Inputs that could harm, each with the beginning of its fault: what is too large or too deep,
what YAML, Markdown or a name can do, what is no file. And how to put one into a project."""

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


PAGE, TERMS, WORDING = "docs/en/proposal-2.md", "docs/terms.yml", "overrides/words.yml"
SOURCE, LOCK = "docs/source.txt", "docs/translations.lock"
FRONT = f"{PAGE}:2: front matter"
LARGE = f":1: has more than {LIMIT:,} bytes; shorten it"
LINKED = ":1: is a link; put the file itself here"
PLACE = ":1: is no part of the edition; name it as in annex.md or article-3.md, or move it away"
YAML = "each fact as `key: value`"
OUTSIDE = "outside a link; write one as [words](address), on one line, the address relative, https:"
BRACE = "a brace; write an id as {#id} or a language as {: lang=en }, at the line's end"
MARKDOWN = {
    f"`[` {OUTSIDE}": (
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](//example.org)",
        "[x](\\\\x.org)",
        "[x](\njavascript:alert(1))",
        "[x]: javascript:alert(1)",
    ),
    f"`![` {OUTSIDE}": ("![x](https://example.org/x.png)",),
    BRACE: ("{{ 7*7 }}", "# x { onclick=x }", "# x {#a} onclick=alert(1) {#b}"),
}
NAMES = ("x%2f..%2fproposal-1.md", "proposal-01.md", "proposal-\u0663.md", "proposal-1;x.md")
REFUSED = {
    # What is too large, too deep, or no text
    "a huge page": (put(PAGE, f"---\ntitle: {HUGE}\n---\nx\n"), PAGE + LARGE),
    "a huge source": (
        put(SOURCE, HUGE),
        f"{SOURCE}:1: has more than {SOURCE_LIMIT:,} bytes; shorten it",
    ),
    "a deep fact": (put(PAGE, "x: " + "[" * 90_000), f"{FRONT} is not YAML (nested too deep)"),
    "a null in a page": (put(PAGE, "x: a\0b"), f"{PAGE}:2: the unseen character U+0000; delete it"),
    "a null in terms": (put(TERMS, "- en: \0"), f"{TERMS}:1: is not YAML (an unknown character)"),
    # What YAML can do
    "a merge": (put(PAGE, "<<: {status: x}"), f"{FRONT} has a YAML merge; write the value out"),
    "a list for a key": (put(PAGE, "? [a]\n: b"), f"{FRONT} has a list for a key; write"),
    "half a character": (
        put(PAGE, '---\ntitle: "\\ud800"\nstatus: original\n---\nx\n'),
        f"{FRONT} is not YAML (found invalid Unicode character escape code); write {YAML}",
    ),
    # What Markdown can do
    **{
        f"the Markdown {line!r}": (prose(line), f"docs/en/about.md:12: {told}")
        for told, lines in MARKDOWN.items()
        for line in lines
    },
    # What a word can do
    "a style in a word": (
        put(WORDING, 'page: {en: "{}</style>{}", zh: "{}{}"}'),
        f"{WORDING}:1: `page` in en has another form; write it to match ",
    ),
    "a reference that names no sentence": (
        put(WORDING, 'reference: {en: "{title} {url}", zh: "{sentence}"}'),
        f"{WORDING}:1: `reference` in en has another form; write it to match ",
    ),
    # What a name can do
    **{
        f"the name {name}": (put(f"docs/en/{name}", "---"), f"docs/en/{name}{PLACE}")
        for name in NAMES
    },
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
    "brackets within brackets": (
        prose("(" * 45_000 + "x" + ")" * 45_000 + "\u4e2d"),
        "docs/zh/about.md:12: half-width punctuation or a space beside Chinese; write",
    ),
    "as many terms as fit": (
        put(TERMS, "".join(f"- {{en: a{n}, zh: b{n}}}\n" for n in range(3_500))),
        f"{TERMS}:3500: \u201ca3499\u201d is in no sentence; correct its words or delete it",
    ),
    # What is no file
    "a folder for a page": (
        lambda root: ((root / PAGE).unlink(), (root / PAGE).mkdir()),
        f"{PAGE}:1: is not a file; put one here",
    ),
    "a link without an end": (linked(PAGE, "/dev/zero"), PAGE + LINKED),
    "a language that is a way up": (linked("docs/fr", "../.."), "docs/fr" + LINKED),
}
