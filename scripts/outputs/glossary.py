"""The glossary: each agreed term with the sentences that have it, in a language's own order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from text import Edition, Sentence, Term, Unit, has_han, terms_in


@dataclass(frozen=True)
class Entry:
    """A term, its id ("term-trade-in-services"; the same in every view), and its sentences."""

    id: str
    term: Term
    sentences: tuple[tuple[Unit, Sentence], ...]


def glossary(edition: Edition, terms: Iterable[Term]) -> dict[str, tuple[Entry, ...]]:
    """From each language to the terms that it has, in its own order.

    A term's sentences have it in any language, so those that it excepts are among them.
    """
    found: dict[Term, list[tuple[Unit, Sentence]]] = {term: [] for term in terms}
    for unit in edition.units:
        for sentence in unit.sentences:
            texts = sentence.text.items()
            for term in set().union(*(terms_in(found, text, language) for language, text in texts)):
                found[term].append((unit, sentence))
    entries = [Entry(_id(term), term, tuple(sentences)) for term, sentences in found.items()]
    return {language: tuple(_ordered(entries, language)) for language in edition.languages}


def sort_key(text: str, reading: str = "") -> tuple[tuple, str]:
    """A key that sorts texts by their letters, and Chinese as dictionaries do: a character at
    a time, by syllable, then by tone, as its phrase is pronounced.

    ``reading`` ("chong2 zhen4") corrects the pronunciation of the first characters.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.sub(r"[^\w\s]|_", "", plain.replace("-", " ")).split()
    if not has_han(text):
        return tuple((word, 0) for word in words), text
    from pypinyin import Style, lazy_pinyin  # here, for its dictionaries are slow to read

    sounds = lazy_pinyin("".join(words), style=Style.TONE3, neutral_tone_with_five=True)
    first = reading.split()
    return tuple(_syllable(sound) for sound in (*first, *sounds[len(first) :])), text


def _ordered(entries: Iterable[Entry], language: str) -> list[Entry]:
    return sorted(
        (entry for entry in entries if language in entry.term.text),
        key=lambda it: sort_key(it.term.text[language], it.term.reading.get(language, "")),
    )


def _syllable(sound: str) -> tuple[str, int]:
    """("fu", 2) for "fu2"; tone 0 for what is no syllable."""
    match = re.fullmatch(r"([^\W\d]+)([1-5])", sound)
    return (match[1], int(match[2])) if match else (sound, 0)


def _id(term: Term) -> str:
    """A term as an id: its letters and digits in the original, joined by hyphens."""
    return "-".join(("term", *re.findall(r"[^\W_]+", term.name.casefold())))
