"""Strings: the words of the interface, overrides/words.yml, a string a line.

    part_of:        {en: "Proposal {} of {}", zh: …}

The file is read line by line, so that each fault has its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter

from text.documents import Document
from text.faults import Fault
from text.files import Unreadable, parse, plain, read_text
from text.rules import NEEDED, characters, unseen

FORM = "`key: {en: words, zh: words}` on one line"

ONE = "found none_found part sentence nth_sentence cited_sentence names_of_part note kilobytes card"
TWO = "part_of of_parts imprint numbered page sentence_of_part"
PRINTED = "print_file print_whole print_large terms_of_use code term_source licences accessed"
CHANGES = "changed_in edition_data language_added taken_out put_in"
REFERENCE = "authors year title whole edition sentence place date accessed url status"

PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(f"{ONE} {PRINTED} {CHANGES}".split(), ("",)),
    **dict.fromkeys(TWO.split(), ("", "")),
    **dict.fromkeys(["reference", "reference_part"], tuple(REFERENCE.split())),
    "quotation": ("text",),
    "quotation_source": ("title", "place", "status"),
    "date": ("day", "month", "year"),
    **dict.fromkeys(["edition", "cited_edition"], ("number", "date")),
}
"""The placeholders of a string: {} as often as "" is listed, {name} in any order. A string
that is not listed has none."""

PLAIN = r"[^\\\"&<>]*"

SHAPES = {
    "language": "[a-z]{2,3}(-[A-Za-z0-9]+)*",  # BCP 47
    "direction": "ltr|rtl",
    "locale": "[a-z]{2,3}_[A-Z]{2}",  # Open Graph's
    "fonts": r"|[a-z]\w*",  # a Python package
    "numerals": r"|\S{11}",  # zero to ten
    **dict.fromkeys(["reference", "reference_part"], r".*\{sentence\}.*"),  # a script fills it in
    "months": r"\S+( \S+){11}",
    "page": rf"{PLAIN}\{{\}}{PLAIN}\{{\}}{PLAIN}",  # goes into a style sheet
    **dict.fromkeys(["taken_out", "put_in"], rf"{PLAIN}\{{\}}{PLAIN}"),  # so do these
}
"""Regular expressions for the strings that programs read or take apart."""


class MissingString(Exception):
    """A string that overrides/words.yml lacks was asked for; the message names it."""


class Strings(dict[str, Mapping[str, str]]):
    """Every string of the interface by its key, then by language."""

    def __missing__(self, key: str):
        # Not a KeyError: a template would take that for an empty value.
        raise MissingString(f"overrides/words.yml has no string `{key}`; add it as {FORM}")

    def numeral(self, number: int, language: str) -> str:
        """A number in the numerals of a language: "12", or in Chinese characters up to 99."""
        digits = self["numerals"][language]
        if not digits or not 0 < number < 100:
            return str(number)
        tens, ones = divmod(number, 10)
        before = (digits[tens] if tens > 1 else "") + (digits[10] if tens else "")
        return before + (digits[ones] if ones else "")

    def filled(self, key: str, *numbers: int) -> Mapping[str, str]:
        """A string with its placeholders filled by numbers, in every language."""
        return {
            language: text.format(*(self.numeral(each, language) for each in numbers))
            for language, text in self[key].items()
        }


def read_strings(path: Path, languages: Sequence[str]) -> tuple[Strings, list[Fault]]:
    """Return the strings, and every fault; each string is needed in all ``languages``."""
    strings = Strings()
    try:
        text = read_text(path)
    except Unreadable as fault:
        return strings, [Fault(path, *fault.args)]
    # A language that docs/ lacks may have strings; each string is held to its own below.
    faults = [*characters(Document(path, "", raw=text.encode()), *NEEDED)]
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        try:
            key, words = _string(line)
        except Unreadable as fault:
            faults.append(Fault(path, number, fault.args[1]))
            continue
        if key in strings:
            faults.append(Fault(path, number, f"`{key}` is given twice; keep one"))
        faults += (Fault(path, number, each) for each in _wrong(key, words, languages))
        strings[key] = words
    return strings, faults


def _string(line: str) -> tuple[str, dict[str, str]]:
    match = re.fullmatch(r"(\w+): +(\{.*\}) *", line)
    words = plain(parse(match[2], FORM), FORM) if match else {}
    if not words or not all(isinstance(each, str) for each in words.values()):
        raise Unreadable(1, f"is not a string; write {FORM}")
    return match[1], words


def _wrong(key: str, words: Mapping[str, str], languages: Iterable[str]) -> Iterator[str]:
    if missing := [each for each in languages if each not in words]:
        yield f'`{key}` has no {", ".join(missing)}; add the words, or "" for none'
    for language, text in words.items():
        yield from unseen(text, language)
        if not re.fullmatch(SHAPES.get(key, ".*"), text):
            yield f"`{key}` in {language} has another form; write it to match {SHAPES[key]}"
        elif not all(_fits(each, PLACEHOLDERS.get(key, ())) for each in _several(key, text)):
            wanted = " ".join(f"{{{name}}}" for name in PLACEHOLDERS.get(key, ())) or "none"
            yield f"`{key}` in {language} has other placeholders; write it with {wanted}"


def _several(key: str, text: str) -> list[str]:
    """The string by itself, none if it is empty, or each of those that a | separates."""
    if not text:
        return []
    return text.split("|") if key == "names_of_part" else [text]


def _fits(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether a string has the placeholders wanted and no other brace."""
    try:
        found = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:  # a single brace
        return False
    if any(spec or conversion for _, _, spec, conversion in found) or "{{" in text or "}}" in text:
        return False
    names = [name for _, name, _, _ in found]
    return names.count("") == wanted.count("") and set(names) <= set(wanted)
