"""Rules for one page of the text. Each is a generator; its docstring is the rule.

Those of Markdown, which only a page of prose has, are in prose.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from text.documents import Document
from text.faults import Fault
from text.punctuation import widen

STATUSES = ("original", "translation")

FACTS: Mapping[str, Mapping[str, type]] = {
    "index": {
        "title": str,
        "short_title": str,
        "event": str,
        "issuers": list,
        "place": str,
        "year": int,
    },
    "about": {"title": str},
    "unit": {"title": str, "status": str, "notes": dict},
}
"""The front matter of each kind of page; ``notes`` alone may be left out."""

KINDS = {str: "a line of text", int: "a number", list: "a list of texts", dict: "number: text"}

CHINESE = "zh"

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""What a year is between: citations, dates and addresses take four digits."""

JOINERS, FINE_SPACES = "\u200c\u200d", "\u00a0\u2009\u202f"
NEEDED: Mapping[str, str] = {
    # Persian and its neighbours part the letters of a word that would join (Unicode 9.2)
    **dict.fromkeys(("fa", "ku", "ps", "sd", "ug", "ur"), JOINERS),
    # Scripts of India, whose letters join or stay apart by them (Unicode 12.1)
    **dict.fromkeys(("as", "bn", "gu", "hi", "kn", "ml", "mr"), JOINERS),
    **dict.fromkeys(("ne", "or", "pa", "sa", "si", "ta", "te"), JOINERS),
    # Before ; : ! ? and inside quotation marks stands a space at which no line ends
    "fr": FINE_SPACES,
}
"""The unseen characters and odd spaces that a language can't be written without."""


def characters(page: Document, *languages: str) -> Iterator[Fault]:
    """No characters that can't be seen: control, zero width, direction, odd spaces, tabs; but for
    those that the page's language needs, or the ``languages`` of a file of several."""
    for number, line in enumerate(page.raw.decode("utf-8", "replace").split("\n"), 1):
        for message in unseen(line, *(languages or (page.language,))):
            yield Fault(page.path, number, message)
        if line.endswith(" "):
            yield Fault(page.path, number, "a space at the end of the line; delete it")


def escapes(page: Document) -> Iterator[Fault]:
    """Nor does an escape in the front matter (YAML's "\\u202e") put one into a fact."""
    for number, words in fact_text(page):
        for message in unseen(words, page.language):
            yield Fault(page.path, number, message)


def facts(page: Document) -> Iterator[Fault]:
    """Front matter holds the facts of its kind of page, of the right type, and no others."""
    wanted = FACTS.get(page.name, FACTS["unit"])
    for key, kind in wanted.items():
        line = page.marks.get(key, 1)
        if key not in page.facts:
            if key != "notes":
                yield Fault(page.path, line, f"`{key}` is missing; add it to the front matter")
        elif not _is(page.facts[key], kind):
            yield Fault(page.path, line, f"`{key}` is not {KINDS[kind]}; write it as one")
    for key in page.facts:
        if key not in wanted:
            message = f"`{key}` is not known; the front matter takes {', '.join(wanted)}"
            yield Fault(page.path, page.marks.get(key, 1), message)
    year = page.facts.get("year", LAST_YEAR)
    if _is(year, int) and not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"`year` is {year}; write a year of four digits"
        yield Fault(page.path, page.marks["year"], message)
    status = page.facts.get("status")
    if isinstance(status, str) and status not in STATUSES:
        message = f"status `{status}` is not allowed; write {' or '.join(STATUSES)}"
        yield Fault(page.path, page.marks["status"], message)


def notes(page: Document) -> Iterator[Fault]:
    """A note is a text and belongs to a sentence that is there."""
    for number, note in notes_of(page).items():
        line = page.marks.get(f"notes.{number}", 1)
        if not isinstance(number, int) or not 1 <= number <= len(page.body):
            message = f"a note for sentence {number}, which isn't there; give a line from 1"
            yield Fault(page.path, line, f"{message} to {len(page.body)}")
        if not _is(note, str):
            yield Fault(page.path, line, f"note {number} is not a line of text; write it as one")


def lines(page: Document) -> Iterator[Fault]:
    """A unit's body is a sentence a line: none blank, none twice; the file ends with its last."""
    if not any(page.body):
        yield Fault(page.path, page.first, "the body is empty; write a sentence a line")
        return
    if not page.raw.endswith(b"\n"):
        line = page.first + len(page.body) - 1
        yield Fault(page.path, line, "the last line does not end; add a line break")
    if page.is_unit:
        seen: dict[str, int] = {}
        for number, line in enumerate(page.body, page.first):
            if not line.strip():
                yield Fault(page.path, number, "a blank line; delete it")
            elif line in seen:
                yield Fault(page.path, number, f"the same as line {seen[line]}; delete one")
            seen.setdefault(line, number)


