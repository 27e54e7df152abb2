"""Typesetting: each unit and the whole as a print file (PDF) and a preview picture (PNG).

    edition ── facts, as JSON ──> overrides/typeset/document.typ ──> en/proposal-3.pdf
                            └──> overrides/typeset/card.typ ─────> en/proposal-3.png

What a file says goes to Typst as data and is never read as its language. Fonts are those
of two packages; the system's are ignored, so that every machine sets the same page. Files
are set on every core (press.py) while others work on the pages.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from outputs.glyphs import missing
from outputs.pages import WHOLE, View, Words
from outputs.paper import Unset, edition_moment, facts
from text.edition import Edition, Translated

FONTS = ("fontpkg_source_serif_4", "pylopdf_fonts_zh_cn")
"""Packages whose folders hold the fonts."""

ENDINGS = ("pdf", "png")
"""What is made of each unit, and of the whole."""

made: dict[bytes, Future[bytes]] = {}
"""The files of the last call, by all that went into each: a rebuild makes what has changed."""

CORES = os.cpu_count() or 1

workers = ThreadPoolExecutor(CORES)
"""Each waits for a press."""

idle: SimpleQueue[subprocess.Popen] = SimpleQueue()
"""Presses that wait for work."""


def start() -> None:
    """Start the presses ahead of their work: each takes a moment until it can begin."""
    for _ in range(CORES):
        idle.put(_press())


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

    ``root`` is the project's folder: its templates, and its history for the date. Raises
    Unset for a missing font, and a file's ``result`` does so for a fault in a template or a
    character without a glyph.
    """
    global made

    def work(job: dict[str, Any], address: str) -> bytes:
        try:
            return _set(job, address)
        except Unset:
            legible(edition, words)  # which knows the sentence
            raise

    templates = root / "overrides" / "typeset"
    fonts = [str(folder) for folder in _folders()]
    source = b"".join(path.read_bytes() for path in sorted(templates.glob("*.typ")))
    kept: dict[bytes, Future[bytes]] = {}
    files: dict[str, Future[bytes]] = {}
    for name, ending, data in _jobs(edition, words, views, root, url):
        key = hashlib.sha256(b"\0".join((ending.encode(), source, data.encode()))).digest()
        address = f"{name}.{ending}"
        if key not in made or made[key].cancelled() or made[key].exception():
            job = dict(ending=ending, templates=str(templates), fonts=fonts, data=data)
            kept[key] = workers.submit(work, job, address)
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
        if (lacking := missing(text, _folders()))
    ]
    if faults:
        raise Unset("\n".join(faults))


def _jobs(
    edition: Edition, words: Words, views: Iterable[View], root: Path, url: str
) -> Iterator[tuple[str, str, str]]:
    """Yield (name, ending, data) of every file; a print file is set while the next is told."""
    moment = edition_moment(root)
    first, *others = ENDINGS
    told = {}
    for view in views:
        # The whole takes longest, so it comes first.
        for units in (edition.units, *((unit,) for unit in edition.units)):
            name = f"{view.folder}{WHOLE if units is edition.units else units[0].name}"
            data = facts(edition, words, view, units, url, moment)
            told[name] = json.dumps(data, ensure_ascii=False)
            yield name, first, told[name]
    for ending in others:
        for name, data in told.items():
            yield name, ending, data


def _set(job: dict[str, Any], address: str) -> bytes:
    """Have a press set a file; one that breaks off is not used again."""
    try:
        press = idle.get_nowait()
    except Empty:
        press = _press()
    try:
        press.stdin.write(json.dumps(job).encode() + b"\n")
        press.stdin.flush()
        answer = json.loads(press.stdout.readline())
        file = press.stdout.read(answer.get("bytes", 0))
        if len(file) < answer.get("bytes", 0):
            raise EOFError
    except (OSError, ValueError, EOFError):
        press.kill()
        press.communicate()
        raise Unset(f"{address}: the press broke off; build again, and see above why") from None
    idle.put(press)
    if "fault" in answer:
        raise Unset(f"{address}: {answer['fault']}")
    return file


def _press() -> subprocess.Popen:
    """A process of its own, without our folder in its path."""
    return subprocess.Popen(
        [sys.executable, "-I", str(Path(__file__).with_name("worker.py"))],
        # To glibc: what one picture took is kept for the next, and not asked for anew.
        env=os.environ | {"MALLOC_TOP_PAD_": "64000000"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


@atexit.register
def _stop() -> None:
    """Let each press end, and wait, so that what it took counts as ours."""
    presses = [idle.get() for _ in range(idle.qsize())]
    for press in presses:
        press.stdin.close()
    for press in presses:
        press.stdout.close()
        press.wait()


@cache
def _folders() -> tuple[Path, ...]:
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
