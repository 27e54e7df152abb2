"""The edition: the paired text with its facts, as plain objects that nobody changes.

    docs/en/proposal-3.md, line n of the body ──┐
    docs/zh/proposal-3.md, line n of the body ──┴──> Sentence "3.n"

It knows neither MkDocs nor HTML. Every output reads it; none of them reads docs/ again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from text.documents import PROSE, Document, label, number_of
from text.strings import Strings

Translated = Mapping[str, Any]
"""From a language's folder ("en", "zh") to the words in that language."""

PARAGRAPH = re.compile(r"\(?\d{1,3}[.)]\s|\([a-z]{1,4}\)\s")
"""How a numbered paragraph within a unit begins: "2. ", "(2) ", "(a) "."""


@dataclass(frozen=True)
class Sentence:
    """A line of a unit: its label ("3.2"), its number, its words and its note, if any."""

    label: str
    number: int
    text: Translated
    note: Translated

    @property
    def begins_paragraph(self) -> bool:
        """Whether it begins with a paragraph's number, and so on a new line."""
        return any(PARAGRAPH.match(text) for text in self.text.values())


@dataclass(frozen=True)
class Unit:
    """A part of the text with a page of its own.

    ``number`` is that at the end of its name, or None. ``title`` is "Article 3" if the unit
    has none of its own, and ``titled`` is False then.
    """

    name: str
    number: int | None
    titled: bool
    title: Translated
    status: Translated
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Prose:
    """A page in the edition's own words: blocks of Markdown, paired as sentences are."""

    title: Translated
    blocks: tuple[Translated, ...]

    def has(self, id: str) -> bool:
        """Whether a heading has this id, as in `## Its words {#id}`."""
        return any(text.endswith(f"{{#{id}}}") for block in self.blocks for text in block.values())


@dataclass(frozen=True)
class Edition:
    """The text in all its languages, the first of which the others are paired with, and the
    facts of the whole. ``event`` is {} if the text has none. ``name`` is that of files which
    hold the whole: "initiative" for initiative.pdf. ``licence`` is (name, address).
    """

    languages: tuple[str, ...]
    title: Translated
    short_title: Translated
    event: Translated
    issuers: Translated
    place: Translated
    year: int
    name: str
    licence: tuple[str, str]
    first_sentence_is_heading: bool
    units: tuple[Unit, ...]
    prose: Mapping[str, Prose]

    @cached_property
    def numbered(self) -> int:
        """How many of the units have a number."""
        return sum(unit.number is not None for unit in self.units)

    @cached_property
    def subtitle(self) -> Translated:
        """What the title says beside the short title: the event if the title names it, else the
        rest of the title; "" if that is an article at most."""

        def beside(language: str) -> str:
            title, short = self.title[language], self.short_title[language]
            event = self.event.get(language)
            rest = title.removeprefix(short).removesuffix(short).strip()
            return event if event and event in title else rest if len(rest) > 3 else ""

        return {language: beside(language) for language in self.languages}

    def unit(self, name: str) -> Unit:
        """The unit of a name."""
        return self._units[name]

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.name: unit for unit in self.units}


def assemble(documents: Iterable[Document], strings: Strings) -> Edition:
    """Pair documents of the same name.

    Raises KeyError where a page or a fact is missing and ValueError where languages differ in
    length; the checks find both before.
    """
    found: dict[str, dict[str, Document]] = {}
    for document in documents:
        found.setdefault(document.name, {})[document.language] = document
    index = found["index"]
    whole = next(iter(index.values())).facts
    return Edition(
        languages=tuple(index),
        **{fact: _fact(index, fact) for fact in ("title", "short_title", "issuers", "place")},
        event=_fact(index, "event") if "event" in whole else {},
        year=int(whole["year"]),
        name=whole["name"],
        licence=(whole["licence"], whole["licence_url"]),
        first_sentence_is_heading=whole.get("first_sentence_is_heading") == "true",
        units=tuple(_unit(name, found[name], strings) for name in found if name not in PROSE),
        prose={name: Prose(_fact(found[name], "title"), _passages(found[name])) for name in PROSE},
    )


def _fact(pair: Mapping[str, Document], key: str) -> Translated:
    return {language: page.facts[key] for language, page in pair.items()}


def _passages(pair: Mapping[str, Document]) -> tuple[Translated, ...]:
    """The sentences or the blocks of a page, each in every language."""
    rows = zip(*([text for _, text in page.passages] for page in pair.values()), strict=True)
    return tuple(dict(zip(pair, row, strict=True)) for row in rows)


def _unit(name: str, pair: Mapping[str, Document], strings: Strings) -> Unit:
    titled = all("title" in page.facts for page in pair.values())
    notes = {language: page.notes for language, page in pair.items()}
    return Unit(
        name=name,
        number=number_of(name),
        titled=titled,
        title=_fact(pair, "title") if titled else strings.filled("part", number_of(name)),
        status=_fact(pair, "status"),
        sentences=tuple(
            Sentence(
                label=label(name, n),
                number=n,
                text=text,
                note={each: of[str(n)] for each, of in notes.items() if str(n) in of},
            )
            for n, text in enumerate(_passages(pair), 1)
        ),
    )
