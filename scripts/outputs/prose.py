"""Pages of prose: their Markdown in a view, each block in every language of the view."""

from __future__ import annotations

import re

from outputs.site import Page
from text import Strings


def markdown(page: Page, strings: Strings) -> str:
    """The Markdown of a page of prose, "" for any other page.

    A block in a language other than the page's own has that language as an attribute, and its
    heading an id of its own.
    """
    if not page.prose:
        return ""
    return "\n\n".join(
        _marked(_breakable(block[language]), strings, language, page.view.language)
        for block in page.prose.blocks
        for language in page.view.languages
    )


def _breakable(block: str) -> str:
    """Let an address shown as a link break after its slashes and full stops."""
    shown = re.compile(r"\[[^\]\s]+/[^\]\s]+\](?=\()")
    return shown.sub(lambda link: re.sub(r"(?<=[./])(?=\w)", "<wbr>", link[0]), block)


def _marked(block: str, strings: Strings, language: str, own: str) -> str:
    """Give a block in another language than the page's own its language and direction, and its
    heading an id apart from the first's."""
    if language == own:
        return block
    tag, directions = strings["language"][language], strings["direction"]
    mark = f"lang={tag}"
    if directions[language] != directions[own]:
        mark += f" dir={directions[language]}"
    heading = re.fullmatch(r"(#+ .*?)(?: *\{#([\w-]+)\})?", block)
    if not heading:
        return f"{block}\n{{: {mark} }}"
    id = f"#{heading[2]}-{tag} " if heading[2] else ""
    return f"{heading[1]} {{: {id}{mark} }}"
