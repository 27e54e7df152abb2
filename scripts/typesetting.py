"""Typesetting: each unit and the whole as a print file (PDF) and a preview picture (PNG).

    edition ── facts, as JSON ──> overrides/typeset/document.typ ──> en/proposal-3.pdf
                            └──> overrides/typeset/card.typ ─────> en/proposal-3.png

What a file says goes to Typst as data and is never read as its language. Fonts are those
of two packages; the system's are ignored, so that every machine sets the same page.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from PIL import Image

from edition import Edition, Sentence, Translated, Unit
from glyphs import missing
from pages import View, Words, numeral

WHOLE = "initiative"
"""Name of the files that hold every unit."""

FONTS = ("fontpkg_source_serif_4", "pylopdf_fonts_zh_cn")
"""Packages whose folders hold the fonts."""

FORMATS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "pdf": ("document.typ", {"pdf_standards": ["ua-1", "a-2a"]}),
    "png": ("card.typ", {"ppi": 72}),  # a point is a pixel
}
"""From a file's ending to its template and what Typst is told beside."""

made: dict[bytes, bytes] = {}
"""The files of the last call, by all that went into each: a rebuild makes what has changed."""


class Unset(Exception):
    """A file can't be set; the message says which, why, and what to do."""


def typeset(
    edition: Edition, words: Words, views: Iterable[View], root: Path, url: str
) -> dict[str, bytes]:
    """Return every file by its address ("en/proposal-3.pdf"), for a site that stands at ``url``.

    ``root`` is the project's folder: its templates, and its history for the date.
    Raises Unset for a missing font, a character without a glyph, a fault in a template.
    """
    global made
    legible(edition, words)
    templates = root / "overrides" / "typeset"
    source = b"".join(path.read_bytes() for path in sorted(templates.glob("*.typ")))
    moment = edition_moment(root)
    files, kept = {}, {}
    for view in views:
        for units in (*((unit,) for unit in edition.units), edition.units):
            data = json.dumps(facts(edition, words, view, units, url, moment), ensure_ascii=False)
            name = WHOLE if units is edition.units else units[0].name
            for ending in FORMATS:
                key = hashlib.sha256(b"\0".join((ending.encode(), source, data.encode()))).digest()
                address = f"{view.folder}{name}.{ending}"
                kept[key] = made.get(key) or _compile(templates, ending, data, moment, address)
                files[address] = kept[key]
    made = kept
    return files


def edition_moment(root: Path) -> datetime:
    """When the edition is from: SOURCE_DATE_EPOCH, else the last commit, else today; in UTC."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        try:
            told = subprocess.run(
                ["git", "log", "-1", "--format=%ct"],
                cwd=root,
                capture_output=True,
                text=True,
                timeout=10,
            )
            seconds = told.stdout.strip()
        except (OSError, subprocess.TimeoutExpired):
            seconds = ""
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


def legible(edition: Edition, words: Words) -> None:
    """Raise Unset if a character of the text, or of the interface, has no glyph in the fonts."""
    faults = [
        f"{where}: no font has a glyph for {', '.join(lacking)}; write it in other characters,"
        " or name a font that has it in overrides/typeset/faces.typ"
        for where, text in _sayings(edition, words)
        if (lacking := missing(text, _fonts()))
    ]
    if faults:
        raise Unset("\n".join(faults))


def _compile(templates: Path, ending: str, data: str, moment: datetime, address: str) -> bytes:
    template, told = FORMATS[ending]
    try:
        made, warnings = _compiler(templates).compile_with_warnings(
            input=templates / template,
            format=ending,
            sys_inputs={"data": data},
            timestamp=moment,
            **told,
        )
    except typst.TypstError as error:
        raise Unset(_complaint(address, error)) from None
    if warnings:
        raise Unset(_complaint(address, warnings[0]))
    if not isinstance(made, bytes):
        raise Unset(f"{address}: {template} makes {len(made)} sheets; let it make one")
    return _lighten(made) if ending == "png" else made


def _lighten(picture: bytes) -> bytes:
    """The same picture in 32 colours, enough for a few inks and their edges: half the bytes."""
    lighter = BytesIO()
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(lighter, "PNG")
    return lighter.getvalue()


def _complaint(address: str, error: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in error.hints)
    return f"{address}: {error.message}{hints}\n{error.diagnostic}"


@cache
def _compiler(templates: Path) -> typst.Compiler:
    """One for a run: it keeps the fonts, which are slow to read."""
    return typst.Compiler(root=templates, font_paths=list(_fonts()), ignore_system_fonts=True)


@cache
def _fonts() -> tuple[Path, ...]:
    """Folders of the fonts."""
    try:
        return tuple(Path(import_module(package).__file__).parent for package in FONTS)
    except ImportError as error:
        raise Unset(f"the font package {error.name} is missing; run scripts/serve again") from None


def _language(words: Words, language: str) -> dict[str, str]:
    """A language to Typst: its tag in parts, since "zh-Hans" is a language and a script."""
    first, *rest = words["language"][language].split("-")
    region = next((part.lower() for part in rest if len(part) == 2), None)
    script = next((part for part in rest if len(part) == 4), "")
    direction = words["direction"][language]
    return dict(key=language, lang=first, region=region, script=script, direction=direction)


def _unit(edition: Edition, words: Words, unit: Unit) -> dict[str, Any]:
    def place(language: str) -> str:
        if unit.number is None:
            return edition.short_title[language]
        digits = words["numerals"][language]
        counted = (numeral(number, digits) for number in (unit.number, edition.proposals))
        return words["proposal"][language].format(*counted)

    return {
        "name": unit.name,
        "number": unit.number,
        "place": {language: place(language) for language in edition.languages},
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


def _sayings(edition: Edition, words: Words) -> Iterator[tuple[str, str]]:
    """Yield (where it stands, text) for all that a file may say."""

    def each(where: str, said: Translated) -> Iterator[tuple[str, str]]:
        for language, text in said.items():
            text = "".join(text) if isinstance(text, list) else text
            yield f"{where} ({language})", text

    for fact in ("title", "short_title", "event", "issuers", "place"):
        yield from each(f"docs/*/index.md, {fact}", getattr(edition, fact))
    for unit in edition.units:
        yield from each(f"{unit.name}, title", unit.title)
        for sentence in unit.sentences:
            yield from each(f"{unit.name}, sentence {sentence.label}", sentence.text)
            yield from each(f"{unit.name}, note on {sentence.label}", sentence.note)
    for key, word in words.items():
        yield from each(f"overrides/words.yml, {key}", word)
