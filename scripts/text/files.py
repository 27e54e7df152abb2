"""Intake: how a file of the text or of the words comes in: a plain file, of a size, as UTF-8,
and YAML without the tricks that can blow it up, run code or mean two things.

It knows no rule of the text; whoever reads a file puts its fault among the others.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Container
from pathlib import Path
from typing import Any

import yaml

LIMIT = 100_000
"""Bytes in a file, ten times the largest there is. The checks compare each sentence with each
term; of more, an answer would take them minutes."""

WHOLE_LIMIT = 1_000_000
"""Bytes in the file that holds the whole text, as found: some thousand units."""

DEPTH = 10
"""How deep YAML may nest: the deepest there is has three levels, and Python's stack has an end."""

LARGEST = 10**9
"""A number beyond is a slip; of some thousand digits, Python would not even print it."""


SIDE_FILE = re.compile(r"\..*|.*~|~\$.*|#.*#|4913|.*\.(swp|swo|bak|orig|rej|tmp|save)", re.DOTALL)
"""The name of a file that an editor, or a merge, leaves beside the one it works on. 4913 is what
Vim writes to see whether it may."""

WHOLE_NUMBER = re.compile("0|-?[1-9][0-9]*")
"""A number as people write it; YAML knows more forms, 2_018 and 0x7E2 among them."""


class Unreadable(Exception):
    """Carries (line, what is wrong with the file and what to do)."""


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """Return a file's contents; raises Unreadable where it is none, or too large."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise Unreadable(1, "is a link; put the file itself here")
        if not stat.S_ISREG(found.st_mode):  # a pipe, say, would never end
            raise Unreadable(1, "is no file; put one here")
        if found.st_size > limit:
            raise Unreadable(1, f"holds more than {limit:,} bytes; shorten it")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(1, f"can't be read ({error.strerror}); put a file here") from None


def is_side_file(name: str) -> bool:
    """Whether a file of this name is an editor's own, and no part of the project."""
    return SIDE_FILE.fullmatch(name) is not None


def decode(raw: bytes) -> str:
    """Return a file's text; raises Unreadable where it is not UTF-8, or not as we save it."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "is not UTF-8; save the file as UTF-8") from None
    found = ["a byte order mark"] if text.startswith("\ufeff") else []
    line = 1 if found else text.count("\n", 0, text.find("\r")) + 1
    if "\r" in text:
        found.append("Windows line ends" if "\r\n" in text else "old Mac line ends")
    if found:
        message = "save the file as UTF-8 without a byte order mark, each line ended by LF alone"
        raise Unreadable(line, f"has {' and '.join(found)}; {message}")
    return text


def read_text(path: Path, limit: int = LIMIT) -> str:
    """Return a file's text; raises Unreadable."""
    return decode(read_bytes(path, limit))


def compose(text: str, form: str, tags: Container[str] = ()) -> yaml.Node | None:
    """Return YAML's nodes, read by libyaml; raises Unreadable, which advises to write it in the
    ``form`` given. ``tags`` are allowed, and left as they are."""
    try:
        depth = 0
        for event in yaml.parse(text, yaml.CSafeLoader):
            line = event.start_mark.line + 1
            if trick := _trick(event, tags):
                raise Unreadable(line, f"holds a YAML {trick}; write the value out")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH:
                raise Unreadable(line, f"is not YAML (nested too deep); write {form}")
        return yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise _complaint(error, form) from None


def construct(node: yaml.Node | None, form: str) -> Any:
    """Return the value of nodes that came from ``compose``; raises Unreadable as it does."""
    try:
        return _Constructor().construct_document(node) if node else None
    except yaml.YAMLError as error:
        raise _complaint(error, form) from None


def _trick(event: yaml.Event, tags: Container[str]) -> str | None:
    """What an event does beyond saying something: an alias can blow a few bytes up to
    gigabytes, a tag can name code, a merge brings keys in from elsewhere."""
    if isinstance(event, yaml.AliasEvent):
        return "alias"
    if getattr(event, "tag", None) and event.tag not in tags:
        return "tag"
    if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and event.value == "<<":
        return "merge"
    return None


def _complaint(error: yaml.YAMLError, form: str) -> Unreadable:
    mark = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or "an unknown character"
    return Unreadable(mark.line + 1 if mark else 1, f"is not YAML ({why}); write {form}")


class _Constructor(yaml.constructor.SafeConstructor):
    """Python's own complaint of a number or a date, 2018-99-99, at its line."""

    def construct_object(self, node, deep=False):
        try:
            value = super().construct_object(node, deep)
        except ValueError:
            value = LARGEST + 1
        if node.tag.endswith(":int") and not WHOLE_NUMBER.fullmatch(node.value):
            value = LARGEST + 1
        if isinstance(value, int) and abs(value) > LARGEST:
            why = "no such number or date"
            raise yaml.constructor.ConstructorError(None, None, why, node.start_mark)
        return value
