"""The edition as data, for programs to take: each export is text made from the same objects.

    initiative.json   initiative.schema.json   initiative.tmx   en/initiative.txt   zh/…

and sentences.json, the little that the reader's search loads. Languages go by their tags
(BCP 47), sentences by their labels; nothing in a file depends on when it was made.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from outputs.citations import Citations
from outputs.glossary import Entry
from outputs.pages import WHOLE, Leaf, Words, alone, together
from outputs.tmx import memory
from text.edition import Edition, Translated, Unit
from text.rules import STATUSES

SCHEMA = f"{WHOLE}.schema.json"
"""What every field of the JSON means; it stands beside this module and is published as it is."""

SEVERAL = "mul"
"""The tag of the view that shows all languages side by side (ISO 639-2: multiple languages)."""


def export(
    site: Path, citations: Citations, version: str, entries: Iterable[Entry] = ()
) -> dict[str, int]:
    """Write every export to its address under ``site``; return how many bytes each takes."""
    sizes = {}
    for address, contents in exports(citations, version, entries):
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        sizes[address] = path.write_bytes(contents)
    return sizes


def exports(
    citations: Citations, version: str, entries: Iterable[Entry] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield (address relative to the site, contents) of every export; ``entries`` are the
    glossary's."""
    edition, words = citations.edition, citations.words
    yield "sentences.json", search_index(edition, words).encode()
    yield f"{WHOLE}.json", whole(citations, version, entries).encode()
    yield SCHEMA, Path(__file__).with_name(SCHEMA).read_bytes()
    yield f"{WHOLE}.tmx", memory(edition, words, WHOLE, version)
    for language in edition.languages:
        # With a byte order mark: a host that names no charset for text leaves browsers to
        # guess, and of all hints this alone makes each of them read Chinese as UTF-8.
        yield f"{language}/{WHOLE}.txt", plain_text(citations, language).encode("utf-8-sig")


def read_version(root: Path) -> str:
    """The edition's version, kept in pyproject.toml."""
    facts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return facts["project"]["version"]


def whole(citations: Citations, version: str, entries: Iterable[Entry] = ()) -> str:
    """All there is of the edition as JSON, in order of the text; the schema tells each field."""
    edition, words = citations.edition, citations.words
    contents = citations.leaves["index"]

    def tagged(said: Translated) -> dict[str, Any]:
        return _tagged(said, words)

    return _json(
        {
            "$schema": f"{citations.url(contents, together(edition))}{SCHEMA}",
            "version": version,
            "addresses": _addresses(citations, contents),
            "languages": [words["language"][language] for language in edition.languages],
            "title": tagged(edition.title),
            "short_title": tagged(edition.short_title),
            "event": tagged(edition.event),
            "issuers": tagged(edition.issuers),
            "place": tagged(edition.place),
            "year": edition.year,
            "statuses": {
                status: {tag: words[status][language] for language, tag in _tags(edition, words)}
                for status in STATUSES
            },
            "units": [
                {
                    "name": unit.name,
                    "number": unit.number,
                    "addresses": _addresses(citations, citations.leaves[unit.name]),
                    "title": tagged(unit.title),
                    "status": tagged(unit.status),
                    "sentences": [
                        {
                            "label": sentence.label,
                            "text": tagged(sentence.text),
                            **({"note": tagged(sentence.note)} if sentence.note else {}),
                        }
                        for sentence in unit.sentences
                    ],
                }
                for unit in edition.units
            ],
            "terms": [
                {
                    "term": tagged(entry.term.text),
                    **{
                        field: tagged(said)
                        for field in ("note", "source")
                        if (said := getattr(entry.term, field))
                    },
                    "sentences": [sentence.label for _, sentence in entry.places],
                }
                for entry in entries
            ],
        }
    )


def plain_text(citations: Citations, language: str) -> str:
    """The text in a language, a line a sentence: the label, a tab, the words.

    Above it the title, the issuers, place and year, and the address; above each part its
    title and its status; below it its notes, each under a line that says what it is on.
    The lines with a tab are the sentences, and no others are.
    """
    edition, words = citations.edition, citations.words
    head = [
        edition.title[language],
        *edition.issuers[language],
        words["imprint"][language].format(edition.place[language], edition.year),
        citations.url(citations.leaves["index"], alone(language)),
    ]
    parts = [_part(citations, unit, language) for unit in edition.units]
    return "\n\n".join("\n".join(lines) for lines in (head, *parts)) + "\n"


def search_index(edition: Edition, words: Words) -> str:
    """Every sentence as JSON for the reader's search, in order of the text.

    ``languages`` holds their tags (BCP 47), ``sentences`` a row each: the unit's name,
    the label, and the text in each of those languages.
    """
    return json.dumps(
        {
            "languages": [words["language"][language] for language in edition.languages],
            "sentences": [
                [unit.name, sentence.label, list(sentence.text.values())]
                for unit in edition.units
                for sentence in unit.sentences
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _part(citations: Citations, unit: Unit, language: str) -> Iterator[str]:
    words = citations.words
    yield citations.of(citations.leaves[unit.name], language).title
    yield words[unit.status[language]][language]
    for sentence in unit.sentences:
        yield f"{sentence.label}\t{sentence.text[language]}"
    for sentence in unit.sentences:
        if language in sentence.note:
            yield words["note"][language].format(sentence.label)
            yield sentence.note[language]


def _addresses(citations: Citations, leaf: Leaf) -> dict[str, str]:
    """A page's absolute address in each view."""
    edition, words = citations.edition, citations.words
    return {
        SEVERAL: citations.url(leaf, together(edition)),
        **{tag: citations.url(leaf, alone(language)) for language, tag in _tags(edition, words)},
    }


def _tags(edition: Edition, words: Words) -> list[tuple[str, str]]:
    return [(language, words["language"][language]) for language in edition.languages]


def _tagged(said: Translated, words: Words) -> dict[str, Any]:
    """What is said in each language, by the language's tag."""
    return {words["language"][language]: each for language, each in said.items()}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
