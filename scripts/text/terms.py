"""The agreed terms, docs/terms.yml, each with its line in the file.

    - en: trade in services
      zh: …
      note: {en: …, zh: …}      what a reader should know
      source: {en: …, zh: …}    where the pair comes from
      reading: {zh: fu2 wu4}    how it begins, where the dictionary of readings is wrong
      except: {"3.2": …}        a sentence that can't keep to it, and why

All but the term itself is optional, and so is a language that has none for it yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from text.documents import Document
from text.edition import Translated
from text.faults import Fault
from text.files import Unreadable, fields, line_of, parse, read_text
from text.punctuation import HAN, has_han
from text.rules import characters, unseen, wrong_marks

FILE = "terms.yml"

FORM = "each term as `- en: words`, its fields below, or [] for none"

BY_LANGUAGE = ("note", "source", "reading")
"""Fields with a text for each language."""

WITHIN_WORD = re.compile(rf"(?<=[^\W{HAN}])(?=[^\W{HAN}])")
"""Between two letters of an alphabet; Chinese does not divide its words."""

BESIDE_FIGURE = re.compile(rf"(?<=[{HAN}])\0(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])\0(?=[{HAN}])")
"""A \0 between Chinese and a figure or a letter."""


@dataclass(frozen=True, eq=False)
class Term:
    """One agreed term; ``exceptions`` is from a sentence's label to its line in the file."""

    line: int
    text: Translated
    note: Translated
    source: Translated
    reading: Translated
    exceptions: Mapping[str, int]

    @property
    def name(self) -> str:
        """The term in the first language."""
        return next(iter(self.text.values()))


def parse_terms(path: Path, languages: Iterable[str]) -> tuple[tuple[Term, ...], list[Fault]]:
    """Return the terms without a fault, and every fault; ``languages`` are the text's."""
    reader = _Reader(path, tuple(languages))
    return tuple(reader.terms()), reader.faults


def terms_in(terms: Iterable[Term], text: str, language: str) -> set[Term]:
    """The terms in a sentence, in any case of letters, as whole words.

    A term inside a longer one does not count: "the 2030 Agenda for Sustainable Development"
    does not speak of sustainable development by itself.
    """
    plain = text.casefold()
    found = [
        (*span, term)
        for term in terms
        if language in term.text and term.text[language].casefold() in plain  # saves the search
        for span in _spans(term.text[language], text)
    ]
    return {
        term
        for start, end, term in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
    }


def split_at_terms(terms: Iterable[Term], text: str, language: str) -> list[str]:
    """Split a text without spaces between words so that every second piece is a term, in which
    no line should end. Any other text is one piece."""
    known = sorted({term.text.get(language, "") for term in terms} - {""}, key=len, reverse=True)
    if not known or not has_han(text):
        return [text]
    return re.split(f"({'|'.join(map(re.escape, known))})", text)


def split_at_words(terms: Iterable[Term], text: str, language: str) -> list[list[str]]:
    """Split a heading at its terms, as above, and each piece so that its every second is a word.

    Marks at the ends of a term stand outside it.
    """
    pieces = split_at_terms(terms, text, language)
    for n in range(1, len(pieces), 2):
        before, term, after = re.fullmatch(r"(\W*)(.*?)(\W*)", pieces[n]).groups()
        pieces[n - 1 : n + 2] = pieces[n - 1] + before, term, after + pieces[n + 1]
    return [_words(piece) for piece in pieces]


def _words(text: str) -> list[str]:
    """Split Chinese so that every second piece is a word of several characters, with the particle
    after it. A figure and what stands beside it are one word."""
    if not has_han(text):
        return [text]
    from rjieba import tag  # here, since its dictionary is slow to read

    words, found = "", [""]
    for word, kind in tag(text):
        # "Of" and "under" stand after their word in Chinese (u and f to jieba), and begin no line.
        words += word if kind[0] in "uf" and has_han(words[-1:]) else f"\0{word}"
    for word in BESIDE_FIGURE.sub("", words).split("\0"):
        if len(word) > 1 and has_han(word):
            found += word, ""
        else:
            found[-1] += word
    return found


