"""Rules for one page of the text. Each is a generator; its docstring is the rule.

Rules for Markdown, which only a page of prose has, are in prose.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from text.documents import Document, number_of
from text.faults import Fault
from text.punctuation import widen

STATUSES = ("original", "translation")

FACTS: Mapping[str, Mapping[str, str]] = {
    "index": {
        "title": "a line of text",
        "short_title": "a line of text",
        "event": "a line of text",
        "issuers": "a list of texts",
        "place": "a line of text",
    },
    "about": {"title": "a line of text"},
    "unit": {
        "title": "a line of text",
        "status": " or ".join(STATUSES),
        "notes": "`number: text`",
    },
}
"""The front matter of each kind of page, and the form of each fact."""

WHOLE: Mapping[str, str] = {
    "year": "a year of four digits",
    "name": "small letters, digits and hyphens",
    "licence": "a line of text",
    "licence_url": "an address that begins with https://",
    "first_sentence_is_heading": "true or false",
}
"""Facts that are the same in every language: the first language's index.md has them."""

OPTIONAL = ("event", "notes", "first_sentence_is_heading")

PATTERNS = {
    "a year of four digits": "[1-9][0-9]{3}",
    "small letters, digits and hyphens": "[a-z0-9][a-z0-9-]*",
    "an address that begins with https://": r"https://[\w./~-]+",
    "true or false": "true|false",
    " or ".join(STATUSES): "|".join(STATUSES),
}

CHINESE = "zh"

JOINERS, FINE_SPACES = "\u200c\u200d", "\u00a0\u2009\u202f"
NEEDED: Mapping[str, str] = {
    # Persian and its neighbours part the letters of a word that would join (Unicode 9.2)
    **dict.fromkeys(("fa", "ku", "ps", "sd", "ug", "ur"), JOINERS),
    # Scripts of India, whose letters join or stay apart by them (Unicode 12.1)
    **dict.fromkeys(("as", "bn", "gu", "hi", "kn", "ml", "mr"), JOINERS),
    **dict.fromkeys(("ne", "or", "pa", "sa", "si", "ta", "te"), JOINERS),
    # A space that ends no line, before ; : ! ? and inside quotation marks
    "fr": FINE_SPACES,
}
"""The invisible characters and odd spaces that a language needs."""


def characters(page: Document, *languages: str) -> Iterator[Fault]:
    """No invisible characters (control, zero width, direction), no odd spaces and no tabs, but
    for those that the page's language needs, or the ``languages`` of a file of several."""
    for number, line in enumerate(page.raw.decode("utf-8", "replace").split("\n"), 1):
        for message in unseen(line, *(languages or (page.language,))):
            yield Fault(page.path, number, message)
        if line.endswith(" "):
            yield Fault(page.path, number, "a space at the end of the line; delete it")


def escapes(page: Document) -> Iterator[Fault]:
    """An escape in the front matter (YAML's "\\u202e") is for a visible character."""
    for _, line, words in fact_text(page):
        for message in unseen(words, page.language):
            yield Fault(page.path, line, message)


def facts(page: Document) -> Iterator[Fault]:
    """Front matter has the facts of its kind of page, each in its form, and no others."""
    wanted = FACTS.get(page.name, FACTS["unit"])
    if page.name == "index" and page.leads:
        wanted = {**wanted, **WHOLE}
    for key, form in wanted.items():
        line = page.marks.get(key, 1)
        may_lack = key in OPTIONAL or (key == "title" and page.is_unit and number_of(page.name))
        if key not in page.facts:
            if not may_lack:
                yield Fault(page.path, line, f"`{key}` is missing; add it to the front matter")
        elif not _has_form(page.facts[key], form):
            yield Fault(page.path, line, f"`{key}` is not {form}; correct it")
    for key in page.facts.keys() - wanted.keys():
        advice = f"the front matter takes {', '.join(wanted)}"
        if key in WHOLE and page.name == "index":
            advice = "only the first language's index.md has it"
        yield Fault(page.path, page.marks.get(key, 1), f"`{key}` is not known here; {advice}")


def notes(page: Document) -> Iterator[Fault]:
    """A note is a text and belongs to a sentence of the page."""
    for n, note in page.notes.items():
        line = page.marks.get(f"notes.{n}", 1)
        if n not in map(str, range(1, len(page.body) + 1)):
            message = f"a note for sentence {n}, which isn't there; give a line from 1"
            yield Fault(page.path, line, f"{message} to {len(page.body)}")
        if not _is_line(note):
            yield Fault(page.path, line, f"note {n} is not a line of text; write it as one")


