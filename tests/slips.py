"""What somebody may get wrong without meaning harm, each with all its faults: none follows from
another. A slip is made in a copy of the project."""

import re


def change(path, old, new):
    """Something that writes one text for another in a file, the first time it stands there."""

    def do(root):
        text = (root / path).read_text(encoding="utf-8")
        assert old in text, (path, old)
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return do


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
        path = root / "docs" / language / "proposal-6.md"
        path.rename(path.with_name("proposal-7.md"))
    change("mkdocs.yml", "proposal-6", "proposal-7")(root)
    lock = root / "docs" / "translations.lock"
    lock.write_text(re.sub("(?m)^zh 6", "zh 7", lock.read_text(encoding="utf-8")), encoding="utf-8")


SETTINGS = "mkdocs.yml"
NAV = change(SETTINGS, "  - preamble.md\n", "")
ENDS = "save the file as UTF-8 without a byte order mark, each line ended by LF alone"
CRLF, BOM = f"has Windows line ends; {ENDS}", f"has a byte order mark; {ENDS}"
EN, ZH = "docs/en/index.md", "docs/zh/index.md"
FOUR = "write a year of four digits"
NUMBER = "front matter is not YAML (no such number or date); write each fact as `key: value`"
ALL = "`- {locale: xx, name: All languages, default: true}`"
SHEET, FOOT = "overrides/assets/css/print.css", "overrides/partials/foot.html"
FILES = ("docs/en/proposal-2.md", "docs/zh/about.md", "docs/en/index.md", "docs/terms.yml")
FILES += ("docs/source.txt", "docs/translations.lock", "overrides/words.yml", SETTINGS)
FILES += ("overrides/unit.html", SHEET, "overrides/typeset/card.typ", "pyproject.toml")

