"""Templates: found sooner than MkDocs finds them, and compiled once for all views and builds."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, TemplateError

ASSETS = "assets"
"""The folder that holds the files to copy, in Material and in ours."""


class Loader(FileSystemLoader):
    """Finds templates as ever, but lists only what a site may copy.

    MkDocs asks each view's for all the theme's files, and Material has ten thousand icons.
    """

    def list_templates(self) -> list[str]:
        """Return the name of every file in an ``assets`` folder, in order."""
        return sorted(
            {
                path.relative_to(folder).as_posix()
                for folder in self.searchpath
                for path in Path(folder, ASSETS).rglob("*")
                if path.is_file()
            }
        )


def environment(make: Callable[[], Environment]) -> Environment:
    """Return a theme's own environment, with our loader, and with what was compiled before.

    Jinja keeps that in the system's temporary folder, for this user alone, and knows
    a template that has changed. Compiling Material's takes longer than filling them.
    """
    env = make()
    env.loader = Loader(env.loader.searchpath)
    with suppress(OSError, RuntimeError):  # no such folder, or one that others can write to
        env.bytecode_cache = FileSystemBytecodeCache()
    return env


def told(error: TemplateError, folder: Path) -> str:
    """Return "overrides/unit.html:12: what is wrong" for an error in a template of a folder,
    "" for one elsewhere."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            return f"{path.relative_to(folder.parent)}:{frame.lineno}: {error}"
    return ""
