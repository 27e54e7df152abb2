"""Confirm that sentences were compared with their partners in the first language.

    sh scripts/confirm zh 3.2 about.4    these, by label
    sh scripts/confirm zh --all          all of a language that are not confirmed yet

Each pair is printed before it is recorded in docs/translations.lock; no other file changes.
A new language gets its first lines in the same way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from text import reviews
from text.faults import Fault
from text.files import Unreadable, replace
from text.project import read_pages


def confirm(root: Path, language: str, labels: Sequence[str], every: bool = False) -> list[str]:
    """Record pairs of a language, by label, or ``every`` pair that is not recorded.

    Returns what is in the way; nothing is written then.
    """
    path = root / "docs" / reviews.NAME
    _, pages, _ = read_pages(root)
    try:
        found, faults = reviews.read(path)
    except Unreadable as fault:
        return [str(Fault(path, *fault.args))]
    recorded = {key: reviewed.fingerprints for key, reviewed in found.items()}
    pairs = {pair.label: pair for pair in reviews.pairs(pages) if pair.language == language}
    if faults:
        return [str(fault) for fault in faults]
    if not pairs:
        return [f"{language} is not compared with another language; see the folders in docs"]
    if missing := [name for name in labels if name not in pairs]:
        return [f"{language} {name} is no sentence or paragraph of a pair" for name in missing]
    chosen = [pair for pair in pairs.values() if pair.label in labels or every]
    changed = [pair for pair in chosen if recorded.get(pair.key) != pair.fingerprints]
    gone = [key for key in reviews.unknown(found, pages) if key[0] == language and every]
    if not changed and not gone:
        print("nothing to confirm")
        return []
    for pair in changed:
        print(f"{language} {pair.label}", pair.original, pair.translation, sep="\n  ")
        recorded[pair.key] = pair.fingerprints
    for key in gone:
        print(*key, "is gone")
        del recorded[key]
    replace(path, reviews.write(recorded, pages))
    return []


def main(arguments: Sequence[str] | None = None) -> int:
    """Confirm what the command line names, in the project this file is in."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("language", help="a folder of docs, such as zh")
    parser.add_argument("label", nargs="*", help="a sentence or paragraph, such as 3.2 or about.4")
    parser.add_argument("--all", action="store_true", help="all that are not confirmed yet")
    given = parser.parse_args(arguments)
    if bool(given.label) == given.all:
        parser.error("name the labels that were compared, or give --all")
    root = Path(__file__).resolve().parents[2]
    problems = confirm(root, given.language, given.label, given.all)
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
