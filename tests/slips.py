"""What somebody may get wrong without meaning harm, each with all its faults: none follows from
another. A slip is made in a copy of the project."""

import re

import projects


def change(path, old, new):
    """Something that replaces a text in a file where it first stands."""
    return lambda root: projects.change(root / path, old, new)


def saved(path, how):
    """Something that saves a file as another program would."""
    return lambda root: (root / path).write_bytes(how((root / path).read_bytes()))


def windows(raw):
    return raw.replace(b"\n", b"\r\n")


def marked(raw):
    return b"\xef\xbb\xbf" + raw


def added(path, text):
    """Something that adds a text at a file's end, or makes the file."""

    def do(root):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return do


def gone(path):
    return lambda root: (root / path).unlink()


def all_of(*slips):
    def do(root):
        for slip in slips:
            slip(root)

    return do


def renamed(root):
    """The last proposal, in both languages and wherever it is named, gets the next number."""
    for language in ("en", "zh"):
        path = root / "docs" / language / "proposal-2.md"
        path.rename(path.with_name("proposal-3.md"))
    change("mkdocs.yml", "proposal-2", "proposal-3")(root)
    lock = root / "docs" / "translations.lock"
    lock.write_text(re.sub("(?m)^zh 2", "zh 3", lock.read_text(encoding="utf-8")), encoding="utf-8")


SETTINGS = "mkdocs.yml"
NAV = change(SETTINGS, "  - preamble.md\n", "")
ENDS = "save the file as UTF-8 without a byte order mark, each line ended by LF alone"
CRLF, BOM = f"has Windows line ends; {ENDS}", f"has a byte order mark; {ENDS}"
ZH = "docs/zh/index.md"
FIRST = (
    "the first, and the default, is the view of all languages; put there "
    "`- {locale: xx, name: All languages, default: true}`"
)
NO_PART = "is no part of the edition; name it as in annex.md or article-3.md, or move it away"
SHEET, FOOT = "overrides/assets/css/print.css", "overrides/partials/foot.html"
FILES = ("docs/en/proposal-2.md", "docs/source.txt", SETTINGS, SHEET)

SLIPS = {
    # mkdocs.yml; more in broken/settings.yml
    "entries out of order": (
        all_of(
            NAV, change(SETTINGS, "  - proposal-1.md\n", "  - proposal-1.md\n  - preamble.md\n")
        ),
        [
            "docs/source.txt:3: is not the paragraph of proposal-1, which `nav` has here; "
            "put both in one order"
        ],
    ),
    "a section": (
        change(SETTINGS, "  - preamble.md", "  - Text:\n    - preamble.md"),
        [f"{SETTINGS}:10: an entry with a title or pages below it; write each page as `- name.md`"],
    ),
    "no nav": (
        lambda root: (root / SETTINGS).write_text(
            re.sub(r"nav:\n(  - .*\n)+", "", (root / SETTINGS).read_text(encoding="utf-8"))
        ),
        [f"{SETTINGS}:1: `nav` lists no pages; write each below it as `- name.md`"],
    ),
    "settings that are no YAML": (
        change(SETTINGS, "nav:", "nav: ["),
        [
            f"{SETTINGS}:9: is not YAML (did not find expected node content); "
            "write each setting as `key: value`"
        ],
    ),
    "no settings": (
        gone(SETTINGS),
        [f"{SETTINGS}:1: can't be read (No such file or directory); put a file here"],
    ),
    # Languages
    "a language that mkdocs.yml has not": (
        change(SETTINGS, "        - {locale: zh, name: Chinese}\n", ""),
        [f"{SETTINGS}:36: leaves out `zh`, which docs has; add `- {{locale: zh, name: its name}}`"],
    ),
    "no view of all": (
        change(SETTINGS, "        - {locale: xx, name: All languages, default: true}\n", ""),
        [f"{SETTINGS}:39: {FIRST}"],
    ),
    # Files as other programs save them
    **{f"Windows line ends in {p}": (saved(p, windows), [f"{p}:1: {CRLF}"]) for p in FILES},
    **{f"a byte order mark in {p}": (saved(p, marked), [f"{p}:1: {BOM}"]) for p in FILES},
    "one Windows line end": (
        saved("docs/terms.yml", lambda raw: raw[:-1] + b"\r\n"),
        [f"docs/terms.yml:7: {CRLF}"],
    ),
    "half a merge": (
        change(FOOT, "{#-", "<<<<<<< ours\n{#-"),
        [f"{FOOT}:1: the mark of a merge, `<<<<<<<`; finish the merge"],
    ),
    # Files in the wrong place
    "pages outside a language's folder": (
        all_of(added("docs/draft.md", "x\n"), added("docs/en/old/preamble.md", "x\n")),
        [f"docs/{path}.md:1: {NO_PART}" for path in ("draft", "en/old/preamble")],
    ),
    # The facts
    "an issuer fewer": (
        change(ZH, "  - \u8bfb\u8005\u8054\u76df\n", ""),
        [f"{ZH}:5: 1 issuers where en has 2; name each in both"],
    ),
    "a number left out": (
        renamed,
        [f"{SETTINGS}:12: `proposal-3.md` is where number 2 comes next; list parts by number"],
    ),
}
