"""The glossary: each agreed term with the sentences it stands in, in a language's own order.

It knows neither MkDocs nor HTML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from text.edition import Edition, Sentence, Unit
from text.punctuation import has_han
from text.terms import Term, terms_in


@dataclass(frozen=True)
class Entry:
    """A term, its id ("term-trade-in-services"; the same in every view), and where it stands."""

    id: str
    term: Term
    places: tuple[tuple[Unit, Sentence], ...]


def glossary(edition: Edition, terms: Iterable[Term], language: str) -> tuple[Entry, ...]:
    """Every term that a language has, in that language's order.

    A term stands where any language has it: a sentence excepted for one is named too.
    """
    terms = tuple(terms)
    places: dict[Term, list[tuple[Unit, Sentence]]] = {term: [] for term in terms}
    for unit in edition.units:
        for sentence in unit.sentences:
            stand = set().union(
                *(terms_in(terms, text, each) for each, text in sentence.text.items())
            )
            for term in stand:
                places[term].append((unit, sentence))
    return tuple(
        Entry(_id(term), term, tuple(places[term]))
        for term in sorted(terms, key=lambda term: _key(term, language))
        if language in term.text
    )


def sort_key(text: str, reading: str = "") -> tuple[tuple, str]:
    """Where a text stands in an alphabet: its letters alone, Chinese by its sounds.

    Chinese is ordered by syllable, then tone, a character at a time, as dictionaries have
    it, each read as its phrase has it; ``reading`` ("chong2 zhen4") puts the first ones right.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.sub(r"[^\w\s]|_", "", plain.replace("-", " ")).split()
    if not has_han(text):
        return tuple((word, 0) for word in words), text
    from pypinyin import Style, lazy_pinyin  # here, for its dictionaries are slow to read

    sounds = lazy_pinyin("".join(words), style=Style.TONE3, neutral_tone_with_five=True)
    first = reading.split()
    return tuple(_syllable(sound) for sound in (*first, *sounds[len(first) :])), text


def _key(term: Term, language: str) -> tuple:
    return sort_key(term.text.get(language, ""), term.reading.get(language, ""))


def _syllable(sound: str) -> tuple[str, int]:
    """("fu", 2) for "fu2"; what is no syllable stays as it is."""
    match = re.fullmatch(r"([^\W\d]+)([1-5])", sound)
    return (match[1], int(match[2])) if match else (sound, 0)


def _id(term: Term) -> str:
    """A term as an id: its letters and digits in the original, joined by hyphens."""
    return "-".join(("term", *re.findall(r"[^\W_]+", term.name.casefold())))
