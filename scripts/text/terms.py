"""The agreed terms, docs/terms.yml, each with its line in the file.

    - en: trade in services
      zh: …
      note: {en: …, zh: …}      what a reader should know
      source: {en: …, zh: …}    where the pair comes from
      reading: {zh: fu2 wu4}    how it begins, where the dictionary of readings errs
      except: {"3.2": …}        a sentence where it can't be kept to, and why

All but the term itself may be left out, and so may a language that has none for it yet.
It knows neither MkDocs nor HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from text.documents import ORIGINAL_LANGUAGE, Document
from text.edition import Translated
from text.faults import Fault
from text.files import Unreadable, compose, read_text
from text.punctuation import HAN, has_han, widen
from text.rules import CHINESE, characters, difference, unseen

FILE = "terms.yml"

BY_LANGUAGE = ("note", "source", "reading")
"""Fields with a text for each language."""

WITHIN_WORD = re.compile(rf"(?<=[^\W{HAN}])(?=[^\W{HAN}])")
"""A place between two letters of an alphabet; Chinese has none between its words."""


@dataclass(frozen=True, eq=False)
class Term:
    """One agreed term; ``exceptions`` is from a sentence's label to (line, reason)."""

    line: int
    text: Translated
    note: Translated
    source: Translated
    reading: Translated
    exceptions: Mapping[str, tuple[int, str]]

    @property
    def name(self) -> str:
        return self.text[ORIGINAL_LANGUAGE]


def parse_terms(path: Path, languages: Iterable[str]) -> tuple[tuple[Term, ...], list[Fault]]:
    """Return the terms that are whole and every fault; ``languages`` are the text's languages."""
    reader = _Reader(path, tuple(languages))
    return tuple(reader.terms()), reader.faults


def terms_in(terms: Iterable[Term], text: str, language: str) -> set[Term]:
    """The terms that stand in a sentence, in any case of letters, as whole words.

    A term inside a longer one does not stand there: "the 2030 Agenda for Sustainable
    Development" does not speak of sustainable development by itself.
    """
    plain = text.casefold()
    found = [
        (*span, term)
        for term in terms
        if language in term.text and term.text[language].casefold() in plain  # spares the search
        for span in _spans(term.text[language], text)
    ]
    return {
        term
        for start, end, term in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
    }


def split_at_terms(terms: Iterable[Term], text: str, language: str) -> list[str]:
    """A text in pieces, every second one a term, where no space tells one word from the next:
    a line had better not end within a term. Else the text in one piece."""
    known = sorted({term.text.get(language, "") for term in terms} - {""}, key=len, reverse=True)
    if not known or not has_han(text):
        return [text]
    return re.split(f"({'|'.join(map(re.escape, known))})", text)


