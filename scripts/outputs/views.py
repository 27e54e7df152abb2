"""Views, and the addresses of pages in them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from text import Edition, Strings


@dataclass(frozen=True)
class View:
    """Languages shown together, and the folder ("en/", or "" for all) they are shown under."""

    folder: str
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language of the page itself; the others are pieces within it."""
        return self.languages[0]

    @property
    def is_parallel(self) -> bool:
        """Whether the view shows several languages side by side."""
        return len(self.languages) > 1

    def hreflang(self, strings: Strings) -> str:
        """The view's language to a search engine; x-default for the view of all languages."""
        return "x-default" if self.is_parallel else strings["language"][self.language]

    def address(self, name: str) -> str:
        """The address of a page, relative to the site: "en/proposal-3/"."""
        return self.folder + ("" if name == "index" else f"{name}/")


def views(edition: Edition) -> tuple[View, ...]:
    """One view for each language, then the one that shows them all."""
    return (*(alone(language) for language in edition.languages), together(edition))


def alone(language: str) -> View:
    """The view of one language."""
    return View(f"{language}/", (language,))


def together(edition: Edition) -> View:
    """The view of all languages, at the address that names none."""
    return View("", edition.languages)


def absolute(url: str, address: str) -> str:
    """An address of the site at ``url`` in full, with what no address may hold escaped."""
    return quote(url + address, safe=":/?#[]@!$&'()*+,;=%~")
