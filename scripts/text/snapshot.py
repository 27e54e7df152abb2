"""An edition's file, docs/editions/1.json: the text of all its languages as it was released.

It is JSON with a line for each fact and each sentence, so that two can be compared by eye. It
ends with its own digest, and names the digest of the edition before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from text.edition import Edition, Translated, Unit
from text.files import Unreadable

FORMAT = 1
"""The form of the files that this code writes and reads."""

FACTS = ("title", "short_title", "event", "issuers", "place", "year")
"""The facts of the whole text that belong to an edition of it."""

DIGEST = '"digest": "'
"""Begins the last line but one, whose digest is that of all lines before it."""

RESTORE = "put it back (git restore docs/editions)"
"""What to do about a released file that is not as it was."""

Content = Mapping[str, Any]
"""The text of an edition as JSON holds it: languages, facts, units with their sentences."""

Words = Mapping[tuple[str, str, str], str]
"""All that an edition says, in order of the text, by place (a sentence's label, a unit's name, or
"" for the whole), field and language."""


@dataclass(frozen=True)
class Release:
    """An edition as it was released; ``reason`` says in each language why, ``digest`` is SHA-256
    in hexadecimal, "" before it is written, ``previous`` that of the edition before, "" for the
    first."""

    number: int
    date: date
    reason: Translated
    previous: str
    content: Content
    digest: str = ""

    @cached_property
    def words(self) -> Words:
        """All that it says."""
        return words(self.content)


def content(edition: Edition) -> Content:
    """The text of an edition as its file holds it; what the text lacks is left out."""
    return {
        "languages": list(edition.languages),
        **{fact: words for fact in FACTS if (words := getattr(edition, fact))},
        "units": [_unit(unit) for unit in edition.units],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "number": unit.number,
        **({"title": unit.title} if unit.titled else {}),
        "status": unit.status,
        "sentences": [
            {
                "label": sentence.label,
                "text": sentence.text,
                **({"note": sentence.note} if sentence.note else {}),
            }
            for sentence in unit.sentences
        ],
    }


def words(content: Content) -> Words:
    """All that a text says; what is a list there has a line for each here."""
    found: dict[tuple[str, str, str], str] = {}

    def add(place: str, field: str, value: Any) -> None:
        if not isinstance(value, Mapping):  # it is the same in every language
            value = dict.fromkeys(content["languages"], str(value))
        for language, text in value.items():
            found[place, field, language] = "\n".join(text) if isinstance(text, list) else text

    for fact in FACTS:
        add("", fact, content.get(fact, {}))
    add("", "order", " ".join(unit["name"] for unit in content["units"]))
    for unit in content["units"]:
        add(unit["name"], "title", unit.get("title", {}))
        add(unit["name"], "status", unit["status"])
        for sentence in unit["sentences"]:
            add(sentence["label"], "text", sentence["text"])
            add(sentence["label"], "note", sentence.get("note", {}))
    return found


def serialise(release: Release) -> str:
    """An edition's file: JSON, with a line for each fact and each sentence."""
    head = {
        "format": FORMAT,
        "version": release.number,
        "date": release.date.isoformat(),
        "reason": release.reason,
        "previous": release.previous,
        **{key: value for key, value in release.content.items() if key != "units"},
    }
    facts = (f"{_json(key)}: {_json(value)},\n" for key, value in head.items())
    units = ",\n".join(_lines(unit) for unit in release.content["units"])
    body = f'{{\n{"".join(facts)}"units": [\n{units}\n],\n'
    return f'{body}{DIGEST}{_digest(body)}"\n}}\n'


def parse(text: str) -> Release:
    """Return the edition that a file holds; raises Unreadable."""
    body, _, rest = text.rpartition(DIGEST)
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            message = f"is of another schema ({data['format']!r}, where {FORMAT} is known)"
            raise Unreadable(1, f"{message}; use the scripts/ that wrote it")
        if rest != f'{_digest(body)}"\n}}\n':
            raise ValueError("its digest")
        number, day = data["version"], date.fromisoformat(data["date"])
        found = {key: data[key] for key in ("languages", *FACTS, "units") if key in data}
        release = Release(number, day, data["reason"], data["previous"], found, data["digest"])
        _ = release.words  # all of it is there
        return release
    except (ValueError, TypeError, KeyError, AttributeError):
        message = "is not an edition as sh scripts/release writes it"
        raise Unreadable(1, f"{message}; {RESTORE}") from None


def _lines(unit: Mapping[str, Any]) -> str:
    """A unit as JSON, its facts on the first line, then a sentence a line."""
    facts = _json({key: value for key, value in unit.items() if key != "sentences"})
    sentences = ",\n".join(_json(sentence) for sentence in unit["sentences"])
    return f'{facts[:-1]}, "sentences": [\n{sentences}\n]}}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
