"""A fault: what a check found, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong at a line (from 1) of a file, and what to do."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """One line; a character that could act on a terminal becomes an escape."""
        text = f"{self.path.as_posix()}:{self.line}: {self.message}"
        return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
