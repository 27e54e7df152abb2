"""Glyphs: which characters the fonts can show.

Typst stops on a missing glyph, but doesn't know which sentence it would stand in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path


def missing(text: str, folders: Iterable[Path]) -> list[str]:
    """Return the characters of the text that no font in the folders has, by code and name."""
    return [
        f"{character} (U+{ord(character):04X} {unicodedata.name(character, 'unnamed')})"
        for character in dict.fromkeys(text)
        if ord(character) not in _covered(tuple(folders))
    ]


@cache
def _covered(folders: tuple[Path, ...]) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # here, for it is only asked when a glyph is missing

    found: set[int] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*.[ot]tf")):
            with TTFont(path, lazy=True) as font:
                # Numbers do for names, which are slow to read and not asked for.
                font.setGlyphOrder(range(font["maxp"].numGlyphs))
                found.update(font.getBestCmap())
    return frozenset(found)
