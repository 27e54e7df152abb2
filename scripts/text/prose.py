"""Rules for the Markdown of a page of prose. Each is a generator; its docstring is the rule.

They name what is allowed, and refuse whatever else could become a link or an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from text.documents import Document
from text.faults import Fault

LINK = re.compile(
    r"(?<!!)\[[^\[\]]*\]\((?:(?:https?://|mailto:)[^\s()<>\[\]{}\\]+|(?!/)[\w./?#&=%~-]+)\)"
)
"""[words](address): an address without a scheme has no colon in it, nor / at its head."""

ATTRIBUTES = re.compile(r"\{(?:#[\w-]+|: *(?:#[\w-]+|lang=[\w-]+)(?: +lang=[\w-]+)? *)\}$")


def links(page: Document) -> Iterator[Fault]:
    """Prose links to other pages and to the web, a link on one line, and shows no pictures."""
    for number, line in _prose(page):
        if found := re.search(r"!?[\[\]]", LINK.sub("", line)):
            message = f"`{found[0]}` outside a link; write one as [words](address), on one line"
            yield Fault(page.path, number, f"{message}, the address relative, https: or mailto:")


def attributes(page: Document) -> Iterator[Fault]:
    """Prose gives a heading its id and a block its language, at a line's end, and no other
    attributes: attr_list would take any, onclick= among them."""
    for number, line in _prose(page):
        if re.search("[{}]", ATTRIBUTES.sub("", line)):
            message = "a brace; write an id as {#id} or a language as {: lang=en }, at the"
            yield Fault(page.path, number, f"{message} line's end, and no braces elsewhere")


PROSE_RULES = (links, attributes)


def _prose(page: Document) -> Iterator[tuple[int, str]]:
    """Yield (line, text) for each line of Markdown; a unit has none."""
    return iter(() if page.is_unit else enumerate(page.body, page.first))