def lines(page: Document) -> Iterator[Fault]:
    """A unit's body is a sentence a line: none blank, none twice; the file ends with its last."""
    if not any(page.body):
        yield Fault(page.path, page.first, "the body is empty; write a sentence a line")
        return
    if not page.raw.endswith(b"\n"):
        line = page.first + len(page.body) - 1
        yield Fault(page.path, line, "the last line does not end; add a line break")
    seen: dict[str, int] = {}
    for number, line in enumerate(page.body, page.first) if page.is_unit else ():
        if not line.strip():
            yield Fault(page.path, number, "a blank line; delete it")
        elif line in seen:
            yield Fault(page.path, number, f"the same as line {seen[line]}; delete one")
        seen.setdefault(line, number)


def markup(page: Document) -> Iterator[Fault]:
    """The text has no layout: no Markdown and no HTML in a unit, no HTML in prose."""
    pattern = r"[<>]|&#?\w+;"
    if page.is_unit:
        pattern += r"|[*_`#\[\]{}\\|~^$]|^\s*[-+]\s|https?:"
    for number, line in enumerate(page.body, page.first):
        if found := re.search(pattern, line):
            message = f"markup `{found[0].strip()}`; write words and punctuation alone"
            yield Fault(page.path, number, message)


def placeholders(page: Document) -> Iterator[Fault]:
    """No fact but a note has a placeholder: it would be filled in when the fact is quoted."""
    for name, line, words in fact_text(page):
        found = re.search(r"\{\w*\}", words)
        if found and not name.startswith("notes."):
            message = f"a placeholder {found[0]}; write the fact without its braces"
            yield Fault(page.path, line, message)


def marks(page: Document) -> Iterator[Fault]:
    """Punctuation is that of the language."""
    for number, line in all_text(page):
        for message in wrong_marks(line, page.language):
            yield Fault(page.path, number, message)


PAGE_RULES = (escapes, facts, notes, lines, markup, placeholders, marks)


def wrong_marks(text: str, language: str) -> Iterator[str]:
    """What is wrong with a line's punctuation: straight quotation marks in any language, and
    half-width marks or spaces beside Chinese (GB/T 15834-2011)."""
    if found := re.search("[\"']", text):
        yield f"a straight quotation mark {found[0]}; use \u201c \u201d \u2018 or \u2019"
    wide = widen(text.strip())
    if language.split("-")[0] == CHINESE and wide != text.strip():
        message = "half-width punctuation or a space beside Chinese; write"
        yield f"{message} {difference(text, wide)}"


def difference(line: str, wanted: str) -> str:
    """Quote what is wanted around the first character in which the line differs from it."""
    here = next(
        (i for i, (a, b) in enumerate(zip(line, wanted, strict=False)) if a != b), len(line)
    )
    return f"\u201c{wanted[max(here - 8, 0) : here + 8].strip()}\u201d"


def _has_form(value: object, form: str) -> bool:
    if form == "`number: text`":
        return isinstance(value, dict)
    if form == "a list of texts":
        return isinstance(value, list) and bool(value) and all(map(_is_line, value))
    return _is_line(value) and re.fullmatch(PATTERNS.get(form, ".*"), value) is not None


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\n" not in value


def unseen(text: str, *languages: str) -> Iterator[str]:
    """What is wrong with each character of a text that can't be seen, but for line ends and
    what one of its languages needs."""
    needed = "".join(NEEDED.get(language[:2], "") for language in languages)
    text = text.translate(dict.fromkeys(map(ord, f"\n{needed}")))
    for character in dict.fromkeys("" if text.isprintable() else text):  # most texts are
        name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
        if character == "\t":
            yield "a tab; use a space"
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            yield f"the unseen character {name}; delete it"
        elif unicodedata.category(character) == "Zs" and character != " ":
            yield f"the odd space {name}; use a plain one or none"


def all_text(page: Document) -> Iterator[tuple[int, str]]:
    """Yield (line, words) for all words of a page, facts and body, without link targets."""
    yield from ((line, words) for _, line, words in fact_text(page))
    for number, line in enumerate(page.body, page.first):
        yield number, line if page.is_unit else _words(line)


def fact_text(page: Document) -> Iterator[tuple[str, int, str]]:
    """Yield (name, line, words) for the texts in the front matter; issuers are named
    "issuers.1" and so on, notes "notes.3"."""
    issuers = page.facts.get("issuers")
    texts = {key: page.facts.get(key) for key in ("title", "short_title", "event", "place")}
    if isinstance(issuers, list):
        texts |= {f"issuers.{n}": each for n, each in enumerate(issuers, 1)}
    texts |= {f"notes.{n}": note for n, note in page.notes.items()}
    for name, text in texts.items():
        if isinstance(text, str):
            yield name, page.marks.get(name) or page.marks.get(name.partition(".")[0], 1), text


def _words(line: str) -> str:
    """A line of prose without its Markdown: link targets, attributes, code, heading marks."""
    return re.sub(r"\]\([^)]*\)|\{[^}]*\}$|`[^`]*`|^#+ |[\[*]", "", line).rstrip()
