"""Files that a host wants at the site's root, to prove whose it is: overrides/root/, as they are.

A name has letters, digits, `.`, `_` and `-`, and doesn't begin with a dot; so do those in the
one folder that there may be, `.well-known`. Other files that begin with a dot or end with `~`
are an editor's or the system's, and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from text.faults import Fault
from text.files import SOURCE_LIMIT, Unreadable, read_bytes

ROOT = "root"
"""The folder in overrides/."""

FOLDER = ".well-known"
"""RFC 8615."""

NAME = re.compile(r"\w[\w.-]*", re.ASCII)


def add_root(overrides: Path, site: Path) -> list[Fault]:
    """Copy the files into a site that is otherwise whole; return the faults found."""
    files: dict[Path, bytes] = {}
    faults: list[tuple[Path, int, str]] = []
    for path in sorted(_paths(overrides / ROOT)):
        address = path.relative_to(overrides / ROOT)
        try:
            files[address] = read_bytes(path, SOURCE_LIMIT)
        except Unreadable as fault:
            faults.append((path, *fault.args))
        if not NAME.fullmatch(path.name):
            faults.append((path, 1, "has an odd name; write it in letters, digits, . _ and -"))
        elif (site / address).exists():
            faults.append((path, 1, "stands where the site has its own; name it otherwise"))
    if not faults:
        for address, contents in files.items():
            (site / address).parent.mkdir(exist_ok=True)
            (site / address).write_bytes(contents)
    return [Fault(path.relative_to(overrides.parent), *fault) for path, *fault in faults]


def _paths(folder: Path) -> Iterator[Path]:
    for path in folder.glob("*"):
        if path.name == FOLDER and path.is_dir() and not path.is_symlink():
            yield from _paths(path)
        elif not path.name.startswith(".") and not path.name.endswith("~"):
            yield path
