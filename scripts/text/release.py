"""Release the present text as the next edition.

    sh scripts/release --why-en "…" --why-zh "…" [--date 2026-11-26]

The text must pass the checks and differ from the newest edition, and every language takes a
reason. Each difference is printed, then docs/editions/2.json, say, and SHA256SUMS are written;
nothing else is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from text.documents import folders
from text.history import FOLDER, SUMS, added, differences, latest_day, release_command, save
from text.project import Faulty, read
from text.punctuation import has_han, widen
from text.rules import CHINESE, unseen, wrong_marks
from text.snapshot import Content, Release, content, words


def release(root: Path, reasons: Mapping[str, str], day: date) -> list[str]:
    """Write the next edition of the project under ``root``, of a day and for a reason in each
    language; return what is in the way, nothing being written then."""
    docs = root / "docs"
    reasons = {each: _line(each, reasons.get(each, "")) for each in folders(docs)}
    problems = [each for row in reasons.items() for each in _wrong(*row)]
    try:
        project = read(root)
    except Faulty as faults:
        return [*map(str, faults.args), *problems]
    now, before = content(project.edition), project.release if project.release.digest else None
    if before and day < before.date:
        problems.append(f"--date {day} is before edition {before.number}'s, {before.date}")
    if day > latest_day():
        problems.append(f"--date {day} is a day to come; wait until then")
    changes = [*_changes(before.content, now)] if before else ["the whole text"]
    if not changes:
        what = f"nothing has changed since edition {before.number}; correct the text"
        file = f"docs/{FOLDER}/{before.number}.json and its line in {SUMS}"
        problems.append(f"{what}, or, to give another reason before you commit it, delete {file}")
    number = before.number + 1 if before else 1
    if changes:  # the reasons are easier to write with these in sight
        print(f"Edition {number} of {day}", *changes, sep="\n", flush=True)
    if problems:
        return problems
    reasons = {each: reasons[each] for each in now["languages"]}
    previous = before.digest if before else ""
    save(docs, Release(number, day, reasons, previous, now))
    print(f"docs/{FOLDER}/{number}.json and {SUMS} are written; commit both with the text")
    return []


def _line(language: str, reason: str) -> str:
    """A reason with the marks of its language: a terminal may have made them half-width."""
    is_chinese = language.split("-")[0] == CHINESE
    return widen(reason.strip()) if is_chinese else reason.strip()


def _is_foreign(language: str, reason: str) -> bool:
    """Whether a reason can't be in its language: Chinese needs a Chinese character, and no other
    language but Japanese is mostly written in them."""
    letters = list(filter(str.isalpha, reason))
    han, main = sum(map(has_han, letters)), language.split("-")[0]
    return not han if main == CHINESE else main != "ja" and 2 * han > len(letters)


def _wrong(language: str, reason: str) -> Iterator[str]:
    """A reason is a line of text as the text itself has them."""
    option = f"--why-{language}"
    if not reason:
        yield f"{option} is missing; say in that language why the text has changed"
    elif _is_foreign(language, reason):
        yield f"{option} is in another script than its language has; write it in that language"
    if "\n" in reason:
        yield f"{option} is not a line of text; write it as one"
    for message in (*unseen(reason, language), *wrong_marks(reason, language)):
        yield f"{option} has {message}"


def _changes(before: Content, after: Content) -> Iterator[str]:
    """Yield in lines what has changed, each sentence as it was and as it is."""
    for language in added(before, after):
        yield f"{language} is new"
    for language in added(after, before):
        yield f"{language} is gone"
    for each in differences(words(before), words(after)):
        yield str(each)
        for sign, text in (("-", each.before), ("+", each.after)):
            yield from (f"  {sign} {line}" for line in text.split("\n") if line)


def _day(text: str) -> date:
    """A day on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"there is no day {text}; write year, month and day, as in 2026-11-26"
        raise argparse.ArgumentTypeError(message) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Release an edition of the project this file is in."""
    root = Path(__file__).resolve().parents[2]
    languages = folders(root / "docs")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], allow_abbrev=False)
    for language in languages:
        parser.add_argument(f"--why-{language}", dest=language, default="", metavar="REASON")
    parser.add_argument("--date", type=_day, default=date.today(), help="if not today's")
    given = vars(parser.parse_args(arguments))
    problems = release(root, {each: given[each] for each in languages}, given["date"])
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
        print(f"Nothing was written. The command: {release_command(languages)}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
