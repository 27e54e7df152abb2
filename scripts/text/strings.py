"""Wording: the interface's words, overrides/words.yml, a key a line, and what makes them sound.

    proposal:       {en: "Proposal {} of {}", zh: …}

It is read a line at a time, as it is checked, so that each fault has its line.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

from text.documents import ORIGINAL_LANGUAGE, Document
from text.files import Unreadable, compose, construct, read_text
from text.rules import STATUSES, Fault, characters, unseen

FORM = "`key: {en: word, zh: word}` on one line"

ONE = "found part sentence note kilobytes card print_file print_whole edition code term_source"
REFERENCE = ("authors", "year", "title", "whole", "place", "accessed", "url", "status")

FIELDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys([*ONE.split(), "licences", "accessed"], ("",)),
    **dict.fromkeys(["proposal", "imprint", "numbered", "page"], ("", "")),
    **dict.fromkeys(["reference", "reference_part"], REFERENCE),
    "quotation": ("text", "title", "place", "status", "url"),
    "date": ("day", "month", "year"),
}
"""What is filled into a word, by its key: {} as often as "" stands here, {name} in any order.
A word not named here has no braces."""

SHAPES = {
    "language": "[a-z]{2,3}(-[A-Za-z0-9]+)*",  # BCP 47
    "direction": "ltr|rtl",
    "locale": "[a-z]{2,3}_[A-Z]{2}",  # Open Graph's
    "numerals": r"|\S{11}",  # zero to ten
    "months": r"\S+( \S+){11}",
    "page": r"[^\\\"&<>]*\{\}[^\\\"&<>]*\{\}[^\\\"&<>]*",  # it is put into a style sheet
}
"""What programs read, or take apart, has a shape."""

ASKING = {
    ".html": re.compile(r"\bwords\.(\w+)"),
    ".typ": re.compile(r"\bwords\.(\w+)"),
    ".py": re.compile(r'\bwords\["(\w+)"\]'),
}
"""How a template of pages, one of print files and a module ask for a word."""

BY_NAME = (*STATUSES, "partly", "is_translation", "is_partly", "reference", "reference_part")
"""The words that are asked for by a name put together."""


def parse(path: Path, tongues: Iterable[str] = ()) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """Return the words by key and language, and every fault; each word is there in ``tongues``."""
    words: dict[str, dict[str, str]] = {}
    try:
        text = read_text(path)
    except Unreadable as fault:
        return words, [Fault(path, *fault.args)]
    faults = [*characters(Document(path, ORIGINAL_LANGUAGE, text.encode()))]
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        try:
            key, said = _word(line)
        except Unreadable as fault:
            faults.append(Fault(path, number, fault.args[1]))
            continue
        messages = [f"`{key}` stands twice; keep one"] if key in words else []
        faults += (Fault(path, number, each) for each in (*messages, *_wrong(key, said, tongues)))
        words[key] = said
    return words, faults


def unsaid(root: Path, words: Container[str]) -> Iterator[Fault]:
    """Yield a fault wherever the project under ``root`` asks for a word there is none of."""
    path = root / "overrides" / "words.yml"
    for key in BY_NAME:
        if key not in words:
            yield Fault(path, 1, f"has no `{key}`; add it as {FORM}")
    for path in sorted([*root.glob("overrides/**/*.*"), *root.glob("scripts/**/*.py")]):
        if path.suffix in ASKING and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for asked in ASKING[path.suffix].finditer(text):
                if asked[1] not in words:
                    number = text.count("\n", 0, asked.start()) + 1
                    message = f"asks for the word `{asked[1]}`, which overrides/words.yml has not"
                    yield Fault(path, number, f"{message}; add it there, or mend this")


def _word(line: str) -> tuple[str, dict[str, str]]:
    match = re.fullmatch(r"(\w+): +(\{.*\}) *", line)
    if not match:
        raise Unreadable(1, f"is no word; write {FORM}")
    said = construct(compose(match[2], FORM), FORM)
    if not all(isinstance(each, str) for pair in said.items() for each in pair):
        raise Unreadable(1, f"is no word; write {FORM}")
    return match[1], said


def _wrong(key: str, said: Mapping[str, str], tongues: Iterable[str]) -> Iterator[str]:
    for tongue in tongues:
        if tongue not in said:
            yield f'`{key}` has no {tongue}; add the word, or "" for none'
    for tongue, word in said.items():
        yield from unseen(word)
        if not re.fullmatch(SHAPES.get(key, ".*"), word):
            yield f"`{key}` in {tongue} is of another form; write it to match {SHAPES[key]}"
        elif word and not _fits(word, FIELDS.get(key, ())):
            fields = " ".join(f"{{{name}}}" for name in FIELDS.get(key, ())) or "none"
            yield f"`{key}` in {tongue} has other fields than are filled; write it with {fields}"


def _fits(word: str, fields: tuple[str, ...]) -> bool:
    """Whether a word has the fields given and no other brace."""
    try:
        found = [field for field in Formatter().parse(word) if field[1] is not None]
    except ValueError:  # a single brace
        return False
    if any(spec or conversion for _, _, spec, conversion in found) or "{{" in word or "}}" in word:
        return False
    names = [name for _, name, _, _ in found]
    return names.count("") == fields.count("") and set(names) <= set(fields)
