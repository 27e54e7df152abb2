"""Templates: found sooner than MkDocs finds them, and compiled once for all views and builds."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket

from text.files import is_side_file
from text.strings import MissingString

ASSETS = "assets"
"""The folder that holds the files to copy, in Material and in ours."""


OURS = Path(__file__).parent.parent
"""The folder of the code that templates call."""


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


class Compiled(FileSystemBytecodeCache):
    """What was compiled before, in files; a build does without where they can't be had."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a template's key, even where the locale (LANG=C) can't read its folder's name."""
        return super().get_cache_key(name, filename and ascii(filename))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, unless the disk is full."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def is_wanted(path: str) -> bool:
    """Whether a file of the text, of Material or of ours belongs in the site as it is.

    Of Material only its main style sheet does, for the finishing step to take from.
    """
    if is_side_file(path.rpartition("/")[2]):
        return False
    kept = ("assets/css/", "assets/js/", "assets/icon.", "assets/stylesheets/main.")
    return path.endswith((".md", ".txt")) or (path.startswith(kept) and not path.endswith(".map"))


def environment(make: Callable[[], Environment]) -> Environment:
    """Return a theme's own environment, with our loader, and with what was compiled before.

    Jinja keeps that in the system's temporary folder, for this user alone, and knows
    a template that has changed. Compiling Material's takes longer than filling them.
    """
    env = make()
    env.loader = Loader(env.loader.searchpath)
    with suppress(OSError, RuntimeError):  # no such folder, or one that others can write to
        env.bytecode_cache = Compiled()
    return env


def locate(error: Exception, folder: Path) -> str:
    """Return "overrides/unit.html:12: what is wrong" for an error in a template of a folder,
    "" for one elsewhere, such as in our own code that a template calls."""
    why = str(error)
    if isinstance(error, TemplateNotFound):
        why = f"there is no template {error.name}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            return f"{path.relative_to(folder.parent)}:{frame.lineno}: {why}"
        if path.is_relative_to(OURS) and not isinstance(error, MissingString):
            break
    if isinstance(error, TemplateNotFound):
        return f"{folder.name}/{error.name}:1: {why}"
    return ""
