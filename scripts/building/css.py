"""Styles and the Content-Security-Policy: each page is one request before it shows.

Material's style sheet is made for any site. Here it lies in a cascade layer below our own,
lightningcss drops what the page does not use, and the rest goes into the page in place of its
links. Other assets get a fingerprint in their names, so that a browser may keep them for good.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from lightningcss import process_stylesheet

from building.scripts import join, version
from text import Fault, is_side_file

THEME = "assets/stylesheets/"
"""The folder of Material's sheet."""

LINK = re.compile(r'\s*<link rel="stylesheet" href="[^"]*?(assets/[^"]+)">')

TAG = re.compile(r"""<[A-Za-z](?:[^"'>]++|"[^"]*"|'[^']*')*+>""")
"""A start tag; a value in quotation marks may contain > itself."""

PROPERTY = re.compile(r"(?<![\w-])(--[\w-]+):([^;}]*)")
"""A custom property and what it says."""

VARIABLE = re.compile(r"(?<=var\()--[\w-]+")
"""The name of one that is read."""

SYMBOL = re.compile(r"(?:[.#]|@keyframes )(-?[A-Za-z_][\w-]*)")
"""A class, an id, or what an animation is called."""

ATTRIBUTE = re.compile(r"(\[(?:data-md-[\w-]+|dir=\w+))")
"""An attribute that the theme has rules for, and that our pages may not have."""

ELEMENT = re.compile(r"(?<![\w.#:(-])(?:code|hr|img|kbd|pre|su[bp]|table|t[dh])(?=[\s,{:.\[>])")
"""An element that the theme has rules for, and that our pages may not have."""

CHARSET = '@charset "UTF-8";'
"""Stands at the head of the theme's sheet, and means nothing inside a layer."""

FIXTURES = re.compile(
    r"""\s*(?:<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>"""
    r"""|<div data-md-component="(?:skip|announce)">\s*</div>"""
    r"""|<div class="md-dialog"[^>]*>\s*<div [^>]*></div>\s*</div>)"""
)
"""What Material keeps for its bundle to work with, outside of any block. Here it stays empty."""

BROWSERS = ["chrome >= 99", "firefox >= 97", "safari >= 15.4"]
"""From these on, browsers know cascade layers; older ones show the text in a style of theirs."""

REMOTE = re.compile(r"@import\b[^;]*|\burl\(\s*[\"']?(?!data:|#)[^)]*")
"""What would be fetched; a page has its style within itself and asks for nothing."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def sheets(folder: Path) -> Iterator[Fault]:
    """Yield what is wrong with our own sheets, under the folder of the templates."""
    for path in sorted(folder.glob("assets/**/*.css")):
        if is_side_file(path.name):
            continue
        where = path.relative_to(folder.parent)
        css = path.read_text(encoding="utf-8", errors="replace")  # the checks say what it is not
        try:
            process_stylesheet(css)
        except ValueError as error:
            why, _, line = re.fullmatch(r"(?:.*?: )?(.*?)( at .*?:(\d+):\d+)?", str(error)).groups()
            yield Fault(where, int(line or 0) + 1, f"is not CSS ({why}); correct it")
        else:
            with suppress(ValueError):  # as it should be: there is one brace too many now
                process_stylesheet(f"{css}}}")
                message = "a brace, a comment or a string does not end; end it"
                yield Fault(where, len(css.splitlines()), message)
        plain = COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
        for found in REMOTE.finditer(plain):
            line = plain.count("\n", 0, found.start()) + 1
            yield Fault(where, line, f"fetches another file (`{found[0]}`); put it in here")


def finish(site: Path, guard: bool = True) -> None:
    """Finish every page under ``site`` in place; without ``guard``, let pages run what they
    like, as ``mkdocs serve`` needs for its reload.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    pages = {path: FIXTURES.sub("", html) for path, html in pages.items()}
    join(site / "assets")
    pages = inline(site, pages)
    pages = version(site, pages)
    for path, html in pages.items():
        path.write_text(with_policy(html) if guard else html, encoding="utf-8")