SLIPS = {
    # mkdocs.yml
    "a misspelled entry": (
        change(SETTINGS, "preamble.md", "preambel.md"),
        [f"{SETTINGS}:10: `preambel.md` is no page; write `preamble.md`"],
    ),
    "an entry without its ending": (
        change(SETTINGS, "preamble.md", "preamble"),
        [f"{SETTINGS}:10: `preamble` is no page; write `preamble.md`"],
    ),
    "an entry left out": (
        NAV,
        [f"{SETTINGS}:9: `nav` leaves out `preamble.md`; add it after this"],
    ),
    "an entry twice": (
        change(SETTINGS, "  - proposal-1.md\n", "  - proposal-1.md\n  - proposal-1.md\n"),
        [f"{SETTINGS}:12: `proposal-1.md` stands in line 11 already; delete one"],
    ),
    "an entry too many": (
        change(SETTINGS, "  - about.md\n", "  - about.md\n  - thanks.md\n"),
        [f"{SETTINGS}:21: `thanks.md` is no page; delete it"],
    ),
    "entries out of order": (
        all_of(
            NAV, change(SETTINGS, "  - proposal-1.md\n", "  - proposal-1.md\n  - preamble.md\n")
        ),
        [
            f"{SETTINGS}:10: `proposal-1.md` stands where `preamble.md` belongs; "
            "keep to the reading order"
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
    "plain addresses": (
        added(SETTINGS, "use_directory_urls: false\n"),
        [f"{SETTINGS}:67: `use_directory_urls` is no setting of this site; delete it"],
    ),
    "an address": (
        added(SETTINGS, "site_url: https://example.org/\n"),
        [
            f"{SETTINGS}:67: `site_url` is no setting of this site; "
            "delete it, and give the address to the build as SITE_URL"
        ],
    ),
    "a unit left out of the site": (
        added(SETTINGS, "exclude_docs: en/preamble.md\n"),
        [f"{SETTINGS}:67: `exclude_docs` is no setting of this site; delete it"],
    ),
    "another host's sheet": (
        added(SETTINGS, "extra_css: [https://example.org/x.css]\n"),
        [
            f"{SETTINGS}:67: `extra_css` is no setting of this site; "
            "delete it, and link the sheet in overrides/main.html"
        ],
    ),
    "another host's fonts": (
        change(SETTINGS, "  font: false", "  font: {text: Inter}"),
        [f"{SETTINGS}:25: `theme.font` has another value; write `font: false`"],
    ),
    "no hooks": (
        change(SETTINGS, "hooks:\n  - scripts/hooks.py\n", ""),
        [f"{SETTINGS}:1: has no `hooks.scripts/hooks.py`; add `scripts/hooks.py` under `hooks`"],
    ),
    "a plugin too many": (
        change(SETTINGS, "  - i18n:", "  - search\n  - i18n:"),
        [f"{SETTINGS}:35: the plugin `search` is one too many; delete it"],
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
    "a language that docs has not": (
        change(SETTINGS, "{locale: zh, name: Chinese}", "{locale: zh}\n        - {locale: de}"),
        [f"{SETTINGS}:45: docs has no folder `de`; add it, or delete this line"],
    ),
    "a language that mkdocs.yml has not": (
        change(SETTINGS, "        - {locale: zh, name: Chinese}\n", ""),
        [f"{SETTINGS}:39: leaves out `zh`, which docs has; add `- {{locale: zh, name: its name}}`"],
    ),
    "a language twice": (
        change(SETTINGS, "{locale: zh, name: Chinese}", "{locale: zh}\n        - {locale: zh}"),
        [f"{SETTINGS}:45: the language `zh` stands twice; keep one"],
    ),
    "no view of all": (
        change(SETTINGS, "        - {locale: xx, name: All languages, default: true}\n", ""),
        [f"{SETTINGS}:42: the first and the default is not the view of all; put there {ALL}"],
    ),
    # Files as other programs save them
    **{f"Windows line ends in {p}": (saved(p, windows), [f"{p}:1: {CRLF}"]) for p in FILES},
    **{f"a byte order mark in {p}": (saved(p, marked), [f"{p}:1: {BOM}"]) for p in FILES},
    "one Windows line end": (
        saved("docs/terms.yml", lambda raw: raw[:-1] + b"\r\n"),
        [f"docs/terms.yml:205: {CRLF}"],
    ),
    "a template in UTF-16": (
        saved(FOOT, lambda raw: raw.decode().encode("utf-16")),
        [f"{FOOT}:1: is not UTF-8; save the file as UTF-8"],
    ),
    "a sheet in UTF-16": (
        saved(SHEET, lambda raw: raw.decode().encode("utf-16")),
        [f"{SHEET}:1: is not UTF-8; save the file as UTF-8"],
    ),
    "half a merge": (
        added(FOOT, "<<<<<<< ours\n"),
        [f"{FOOT}:24: the mark of a merge, `<<<<<<<`; finish the merge"],
    ),
    "no main template": (
        gone("overrides/main.html"),
        ["overrides/main.html:1: is missing; put it back"],
    ),
    # The version
    "no version": (
        change("pyproject.toml", "version =", "edition ="),
        ['pyproject.toml:1: has no version; write `version = "1.0.0"` under [project]'],
    ),
    "no TOML": (
        change("pyproject.toml", 'version = "1.0.0"', "version = 1.0.0"),
        [
            "pyproject.toml:6: is not TOML (Expected newline or end of document after a statement "
            "(at line 6, column 14)); correct it"
        ],
    ),
    "no project file": (
        gone("pyproject.toml"),
        ["pyproject.toml:1: can't be read (No such file or directory); put a file here"],
    ),
    # The facts
    "another year": (
        change(ZH, "year: 2018", "year: 2019"),
        [f"{ZH}:9: `year` is 2019 where en has 2018; write the same"],
    ),
    "an issuer fewer": (
        change(ZH, "  - \u8054\u5408\u56fd\u8d38\u6613\u548c\u53d1\u5c55\u4f1a\u8bae\n", ""),
        [f"{ZH}:5: 1 issuers where en has 2; name each in both"],
    ),
    **{
        f"the year {year}": (
            all_of(change(EN, "year: 2018", f"year: {year}"), change(ZH, "2018", f"{year}")),
            [f"{path}:9: {what}" for path in (EN, ZH)],
        )
        for year, what in {
            "0": f"`year` is 0; {FOUR}",
            "99999": f"`year` is 99999; {FOUR}",
            "-1": f"`year` is -1; {FOUR}",
            "2_018": NUMBER,
            "0x7E2": NUMBER,
            "true": "`year` is not a number; write it as one",
        }.items()
    },
    "a number left out": (
        renamed,
        [
            "docs/en/proposal-7.md:1: there is no proposal 6; "
            "rename this to proposal-6.md, or add that, in every language"
        ],
    ),
}
