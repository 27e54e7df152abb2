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
from types import MappingProxyType
from typing import Any

from text.documents import (
    ORIGINAL_LANGUAGE,
    PROSE,
    Document,
    label,
    proposal_number,
)

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
    prose: Mapping[str, Prose]
    name: str = "initiative"

    @cached_property
    def proposals(self) -> int:
        """How many of the units are numbered."""
        return sum(unit.number is not None for unit in self.units)

    def unit(self, name: str) -> Unit:
        """The unit of a name."""
        return self._units[name]

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.name: unit for unit in self.units}


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
        prose=MappingProxyType({name: _prose(name, pairs[name]) for name in PROSE}),
    )


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
