"""The edition as data, for programs to take: each export is text made from the same objects."""

from __future__ import annotations

import json
from pathlib import Path

from edition import Edition
from pages import Words


def export(site: Path, edition: Edition, words: Words) -> None:
    """Write every export to its address under ``site``."""
    (site / "sentences.json").write_text(search_index(edition, words), encoding="utf-8")


def search_index(edition: Edition, words: Words) -> str:
    """Every sentence as JSON for the reader's search, in order of the text.

    ``languages`` holds their tags (BCP 47), ``sentences`` a row each: the unit's name,
    the label, and the text in each of those languages.
    """
    return json.dumps(
        {
            "languages": [words["language"][language] for language in edition.languages],
            "sentences": [
                [unit.name, sentence.label, list(sentence.text.values())]
                for unit in edition.units
                for sentence in unit.sentences
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
