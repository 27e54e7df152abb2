"""Which commit of the project this is, as git knows it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple


class Revision(NamedTuple):
    """``commit`` is "" where something has changed since, or without git. ``remark`` tells
    whoever builds why git has no answer; "" where it has one."""

    commit: str
    remark: str


class Unknown(Exception):
    """Git has no answer; the message says why, and what to do."""


def ask(root: Path, *arguments: str) -> str:
    """What git says of the project under ``root``, and of no other; raises Unknown."""
    folder = root.resolve() / ".git"
    if not folder.exists():
        raise Unknown(f"{folder}: no repository; build in a clone")
    # With these two named, git looks for no other repository and does not ask who owns this
    # one: whoever builds runs the project's code already.
    command = ["git", f"--git-dir={folder}", f"--work-tree={root.resolve()}"]
    command += ["--no-optional-locks", "-c", "core.fileMode=false", "-c", "log.showSignature=false"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            [*command, *arguments],
            cwd=root,
            env=environment | {"LC_ALL": "C"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=10,
        )
    except FileNotFoundError:
        raise Unknown("git: not found; install it") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unknown(f"git: {error}; correct that") from None
    if done.returncode:
        why = done.stderr.partition("\n")[0]
        raise Unknown(f"{folder}: git says “{why}”; correct that")
    return done.stdout.strip()


def read_revision(root: Path) -> Revision:
    """Return what is known of the project under ``root``."""
    try:
        changed = ask(root, "status", "--porcelain", "--untracked-files=no")
        return Revision("" if changed else ask(root, "rev-parse", "HEAD"), "")
    except Unknown as reason:
        return Revision("", f"{reason}. Until then the site names no commit.")
