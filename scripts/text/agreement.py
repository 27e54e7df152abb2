"""Agreement: the text keeps to the terms agreed on, and the terms to the text.

The rules are generators; the docstring of each is the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from text.documents import ORIGINAL_LANGUAGE, Document, label
from text.faults import Fault
from text.terms import FILE, Term, terms_in


def agreement(path: Path, terms: Sequence[Term], pages: Iterable[Document]) -> Iterator[Fault]:
    """Yield a fault wherever the text departs from the terms, which are kept at ``path``."""
    units = [page for page in pages if page.is_unit]
    yield from used(path, terms, units)
    yield from exceptions(path, terms, units)
    for original, page in _pairs(units):
        yield from agreed(terms, original, page)


def used(path: Path, terms: Iterable[Term], units: Iterable[Document]) -> Iterator[Fault]:
    """Every term stands in some sentence, in some language."""
    if any(page.fault for page in units):
        return  # what can't be read may hold it
    stand = {
        term
        for page in units
        for text in page.body
        for term in terms_in(terms, text, page.language)
    }
    for term in terms:
        if term not in stand:
            message = f"\u201c{term.name}\u201d stands in no sentence; mend its words or delete it"
            yield Fault(path, term.line, message)


def exceptions(path: Path, terms: Iterable[Term], units: Iterable[Document]) -> Iterator[Fault]:
    """An exception is for a sentence that is there, and where the languages differ."""
    labels = {label(page.name, n) for page in units for n, _ in enumerate(page.body, 1)}
    unread = {_part(page) for page in units if page.fault}
    paired, needed = set(), set()
    for original, page in _pairs(units):
        paired.add(_part(page))
        needed.update((term, name) for name, _, term, _, _ in _departures(terms, original, page))
    for term in terms:
        for name, (line, _) in term.exceptions.items():
            part = name.rpartition(".")[0]
            if name not in labels and part not in unread:
                message = f"`{name}` is no sentence's label; write one as the pages show it"
                yield Fault(path, line, message)
            elif part in paired and (term, name) not in needed:
                message = f"the languages agree on \u201c{term.name}\u201d at {name}"
                yield Fault(path, line, f"{message}; delete the exception")


def agreed(terms: Iterable[Term], original: Document, page: Document) -> Iterator[Fault]:
    """Where a sentence holds a term, its partner holds it too, or the term excepts it."""
    for name, line, term, has, lacks in _departures(terms, original, page):
        if name not in term.exceptions:
            message = f"{has} has \u201c{term.text[has]}\u201d, {lacks} no \u201c{term.text[lacks]}"
            advice = f"\u201d; write it, or except {name} in {FILE}, line {term.line}"
            yield Fault(page.path, line, message + advice)


def _departures(
    terms: Iterable[Term], original: Document, page: Document
) -> Iterator[tuple[str, int, Term, str, str]]:
    """Yield (label, line of the page, term, language that has it, language that lacks it)."""
    one, other = original.language, page.language
    shared = [term for term in terms if one in term.text and other in term.text]
    rows = zip(original.passages, page.passages, strict=True)
    for n, ((_, text), (line, translation)) in enumerate(rows, 1):
        there, here = terms_in(shared, text, one), terms_in(shared, translation, other)
        for term in shared:
            if term in there - here:
                yield label(page.name, n), line, term, one, other
            elif term in here - there:
                yield label(page.name, n), line, term, other, one


def _pairs(units: Iterable[Document]) -> Iterator[tuple[Document, Document]]:
    """Yield (original, translation) of every unit whose lines are paired."""
    readable = [page for page in units if not page.fault]
    originals = {page.name: page for page in readable if page.language == ORIGINAL_LANGUAGE}
    for page in readable:
        original = originals.get(page.name)
        if original and page is not original and len(page.body) == len(original.body):
            yield original, page


def _part(page: Document) -> str:
    """What the labels of a unit begin with: "3", "preamble"."""
    return label(page.name, 1).rpartition(".")[0]
