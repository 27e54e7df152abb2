"""Templates: found sooner than MkDocs finds them, and compiled once for all views and builds."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, TemplateNotFound

from text import MissingString

COPIED = ("assets/css/*.css", "assets/js/*.js", "assets/icon.*", "assets/stylesheets/main.*.css")
"""The files that the site takes from overrides/ and, for the last, from Material."""

OURS = Path(__file__).parent.parent
"""The folder of the code that templates call."""


class Loader(FileSystemLoader):
    """Lists only the files that the site copies: Material has ten thousand icons beside them,
    and MkDocs asks for the list in each view."""

    def list_templates(self) -> list[str]:
        """Return the names of the files, in order."""
        return sorted(
            path.relative_to(folder).as_posix()
            for folder in self.searchpath
            for pattern in COPIED
            for path in Path(folder).glob(pattern)
        )


def environment(make: Callable[[], Environment]) -> Environment:
    """Return a theme's own environment with our loader and with what was compiled before, since
    compiling Material's templates takes longer than filling them.

    Jinja keeps what it compiles in the system's temporary folder.
    """
    env = make()
    env.loader = Loader(env.loader.searchpath)
    env.bytecode_cache = FileSystemBytecodeCache()
    return env


def locate(error: Exception, folder: Path) -> str:
    """Return "overrides/unit.html:12: what is wrong" for an error in a template of a folder,
    "" for one elsewhere, such as in our own code that a template calls."""
    missing = isinstance(error, TemplateNotFound)
    why = f"there is no template {error.name}" if missing else str(error)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            return f"{path.relative_to(folder.parent)}:{frame.lineno}: {why}"
        if path.is_relative_to(OURS) and not isinstance(error, MissingString):
            break
    return f"{folder.name}/{error.name}:1: {why}" if missing else ""
