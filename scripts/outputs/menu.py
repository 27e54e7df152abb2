"""The menu: which pages it lists. A site grows with its units, and not with their square."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

UNITS = 20
"""The most units that the menu of every page lists; about a screen of a desk."""

REACH = 5
"""In a larger edition, how many units the menu lists before a page's own, and after it."""


def menu(order: Sequence[Any], units: Sequence[int], here: int) -> tuple[Any, ...]:
    """Return what the menu of the page at ``here`` lists; None stands for pages left out.

    ``order`` is every page in reading order, ``units`` the indexes of those with a unit. Up to
    UNITS of them, the menu lists all pages. With more, it lists the units near its own, the
    first, the last, and all other pages; near an end it reaches further the other way, so that
    it is about as long on every page.
    """
    if len(units) <= UNITS:
        return tuple(order)
    first, last = units[0], units[-1]
    near = min(max(here, first + REACH), last - REACH)
    ends = {*range(first + 1), *range(last, len(order))}
    listed = [order[0]]
    for before, index in pairwise(sorted(ends | {*range(near - REACH, near + REACH + 1)})):
        if index > before + 1:
            # The mark takes a line; so does a single page, which is then listed.
            listed.append(order[before + 1] if index == before + 2 else None)
        listed.append(order[index])
    return tuple(listed)