def _spans(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of a term in a text; with a letter before or after, it is another word."""
    for match in re.finditer(f"(?={re.escape(term)})", text, re.IGNORECASE):
        span = match.start(), match.start() + len(term)
        if not any(WITHIN_WORD.match(text, edge) for edge in span):
            yield span


class _Reader:
    """Reads the file node by node, so that all faults are found and each has its line."""

    def __init__(self, path: Path, languages: tuple[str, ...]):
        self.path = path
        self.languages = languages
        self.faults: list[Fault] = []
        self.seen: dict[tuple[str, str], int] = {}

    def terms(self) -> Iterator[Term]:
        """Yield each term that has no fault."""
        for node in self._entries():
            before = len(self.faults)
            try:
                term = self._term(node)
            except Unreadable as fault:
                self._fault(*fault.args)
            if len(self.faults) == before:
                yield term

    def _term(self, node: yaml.Node) -> Term:
        line, found = line_of(node), fields(node, FORM)
        known = (*self.languages, *BY_LANGUAGE, "except")
        for key in found.keys() - {*known}:
            self._fault(found[key][0], f"`{key}` is not known; a term takes {', '.join(known)}")
        text = {each: self._line(each, *found[each]) for each in self.languages if each in found}
        first = self.languages[0]
        if first not in text:
            self._fault(line, f"`{first}` is missing; add the term in that language")
        elif len(text) == 1:
            self._fault(line, f"is there in {first} alone; add it in another language")
        for language, words in text.items():
            letters = " ".join(re.findall(r"[^\W_]+", words.casefold()))  # as its id has them
            here = found[language][0]
            before = self.seen.setdefault((language, letters), here)
            if words and before != here:
                self._fault(here, f"\u201c{words}\u201d is a term already, line {before}; keep one")
        by_language = [self._by_language(key, found, text) for key in BY_LANGUAGE]
        return Term(line, text, *by_language, self._exceptions(found))

    def _by_language(self, key: str, found: Mapping, text: Translated) -> Translated:
        """A field with a text for each language: note and source in each that the term has."""
        if key not in found:
            return {}
        line, node = found[key]
        words = fields(node, f"`{key}: {{en: words, zh: words}}`")
        for language in words.keys() - text.keys():
            message = f"`{key}` has {language}, but the term has not; add it there or delete it"
            self._fault(words[language][0], message)
        for language in text.keys() - words.keys() if key != "reading" else ():
            self._fault(line, f"`{key}` has no {language}; add it")
        return {language: self._line(language, *field) for language, field in words.items()}

    def _exceptions(self, found: Mapping) -> Mapping[str, int]:
        if "except" not in found:
            return {}
        reasons = fields(found["except"][1], "`except: {label: reason}`")
        for label, field in reasons.items():
            self._line(label, *field)
        return {label: line for label, (line, _) in reasons.items()}

    def _line(self, key: str, line: int, node: yaml.Node) -> str:
        """A line of text with the punctuation of its language."""
        words = node.value if isinstance(node, yaml.ScalarNode) else "\n"
        if "\n" in words:
            self._fault(line, f"`{key}` is not a line of text; write it as one")
        elif not words.strip():
            self._fault(line, f"`{key}` is empty; fill it in, or leave it out")
        for message in (*unseen(words, key), *wrong_marks(words, key)):
            self._fault(line, message)
        return words

    def _entries(self) -> list[yaml.Node]:
        """The nodes of the list; none, with a fault, if the file can't be read as one."""
        try:
            text = read_text(self.path)
            node = parse(text, FORM)
            self.faults += characters(Document(self.path, "", raw=text.encode()), *self.languages)
            if not isinstance(node, yaml.SequenceNode):
                raise Unreadable(1, f"is not a list; write {FORM}")
            return node.value
        except Unreadable as fault:
            self._fault(*fault.args)
            return []

    def _fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.path, line, message))
