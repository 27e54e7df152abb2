"""A copy of the project in which a test corrects the text and releases editions of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from outputs.plan import plan
from outputs.site import Site
from text import history
from text.confirm import confirm
from text.edition import read_edition
from text.project import read
from text.release import release

ROOT = Path(__file__).resolve().parent.parent
HOST = "https://example.org/some/path/"
REASONS = {"en": "It reads better.", "zh": "文字更通顺\u3002", "fr": "Le texte se lit mieux."}


def copy(folder: Path) -> Path:
    """A copy of the project, its text released."""
    for part in ("docs", "overrides", "scripts"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored, symlinks=True)
    for file in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / file, folder)
    docs = folder / "docs"
    releases, _ = history.read_history(docs)
    if list(history.unreleased(docs, releases, read_edition(docs))):
        publish(folder)
    return folder


def publish(root: Path) -> int:
    """Release the text as it stands; return the number of its edition."""
    assert release(root, REASONS, history.today()) == []
    return len(list((root / "docs" / history.FOLDER).iterdir()))


def editions(root: Path) -> dict[str, bytes]:
    """The files of the editions, by name."""
    return {p.name: p.read_bytes() for p in (root / "docs" / history.FOLDER).iterdir()}


def translated(root: Path) -> tuple[str, str]:
    """A unit that is translated into Chinese, and the label of its last sentence."""
    units = read_edition(root / "docs").units
    unit = next(unit for unit in reversed(units) if unit.status["zh"] == "translation")
    return unit.name, unit.sentences[-1].label


def noted(root: Path) -> tuple[str, str]:
    """A unit with a note, and the label of the sentence that it is on."""
    units = read_edition(root / "docs").units
    return next((u.name, s.label) for u in units for s in u.sentences if s.note)


def correct(root: Path, mark: str = "已") -> str:
    """Put a character into a Chinese sentence, and confirm it; return the sentence's label."""
    name, label = translated(root)
    path = root / "docs" / "zh" / f"{name}.md"
    *lines, last = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, last[:-1] + mark + last[-1]]) + "\n", encoding="utf-8")
    assert confirm(root / "docs", "zh", [label]) == []
    return label


def rewrite(root: Path, page: str, old: str, new: str) -> None:
    """Replace the first place of some words in a page of the text."""
    path = root / "docs" / page
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_french(root: Path) -> None:
    """Add a language as README says, its words those of the English."""
    docs, words = root / "docs", root / "overrides" / "words.yml"
    shutil.copytree(docs / "en", docs / "fr")
    for page in (docs / "fr").iterdir():
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("status: original", "status: translation"), encoding="utf-8")
    own = {"language": "fr", "locale": "fr_FR", "view": "Français"}
    lines = words.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            ((key, said),) = yaml.safe_load(line).items()
            string = json.dumps(own.get(key, said["en"]), ensure_ascii=False)
            lines[number] = f"{line[:-1]}, fr: {string}}}"
    words.write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    line = "        - {locale: zh, name: Chinese}\n"
    text = text.replace(line, f"{line}        - {{locale: fr, name: French}}\n")
    settings.write_text(text, encoding="utf-8")
    assert confirm(docs, "fr", [], every=True) == []


def site_of(root: Path) -> Site:
    """The site that a build of the project would make."""
    return plan(read(root), HOST)


def run(root: Path, module: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run a module of the project, as its verb does."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": "scripts", "SITE_URL": HOST, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def build(root: Path, site: Path) -> subprocess.CompletedProcess:
    """Build the project's site, as ``scripts/build`` does."""
    return run(root, "mkdocs", "build", "--site-dir", str(site))
