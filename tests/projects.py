"""Projects to change at will, the sites they are built into, and what else builds need."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
import yaml

from edition import HOST, ROOT
from text.confirm import confirm
from text.documents import folders
from text.release import release

ANOTHER = ROOT / "tests/another"
SMALL = ("index", "preamble", "proposal-1", "proposal-2", "closing-call")
SMALL += ("full-text", "glossary", "changes", "about")
"""The pages of the tests' own text, in order."""
REASONS = {"en": "It reads better.", "zh": "文字更通顺\u3002", "fr": "Il se lit mieux."}
OWN = {
    "language": ("en", "zh-Hans"),
    "locale": ("en_US", "zh_CN"),
    "joint": (" ", ""),
    "numerals": ("", "零一二三四五六七八九十"),
    "view": ("English", "中文"),
    "part": ("Proposal {}", "倡议{}"),
    "note": ("Editorial note on {}", "{}的编者注"),
    "edition": ("Edition {number} of {date}", "{date}第{number}版"),
    "cited_edition": (" (Edition {number} of {date})", ". {number}版"),
    "fact_title": ("Title", "标题"),
    "fact_event": ("Event", "会议"),
}
"""The strings that must suit its two languages, or that tests quote; the others are the English
ones of tests/another."""


def costly() -> None:
    """Skip the test that needs this under --quick: asked where the cost is, nobody forgets it."""
    if "TESTS_QUICK" in os.environ:
        pytest.skip("left out by --quick")


def once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder that one worker makes and all use, in the folder of this run."""
    costly()
    folder = Path(os.environ["TESTS_FOLDER"], name)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            part = folder.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)  # what a failure left
            part.mkdir()
            make(part)
            part.rename(folder)
    return folder


def command(root: Path, site: Path, url: str) -> dict:
    """What subprocess needs to build a site as ``scripts/build`` does."""
    args = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    env = {**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"}
    return {"args": args, "cwd": root, "env": env, "text": True}


def build(root: Path, site: Path, url: str = f"{HOST}/") -> subprocess.CompletedProcess:
    """Build a site as a user would; return how it ended, with its output."""
    costly()
    return subprocess.run(**command(root, site, url), capture_output=True, timeout=120)


def built_well(root: Path, site: Path, url: str = f"{HOST}/") -> Path:
    """The folder of a site whose build had no fault."""
    done = build(root, site, url)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def verb(root: Path, module: str, *arguments: str) -> dict:
    """What subprocess needs to run a module of a project, as its commands do."""
    env = {**os.environ, "PYTHONPATH": str(root / "scripts")}
    return {"args": [sys.executable, "-m", module, *arguments], "env": env}


def project(folder: Path) -> Path:
    """A copy of the project's own files, to change at will."""
    compiled = shutil.ignore_patterns("__pycache__")
    for part in ("docs", "overrides", "scripts"):
        shutil.copytree(ROOT / part, folder / part, ignore=compiled, symlinks=True)
    for file in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / file, folder)
    return folder


def replace_text(root: Path) -> None:
    """Put the text of tests/another into a copy of the project, as its publisher would."""
    shutil.rmtree(root / "docs")
    shutil.copytree(ANOTHER / "docs", root / "docs")
    shutil.copy(ANOTHER / "words.yml", root / "overrides")
    shutil.copy(ANOTHER / "mkdocs.yml", root)


def small(folder: Path) -> Path:
    """A project of the tests' own small text, in English and Chinese: tests/small/."""
    return shutil.copytree(_small(), folder, symlinks=True, dirs_exist_ok=True)


@cache
def _small() -> Path:
    """The small text's project, made once and released: nothing in it is the edition's."""
    root = project(Path(tempfile.mkdtemp(dir=os.environ["TESTS_FOLDER"]), "small"))
    shutil.rmtree(root / "docs")
    shutil.copytree(ROOT / "tests/small", root / "docs")
    settings, words = (ANOTHER / name for name in ("mkdocs.yml", "words.yml"))
    nav = "".join(f"  - {name}.md\n" for name in SMALL)
    text = re.sub(r"(?m)^nav:\n(  - .*\n)+", f"nav:\n{nav}", settings.read_text("utf-8"))
    ours = "        - {locale: en, name: English}\n        - {locale: zh, name: Chinese}\n"
    text = re.sub(r"(?m)(^ +- \{locale: (?!xx).*\n)+", ours, text)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    text = "".join(map(_string, words.read_text("utf-8").splitlines()))
    (root / "overrides/words.yml").write_text(text, "utf-8")
    with redirect_stdout(StringIO()):  # it prints what it confirms
        assert confirm(root, "zh", (), every=True) == []
    publish(root)
    return root


def publish(root: Path) -> int:
    """Release the text as it stands; return the number of its edition."""
    reasons = {each: REASONS.get(each, "x") for each in folders(root / "docs")}
    with redirect_stdout(StringIO()):
        assert release(root, reasons, date.today()) == []
    return len(list((root / "docs/editions").glob("*.json")))


def _string(line: str) -> str:
    """A line of words.yml in the small text's two languages."""
    if not line or line.startswith("#"):
        return f"{line}\n"
    ((key, texts),) = yaml.safe_load(line).items()
    pair = OWN.get(key, [texts["en"]] * 2)
    return f"{key}: {json.dumps(dict(zip(('en', 'zh'), pair, strict=True)), ensure_ascii=False)}\n"


def change(path: Path, old: str, new: str) -> None:
    """Write one text for another where it first stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def git(root: Path, *arguments: str, date: str = "2018-06-01T12:00:00Z") -> None:
    """Run git as somebody, on a day."""
    who = {f"GIT_{a}_{b}": "x" for a in ("AUTHOR", "COMMITTER") for b in ("NAME", "EMAIL")}
    env = os.environ | who | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    subprocess.run(["git", *arguments], cwd=root, env=env, check=True)


def repository(root: Path, **when: str) -> Path:
    """A repository of all that is in a folder, with one commit."""
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        git(root, *arguments, **when)
    return root


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Something mounted on a folder, where we may."""
    folder.mkdir()
    if subprocess.run(["mount", *options, str(folder)], capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
