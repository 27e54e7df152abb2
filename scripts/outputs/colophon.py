"""The colophon: which edition this is, to the byte, and on what terms it may be used."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from text.edition import Edition, Translated

LICENCE = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
"""Of the translation: its name and its address."""


@dataclass(frozen=True)
class Colophon:
    """Facts of one build. ``date`` (2018-05-28) and ``commit`` are "" where nobody knows them;
    ``source`` and each of ``text`` are SHA-256 in hexadecimal."""

    date: str
    commit: str
    source: str
    text: Translated
    licence: tuple[str, str] = LICENCE


def read_colophon(root: Path, edition: Edition) -> Colophon:
    """Return what is known of the edition kept under ``root``."""
    return Colophon(
        date=edition_date(root),
        commit=commit(root),
        source=hashlib.sha256((root / "docs" / "source.txt").read_bytes()).hexdigest(),
        text={
            language: hashlib.sha256(text_of(edition, language).encode()).hexdigest()
            for language in edition.languages
        },
    )


def text_of(edition: Edition, language: str) -> str:
    """A language's text as its digest takes it: the sentences in order, joined by newlines."""
    return "\n".join(
        sentence.text[language] for unit in edition.units for sentence in unit.sentences
    )


def edition_date(root: Path) -> str:
    """The day of the edition in UTC, as ISO 8601 writes it: SOURCE_DATE_EPOCH's
    (reproducible-builds.org), else the last commit's, else "".
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or git(root, "log", "-1", "--format=%ct")
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def commit(root: Path) -> str:
    """The commit this was built from; "" where something has been changed since."""
    if git(root, "status", "--porcelain", "--untracked-files=no"):
        return ""
    return git(root, "rev-parse", "HEAD")


def git(root: Path, *arguments: str) -> str:
    """What git says of this project, never of one that it may lie in; "" without git."""
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.resolve().parent)}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
