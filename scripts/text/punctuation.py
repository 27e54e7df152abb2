"""Chinese punctuation: full-width marks and no spaces beside Chinese (GB/T 15834-2011).

Storage and editors turn full-width marks into half-width ones without a word, so
the marks are written here as code points and never typed.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as a range for the class of a regular expression."""

OWN = f"{HAN}\u3000-\u303f\uff00-\uffef"
"""Chinese characters and the marks that no other language has."""

CHINESE = f"{OWN}\u2018-\u201d"
"""Chinese characters and the marks that stand among them."""

WIDE = {mark: chr(ord(mark) + 0xFEE0) for mark in ",:;!?()"}
"""From a half-width mark to its full-width form (Unicode block FF00)."""

OPENING, CLOSING = {"(", WIDE["("]}, {")", WIDE[")"]}

HALF = {0xFF61: "\u3002", 0xFF62: "\u300c", 0xFF63: "\u300d", 0xFF64: "\u3001", 0xFF65: "\u30fb"}
"""From a Chinese or Japanese mark in its half-width form to the mark itself."""


def _beside(marks: str) -> re.Pattern[str]:
    """What matches some marks next to Chinese, with the spaces between."""
    return re.compile(f"(?<=[{OWN}]) *(?:{marks})|(?:{marks})(?= *[{OWN}])")


LONG_MARKS = (
    (_beside("\\.{3,}|[.\u3002]{3,}|\u2026+"), "\u2026\u2026"),  # six dots (4.11)
    (_beside("-{2,}|[\u2013-\u2015]{2,}"), "\u2014\u2014"),  # a dash; a single one joins (4.13)
    (re.compile(f"(?<=[{OWN}])(?: *\\.(?![A-Za-z0-9.]))+"), "\u3002"),  # a full stop (4.1)
    (re.compile("\u3002{2}(?!\u3002)"), "\u3002"),
)
"""What is written with dots and lines, however many were typed, and what it becomes."""

is_han, is_chinese = (re.compile(f"[{characters}]").match for characters in (HAN, CHINESE))


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return re.search(f"[{HAN}]", text) is not None


def widen(text: str) -> str:
    """Return the text with full-width marks beside Chinese, and no spaces there.

    Text without Chinese comes back as it is; doing it twice changes nothing more.
    """
    if not has_han(text):
        return text
    before = None
    while before != text:
        before = text
        text = text.translate(HALF)
        for marks, wanted in LONG_MARKS:
            text = marks.sub(wanted, text)
        if WIDE.keys() & set(text):
            text = _widened(text)
        text = re.sub(f"(?<=[{CHINESE}]) +|(?<! ) +(?=[{CHINESE}])", "", text)
    return text


def _widened(text: str) -> str:
    """Widen each mark beside Chinese, and with a bracket its partner."""
    marks, opened = list(text), []
    before = ""  # the last that is no space
    for n, mark in enumerate(text):
        if mark == " ":
            continue
        if mark in WIDE and (is_chinese(before) or is_han(text, n + 1)):
            mark = WIDE[mark]
        if mark in OPENING:
            opened.append(n)
        elif mark in CLOSING and opened:
            partner = opened.pop()
            if mark in WIDE.values() or marks[partner] in WIDE.values():
                mark, marks[partner] = WIDE[")"], WIDE["("]
        marks[n] = before = mark
    return "".join(marks)
