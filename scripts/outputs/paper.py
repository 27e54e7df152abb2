"""A paper: what a print file or a preview picture is told, as data for its template."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from outputs.colophon import git
from outputs.pages import View, Words, place
from text.edition import Edition, Sentence, Translated, Unit


class Unset(Exception):
    """A file can't be set; the message says which, why, and what to do."""


def facts(
    edition: Edition,
    words: Words,
    view: View,
    units: tuple[Unit, ...],
    url: str,
    moment: datetime,
) -> dict[str, Any]:
    """All that a template is told of one file, as JSON takes it."""
    whole = units is edition.units
    name = "" if whole else f"{units[0].name}/"
    title = edition.title if whole else units[0].title
    keywords = (edition.short_title, edition.event, edition.place)
    return {
        "whole": whole,
        "name": " · ".join(title[language] for language in view.languages),
        "keywords": [fact[language] for fact in keywords for language in view.languages],
        "languages": [_language(words, language) for language in view.languages],
        "words": {key: dict(word) for key, word in words.items()},
        "title": dict(edition.title),
        "short_title": dict(edition.short_title),
        "event": dict(edition.event),
        "issuers": dict(edition.issuers),
        "imprint": {
            language: words["imprint"][language].format(edition.place[language], edition.year)
            for language in view.languages
        },
        "units": [_unit(edition, words, unit) for unit in units],
        "address": f"{url}{view.folder}{name}",
        "neutral": f"{url}{name}",
        "code": _code(f"{url}{name}"),
        "date": [moment.year, moment.month, moment.day],
        "edition": _dated(words, moment),
    }


def edition_moment(root: Path) -> datetime:
    """When the edition is from: SOURCE_DATE_EPOCH, else the last commit, else today; in UTC."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or git(root, "log", "-1", "--format=%ct")
    if not seconds:
        return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise Unset(
            f"SOURCE_DATE_EPOCH is {seconds!r}; give it whole seconds since 1970, or unset it"
        ) from None


def dated(words: Words, root: Path) -> Translated:
    """Return the edition's date in words: "Edition of 24 November 2026"."""
    return _dated(words, edition_moment(root))


def _language(words: Words, language: str) -> dict[str, str]:
    """A language to Typst: its tag in parts, since "zh-Hans" is a language and a script."""
    first, *rest = words["language"][language].split("-")
    region = next((part.lower() for part in rest if len(part) == 2), None)
    script = next((part for part in rest if len(part) == 4), "")
    direction = words["direction"][language]
    return dict(key=language, lang=first, region=region, script=script, direction=direction)


def _unit(edition: Edition, words: Words, unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "number": unit.number,
        "place": {each: place(edition, words, unit, each) for each in edition.languages},
        "title": dict(unit.title),
        "status": {language: words[kind][language] for language, kind in unit.status.items()},
        "sentences": [_sentence(sentence) for sentence in unit.sentences],
    }


@cache
def _code(address: str) -> str:
    """A QR code as SVG, whose lines stay sharp on any printer."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "label": sentence.label,
        "number": sentence.number,
        "text": dict(sentence.text),
        "note": dict(sentence.note),
    }


def _dated(words: Words, moment: datetime) -> dict[str, str]:
    def date(language: str) -> str:
        month = words["months"][language].split()[moment.month - 1]
        return words["date"][language].format(year=moment.year, month=month, day=moment.day)

    return {language: word.format(date(language)) for language, word in words["edition"].items()}
