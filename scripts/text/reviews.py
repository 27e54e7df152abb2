"""Reviews: all words of each language as a person last compared them with the first language.

    zh 3.2 fc4d7fd55a06 1b8d7c1a2e0f     a line of docs/translations.lock

that is: the language, the label, a fingerprint of the words in the first language, and one of
the words in this language. After a change of either, the checks name the sentence until
somebody has compared the two again and run `sh scripts/confirm`. So no translation is left
behind, and no line is paired with the wrong one, originals included. Titles and other facts
are labelled by their names, "3.title", notes "4.notes.3".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from text.documents import Document, couples, label, part
from text.faults import Fault
from text.files import SOURCE_LIMIT, Unreadable, read_text
from text.rules import fact_text

NAME = "translations.lock"

HEAD = """\
# Language, label, a fingerprint of the original and one of the translation as last compared.
# Made by sh scripts/confirm.
"""

LINE = re.compile(r"(\S+) ([a-z0-9-]+\.\S+) ([0-9a-f]{12}) ([0-9a-f]{12})")

CONFIRM = "then run sh scripts/confirm"

Key = tuple[str, str]
"""A language and a label: ("zh", "3.2"), ("zh", "about.2")."""

Fingerprints = tuple[str, str]
"""Of the words in the first language, and in another."""


class Pair(NamedTuple):
    """Words in a language, at a line of a file, beside those in the first language."""

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
    def fingerprints(self) -> Fingerprints:
        return fingerprint(self.original), fingerprint(self.translation)


class Reviewed(NamedTuple):
    """A line of the record: its number and its fingerprints."""

    line: int
    fingerprints: Fingerprints


def fingerprint(text: str) -> str:
    """The first 12 hexadecimal digits of a text's SHA-256: enough to notice a change."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def pairs(pages: Iterable[Document]) -> Iterator[Pair]:
    """Yield every fact, sentence and paragraph of prose beside that in the first language, in
    reading order, language by language."""
    for lead, page in couples(pages):
        theirs = _words(lead)
        for name, (line, text) in _words(page).items():
            if name in theirs:
                yield Pair(page.language, name, theirs[name][1], text, page.path, line)


def _words(page: Document) -> dict[str, tuple[int, str]]:
    """From a label to the line and the words of a page: its facts, then its passages."""
    facts = {f"{part(page.name)}.{key}": (line, text) for key, line, text in fact_text(page)}
    return facts | {label(page.name, n): each for n, each in enumerate(page.passages, 1)}


def read(path: Path) -> tuple[dict[Key, Reviewed], list[Fault]]:
    """Return the record, and what is wrong with its lines; a missing record is an empty one.
    Raises Unreadable."""
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
        language, name, *digits = match.groups()
        if before := found.get((language, name)):
            message = f"{language} {name} is in line {before.line} already; delete one"
            faults.append(Fault(path, number, message))
        else:
            found[language, name] = Reviewed(number, (digits[0], digits[1]))
    return found, faults


def compare(path: Path, pages: Sequence[Document]) -> Iterator[Fault]:
    """Every pair of lines is as a person last compared it."""
    try:
        found, faults = read(path)
    except Unreadable as fault:
        yield Fault(path, *fault.args)
        return
    yield from faults
    wanted = {pair.key: pair for pair in pairs(pages)}
    for language, name in unknown(found, pages):
        message = f"{language} {name} is no sentence or paragraph of a pair; delete the line"
        yield Fault(path, found[language, name].line, message)
    after = len(_lines(path)) + 1
    empty = {key[0] for key in wanted} - {key[0] for key in found}
    for language in sorted(empty):
        message = f"has nothing of {language}; compare its sentences"
        yield Fault(path, after, f"{message}, {CONFIRM} {language} --all")
    for pair in reversed(wanted.values()):
        reviewed = found.get(pair.key)
        command = f"{CONFIRM} {pair.language} {pair.label}"
        if reviewed:
            after = reviewed.line
            if reviewed.fingerprints[0] != pair.fingerprints[0]:
                message = f"renders {_quote(pair.original)}, which has changed since; compare them"
                yield Fault(pair.path, pair.line, f"{message}, {command}")
            elif reviewed.fingerprints[1] != pair.fingerprints[1]:
                message = f"has changed since it was compared with {_quote(pair.original)}"
                yield Fault(pair.path, pair.line, f"{message}; compare them again, {command}")
        elif pair.language not in empty:
            message = f"{pair.language} {pair.label} is missing here; compare it with"
            yield Fault(path, after, f"{message} {_quote(pair.original)}, {command}")


def unknown(keys: Iterable[Key], pages: Sequence[Document]) -> list[Key]:
    """Return those keys that name no pair.

    Keys of a page that has a fault, is missing or differs in length from its partner are not
    among them, nor those that one language alone has: there is another fault for each.
    """
    wanted = {pair.key for pair in pairs(pages)}
    labels = {name for page in pages for name in _words(page)}
    paired = {(language, _part(name)) for language, name in wanted}
    languages = {page.language for page in pages if not page.leads}
    parts = {part(page.name) for page in pages}
    unpaired = {(language, each) for language in languages for each in parts} - paired
    return [
        (language, name)
        for language, name in keys
        if (language, name) not in wanted
        and (language, _part(name)) not in unpaired
        and not (language in languages and name in labels)
    ]


def write(found: Mapping[Key, Fingerprints], pages: Sequence[Document]) -> str:
    """Return the record's text: its lines in reading order, language by language."""
    order = {pair.key: n for n, pair in enumerate(pairs(pages))}
    keys = sorted(found, key=lambda key: (key[0], order.get(key, len(order)), key[1]))
    return HEAD + "".join(f"{' '.join((*key, *found[key]))}\n" for key in keys)


def _part(name: str) -> str:
    """What a label begins with: "3" for "3.2"."""
    return name.partition(".")[0]


def _lines(path: Path) -> list[str]:
    """The record's lines; none if there is no record. Raises Unreadable."""
    return read_text(path, SOURCE_LIMIT).splitlines() if path.is_symlink() or path.exists() else []


def _quote(text: str) -> str:
    """The beginning of a text in quotation marks."""
    return f"\u201c{text}\u201d" if len(text) <= 40 else f"\u201c{text[:39].rstrip()}…\u201d"
