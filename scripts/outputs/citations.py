"""Citations: the whole and each unit, in each language, as BibTeX, as RIS and for the pages.

    en/proposal-3.bib   en/proposal-3.ris   en/initiative.bib   en/initiative.ris   zh/…

A unit is cited as a part of the whole, by its issuers, with the one date that is known:
the year. It knows neither MkDocs nor HTML; whatever it says in words comes from words.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from outputs.pages import WHOLE, Leaf, View, Words, alone, numeral
from text.edition import Edition, Unit

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
    None for the whole itself, ``status`` the key of its note in words.yml, "" for none."""

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
            ("PY", str(self.year)),
            ("CY", self.place),
            ("LA", self.language),
            ("UR", self.url),
            ("N1", self.note),
        ]
        lines = [f"{tag}  - {_line(value)}\r\n" for tag, value in tags if value]
        return "".join([*lines, "ER  - \r\n"])


@dataclass(frozen=True)
class Citations:
    """Every citation of the edition; ``home`` is the site's own address, ending in a slash."""

    edition: Edition
    words: Words
    leaves: Mapping[str, Leaf]
    home: str

    def of(self, leaf: Leaf, language: str) -> Citation | None:
        """How a page's text is cited in a language; None for a page that holds none of it."""
        if leaf.kind in ("glossary", "about"):
            return None
        unit = leaf.content if leaf.kind == "unit" else None
        page = leaf if unit else self.leaves["index"]
        title = self.edition.title[language]
        status = self._status([unit] if unit else self.edition.units, language)
        parts = (WHOLE, str(self.edition.year), unit.name if unit else "", language)
        return Citation(
            key="-".join(part for part in parts if part),
            title=self._title(unit, language) if unit else title,
            whole=title if unit else None,
            authors=self.edition.issuers[language],
            year=self.edition.year,
            place=self.edition.place[language],
            language=self.words["language"][language],
            url=self.url(page, alone(language)),
            status=status,
            note=self.words[status][language] if status else "",
            file=f"{language}/{leaf.file}",
        )

    def url(self, leaf: Leaf, view: View) -> str:
        """A page's absolute address; what no address may hold is escaped."""
        return quote(self.home + leaf.address(view), safe=":/?#[]@!$&'()*+,;=%~")

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (address relative to the site, contents) of every file."""
        for leaf in self.leaves.values():
            if leaf.kind in ("contents", "unit"):
                for language in self.edition.languages:
                    cited = self.of(leaf, language)
                    yield f"{cited.file}.bib", cited.bibtex()
                    yield f"{cited.file}.ris", cited.ris()

    def write(self, site: Path) -> None:
        """Write every file into a site's folder."""
        for address, contents in self.files():
            path = site / address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents.encode())

    def _title(self, unit: Unit, language: str) -> str:
        """A unit's title, which is this edition's own, after the number it is found by."""
        if not unit.number:
            return unit.title[language]
        number = numeral(unit.number, self.words["numerals"][language])
        return self.words["numbered"][language].format(number, unit.title[language])

    @staticmethod
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
