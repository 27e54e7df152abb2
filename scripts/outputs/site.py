"""The site as data: its kinds of pages, its pages, and the files made beside them.

plan.py decides what the site consists of. Templates and every output read it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from outputs.changes import Changes
from outputs.citations import Citation
from outputs.glossary import Entry, glossary
from outputs.menu import menu
from outputs.views import View, absolute, alone
from text import Project, Prose, Translated, Unit

Make = Callable[[], bytes]
"""How a file is made; raises Unmade."""


class Unmade(Exception):
    """A file can't be made; the message says which, why, and what to do."""


@dataclass(frozen=True)
class Kind:
    """What a page is: a row of the table in plan.py.

    ``template`` is also the class of its entry in the menu. ``title``, ``label`` (the title in
    menus) and ``description`` are functions of the project and the page's name; a description
    is made in one language. ``og_type`` is Open Graph's. ``owns_files``: print file, picture,
    citation files and linked data are of this page's text, not of another's. ``has_every_unit``:
    it shows the whole text, and its menu leads to its own parts.
    """

    template: str
    title: Callable[[Project, str], Translated]
    label: Callable[[Project, str], Translated]
    description: Callable[[Project, str, str], str]
    og_type: str
    is_cited: bool
    owns_files: bool
    is_listed: bool
    has_every_unit: bool


@dataclass(frozen=True)
class Page:
    """One HTML page of one view, with all that its template asks of it.

    ``address`` is relative to the site ("en/proposal-3/"), ``canonical_url`` absolute. ``file``
    is the address of its print file, picture and citation files, without their endings. What
    a kind of page does not have is None, "" or ().
    """

    kind: Kind
    name: str
    view: View
    address: str
    canonical_url: str
    title: Translated
    label: Translated
    unit: Unit | None
    prose: Prose | None
    position: Translated | None
    description: str
    citations: tuple[Citation, ...]
    file: str
    linked_data: str

    @property
    def url(self) -> str:
        """The address, by the name that MkDocs' own filter asks for."""
        return self.address


@dataclass(frozen=True)
class Site:
    """Every page and every file by its address, with what all pages share.

    ``url`` is the site's own address: absolute, ending in a slash.
    """

    project: Project
    url: str
    views: tuple[View, ...]
    pages: Mapping[str, Page]
    files: Mapping[str, Make]

    def page(self, name: str, view: View) -> Page:
        """The page of a name in a view."""
        return self.pages[view.address(name)]

    def alternates(self, page: Page) -> tuple[Page, ...]:
        """The page in every view, its own among them; the contents for a page not listed."""
        name = page.name if page.kind.is_listed else "index"
        return tuple(self.page(name, view) for view in self.views)

    def absolute(self, address: str) -> str:
        """An address of the site as it is on the web."""
        return absolute(self.url, address)

    def menu(self, page: Page) -> tuple[Page | None, ...]:
        """What the menu of a page lists; None stands for pages left out."""
        pages = self.listed[page.view]
        if page.kind.has_every_unit:
            return pages
        units = [n for n, each in enumerate(pages) if each.unit]
        return menu(pages, units, pages.index(page) if page.kind.is_listed else 0)

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The pages before and after a page in reading order, in its view."""
        pages = (None, *self.listed[page.view], None)
        here = pages.index(page)
        return pages[here - 1], pages[here + 1]

    @cached_property
    def listed(self) -> Mapping[View, tuple[Page, ...]]:
        """From a view to its pages that menus and the sitemap list, in reading order."""
        listed = [page for page in self.pages.values() if page.kind.is_listed]
        return {view: tuple(p for p in listed if p.view == view) for view in self.views}

    @cached_property
    def glossary(self) -> Mapping[str, tuple[Entry, ...]]:
        """From a language to every agreed term that it has, in its own order."""
        return glossary(self.project.edition, self.project.terms)

    @cached_property
    def changes(self) -> Changes:
        """What each edition changed."""
        return Changes(self.project)

    def feed(self, language: str) -> str:
        """The address of a language's feed of changes."""
        return f"{alone(language).folder}changes.xml"

    @cached_property
    def digests(self) -> Translated:
        """From a language to the SHA-256 of its sentences in order, joined by newlines."""
        edition = self.project.edition
        texts = [sentence.text for unit in edition.units for sentence in unit.sentences]
        wholes = {each: "\n".join(text[each] for text in texts) for each in edition.languages}
        return {language: sha256(text.encode()).hexdigest() for language, text in wholes.items()}
