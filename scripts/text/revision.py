"""Which revision of the project this is, as git and the environment know it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Revision:
    """``moment`` (UTC) is SOURCE_DATE_EPOCH's (reproducible-builds.org), else the last
    commit's, else None. ``commit`` is "" where something has changed since, or without git.
    ``remark`` tells whoever builds that git has no answer, or that their environment names
    another repository, which is not asked; "" where all is well.
    """

    moment: datetime | None
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
    given = os.environ.get("SOURCE_DATE_EPOCH")
    seconds, commit, remark = given, "", ""
    try:
        seconds = given or ask(root, "log", "-1", "--format=%ct")
        changed = ask(root, "status", "--porcelain", "--untracked-files=no")
        commit = "" if changed else ask(root, "rev-parse", "HEAD")
        named = os.environ.get("GIT_DIR")
        if named and Path(named).resolve() != (root / ".git").resolve():
            remark = f"GIT_DIR={named}: another repository; git is asked about {root} alone."
    except Unknown as reason:
        # An archive whose date is given lacks nothing.
        if not given:
            remark = f"{reason}, or set SOURCE_DATE_EPOCH. Until then print files have today's date"
            remark += ", and the site names no commit."
        elif (root / ".git").exists():
            remark = f"{reason}. Until then the site names no commit."
    return Revision(datetime.fromtimestamp(int(seconds), UTC) if seconds else None, commit, remark)
