"""The pages under docs/ as they are written: facts in front matter, then a body of lines.

A page that can't be read becomes a document too, with its fault in place of its contents, so
that the checks can report the faults of all pages at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from text.files import Unreadable, decode, fields, parse, plain, read_bytes

PROSE = ("index", "about")
"""Names of the pages in the edition's own words; every other page is a unit of the text."""

NAME = re.compile("([a-z]+(?:-[a-z]+)*)(-[1-9][0-9]{0,3})?")
"""A page's name, which is its address: "annex", or "article-3" for a numbered part."""

FENCE = "---"

FORM = "each fact as `key: value`"


@dataclass(frozen=True)
class Document:
    """One Markdown page: its facts, its body's lines, and where they are in the file.

    ``leads``: its language is the edition's first, which the others are paired with. ``first``
    is the line number (from 1) of the body's first line; ``marks`` holds the line number of
    each fact, and of each note as "notes.3". ``fault`` is (line, message) if the page can't be
    read; facts and body are empty then.
    """

    path: Path
    language: str
    leads: bool = False
    raw: bytes = b""
    facts: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, int] = field(default_factory=dict)
    body: tuple[str, ...] = ()
    first: int = 1
    fault: tuple[int, str] | None = None

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_unit(self) -> bool:
        return self.name not in PROSE

    @property
    def notes(self) -> Mapping[str, Any]:
        """Notes by the number of their sentence, as it is written."""
        found = self.facts.get("notes")
        return found if isinstance(found, dict) else {}

    @property
    def passages(self) -> tuple[tuple[int, str], ...]:
        """What is paired with another language, each with its line: a unit's sentences, or the
        blocks of Markdown of a page of prose."""
        rows = enumerate(self.body, self.first)
        if self.is_unit:
            return tuple(rows)
        blocks = [[*block] for filled, block in groupby(rows, lambda row: bool(row[1])) if filled]
        return tuple((block[0][0], "\n".join(text for _, text in block)) for block in blocks)


def folders(docs: Path) -> tuple[str, ...]:
    """Names of the language folders, by alphabet."""
    return tuple(sorted(path.name for path in docs.glob("*") if is_language(path)))


def is_language(path: Path) -> bool:
    """Whether this is a language's folder, named as static-i18n (1.3.1) takes it: "en", "pt-BR"."""
    named = re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?([-_][A-Z]{2})?", path.name)
    return named is not None and path.is_dir() and not path.is_symlink()


def names(docs: Path) -> set[str]:
    """Names of the pages that at least one language has."""
    found = {path.stem for folder in folders(docs) for path in (docs / folder).glob("*.md")}
    return set(filter(NAME.fullmatch, found))


def read_documents(
    docs: Path, names: Sequence[str], languages: Iterable[str]
) -> tuple[Document, ...]:
    """Read the pages of these names, language by language, in the order given."""
    return tuple(
        read_document(path, language, leads=not place)
        for place, language in enumerate(languages)
        for path in (docs / language / f"{name}.md" for name in names)
        if path.is_symlink() or path.exists()
    )


def number_of(name: str) -> int | None:
    """3 for "article-3"; None for a name without a number at its end."""
    match = NAME.fullmatch(name)
    return int(match[2][1:]) if match and match[2] else None


def part(name: str) -> str:
    """What the labels of a page begin with: "3" for "article-3", "preamble" for "preamble"."""
    return str(number_of(name) or name)


def label(name: str, n: int) -> str:
    """The label of the n-th sentence or paragraph of a page: "3.2", "preamble.1"."""
    return f"{part(name)}.{n}"


def couples(pages: Iterable[Document]) -> Iterator[tuple[Document, Document]]:
    """Yield each page after the same one in the first language. Pages that can't be read or that
    differ in length are left out."""
    first: dict[str, Document] = {}
    for page in (page for page in pages if not page.fault):
        lead = first.setdefault(page.name, page)
        if lead.leads and page is not lead and len(page.passages) == len(lead.passages):
            yield lead, page


def read_document(path: Path, language: str, leads: bool = False) -> Document:
    """Read one page; if it can't be read, the document has a ``fault``."""
    raw = b""
    try:
        found = read_bytes(path)
        lines = decode(found).split("\n")
        raw = found  # not of a file that is not text, so that this is its one fault
        end, facts, marks = _front_matter(lines)
    except Unreadable as fault:
        return Document(path, language, leads, raw, fault=fault.args)
    if lines[-1] == "":
        lines.pop()
    return Document(path, language, leads, raw, facts, marks, tuple(lines[end + 1 :]), end + 2)


def _front_matter(lines: list[str]) -> tuple[int, dict[str, Any], dict[str, int]]:
    """Return (index of the closing fence, facts, line number of each fact)."""
    if lines[0] != FENCE:
        raise Unreadable(1, f"front matter is missing; begin the file with {FENCE} and its facts")
    if FENCE not in lines[1:]:
        raise Unreadable(1, f"front matter does not end; close it with a line {FENCE}")
    end = lines.index(FENCE, 1)
    facts, marks = {}, {}
    try:
        for key, (line, node) in fields(parse("\n".join(lines[1:end]), FORM), FORM).items():
            facts[key], marks[key] = plain(node, FORM), line + 1
            if isinstance(node, yaml.MappingNode) and node.value:
                marks |= {f"{key}.{n}": at + 1 for n, (at, _) in fields(node, FORM).items()}
    except Unreadable as fault:
        line, message = fault.args
        raise Unreadable(line + 1, f"front matter {message}") from None
    return end, facts, marks
