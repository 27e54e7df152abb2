"""The edition that the tests are run in, and what they take of it for an example.

Another publisher runs the same tests on another text. So a test asks here for what it needs,
"a unit with a note", and is skipped where the edition has none. What is true of one text
alone is in test_this_text.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from outputs.plan import plan
from outputs.views import View
from text.edition import Unit
from text.project import read

ROOT = Path(__file__).resolve().parent.parent
HOST = "https://example.org"
PROJECT = read(ROOT)
SITE = plan(PROJECT, f"{HOST}/")
EDITION, STRINGS, VIEWS = PROJECT.edition, PROJECT.strings, SITE.views
PAGES = [page for page in SITE.pages.values() if page.kind.is_listed]
TAGS = STRINGS["language"]
"""The tag of each language, as HTML has it."""

SENTENCES = {sentence.label: sentence for unit in EDITION.units for sentence in unit.sentences}
TRANSLATIONS = [
    (unit, language)
    for unit in EDITION.units
    for language in EDITION.languages
    if unit.status[language] == "translation"
]
NOTED = [(unit, sentence) for unit in EDITION.units for sentence in unit.sentences if sentence.note]


def _has(unit: Unit) -> tuple:
    """How much there is to try on a unit: notes, a translation, a number, some sentences."""
    noted = any(sentence.note for sentence in unit.sentences)
    translated = "translation" in unit.status.values()
    return noted, translated, unit.number is not None, min(len(unit.sentences), 4)


UNIT = max(EDITION.units, key=_has)
"""The unit that has most to try."""
SENTENCE = next((each for each in UNIT.sentences if each.note), UNIT.sentences[-1])
OTHER = next((unit for unit in EDITION.units if unit.number is None), EDITION.units[0])
"""A unit without a number, if there is one."""

SINGLE = [view for view in VIEWS if not view.is_parallel]
FIRST, LAST, ALL = SINGLE[0], SINGLE[-1], VIEWS[-1]
"""The views of the first and the last language, and that of all."""

SAMPLES = [page for page in PAGES if not page.unit or page.unit in (UNIT, OTHER)]
"""For a browser: a page of each kind in each view, of units one that has no number and one
that has most to try. The others differ from these in their text alone."""
LAYOUTS = [
    page
    for page in SAMPLES
    if page.view is ALL or page.address in (LAST.address(UNIT.name), LAST.address("full-text"))
]
"""What looks different: all kinds where languages stand side by side, some where one does."""


def need(found: list, what: str):
    """The first of what was found; without any, the test that asks is skipped."""
    if not found:
        pytest.skip(f"this edition has no {what}")
    return found[0]


def view_of(language: str) -> View:
    """The view of one language."""
    return next(view for view in VIEWS if view.languages == (language,))


def some_words() -> str:
    """The beginning of a sentence, to search for."""
    return SENTENCE.text[FIRST.language][:12].strip()
