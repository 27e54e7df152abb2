"""Reviews: every translated sentence and paragraph as a person last compared it.

    zh 3.2 fc4d7fd55a06 1b8d7c1a2e0f     a line of docs/translations.lock

that is the language, the label, a fingerprint of the original and one of the translation.
Change either, and the checks name the sentence until confirm.py says that somebody has
compared the two. So no language goes stale, and none is changed while another is forgotten.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from text.documents import ORIGINAL_LANGUAGE, PROSE, Document, label, order
from text.faults import Fault
from text.files import Unreadable, read_text

NAME = "translations.lock"

HEAD = """\
# Language, label, a fingerprint of the original and one of the translation as last compared.
# Made by sh scripts/confirm.
"""

LINE = re.compile(r"(\S+) (\S+\.\d+) ([0-9a-f]{12}) ([0-9a-f]{12})")

CONFIRM = "then run sh scripts/confirm"

Key = tuple[str, str]
"""A language and a label: ("zh", "3.2"), ("zh", "about.2")."""

Prints = tuple[str, str]
"""The fingerprints of an original and of its translation."""


class Pair(NamedTuple):
    """A translation, at a line of a file, beside its original."""

    language: str
    label: str
    original: str
    translation: str
    path: Path
    line: int

    @property
    def key(self) -> Key:
        return self.language, self.label

    @property
    def prints(self) -> Prints:
        return fingerprint(self.original), fingerprint(self.translation)


class Reviewed(NamedTuple):
    """What a line of the record has, and its number."""

    line: int
    prints: Prints


def fingerprint(text: str) -> str:
    """The first 12 hexadecimal digits of a text's SHA-256: enough to see a change by."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def pairs(pages: Iterable[Document]) -> Iterator[Pair]:
    """Every translated sentence, and every paragraph of prose, beside its original.

    In reading order, a language after the other. A page that can't be paired with its
    original line by line is passed over; the checks have another fault for it.
    """
    originals = {page.name: page for page in pages if page.language == ORIGINAL_LANGUAGE}
    for page in pages:
        original = originals.get(page.name)
        if not original or _is_original(page):
            continue
        ours, theirs = page.passages, original.passages
        if len(ours) == len(theirs):
            for n, ((line, text), (_, source)) in enumerate(zip(ours, theirs, strict=True), 1):
                yield Pair(page.language, label(page.name, n), source, text, page.path, line)


def read(path: Path) -> tuple[dict[Key, Reviewed], list[Fault]]:
    """Read a lock, as far as it can be read, and what is wrong with its lines; one that isn't
    there holds none. Raises Unreadable."""
    found: dict[Key, Reviewed] = {}
    faults = []
    for number, line in enumerate(_lines(path), 1):
        if not line or line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if not match:
            message = "is not `language label fingerprint fingerprint`; delete it and check again"
            faults.append(Fault(path, number, message))
            continue
        language, name, *prints = match.groups()
        if before := found.get((language, name)):
            message = f"{language} {name} stands in line {before.line} already; delete one"
            faults.append(Fault(path, number, message))
        else:
            found[language, name] = Reviewed(number, (prints[0], prints[1]))
    return found, faults


def compare(path: Path, pages: Sequence[Document]) -> Iterator[Fault]:
    """Every translation is as it was last compared with its original, and so is the original."""
    try:
        found, faults = read(path)
    except Unreadable as fault:
        yield Fault(path, *fault.args)
        return
    yield from faults
    wanted = {pair.key: pair for pair in pairs(pages)}
    for language, name in unknown(found, pages):
        message = f"{language} {name} is no translated sentence or paragraph; delete the line"
        yield Fault(path, found[language, name].line, message)
    after = len(_lines(path)) + 1
    empty = {key[0] for key in wanted} - {key[0] for key in found}
    for language in sorted(empty):
        message = f"holds nothing of {language}; review its translations"
        yield Fault(path, after, f"{message}, {CONFIRM} {language} --all")
    for pair in reversed(wanted.values()):
        reviewed = found.get(pair.key)
        command = f"{CONFIRM} {pair.language} {pair.label}"
        if reviewed:
            after = reviewed.line
            if reviewed.prints[0] != pair.prints[0]:
                message = f"translates {_quote(pair.original)}, which has changed since; review it"
                yield Fault(pair.path, pair.line, f"{message}, {command}")
            elif reviewed.prints[1] != pair.prints[1]:
                message = f"has changed since it was compared with {_quote(pair.original)}"
                yield Fault(pair.path, pair.line, f"{message}; review both, {command}")
        elif pair.language not in empty:
            message = f"{pair.language} {pair.label} is missing here; review the translation of"
            yield Fault(path, after, f"{message} {_quote(pair.original)}, {command}")


def unknown(keys: Iterable[Key], pages: Sequence[Document]) -> list[Key]:
    """Those of some keys that name nothing translated.

    Not those of a page that is faulty, missing or unlike its original in length: its own
    fault comes first, and mending it may bring the sentence back.
    """
    wanted = {pair.key for pair in pairs(pages)}
    paired = {(language, _page(name)) for language, name in wanted}
    original = {(page.language, page.name) for page in pages if _is_original(page)}
    names = {page.name for page in pages} | set(PROSE)
    languages = {page.language for page in pages}
    apart = {(language, name) for language in languages for name in names} - paired - original
    return [key for key in keys if key not in wanted and (key[0], _page(key[1])) not in apart]


def write(found: Mapping[Key, Prints]) -> str:
    """The record's text: its lines in reading order, a language after the other."""
    lines = (
        f"{language} {name} {' '.join(found[language, name])}\n"
        for language, name in sorted(found, key=_place)
    )
    return HEAD + "".join(lines)


def _is_original(page: Document) -> bool:
    """Whether a page says what the source says, and so is translated from nothing."""
    return page.language == ORIGINAL_LANGUAGE or page.facts.get("status") == "original"


def _page(name: str) -> str:
    """The page that a label belongs to: "proposal-3" for "3.2"."""
    part = name.rpartition(".")[0]
    return f"proposal-{part}" if part.isdigit() else part


def _place(key: Key) -> tuple:
    return key[0], order(_page(key[1])), int(key[1].rpartition(".")[2])


def _lines(path: Path) -> list[str]:
    """The record's lines; none where there is no record. Raises Unreadable."""
    return read_text(path).splitlines() if path.is_symlink() or path.exists() else []


def _quote(text: str) -> str:
    """The beginning of a text in quotation marks."""
    return f"\u201c{text}\u201d" if len(text) <= 40 else f"\u201c{text[:39].rstrip()}…\u201d"
