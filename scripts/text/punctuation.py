"""Chinese punctuation: full-width marks and no spaces beside Chinese (GB/T 15834-2011).

Storage and editors turn full-width marks into half-width ones without a word, so
the marks are written here as code points and never typed.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"
"""Chinese characters, as a range for the class of a regular expression."""

CHINESE = f"{HAN}\u3000-\u303f\u2018-\u201d\uff00-\uffef"
"""Chinese characters and the marks that stand among them."""

WIDE = {mark: chr(ord(mark) + 0xFEE0) for mark in ",:;!?()"}
"""From a half-width mark to its full-width form (Unicode block FF00)."""


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
        # A run at a time, from its start, so that a long one takes no longer than a line.
        text = re.sub(f"(?<=[{CHINESE}])(?: *[,:;!?()])+|[,:;!?()](?=[{HAN}])", _widened, text)
        text = re.sub(f"(?<=[{CHINESE}]) +|(?<! ) +(?=[{CHINESE}])", "", text)
    return text


def _widened(match: re.Match[str]) -> str:
    return "".join(WIDE[mark] for mark in match[0] if mark != " ")
