"""Files as they are read: plain files of a limited size, in UTF-8; YAML in its plain forms.

Contributions come from strangers. A link, a pipe or a YAML alias in one of them must end in
a fault, and not in a build that reads another file or never ends.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Container
from pathlib import Path
from typing import Any

import yaml

LIMIT = 100_000
"""The most bytes in a file: ten times the largest one. Checks compare each sentence with each
term, so more would take minutes."""

SOURCE_LIMIT = 1_000_000
"""The most bytes in the source, which holds the whole text: some thousand units."""

DEPTH = 10
"""The deepest nesting of YAML. The project's own files need three levels; each takes some of
Python's stack."""

SIDE_FILE = re.compile(r"\..*|.*~|~\$.*|#.*#|4913|.*\.(swp|swo|bak|orig|rej|tmp|save)", re.DOTALL)
"""Names of files that an editor or a merge leaves beside the one it works on. Vim writes 4913
to find out whether it may write."""


class Unreadable(Exception):
    """Carries (line, what is wrong with the file and what to do)."""


def is_side_file(name: str) -> bool:
    """Whether a file of this name belongs to an editor and not to the project."""
    return SIDE_FILE.fullmatch(name) is not None


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """Return a file's contents; raises Unreadable if it is not a plain file or is too large."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise Unreadable(1, "is a link; put the file itself here")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(1, "is not a file; put one here")
        if found.st_size > limit:
            raise Unreadable(1, f"has more than {limit:,} bytes; shorten it")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(1, f"can't be read ({error.strerror}); put a file here") from None


def decode(raw: bytes) -> str:
    """Return a file's text; raises Unreadable unless it is UTF-8 with plain line ends."""
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


def replace(path: Path, text: str) -> None:
    """Put a file's new text in place in one step, so that no reader finds half of it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)  # mkstemp's own 0600 would keep others from reading
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def parse(text: str, form: str, tags: Container[str] = ()) -> yaml.Node | None:
    """Return YAML as nodes, which know their lines; raises Unreadable, with ``form`` as advice.

    Aliases, merges and tags (but for ``tags``) are refused: an alias can make gigabytes of a
    few bytes, and a tag can name code.
    """
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CSafeLoader):
            line = event.start_mark.line + 1
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            tag = getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent) or (tag and tag not in tags):
                raise Unreadable(line, "has a YAML alias or tag; write the value out")
            if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
                raise Unreadable(line, "has a YAML merge; write the value out")
            if depth > DEPTH:
                raise Unreadable(line, f"is not YAML (nested too deep); write {form}")
        return yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "an unknown character"
        message = f"is not YAML ({why}); write {form}"
        raise Unreadable(mark.line + 1 if mark else 1, message) from None


def line_of(node: yaml.Node) -> int:
    """The line (from 1) that a node begins in."""
    return node.start_mark.line + 1


def fields(node: yaml.Node | None, form: str) -> dict[str, tuple[int, yaml.Node]]:
    """Return a mapping's values by key, each with the key's line; raises Unreadable."""
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise Unreadable(line_of(node) if node else 1, f"has no fields; write {form}")
    found: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(line_of(key), f"has a list for a key; write {form}")
        if key.value in found:
            raise Unreadable(line_of(key), f"`{key.value}` is given twice; keep one")
        found[key.value] = line_of(key), value
    return found


def plain(node: yaml.Node, form: str) -> Any:
    """Return a node as dict, list or text. Numbers and dates stay as they are written, so that
    YAML does not guess what `no` or 1_000 means. Raises Unreadable."""
    if isinstance(node, yaml.MappingNode):
        found = fields(node, form) if node.value else {}
        return {key: plain(value, form) for key, (_, value) in found.items()}
    if isinstance(node, yaml.SequenceNode):
        return [plain(each, form) for each in node.value]
    return node.value
