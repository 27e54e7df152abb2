"""The history: every edition of the text as it was released, and how two editions differ.

    docs/editions/1.json <── its digest in ── 2.json <── its digest in ── 3.json
    docs/editions/SHA256SUMS: a digest of each, as sha256sum writes them

release.py writes these files, in the form that snapshot.py has, and nobody changes them
afterwards: the digests would no longer agree.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from text.edition import Edition
from text.faults import Fault
from text.files import SOURCE_LIMIT, Unreadable, is_side_file, read_bytes, replace
from text.snapshot import RESTORE, Content, Release, Words, content, parse, serialise, words

FOLDER = "editions"

SUMS = "SHA256SUMS"
"""The file with a digest of each edition's file; `sha256sum -c SHA256SUMS` compares them too."""

MERGED = (
    "if two branches released an edition, take those of the one merged first "
    f"(git checkout BRANCH -- docs/{FOLDER}), then release the other again"
)
"""What to do after a merge that left both."""

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
    names = {path.name for path in folder.glob("*") if not is_side_file(path.name)}
    try:
        digests = _digests(folder / SUMS) if names else []
    except Unreadable as fault:
        return (), [Fault(folder / SUMS, *fault.args)]
    releases, faults = [Release(0, date.min, {}, "", {})], []  # the first follows none
    for number, digest in enumerate(digests, 1):
        path = folder / f"{number}.json"
        names.discard(path.name)
        try:
            release = parse(_read(path, digest))
            _compare(release, number, releases[-1])
            releases.append(release)
        except Unreadable as fault:
            faults.append(Fault(path, *fault.args))
    for name in sorted(names - {SUMS}):
        message = f"was not written by sh scripts/release, or not to its end: {SUMS} lacks it"
        faults.append(Fault(folder / name, 1, f"{message}; move it away"))
    return tuple(releases[1:]), faults


def _digests(path: Path) -> list[str]:
    """The digests of all editions, in their order, as sha256sum writes them."""
    lines = _read(path).removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        if not re.fullmatch(rf"[0-9a-f]{{64}}  {number}\.json", line):
            message = f"is not a digest, two spaces and {number}.json"
            raise Unreadable(number, f"{message}; {RESTORE}, or, {MERGED}")
    return [line[:64] for line in lines]


def _read(path: Path, digest: str = "") -> str:
    """The text of a file that was released, of a digest if one is given; raises Unreadable."""
    if not path.exists():
        raise Unreadable(1, f"is missing; {RESTORE}")
    raw = read_bytes(path, LIMIT)
    if digest and hashlib.sha256(raw).hexdigest() != digest:
        remedy = MERGED if b"<<<<<<< " in raw else RESTORE
        raise Unreadable(1, f"has been changed since it was released; {remedy}")
    return raw.decode("utf-8", "replace")


def _compare(release: Release, number: int, before: Release) -> None:
    """An edition has its file's number, follows the one before, and is of no day to come; raises
    Unreadable. One that follows a file that can't be read is not compared with it."""
    follows = release.previous == before.digest and release.date >= before.date
    if release.number != number or (number == before.number + 1 and not follows):
        message = "does not follow the edition before it, by its number, date or digest"
        raise Unreadable(1, f"{message}; {RESTORE}, or, {MERGED}")
    if release.date > latest_day():
        message = f"is dated {release.date}, a day to come"
        raise Unreadable(1, f"{message}; set this machine's clock, or wait")


def save(docs: Path, release: Release) -> Release:
    """Write an edition's file, then the digests of all, and return the edition with its own. If it
    is stopped between the two, the checks name the file without a digest."""
    folder = docs / FOLDER
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number}.json" for number in range(1, release.number + 1)]
    text = serialise(release)
    replace(paths[-1], text)
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    replace(folder / SUMS, "".join(sums))
    return parse(text)


def unreleased(docs: Path, releases: Sequence[Release], edition: Edition) -> Iterator[Fault]:
    """The text is that of the newest edition, and there is one."""
    command = f"run {release_command(edition.languages)}"
    if not releases:
        path = docs / FOLDER / "1.json"
        message = f"is missing: the text has no edition yet; {command}"
        yield Fault(path, 1, f"{message}, or, if it had one, {RESTORE}")
        return
    newest, now = releases[-1], content(edition)
    named = [str(each) for each in differences(newest.words, words(now))]
    either = (*added(newest.content, now), *added(now, newest.content))
    named += (f"the language {each}" for each in either)
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


def latest_day() -> date:
    """The day where it begins first on earth: what is released today anywhere is from no day to
    come elsewhere."""
    return datetime.now(timezone(timedelta(hours=14))).date()
