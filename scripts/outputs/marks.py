"""The marks of a change: what was taken out of a text, and what was put in.

Texts are compared by words, where a language writes spaces between them, and by characters where
it has none. What both happen to have between two longer changes is marked as changed with them,
since a stray character or word that is kept tells a reader nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from unicodedata import category

from text import HAN

TOKEN = re.compile(rf"\s*(?:[{HAN}]|[^\W{HAN}]+(?:[-\u2019][^\W{HAN}]+)*|.)", re.DOTALL)
"""A Chinese character, a word, or a mark, after its space."""

Tokens = Sequence[str]

Span = tuple[int, int, int, int]
"""A change: its first token and the one after its last, in the old text, then in the new."""

Pieces = tuple[tuple[bool, str], ...]
"""A text in pieces, each with whether the other edition lacks it."""


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Two texts in pieces, those that only one of them has marked as such."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    rows = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found = [(a, b, c, d) for tag, a, b, c, d in rows if tag != "equal"]
    found = _joined(_moved(found, old, new), old, new)
    return (
        tuple(_pieces(old, [(a, b) for a, b, _, _ in found])),
        tuple(_pieces(new, [(c, d) for _, _, c, d in found])),
    )


def _moved(spans: Sequence[Span], old: Tokens, new: Tokens) -> Iterator[Span]:
    """The changes; one that only puts in or only takes out is moved to where clauses end, if the
    text reads the same: "a park, [a lake, a park,] a hill", not "a [park, a lake, a] park"."""
    starts, end = [*(span[0] for span in spans[1:]), len(old)], 0
    for (a, b, c, d), start in zip(spans, starts, strict=False):
        if a == b:
            by = _distance(new, c, d, a - end, start - b)
        elif c == d:
            by = _distance(old, a, b, a - end, start - b)
        else:
            by = 0
        end = b + by
        yield a + by, end, c + by, d + by


def _distance(tokens: Tokens, first: int, last: int, back: int, on: int) -> int:
    """By how many tokens to move a span, at most so many back or on, to have edges at both of its
    ends, or at one."""

    def same(by: int) -> bool:
        return tokens[first + by] == tokens[last + by]

    def edges(by: int) -> int:
        return _is_edge(tokens, first + by) + _is_edge(tokens, last + by)

    backwards = takewhile(same, range(-1, -back - 1, -1))
    return max((0, *backwards, *(by + 1 for by in takewhile(same, range(on)))), key=edges)


def _is_edge(tokens: Tokens, at: int) -> bool:
    """Whether a clause ends before a token, or a quotation or bracket opens with it."""
    if at in (0, len(tokens)):
        return True
    before, after = tokens[at - 1][-1], tokens[at].lstrip()[:1]
    return category(before) in ("Po", "Pe", "Pf") or category(after or " ") in ("Ps", "Pi")


def _joined(spans: Iterable[Span], old: Tokens, new: Tokens) -> list[Span]:
    """The changes, two made one if no more letters stand between them than either has."""

    def size(a: int, b: int, c: int, d: int) -> int:
        return max(_length(old[a:b]), _length(new[c:d]))

    found: list[Span] = []
    for a, b, c, d in spans:
        span = a, b, c, d
        while found and _length(old[found[-1][1] : a]) <= min(size(*found[-1]), size(*span)):
            first, _, third, _ = found.pop()
            span = first, b, third, d
        found.append(span)
    return found


def _length(tokens: Tokens) -> int:
    return len("".join(tokens))


def _pieces(tokens: Tokens, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    """One side of a change in pieces; a space before what is marked is not marked."""
    at = 0
    for first, last in [*spans, (len(tokens), len(tokens))]:
        kept, text = "".join(tokens[at:first]), "".join(tokens[first:last])
        words = text.lstrip()
        pieces = (False, kept + text[: len(text) - len(words)]), (True, words)
        yield from (piece for piece in pieces if piece[1])
        at = last
