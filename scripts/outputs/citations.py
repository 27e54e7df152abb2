"""Citations: the whole text and each unit, in each language, as BibTeX, as RIS and for the pages.

A unit is cited as a part of the whole text, by its issuers, with the one date of it that is known,
the year, and with the edition that it is cited from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outputs.labels import edition_name, heading, written
from outputs.views import View, absolute
from text import Project, Unit

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
    """What is known of a text in a language, on one line each. ``whole`` is the title of the text
    that it is a part of, or None; ``status`` the key of the note on its translation in words.yml,
    or "". ``edition`` is the edition's number, and ``in_edition`` how a reference states it, both
    "" for the first, which neither APA nor GB/T 7714 wants stated; ``date`` is the edition's
    (2026-11-26). ``notes`` name an edition after the first, and say what is translated."""

    key: str
    title: str
    whole: str | None
    authors: Sequence[str]
    year: int
    place: str
    language: str
    url: str
    status: str
    notes: Sequence[str]
    file: str
    date: str
    edition: str
    in_edition: str

    def bibtex(self) -> str:
        """One BibTeX entry (btxdoc, 1988; its ``url`` and ``language`` are biblatex's).

        A part is @incollection, which alone has a ``booktitle`` in BibTeX and in biblatex. The
        whole text is @booklet, a work without a named publisher. The edition is in the note, which
        styles show for both: they show no ``edition`` of a booklet, and no date of one. Titles
        have a second pair of braces, so that no style makes CIFTIS ciftis, and so have authors,
        who are bodies without first names.
        """
        fields = {
            "author": " and ".join(f"{{{_tex(author)}}}" for author in self.authors),
            "title": f"{{{_tex(self.title)}}}",
            "booktitle": f"{{{_tex(self.whole)}}}" if self.whole else "",
            "year": str(self.year),
            "address": _tex(self.place),
            "language": self.language,
            "url": self.url,  # which TeX does not act on
            "note": _tex(". ".join(self.notes)),
        }
        kind = "incollection" if self.whole else "booklet"
        lines = (f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
        return f"@{kind}{{{self.key},\n{''.join(lines)}}}\n"

    def ris(self) -> str:
        """One RIS record (Research Information Systems, 2011), its lines ended as it asks.

        It has no tag for the date of an edition: DA would replace the year, Y2 is the access's.
        """
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
            *(("N1", note) for note in self.notes),
        ]
        lines = [f"{tag}  - {value}\r\n" for tag, value in tags if value]
        return "".join([*lines, "ER  - \r\n"])


def cite(project: Project, unit: Unit | None, view: View, url: str) -> Citation:
    """How a unit, or the whole text for None, is cited in a view of one language.

    ``url`` is the site's.
    """
    edition, strings, language = project.edition, project.strings, view.language
    release = project.release
    number = str(release.number) if release.number > 1 else ""
    stated = strings["cited_edition"][language] if number else ""
    statuses = {each.status[language] for each in ([unit] if unit else edition.units)}
    status = "" if statuses == {"original"} else "partly" if len(statuses) > 1 else "translation"
    notes = [edition_name(strings, release)[language]] if number else []
    notes += [strings[status][language]] if status else []
    name = unit.name if unit else edition.name
    parts = (edition.name, str(edition.year), *([unit.name] if unit else []), language)
    return Citation(
        key="-".join(parts),
        title=heading(strings, unit, language) if unit else edition.title[language],
        whole=edition.title[language] if unit else None,
        authors=edition.issuers[language],
        year=edition.year,
        place=edition.place[language],
        language=strings["language"][language],
        url=absolute(url, view.address(unit.name if unit else "index")),
        status=status,
        notes=notes,
        file=f"{view.folder}{name}",
        date=release.date.isoformat(),
        edition=number,
        in_edition=stated.format(number=number, date=written(strings, release.date, language)),
    )


def _tex(text: str) -> str:
    """A text as TeX prints it unchanged; {} keeps two hyphens from making a dash."""
    return re.sub("-(?=-)", "-{}", "".join(TEX.get(character, character) for character in text))
