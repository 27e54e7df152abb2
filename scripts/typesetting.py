"""Typesetting: each unit and the whole as a print file (PDF) and a preview picture (PNG).

    edition ── facts, as JSON ──> overrides/typeset/document.typ ──> en/proposal-3.pdf
                            └──> overrides/typeset/card.typ ─────> en/proposal-3.png

What a file says goes to Typst as data and is never read as its language. Fonts are those
of two packages; the system's are ignored, so that every machine sets the same page. Files
are set on every core while others work on the pages: Typst leaves Python free meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from threading import get_ident
from typing import Any

import typst
from PIL import Image

from edition import Edition, Translated
from glyphs import missing
from pages import WHOLE, View, Words
from paper import Unset, edition_moment, facts

FONTS = ("fontpkg_source_serif_4", "pylopdf_fonts_zh_cn")
"""Packages whose folders hold the fonts."""

FORMATS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "pdf": ("document.typ", {"pdf_standards": ["ua-1", "a-2a"]}),
    "png": ("card.typ", {"ppi": 72}),  # a point is a pixel
}
"""From a file's ending to its template and what Typst is told beside."""

made: dict[bytes, Future[bytes]] = {}
"""The files of the last call, by all that went into each: a rebuild makes what has changed."""

workers = ThreadPoolExecutor(os.cpu_count())


def typeset(
    edition: Edition, words: Words, views: Iterable[View], root: Path, url: str
) -> dict[str, bytes]:
    """Return every file by its address ("en/proposal-3.pdf"); see ``begin``."""
    files = begin(edition, words, views, root, url)
    return {address: file.result() for address, file in files.items()}


def begin(
    edition: Edition, words: Words, views: Iterable[View], root: Path, url: str
) -> dict[str, Future[bytes]]:
    """Begin to set every file for a site that stands at ``url``; return each by its address,
    print files first, as it will be.

    ``root`` is the project's folder: its templates, and its history for the date.
    Raises Unset for a missing font or a character without a glyph, and a file's ``result``
    does so for a fault in a template.
    """
    global made
    legible(edition, words)
    templates = root / "overrides" / "typeset"
    source = b"".join(path.read_bytes() for path in sorted(templates.glob("*.typ")))
    moment = edition_moment(root)
    told = {}
    for view in views:
        # The whole takes longest, so it comes first.
        for units in (edition.units, *((unit,) for unit in edition.units)):
            name = WHOLE if units is edition.units else units[0].name
            data = facts(edition, words, view, units, url, moment)
            told[f"{view.folder}{name}"] = json.dumps(data, ensure_ascii=False)
    files, kept = {}, {}
    for ending in FORMATS:
        for name, data in told.items():
            key = hashlib.sha256(b"\0".join((ending.encode(), source, data.encode()))).digest()
            address = f"{name}.{ending}"
            if key not in made or made[key].cancelled() or made[key].exception():
                kept[key] = workers.submit(_compile, templates, ending, data, address)
            else:
                kept[key] = made[key]
            files[address] = kept[key]
    made = kept
    return files


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


def _compile(templates: Path, ending: str, data: str, address: str) -> bytes:
    template, told = FORMATS[ending]
    try:
        made, warnings = _compiler(templates, get_ident()).compile_with_warnings(
            input=templates / template,
            format=ending,
            sys_inputs={"data": data},
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
def _compiler(templates: Path, thread: int) -> typst.Compiler:
    """One for a thread: it keeps the fonts, which are slow to read, and sets a file at a time."""
    return typst.Compiler(root=templates, font_paths=list(_fonts()), ignore_system_fonts=True)


@cache
def _fonts() -> tuple[Path, ...]:
    """Folders of the fonts."""
    try:
        return tuple(Path(import_module(package).__file__).parent for package in FONTS)
    except ImportError as error:
        raise Unset(f"the font package {error.name} is missing; run scripts/serve again") from None


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
