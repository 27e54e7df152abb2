"""Confirm that a translation was compared with its original, and says the same.

    sh scripts/confirm zh 3.2 about.4    these, by label
    sh scripts/confirm zh --all          all of a language that is not confirmed yet

Each pair is printed before it is written down in docs/translations.lock, and nothing else
is written. So a new language gets its first lines too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from text import reviews
from text.documents import read_documents
from text.faults import Fault
from text.files import Unreadable


def confirm(docs: Path, language: str, labels: Sequence[str], every: bool = False) -> list[str]:
    """Write pairs into the lock under ``docs``; return what stood in the way, nothing being
    written then. ``every`` stands for all the labels of the language that need it."""
    path = docs / reviews.NAME
    pages = read_documents(docs)
    try:
        found, faults = reviews.read(path)
    except Unreadable as fault:
        return [str(Fault(path, *fault.args))]
    prints = {key: locked.prints for key, locked in found.items()}
    pairs = {pair.label: pair for pair in reviews.pairs(pages) if pair.language == language}
    if faults:
        return [str(fault) for fault in faults]
    if not pairs:
        return [f"{language} is no language with translations; see the folders in {docs.name}"]
    if missing := [name for name in labels if name not in pairs]:
        return [f"{language} {name} can't be paired with an original" for name in missing]
    chosen = [p for p in pairs.values() if p.label in labels or every]
    changed = [pair for pair in chosen if prints.get(pair.key) != pair.prints]
    gone = [key for key in reviews.unknown(found, pages) if key[0] == language and every]
    if not changed and not gone:
        print("nothing to confirm")
        return []
    for pair in changed:
        print(f"{language} {pair.label}", pair.original, pair.translation, sep="\n  ")
        prints[pair.key] = pair.prints
    for key in gone:
        print(*key, "is gone")
        del prints[key]
    sys.stdout.flush()
    _replace(path, reviews.write(prints))
    return []


def _replace(path: Path, text: str) -> None:
    """Put a file's new text in place in one step, so that no reader finds half of it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)  # mkstemp's own 0600 would keep others from reading
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Confirm what the command line names in the project this file stands in."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("language", help="a folder of docs, such as zh")
    parser.add_argument("label", nargs="*", help="a sentence or paragraph, such as 3.2 or about.4")
    parser.add_argument("--all", action="store_true", help="whatever is not confirmed yet")
    given = parser.parse_args(arguments)
    if bool(given.label) == given.all:
        parser.error("name the labels that were reviewed, or say --all")
    docs = Path(__file__).resolve().parents[2] / "docs"
    problems = confirm(docs, given.language, given.label, given.all)
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