def markup(page: Document) -> Iterator[Fault]:
    """The text knows no layout: no Markdown and no HTML in a unit, no HTML in prose."""
    pattern = r"[<>]|&#?\w+;"
    if page.is_unit:
        pattern += r"|[*_`#\[\]{}\\|~^$]|^\s*([-+]|\d+[.)])\s|https?:"
    for number, line in enumerate(page.body, page.first):
        if found := re.search(pattern, line):
            message = f"markup `{found[0].strip()}`; write words and punctuation alone"
            yield Fault(page.path, number, message)


def fields(page: Document) -> Iterator[Fault]:
    """No fact but a note holds a field: {place} in a title would be filled in when it is quoted."""
    for number, words in fact_text(page, notes=False):
        if found := re.search(r"\{\w*\}", words):
            yield Fault(page.path, number, f"a field {found[0]}; write the fact without its braces")


def quotation(page: Document) -> Iterator[Fault]:
    """No straight quotation marks, in any language."""
    for number, line in all_text(page):
        if found := re.search("[\"']", line):
            message = f"a straight quotation mark {found[0]}; use \u201c \u201d \u2018 or \u2019"
            yield Fault(page.path, number, message)


def punctuation(page: Document) -> Iterator[Fault]:
    """Chinese takes full-width punctuation and no spaces (GB/T 15834-2011)."""
    if page.language != CHINESE:
        return
    for number, line in all_text(page):
        wide = widen(line.strip())
        if wide != line.strip():
            message = "half-width punctuation or a space beside Chinese; write"
            yield Fault(page.path, number, f"{message} {difference(line, wide)}")


PAGE_RULES = (
    escapes,
    facts,
    notes,
    lines,
    markup,
    fields,
    quotation,
    punctuation,
)


def difference(line: str, wanted: str) -> str:
    """Quote what is wanted around the first place where the line departs from it."""
    here = next(
        (i for i, (a, b) in enumerate(zip(line, wanted, strict=False)) if a != b), len(line)
    )
    return f"\u201c{wanted[max(here - 8, 0) : here + 8].strip()}\u201d"


def _is(value: object, kind: type) -> bool:
    """Whether a fact is of its type; a text is one line that says something."""
    if kind is str:
        return isinstance(value, str) and bool(value.strip()) and "\n" not in value
    if kind is list:
        return isinstance(value, list) and bool(value) and all(_is(item, str) for item in value)
    return isinstance(value, kind) and not isinstance(value, bool)


def notes_of(page: Document) -> Mapping:
    found = page.facts.get("notes")
    return found if isinstance(found, dict) else {}


def unseen(text: str, *languages: str) -> Iterator[str]:
    """What is wrong with each character of a text that can't be seen; line ends are left out, and
    what one of its languages needs."""
    needed = "".join(NEEDED.get(language[:2], "") for language in languages)
    text = text.translate(dict.fromkeys(map(ord, f"\n{needed}")))
    for character in dict.fromkeys("" if text.isprintable() else text):  # most are
        name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
        if character == "\t":
            yield "a tab; use a space"
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            yield f"the unseen character {name}; delete it"
        elif unicodedata.category(character) == "Zs" and character != " ":
            yield f"the odd space {name}; use a plain one or none"


def all_text(page: Document) -> Iterator[tuple[int, str]]:
    """Yield (line, words) for all a page says, facts and body, without prose's link targets."""
    yield from fact_text(page)
    for number, line in enumerate(page.body, page.first):
        yield number, line if page.is_unit else _words(line)


def fact_text(page: Document, notes: bool = True) -> Iterator[tuple[int, str]]:
    """Yield (line, words) for what the front matter says."""
    for key in ("title", "short_title", "event", "place"):
        if isinstance(page.facts.get(key), str):
            yield page.marks[key], page.facts[key]
    issuers = page.facts.get("issuers")
    for issuer in issuers if isinstance(issuers, list) else ():
        if isinstance(issuer, str):
            yield page.marks["issuers"], issuer
    for number, note in notes_of(page).items() if notes else ():
        if isinstance(note, str):
            yield page.marks.get(f"notes.{number}", 1), note


def _words(line: str) -> str:
    """A line of prose without its Markdown: link targets, attributes, code, heading marks."""
    return re.sub(r"\]\([^)]*\)|\{[^}]*\}$|`[^`]*`|^#+ |[\[*]", "", line).rstrip()
