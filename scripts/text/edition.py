"""The edition: the paired text with its facts, read once into plain, immutable objects.

    docs/en/proposal-3.md, line n of the body ──┐
    docs/zh/proposal-3.md, line n of the body ──┴──> Sentence "3.n"

It knows neither MkDocs nor HTML. The checks, the pages and every other output
ask it; none of them reads docs/ again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from text.documents import (
    ORIGINAL_LANGUAGE,
    PROSE,
    Document,
    label,
    proposal_number,
    read_documents,
)
from text.files import WHOLE_LIMIT, read_text
from text.punctuation import has_han

Translated = Mapping[str, Any]
"""From a language's folder ("en", "zh") to the same thing said in that language."""


@dataclass(frozen=True)
class Sentence:
    """A line of a unit: its label ("3.2"), its number, its words and its note, if any."""

    label: str
    number: int
    text: Translated
    note: Translated


@dataclass(frozen=True)
class Unit:
    """One of the text's parts; ``number`` is a proposal's, None for the others."""

    name: str
    number: int | None
    title: Translated
    status: Translated
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Prose:
    """A page in this edition's own words: blocks of Markdown, paired as sentences are."""

    name: str
    title: Translated
    blocks: tuple[Translated, ...]


@dataclass(frozen=True)
class Edition:
    """The whole: languages (the original's first), the document's facts, its parts."""

    languages: tuple[str, ...]
    title: Translated
    short_title: Translated
    event: Translated
    issuers: Translated
    place: Translated
    year: int
    units: tuple[Unit, ...]
    prose: tuple[Prose, ...]

    @cached_property  # every unit's place asks it
    def proposals(self) -> int:
        """How many of the units are numbered proposals."""
        return sum(unit.number is not None for unit in self.units)


@dataclass(frozen=True)
class Source:
    """The text as found: its title, then each paragraph of the original as (line, text),
    and beside it, in the same order, the Chinese it came with, None where it has none."""

    title: str
    paragraphs: tuple[tuple[int, str], ...]
    chinese: tuple[tuple[int, str] | None, ...]


def read_edition(docs: Path) -> Edition:
    """Return the edition kept under ``docs``, which must have passed the checks."""
    return assemble(read_documents(docs))


def assemble(documents: Iterable[Document]) -> Edition:
    """Pair documents of the same name.

    Raises KeyError where a page or a fact is missing and ValueError where the
    languages differ in length; the checks say so in better words before.
    """
    pairs: dict[str, dict[str, Document]] = {}
    for document in documents:
        pairs.setdefault(document.name, {})[document.language] = document
    index = pairs["index"]
    return Edition(
        languages=tuple(index),
        **{fact: _fact(index, fact) for fact in ("title", "short_title", "event", "issuers")},
        place=_fact(index, "place"),
        year=index[ORIGINAL_LANGUAGE].facts["year"],
        units=tuple(_unit(name, pair) for name, pair in pairs.items() if name not in PROSE),
        prose=tuple(_prose(name, pairs[name]) for name in PROSE),
    )


def read_source(path: Path) -> Source:
    """Read the text as found: a title, then a paragraph a line.

    A paragraph holding Chinese is the Chinese of the paragraph that follows it. Raises
    Unreadable, and ValueError where there is no title.
    """
    lines = enumerate(read_text(path, WHOLE_LIMIT).splitlines(), 1)
    (_, title), *rest = [(number, line) for number, line in lines if line]
    paragraphs, chinese, before = [], [], None
    for number, line in rest:
        if has_han(line):
            before = (number, line)
        else:
            paragraphs.append((number, line))
            chinese.append(before)
            before = None
    return Source(title, tuple(paragraphs), tuple(chinese))


def _fact(pair: Mapping[str, Document], key: str) -> Translated:
    return MappingProxyType({language: page.facts[key] for language, page in pair.items()})


def _unit(name: str, pair: Mapping[str, Document]) -> Unit:
    rows = zip(*(page.body for page in pair.values()), strict=True)
    notes = {language: page.facts.get("notes", {}) for language, page in pair.items()}
    return Unit(
        name=name,
        number=proposal_number(name),
        title=_fact(pair, "title"),
        status=_fact(pair, "status"),
        sentences=tuple(
            Sentence(
                label=label(name, n),
                number=n,
                text=MappingProxyType(dict(zip(pair, row, strict=True))),
                note=MappingProxyType(
                    {language: found[n] for language, found in notes.items() if n in found}
                ),
            )
            for n, row in enumerate(rows, 1)
        ),
    )


def _prose(name: str, pair: Mapping[str, Document]) -> Prose:
    rows = zip(*([text for _, text in page.passages] for page in pair.values()), strict=True)
    return Prose(
        name=name,
        title=_fact(pair, "title"),
        blocks=tuple(MappingProxyType(dict(zip(pair, row, strict=True))) for row in rows),
    )
