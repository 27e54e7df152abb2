"""Finish: each page is one request: the style it needs inlined, the rest of Material dropped.

The theme's sheet is made for any site; these pages use a small part of it. It is put in
a cascade layer below our own sheets, what no page uses is taken out (lightningcss), and
the outcome stands in each page in place of its links. Finishing twice changes nothing.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from lightningcss import process_stylesheet

THEME = "assets/stylesheets/"
"""Where Material's sheet lies; ours stand elsewhere and win over it."""

LINK = re.compile(r'\s*<link rel="stylesheet" href="[^"]*?(assets/[^"]+)">')

CHARSET = '@charset "UTF-8";'
"""Stands at the head of the theme's sheet, and means nothing inside a layer."""

BUNDLE_ONLY = {"md-typeset"}
"""Borne by one element, the dialog that Material's bundle would fill; here it stays empty."""

BROWSERS = ["chrome >= 99", "firefox >= 97", "safari >= 15.4"]
"""From these on, browsers know cascade layers; older ones show the text in a style of theirs."""


def finish(site: Path, prune: bool = True) -> None:
    """Finish every page under ``site`` in place; without ``prune``, keep rules no page uses."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    used = names("".join(pages.values())) - BUNDLE_ONLY

    @cache
    def style(sheets: tuple[str, ...]) -> str:
        css = "".join(
            f"@layer theme{{{text}}}" if sheet.startswith(THEME) else text
            for sheet in sheets
            for text in [(site / sheet).read_text(encoding="utf-8").removeprefix(CHARSET)]
        )
        return reduce(css, used) if prune else _minify(css, set())

    linked: set[str] = set()
    for path, html in pages.items():
        if sheets := tuple(LINK.findall(html)):
            first, *rest = LINK.split(html)[::2]
            html = f"{first}\n<style>{style(sheets)}</style>{''.join(rest)}"
            path.write_text(html, encoding="utf-8")
            linked.update(sheets)
    for sheet in linked:
        (site / sheet).unlink()


def names(html: str) -> set[str]:
    """Every class and id that an element of the HTML bears."""
    found: set[str] = set()

    class Collector(HTMLParser):
        def handle_starttag(self, tag, attributes):
            for key, value in attributes:
                if key in ("class", "id"):
                    found.update((value or "").split())

    Collector().feed(html)
    return found


def reduce(css: str, used: set[str]) -> str:
    """Drop the rules for classes and ids not used, then the variables nothing reads any more.

    Always from the same sheet, with a growing list: lightningcss 0.3.2 adds a prefix again
    each time it is given its own outcome.
    """
    unused = set(re.findall(r"[.#](-?[A-Za-z_][\w-]*)", css)) - used
    while True:
        left = _minify(css, unused)
        declared = set(re.findall(r"(?<![\w-])--[\w-]+(?=:)", left))
        unread = declared - set(re.findall(r"(?<=var\()--[\w-]+", left))
        if unread <= unused:
            return left
        unused |= unread


def _minify(css: str, unused: set[str]) -> str:
    return process_stylesheet(css, unused_symbols=unused, browsers_list=BROWSERS, minify=True)
