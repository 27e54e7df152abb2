"""Citations: the whole and each unit, in each language, as BibTeX, as RIS and for the pages.

    en/proposal-3.bib   en/proposal-3.ris   en/initiative.bib   en/initiative.ris   zh/…

A unit is cited as a part of the whole, by its issuers, with the one date of it that is known,
the year, and with the edition that it is cited from. It knows neither MkDocs nor HTML; whatever
it says in words comes from words.yml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outputs.labels import heading, written
from text.edition import Unit
from text.project import Project

TEX = {
    **{mark: f"\\{mark}" for mark in "&%$#_"},
    **{"\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}"},
    "`": r"{\textasciigrave}",
    # Not \{ and \}: BibTeX and biber count braces without minding the backslash.
    **{"{": r"{\textbraceleft}", "}": r"{\textbraceright}"},
}
"""From a character that TeX would act on to one that it prints."""


@dataclass(frozen=True)
class Citation:
    """What is known of a text in a language; ``whole`` is the title of what it is a part of,
    None for the whole itself, ``status`` the key of its note in words.yml, "" for none.
    ``edition`` is its number, and ``in_edition`` how a reference states it, both "" for the first,
    which neither APA nor GB/T 7714 wants stated; ``date`` is the edition's (2026-11-26)."""

    key: str
    title: str
    whole: str | None
    authors: Sequence[str]
    year: int
    place: str
    language: str
    url: str
    status: str
    note: str
    file: str
    date: str = ""
    edition: str = ""
    in_edition: str = ""

    def bibtex(self) -> str:
        """One BibTeX entry (btxdoc, 1988; its ``url`` and ``language`` are biblatex's).

        A part is @incollection: it alone has a ``booktitle`` in BibTeX as in biblatex, while
        @inbook is in BibTeX the book's own entry with a chapter's number. The whole is
        @booklet, a work without a named publisher. Zotero makes a book section and a book of
        them. Titles stand in a second pair of braces, so that no style makes CIFTIS ciftis,
        and so does each author, who is a body and has no first name.
        """
        fields = {
            "author": " and ".join(f"{{{_tex(author)}}}" for author in self.authors),
            "title": f"{{{_tex(self.title)}}}",
            "booktitle": f"{{{_tex(self.whole)}}}" if self.whole else "",
            "edition": self.edition,
            "year": str(self.year),
            "address": _tex(self.place),
            "language": self.language,
            "url": self.url,  # read as it stands
            "note": _tex(self.note),
        }
        kind = "incollection" if self.whole else "booklet"
        lines = (f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
        return f"@{kind}{{{self.key},\n{''.join(lines)}}}\n"

    def ris(self) -> str:
        """One RIS record (Research Information Systems, 2011), its lines ended as it asks."""
        tags = [
            ("TY", "CHAP" if self.whole else "BOOK"),
            *(("AU", author) for author in self.authors),
            ("TI", self.title),
            ("T2", self.whole),
            ("ET", self.edition),
            ("PY", str(self.year)),
            ("CY", self.place),
            ("LA", self.language),
            ("UR", self.url),
            ("N1", self.note),
        ]
        lines = [f"{tag}  - {_line(value)}\r\n" for tag, value in tags if value]
        return "".join([*lines, "ER  - \r\n"])


def cite(project: Project, unit: Unit | None, language: str, url: str, file: str) -> Citation:
    """How a unit, or the whole text for None, is cited in a language.

    ``url`` is where it stands; ``file`` the address of its citation files, without an ending.
    """
    edition, strings, release = project.edition, project.strings, project.release
    number = str(release.number) if release.number > 1 else ""
    stated = strings["cited_edition"][language] if number else ""
    status = _status([unit] if unit else edition.units, language)
    parts = (edition.name, str(edition.year), unit.name if unit else "", language)
    return Citation(
        key="-".join(part for part in parts if part),
        title=heading(strings, unit, language) if unit else edition.title[language],
        whole=edition.title[language] if unit else None,
        authors=edition.issuers[language],
        year=edition.year,
        place=edition.place[language],
        language=strings["language"][language],
        url=url,
        status=status,
        note=strings[status][language] if status else "",
        file=file,
        date=release.date.isoformat(),
        edition=number,
        in_edition=stated.format(number=number, date=written(strings, release.date, language)),
    )


def _status(units: Sequence[Unit], language: str) -> str:
    """Whether the words are this edition's translation: "", "translation" or "partly"."""
    found = {unit.status[language] for unit in units}
    if len(found) > 1:
        return "partly"
    return "translation" if found == {"translation"} else ""


def _line(text: str) -> str:
    """A text on one line, so that it can't begin a tag or a field of its own."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    """A text as TeX prints it unchanged; {} keeps two hyphens from making a dash."""
    escaped = "".join(TEX.get(character, character) for character in _line(text))
    return escaped.replace("--", "-{}-").replace("--", "-{}-")
