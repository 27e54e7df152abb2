"""Metadata: what a page is, for machines (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from outputs.citations import Citations
from outputs.pages import Leaf, View, alone

UNSAFE = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"})
"""What could end a script or a line of it; inside a JSON text an escape means the same."""


def linked_data(citations: Citations, leaf: Leaf, view: View) -> str:
    """JSON-LD of the contents or of a unit, safe inside a script element.

    A page of one language describes its text in that language, with its translations or
    its original; that of several holds those pages as its parts. The issuers are authors
    of the whole; the edition and its translations are its editors', whom nobody knows by
    another name. Nothing is dated but by the year of the whole.
    """
    edition, words = citations.edition, citations.words
    contents = citations.leaves["index"]
    whole = {
        "@type": "CreativeWork",
        "@id": citations.url(contents, view),
        "name": edition.title[view.lead],
        "author": [{"@type": "Organization", "name": n} for n in edition.issuers[view.lead]],
        "datePublished": str(edition.year),
    }
    editors = {
        "@type": "Organization",
        "@id": _editors(citations, view),
        "name": words["editors"][view.lead],
    }
    tags = [words["language"][language] for language in view.languages]
    work: dict[str, Any] = {
        "inLanguage": tags if view.is_parallel else tags[0],
        "publisher": editors,
    }
    if leaf.kind == "unit":
        work["isPartOf"] = whole
        work = {
            "@type": "Chapter",
            "@id": citations.url(leaf, view),
            "name": citations.of(leaf, view.lead).title,
            **work,
        }
    else:
        work = whole | work
    if view.is_parallel:
        work["hasPart"] = [
            {"@id": citations.url(leaf, alone(language))} for language in view.languages
        ]
    elif leaf.kind == "unit":
        work |= _translations(citations, leaf, view)
    return dump({"@context": "https://schema.org", **work})


def dump(value: Any) -> str:
    """JSON in few bytes that no text in it can break out of."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def _editors(citations: Citations, view: View) -> str:
    """Where this edition says what it is, which stands for those who made it."""
    return f"{citations.url(citations.leaves['about'], view)}#edition"


def _translations(citations: Citations, leaf: Leaf, view: View) -> dict[str, Any]:
    """A translation names its original, an original its translations."""
    works: dict[str, list] = {"original": [], "translation": []}
    for language, status in leaf.content.status.items():
        works[status].append(
            {
                "@type": "Chapter",
                "@id": citations.url(leaf, alone(language)),
                "inLanguage": citations.words["language"][language],
            }
        )
    if leaf.content.status[view.lead] == "translation":
        editors = {"@id": _editors(citations, view)}
        return {"translationOfWork": works["original"][0], "translator": editors}
    return {"workTranslation": works["translation"]} if works["translation"] else {}
