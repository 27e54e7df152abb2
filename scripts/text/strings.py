"""Wording: the interface's words, overrides/words.yml, a key a line, and what makes them sound.

    proposal:       {en: "Proposal {} of {}", zh: …}

It is read a line at a time, as it is checked, so that each fault has its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter

from text.documents import Document
from text.faults import Fault
from text.files import Unreadable, compose, construct, read_text
from text.rules import characters, unseen

FORM = "`key: {en: word, zh: word}` on one line"

ONE = """found part sentence note kilobytes card print_file print_whole print_large terms_of_use
edition code term_source"""
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


class MissingString(Exception):
    """A string that overrides/words.yml lacks was asked for; the message names it."""


class Strings(dict[str, Mapping[str, str]]):
    """Every string of the interface by its key, then by language."""

    def __missing__(self, key: str):
        # Not a KeyError: a template would take that for an empty value.
        raise MissingString(f"overrides/words.yml has no string `{key}`; add it as {FORM}")


def read_strings(path: Path, languages: Sequence[str]) -> tuple[Strings, list[Fault]]:
    """Return the strings, and every fault; each string is there in every one of ``languages``."""
    words = Strings()
    try:
        text = read_text(path)
    except Unreadable as fault:
        return words, [Fault(path, *fault.args)]
    faults = [*characters(Document(path, "", text.encode()), *languages)]
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        try:
            key, said = _word(line)
        except Unreadable as fault:
            faults.append(Fault(path, number, fault.args[1]))
            continue
        messages = [f"`{key}` stands twice; keep one"] if key in words else []
        faults += (Fault(path, number, each) for each in (*messages, *_wrong(key, said, languages)))
        words[key] = said
    return words, faults


def _word(line: str) -> tuple[str, dict[str, str]]:
    match = re.fullmatch(r"(\w+): +(\{.*\}) *", line)
    if not match:
        raise Unreadable(1, f"is no word; write {FORM}")
    said = construct(compose(match[2], FORM), FORM)
    if not all(isinstance(each, str) for pair in said.items() for each in pair):
        raise Unreadable(1, f"is no word; write {FORM}")
    return match[1], said


def _wrong(key: str, said: Mapping[str, str], languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        if language not in said:
            yield f'`{key}` has no {language}; add the word, or "" for none'
    for language, word in said.items():
        yield from unseen(word, language)
        if not re.fullmatch(SHAPES.get(key, ".*"), word):
            yield f"`{key}` in {language} is of another form; write it to match {SHAPES[key]}"
        elif word and not _fits(word, FIELDS.get(key, ())):
            fields = " ".join(f"{{{name}}}" for name in FIELDS.get(key, ())) or "none"
            yield f"`{key}` in {language} has other fields than are filled; write it with {fields}"


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