def _spans(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of a term in a text; a letter right before or after makes another word."""
    for match in re.finditer(f"(?={re.escape(term)})", text, re.IGNORECASE):
        span = match.start(), match.start() + len(term)
        if not any(WITHIN_WORD.match(text, place) for place in span):
            yield span


Fields = Mapping[str, tuple[int, yaml.Node]]
"""From a key to its line and its value."""


class _Reader:
    """Reads the file node by node, so that all faults are found and each has its line."""

    def __init__(self, path: Path, languages: tuple[str, ...]):
        self.path = path
        self.languages = languages
        self.faults: list[Fault] = []

    def terms(self) -> Iterator[Term]:
        """Yield each entry that is whole."""
        seen: dict[tuple[str, str], int] = {}
        for node in self._entries():
            before = len(self.faults)
            line = node.start_mark.line + 1
            fields = self._fields(line, node, "the term", "- en: words` and `zh: words")
            text = {key: self._words(key, *fields[key]) for key in fields if key in self.languages}
            self._complete(line, fields, text, seen)
            by_language = [self._by_language(key, fields, text) for key in BY_LANGUAGE]
            exceptions = self._exceptions(fields)
            if len(self.faults) == before:
                yield Term(line, text, *by_language, exceptions)

    def _complete(self, line: int, fields: Fields, text: Translated, seen: dict) -> None:
        """A term has known fields, the original's language and another, and no double."""
        known = (*self.languages, *BY_LANGUAGE, "except")
        for key in fields.keys() - {*known}:
            message = f"`{key}` is not known; a term takes {', '.join(known)}"
            self._fault(fields[key][0], message)
        if fields and ORIGINAL_LANGUAGE not in text:
            self._fault(line, f"`{ORIGINAL_LANGUAGE}` is missing; add the term in that language")
        elif fields and len(text) == 1:
            self._fault(line, f"stands in {ORIGINAL_LANGUAGE} alone; add it in another language")
        for key, words in text.items():
            here = fields[key][0]
            letters = " ".join(re.findall(r"[^\W_]+", words.casefold()))  # as its id has them
            first = seen.setdefault((key, letters), here)
            if words and first != here:
                self._fault(here, f"\u201c{words}\u201d is a term already, line {first}; keep one")

    def _by_language(self, key: str, fields: Fields, text: Translated) -> Translated:
        """A field with a text for each language: a note and a source in each that the term has."""
        if key not in fields:
            return {}
        line, node = fields[key]
        said = self._fields(line, node, f"`{key}`", f"{key}: {{en: words, zh: words}}")
        for language in said.keys() - text.keys():
            message = f"`{key}` has {language}, which the term has not; add it there or delete it"
            self._fault(said[language][0], message)
        for language in text.keys() - said.keys() if said and key != "reading" else ():
            self._fault(line, f"`{key}` has no {language}; add it")
        return {each: self._words(each, *field) for each, field in said.items()}

    def _exceptions(self, fields: Fields) -> Mapping[str, tuple[int, str]]:
        if "except" not in fields:
            return {}
        found = self._fields(*fields["except"], "`except`", "except: {label: reason}")
        return {key: (field[0], self._words(key, *field)) for key, field in found.items()}

    def _words(self, key: str, line: int, node: yaml.Node) -> str:
        """A line of text that says something, with the marks of its language."""
        if not isinstance(node, yaml.ScalarNode):
            self._fault(line, f"`{key}` is not a line of text; write it as one")
            return ""
        words = node.value
        if not words.strip() or node.tag.endswith(":null"):
            self._fault(line, f"`{key}` is empty; fill it in, or leave it out")
        elif "\n" in words:
            self._fault(line, f"`{key}` is not a line of text; write it as one")
        for message in unseen(words, key):
            self._fault(line, message)
        if found := re.search("[\"']", words):
            message = f"a straight quotation mark {found[0]}; use \u201c \u201d \u2018 or \u2019"
            self._fault(line, message)
        if key == CHINESE and widen(words) != words:
            message = "half-width punctuation or a space beside Chinese; write"
            self._fault(line, f"{message} {difference(words, widen(words))}")
        return words

    def _fields(self, line: int, node: yaml.Node, what: str, form: str) -> Fields:
        """A mapping's values by key; its first of each, where a key stands twice."""
        fields: dict[str, tuple[int, yaml.Node]] = {}
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self._fault(line, f"{what} holds no fields; write `{form}`")
            return fields
        for key, value in node.value:
            at = key.start_mark.line + 1
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in fields:
                self._fault(at, f"`{name}` stands twice; keep one")
            fields.setdefault(name, (at, value))
        return fields

    def _entries(self) -> list[yaml.Node]:
        """The list's nodes; none, with a fault, where the file can't be read as one."""
        form = "each term as `- en: words`, its fields beneath, or [] for none"
        try:
            text = read_text(self.path)
            node = compose(text, form)
            self.faults += characters(Document(self.path, "", text.encode()), *self.languages)
        except Unreadable as fault:
            self._fault(*fault.args)
            return []
        if isinstance(node, yaml.SequenceNode):
            return node.value
        self._fault(1, f"holds no list; write {form}")
        return []

    def _fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.path, line, message))
