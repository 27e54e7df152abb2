"""The files under docs/ as they stand: facts in front matter, a body of lines.

A faulty file is a document too, with its fault in place of its contents, so that
the checks can report every file's faults at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from text.files import Unreadable, compose, construct, decode, read_bytes

ORIGINAL_LANGUAGE = "en"
"""The language the source is whole in; every other language is paired with it."""

PROSE = ("index", "about")
"""Names of the pages that are this edition's own words, no part of the text."""

FENCE = "---"


@dataclass(frozen=True)
class Document:
    """One Markdown file: its facts, its body's lines, and where in the file they stand.

    ``first`` is the line number (from 1) of the body's first line; ``marks`` holds
    the line number of each fact, and of each note as "notes.3". ``fault`` is
    (line, message) where the file can't be read; facts and body are empty then.
    """

    path: Path
    language: str
    raw: bytes = b""
    facts: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, int] = field(default_factory=dict)
    body: tuple[str, ...] = ()
    first: int = 1
    fault: tuple[int, str] | None = None

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_unit(self) -> bool:
        return self.name not in PROSE

    @property
    def passages(self) -> tuple[tuple[int, str], ...]:
        """What is paired with another language's, each with its line: a unit's sentences,
        or the blocks of Markdown of a page of prose."""
        if self.is_unit:
            return tuple(enumerate(self.body, self.first))
        return tuple((self.first + offset, text) for offset, text in blocks(self.body))


def read_documents(docs: Path) -> tuple[Document, ...]:
    """Read every page of every language, in reading order; a file of another name is none."""
    return tuple(
        read_document(path, language)
        for language in languages(docs)
        for path in sorted((docs / language).glob("*.md"), key=lambda path: order(path.stem))
        if is_known(path.stem)
    )


def languages(docs: Path) -> tuple[str, ...]:
    """Names of the language folders, the original's first, then by alphabet."""
    names = sorted(path.name for path in docs.glob("*") if is_language(path))
    return tuple(sorted(names, key=lambda name: name != ORIGINAL_LANGUAGE))


def is_language(path: Path) -> bool:
    """Whether this is a language's folder, named as static-i18n (1.3.1) takes it: "en", "pt-BR"."""
    named = re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?([-_][A-Z]{2})?", path.name)
    return named is not None and path.is_dir() and not path.is_symlink()


def order(name: str) -> tuple[int, int, str]:
    """Sort key for names in reading order: preamble, proposals, closing call, the rest."""
    number = proposal_number(name)
    if number is not None:
        return (1, number, name)
    return ({"preamble": 0, "closing-call": 2}.get(name, 3), 0, name)


def proposal_number(name: str) -> int | None:
    """3 for "proposal-3"; None for a name that is no proposal's."""
    match = re.fullmatch(r"proposal-([1-9][0-9]*)", name)
    return int(match[1]) if match else None


def label(name: str, number: int) -> str:
    """What the n-th sentence or paragraph of a page is called: "3.2", "preamble.1"."""
    return f"{proposal_number(name) or name}.{number}"


def is_known(name: str) -> bool:
    """Whether a file of this name has a place in the edition."""
    return name in (*PROSE, "preamble", "closing-call") or proposal_number(name) is not None


def blocks(body: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield each block of Markdown between blank lines as (offset of its first line, text)."""
    start = None
    for offset, line in enumerate((*body, "")):
        if line and start is None:
            start = offset
        elif not line and start is not None:
            yield start, "\n".join(body[start:offset])
            start = None


def read_document(path: Path, language: str) -> Document:
    """Read one file; what is wrong with it as a whole becomes its ``fault``."""
    raw = b""
    try:
        found = read_bytes(path)
        lines = decode(found).split("\n")
        raw = found  # of a file that is no text, that is the one fault
        end, facts, marks = _front_matter(lines)
    except Unreadable as fault:
        return Document(path, language, raw, fault=fault.args)
    if lines[-1] == "":
        lines.pop()
    return Document(path, language, raw, facts, marks, tuple(lines[end + 1 :]), end + 2)


def _front_matter(lines: list[str]) -> tuple[int, dict[str, Any], dict[str, int]]:
    """Return (index of the closing fence, facts, line number of each fact)."""
    if lines[0] != FENCE:
        raise Unreadable(1, f"front matter is missing; begin the file with {FENCE} and its facts")
    if FENCE not in lines[1:]:
        raise Unreadable(1, f"front matter does not end; close it with a line {FENCE}")
    end = lines.index(FENCE, 1)
    form = "each fact as `key: value`"
    try:
        node = compose("\n".join(lines[1:end]), form)
        facts = construct(node, form)
    except Unreadable as fault:
        line, message = fault.args
        raise Unreadable(line + 1, f"front matter {message}") from None
    if not isinstance(facts, dict):
        raise Unreadable(2, "front matter holds no facts; write each as `key: value`")
    return end, facts, dict(_marks(node, ""))


def _marks(node: yaml.MappingNode, prefix: str) -> Iterator[tuple[str, int]]:
    seen = set()
    for key, value in node.value:
        line = key.start_mark.line + 2
        if key.value in seen:
            raise Unreadable(line, f"`{key.value}` stands twice; keep one")
        seen.add(key.value)
        yield prefix + key.value, line
        if isinstance(value, yaml.MappingNode):
            yield from _marks(value, f"{prefix}{key.value}.")