def inline(site: Path, pages: dict[Path, str]) -> dict[Path, str]:
    """Put each page's style in place of its links, and delete the sheets."""
    used = {path: names(html) for path, html in pages.items()}
    somewhere = set().union(*used.values())

    @cache
    def read(sheet: str) -> str:
        """A sheet, without what none of the pages uses, which is most of the theme's."""
        css = (site / sheet).read_text(encoding="utf-8").removeprefix(CHARSET)
        is_theme = sheet.startswith(THEME)
        css = without(css, somewhere) if is_theme else css
        css = reduce(css, somewhere)
        return f"@layer theme{{{css}}}" if is_theme else css

    @cache
    def joined(sheets: tuple[str, ...]) -> tuple[str, frozenset[str], set[str]]:
        """The sheets as one; what it has rules for; and what none of the pages reads of it."""
        css = "".join(map(read, sheets))
        return css, frozenset(SYMBOL.findall(css)), unread(css)

    @cache
    def style(sheets: tuple[str, ...], used: frozenset[str]) -> str:
        css, _, dropped = joined(sheets)
        return reduce(css, used, dropped, BROWSERS)

    inlined = {}
    linked: set[str] = set()
    for path, html in pages.items():
        if sheets := tuple(LINK.findall(html)):
            first, *rest = LINK.split(html)[::2]
            css = style(sheets, joined(sheets)[1] & used[path])
            html = f"{first}\n<style>{css}</style>{''.join(rest)}"
            linked.update(sheets)
        inlined[path] = html
    for sheet in linked:
        (site / sheet).unlink()
    return inlined


def names(html: str) -> set[str]:
    """Return every class and id in the HTML, as well as elements, "<p", and attributes, "[dir"
    and "[dir=rtl"."""
    return set().union(*map(_names, set(TAG.findall(html))))


class Tag(HTMLParser):
    """Collects the names in a start tag."""

    def handle_starttag(self, tag, attributes):
        self.names = {f"<{tag}"}
        for key, value in attributes:
            if key in ("class", "id"):
                self.names.update((value or "").split())
            self.names.update((f"[{key}", f"[{key}={value}"))


@cache  # most tags stand in every page
def _names(tag: str) -> set[str]:
    parser = Tag()
    parser.feed(tag)
    return parser.names


def without(theme: str, used: Set[str]) -> str:
    """The theme's sheet without what it has for elements and attributes that are not used.
    lightningcss drops none, so they become a class, which it does."""

    def absent(found: re.Match[str]) -> str:
        return found[0] if found[1] in used else ".absent"

    theme = re.sub(ATTRIBUTE.pattern + r"[^\]]*\]", absent, theme)
    return ELEMENT.sub(lambda found: found[0] if f"<{found[0]}" in used else ".absent", theme)


def reduce(
    css: str,
    used: Set[str],
    dropped: Set[str] = frozenset(),
    browsers: Sequence[str] | None = None,
) -> str:
    """Shorten, without the rules for classes and ids that are not used and without the custom
    properties that are ``dropped``.

    Give ``browsers`` once and last: lightningcss 0.3.2 adds their prefixes again to its own
    outcome.
    """
    unused = (set(SYMBOL.findall(css)) - used) | dropped
    return process_stylesheet(css, unused_symbols=unused, browsers_list=browsers, minify=True)


def unread(css: str) -> set[str]:
    """The custom properties that no style reads, nor any property that is read."""
    reads: dict[str, set[str]] = {}
    for name, value in PROPERTY.findall(css):
        reads.setdefault(name, set()).update(VARIABLE.findall(value))
    read, new = set(), set(VARIABLE.findall(PROPERTY.sub("", css)))
    while new:
        read |= new
        new = set().union(*(reads.get(name, ()) for name in new)) - read
    return reads.keys() - read


INLINE = re.compile(
    r'<(style|script)(?: media="\w+"| type="speculationrules")?>(.*?)</\1>', re.DOTALL
)
"""An element with its content; a script of another type (JSON) is data, and needs no leave."""

META_CHARSET = '<meta charset="utf-8">'
"""A page's first element: a policy does not hold for what is before it."""


def with_policy(html: str) -> str:
    """Put a page's policy at the head of it."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    return html.replace(META_CHARSET, f"{META_CHARSET}\n  {meta}", 1)


def policy(html: str) -> str:
    """Return the policy that allows what is in the page, by hash, and the site's own files."""
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for element, content in INLINE.findall(html):
        hashes[element].append(sha256(content))
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes["script"]],
        "style-src": hashes["style"],
        "img-src": ["'self'", "data:"],  # data: the picture that a reader has drawn of a sentence
        "connect-src": ["'self'"],  # the search's sentences
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return ";".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def sha256(content: str) -> str:
    """A hash as CSP writes it."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
