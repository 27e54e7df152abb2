"""The history: every edition of the text as it was released, and how two editions differ.

    docs/editions/1.json <── its digest in ── 2.json <── its digest in ── 3.json

release.py writes these files, in the form that snapshot.py has, and nobody changes them
afterwards: the digests would no longer agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from text.edition import Edition
from text.faults import Fault
from text.files import SOURCE_LIMIT, Unreadable, read_text
from text.snapshot import RESTORE, Content, Release, Words, content, parse, words

FOLDER = "editions"

NAME = re.compile(r"([1-9][0-9]*)\.json")
"""What the file of an edition is called."""

LIMIT = 10 * SOURCE_LIMIT
"""The most bytes in an edition's file, which holds the text in every language."""

NAMED = 12
"""How many differences a fault names."""


class Difference(NamedTuple):
    """What two editions have differently in a language that both have, by its place, field and
    language among their words; what one of them lacks is ""."""

    place: str
    field: str
    language: str
    before: str
    after: str

    def __str__(self) -> str:
        field = "" if self.field == "text" else f"{self.field} of "
        return f"{field}{self.place or 'the whole'} ({self.language})"


def read_history(docs: Path) -> tuple[tuple[Release, ...], list[Fault]]:
    """Return the editions kept under ``docs``, the oldest first, and what is wrong with them."""
    folder = docs / FOLDER
    found = (NAME.fullmatch(path.name) for path in folder.glob("*"))
    numbers = sorted(int(match[1]) for match in found if match)
    releases, faults = [Release(0, date.min, {}, "", {})], []  # the first follows none
    for before, number in pairwise((0, *numbers)):
        path = folder / f"{number}.json"
        if number != before + 1:
            missing = folder / f"{before + 1}.json"
            faults.append(Fault(missing, 1, f"is missing, and {path.name} is there; {RESTORE}"))
        try:
            release = parse(read_text(path, LIMIT))
        except Unreadable as fault:
            faults.append(Fault(path, *fault.args))
            continue
        faults += (Fault(path, 1, each) for each in _misplaced(release, number, releases[-1]))
        releases.append(release)
    return tuple(releases[1:]), faults


def _misplaced(release: Release, number: int, before: Release) -> Iterator[str]:
    """An edition is where its number says, follows the one before, and isn't from the future."""
    if release.number != number:
        yield f"holds edition {release.number}; {RESTORE}"
    elif number == before.number + 1 and release.previous != before.digest:
        yield f"does not follow the edition before it; {RESTORE}"
    if release.date < before.date:
        yield f"is dated {release.date}, and the edition before it {before.date}; {RESTORE}"
    if release.date > today():
        yield f"is dated {release.date}, a day to come; set this machine's clock, or wait"


def unreleased(docs: Path, releases: Sequence[Release], edition: Edition) -> Iterator[Fault]:
    """The text is that of the newest edition, and there is one."""
    command = f"run {release_command(edition.languages)}"
    if not releases:
        path = docs / FOLDER / "1.json"
        yield Fault(path, 1, f"is missing: the text has no edition yet; {command}")
        return
    newest, now = releases[-1], content(edition)
    named = [str(each) for each in differences(newest.words, words(now))]
    named += (f"{language} is new" for language in added(newest.content, now))
    named += (f"{language} is gone" for language in added(now, newest.content))
    if named:
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        message = f"is no longer the text, which differs in {', '.join(named[:NAMED])}{more}"
        path = docs / FOLDER / f"{newest.number}.json"
        yield Fault(path, 1, f"{message}; when all corrections are in, {command}")


def release_command(languages: Sequence[str]) -> str:
    """The command that releases an edition, with a reason in each language to fill in."""
    return " ".join(("sh scripts/release", *(f'--why-{each} "…"' for each in languages)))


def differences(before: Words, after: Words) -> list[Difference]:
    """What differs between two editions in the languages that both have, in order of the text;
    what is gone comes last."""
    both = {key[2] for key in before} & {key[2] for key in after}
    return [
        Difference(*key, before.get(key, ""), after.get(key, ""))
        for key in dict.fromkeys((*after, *before))
        if before.get(key, "") != after.get(key, "") and key[2] in both
    ]


def added(before: Content, after: Content) -> list[str]:
    """The languages that one edition has and the one before it had not."""
    return [each for each in after["languages"] if each not in before["languages"]]


def today() -> date:
    """The day in UTC: what is released today anywhere is not from the future elsewhere."""
    return datetime.now(UTC).date()
