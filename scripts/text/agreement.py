"""Agreement: the text keeps to the terms agreed on, and the terms to the text.

The rules are generators; the docstring of each is the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from text.documents import Document, couples, label, part
from text.faults import Fault
from text.terms import FILE, Term, terms_in


def agreement(path: Path, terms: Sequence[Term], pages: Iterable[Document]) -> Iterator[Fault]:
    """Yield a fault wherever the text departs from the terms, which are kept at ``path``."""
    units = [page for page in pages if page.is_unit]
    yield from used(path, terms, units)
    yield from exceptions(path, terms, units)
    for first, page in couples(units):
        yield from agreed(terms, first, page)


def used(path: Path, terms: Iterable[Term], units: Iterable[Document]) -> Iterator[Fault]:
    """Every term is in some sentence, in some language."""
    if any(page.fault for page in units):
        return  # a page that can't be read may have it
    found = {
        term
        for page in units
        for text in page.body
        for term in terms_in(terms, text, page.language)
    }
    for term in terms:
        if term not in found:
            message = f"\u201c{term.name}\u201d is in no sentence; correct its words or delete it"
            yield Fault(path, term.line, message)


def exceptions(path: Path, terms: Iterable[Term], units: Iterable[Document]) -> Iterator[Fault]:
    """An exception is for a sentence that is there, and where the languages differ."""
    labels = {label(page.name, n) for page in units for n, _ in enumerate(page.body, 1)}
    unread = {part(page.name) for page in units if page.fault}
    paired, needed = set(), set()
    for first, page in couples(units):
        paired.add(part(page.name))
        needed.update((term, name) for name, _, term, _, _ in _departures(terms, first, page))
    for term in terms:
        for name, line in term.exceptions.items():
            unit = name.rpartition(".")[0]
            if name not in labels and unit not in unread:
                message = f"`{name}` is no sentence's label; write one as the pages show it"
                yield Fault(path, line, message)
            elif unit in paired and (term, name) not in needed:
                message = f"the languages agree on \u201c{term.name}\u201d at {name}"
                yield Fault(path, line, f"{message}; delete the exception")


def agreed(terms: Iterable[Term], first: Document, page: Document) -> Iterator[Fault]:
    """Where a sentence has a term, its partner has it too, or the term excepts it."""
    for name, line, term, has, lacks in _departures(terms, first, page):
        if name not in term.exceptions:
            message = f"{has} has \u201c{term.text[has]}\u201d, {lacks} no \u201c{term.text[lacks]}"
            advice = f"\u201d; write it, or except {name} in {FILE}, line {term.line}"
            yield Fault(page.path, line, message + advice)


def _departures(
    terms: Iterable[Term], first: Document, page: Document
) -> Iterator[tuple[str, int, Term, str, str]]:
    """Yield (label, line of the page, term, language that has it, language that lacks it)."""
    one, other = first.language, page.language
    shared = [term for term in terms if one in term.text and other in term.text]
    rows = zip(first.body, page.body, strict=True)
    for n, (text, partner) in enumerate(rows, 1):
        there, here = terms_in(shared, text, one), terms_in(shared, partner, other)
        for term in shared:
            if (term in there) != (term in here):
                has, lacks = (one, other) if term in there else (other, one)
                yield label(page.name, n), page.first + n - 1, term, has, lacks
