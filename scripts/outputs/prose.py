"""Pages of prose: their Markdown in a view, each block in every language of the view."""

from __future__ import annotations

import re

from outputs.site import Page
from text.strings import Strings


def markdown(page: Page, strings: Strings) -> str:
    """The Markdown of a page of prose, "" for any other page.

    A block in a language other than the page's own has that language as an attribute, and its
    heading an id of its own.
    """
    if not page.prose:
        return ""
    return "\n\n".join(
        block[language] if language == page.view.language else _mark(block[language], tag)
        for block in page.prose.blocks
        for language in page.view.languages
        for tag in [strings["language"][language]]
    )


def _mark(block: str, tag: str) -> str:
    """Give a block of Markdown its language, and a heading an id apart from the first's."""
    if heading := re.fullmatch(r"(#+ .*?) *\{#([\w-]+)\}", block):
        return f"{heading[1]} {{: #{heading[2]}-{tag} lang={tag} }}"
    return f"{block}\n{{: lang={tag} }}"
