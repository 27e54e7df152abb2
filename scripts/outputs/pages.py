"""The pages: which there are, at which address, in which languages.

A leaf is a page whatever its language; a view is a set of languages side by side.
Each leaf stands in each view, and their product is the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from text import strings
from text.edition import Edition, Prose, Translated, Unit

WHOLE = "initiative"
"""What the files of the whole text are called; those of a unit bear its name."""

Words = Mapping[str, Mapping[str, str]]
"""From a key of words.yml to the word in each language."""

MENU = 20
"""The most units that the menu of every page lists; about a desk's screen full."""

REACH = 5
"""In a larger edition, how many units the menu lists before a page's own, and after it."""


@dataclass(frozen=True)
class View:
    """Languages shown together, and the folder ("en/", or "" for all) they are shown under."""

    folder: str
    languages: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The language of the page itself; the others are pieces within it."""
        return self.languages[0]

    @property
    def is_parallel(self) -> bool:
        return len(self.languages) > 1

    def hreflang(self, words: Words) -> str:
        """The view's language to a search engine; that of all is x-default (neutral)."""
        return "x-default" if self.is_parallel else words["language"][self.lead]


@dataclass(frozen=True)
class Leaf:
    """A page in all its views: its name, its kind (also its template's), its title."""

    name: str
    kind: str
    title: Translated
    content: Unit | Prose | None = None

    def address(self, view: View) -> str:
        """The page's address in a view, relative to the site: "en/proposal-3/"."""
        return view.folder + ("" if self.name == "index" else f"{self.name}/")

    @property
    def file(self) -> str:
        """What the page's print file, picture and citation are called, but for the ending."""
        return self.name if self.kind == "unit" else WHOLE

    def source(self, view: View) -> str:
        """The name MkDocs knows the page by: "en/proposal-3.md"."""
        return f"{view.folder}{self.name}.md"

    def weave(self, view: View, words: Words) -> str:
        """Markdown of a prose page: its blocks in turn, each in every language of the view.

        A page of one language keeps its own Markdown. Elsewhere a block in a second
        language says which, and leaves the heading's id to the first.
        """
        if not isinstance(self.content, Prose):
            return ""
        return "\n\n".join(
            block[language] if language == view.lead else _mark(block[language], words, language)
            for block in self.content.blocks
            for language in view.languages
        )


def views(edition: Edition) -> tuple[View, ...]:
    """One view for each language, then the one that shows them all."""
    return (*(alone(language) for language in edition.languages), together(edition))


def alone(language: str) -> View:
    """The view that shows one language."""
    return View(f"{language}/", (language,))


def together(edition: Edition) -> View:
    """The view that shows every language, at the address that names none."""
    return View("", edition.languages)


def leaves(edition: Edition, words: Words) -> dict[str, Leaf]:
    """Every page by its name, in reading order."""
    prose = {page.name: page for page in edition.prose}
    return {
        leaf.name: leaf
        for leaf in (
            Leaf("index", "contents", edition.title, prose["index"]),
            *(Leaf(unit.name, "unit", unit.title, unit) for unit in edition.units),
            Leaf("full-text", "full-text", words["full_text"]),
            Leaf("glossary", "glossary", words["glossary"]),
            Leaf("about", "about", prose["about"].title, prose["about"]),
        )
    }


def menus(order: Sequence[Leaf]) -> dict[str, tuple[Leaf | None, ...]]:
    """What the menu of each page lists, by the page's name; None stands for what it leaves out.

    ``order`` is every page in the order of the navigation. A menu lists them all, unless the
    units are more than MENU: then those near the page's own, between the first and the last,
    and all other pages. So a site grows with its units and not with their square.
    """
    units = [n for n, leaf in enumerate(order) if leaf.kind == "unit"]
    if len(units) <= MENU:
        return {leaf.name: tuple(order) for leaf in order}
    return {leaf.name: _around(order, n, units) for n, leaf in enumerate(order)}


def read_words(root: Path) -> Words:
    """Read the interface's words, overrides/words.yml."""
    return strings.parse(root / "overrides" / "words.yml")[0]


def wanted(path: str) -> bool:
    """Whether a file of the text, of Material or of ours belongs in the site as it is.

    Of Material only its main style sheet does, for the finishing step to take from.
    """
    kept = ("assets/css/", "assets/js/", "assets/icon.", "assets/stylesheets/main.")
    return path.endswith((".md", ".txt")) or (path.startswith(kept) and not path.endswith(".map"))


def place(edition: Edition, words: Words, unit: Unit, language: str) -> str:
    """Where a unit stands: "Proposal 3 of 6"; the other parts bear the document's short title."""
    if unit.number is None:
        return edition.short_title[language]
    digits = words["numerals"][language]
    counted = (numeral(number, digits) for number in (unit.number, edition.proposals))
    return words["proposal"][language].format(*counted)


def numeral(number: int, digits: str) -> str:
    """Write 1 to 99 with the digits given (zero to ten, as in Chinese), else in Arabic ones."""
    if not digits or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (
        (digits[tens] if tens > 1 else "")
        + (digits[10] if tens else "")
        + (digits[ones] if ones else "")
    )


def _around(order: Sequence[Leaf], here: int, units: Sequence[int]) -> tuple[Leaf | None, ...]:
    """The menu of the page at ``here``; ``units`` are the places of the units, in order.

    Near an end it reaches further the other way, so that it is about as long on every page.
    """
    first, last = units[0], units[-1]
    near = min(max(here, first + REACH), last - REACH)
    shown = sorted(
        {*range(first + 1), *range(near - REACH, near + REACH + 1), *range(last, len(order))}
    )
    menu: list[Leaf | None] = [order[0]]
    for before, place in pairwise(shown):
        if place > before + 1:
            # A mark takes a line, and so does the page that would be left out alone.
            menu.append(order[before + 1] if place == before + 2 else None)
        menu.append(order[place])
    return tuple(menu)


def _mark(block: str, words: Words, language: str) -> str:
    """Give a block of Markdown its language, and a heading an id apart from the first's."""
    tag = words["language"][language]
    if heading := re.fullmatch(r"(#+ .*?) *\{#([\w-]+)\}", block):
        return f"{heading[1]} {{: #{heading[2]}-{tag} lang={tag} }}"
    return f"{block}\n{{: lang={tag} }}"
