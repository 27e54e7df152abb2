"""Corrections of the text in a copy of the project, and editions released of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import yaml

from edition import HOST, ROOT
from outputs.plan import plan
from outputs.site import Site
from projects import change, publish
from text import history
from text.confirm import confirm
from text.edition import Sentence, Unit
from text.project import read
from text.rules import WHOLE

HOME = f"{HOST}/some/path/"
CORRECTED = "closing-call.1"
"""The sentence whose Chinese is corrected."""


def editions(root: Path) -> dict[str, bytes]:
    """The files of the editions, by name; the digests are no edition."""
    folder = root / "docs" / history.FOLDER
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def sums(root: Path) -> Path:
    """The file with a digest of each edition."""
    return root / "docs" / history.FOLDER / history.SUMS


def noted(root: Path) -> tuple[Unit, Sentence]:
    """A unit and its sentence with a note."""
    units = read(root).edition.units
    return next((unit, each) for unit in units for each in unit.sentences if each.note)


def correct(root: Path, mark: str = "已") -> str:
    """Put a character into a Chinese sentence, and confirm it; return the sentence's label."""
    rewrite(root, "zh/closing-call.md", "\u3002", f"{mark}\u3002")
    return CORRECTED


def retitle(root: Path) -> str:
    """Change an English title and the note on a sentence; return the unit's name."""
    unit, sentence = noted(root)
    note = sentence.note["en"]
    rewrite(root, f"en/{unit.name}.md", note, f"{note} So it stands.")
    rewrite(root, f"en/{unit.name}.md", "title: ", "title: How to ")
    return unit.name


def release_corrections(root: Path) -> None:
    """Release two editions: one changes a Chinese sentence, the next a title and a note."""
    correct(root)
    publish(root)
    retitle(root)
    publish(root)


def rewrite(root: Path, page: str, old: str, new: str) -> None:
    """Replace the first place of some words in a page of the text, and confirm that."""
    change(root / "docs" / page, old, new)
    assert confirm(root, "zh", [], every=True) == []


def add_french(root: Path) -> None:
    """Add a language as README says, and confirm it: its text is the English."""
    for page in shutil.copytree(root / "docs/en", root / "docs/fr").iterdir():
        text = page.read_text("utf-8").replace("status: original", "status: translation")
        page.write_text(re.sub(rf"(?m)^({'|'.join(WHOLE)}): .*\n", "", text), "utf-8")
    strings, words = root / "overrides/words.yml", ROOT / "tests/another/words.yml"
    french = {key: texts["fr"] for key, texts in yaml.safe_load(words.read_text("utf-8")).items()}
    lines = re.sub(
        r"(?m)^(\w+): .*(?=\}$)",
        lambda line: f"{line[0]}, fr: {json.dumps(french[line[1]])}",
        strings.read_text("utf-8"),
    )
    strings.write_text(lines, "utf-8")
    line = "        - {locale: zh, name: Chinese}\n"
    change(root / "mkdocs.yml", line, f"{line}        - {{locale: fr, name: French}}\n")
    assert confirm(root, "fr", [], every=True) == []


def site_of(root: Path) -> Site:
    """The site that a build of the project would make."""
    return plan(read(root), HOME)
