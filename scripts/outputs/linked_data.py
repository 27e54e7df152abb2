"""Linked data: what a page is, for machines (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from outputs.labels import heading
from outputs.views import View, absolute, alone
from text.edition import Unit
from text.project import Project


def linked_data(project: Project, unit: Unit | None, view: View, url: str) -> str:
    """JSON-LD of a unit's page, or of the contents for None, safe inside a script element.

    ``url`` is the site's. A page of one language describes its text in that language, with its
    translations or its original; a page of several has the pages of one language as its parts.
    The issuers are authors of the whole; the edition and its translations are its editors',
    who have no other name. The only date is the year of the whole.
    """
    edition, strings = project.edition, project.strings
    name = unit.name if unit else "index"
    tags = [strings["language"][language] for language in view.languages]
    whole = {
        "@type": "CreativeWork",
        "@id": absolute(url, view.address("index")),
        "name": edition.title[view.language],
        "author": [{"@type": "Organization", "name": n} for n in edition.issuers[view.language]],
        "datePublished": str(edition.year),
    }
    editors = {"@type": "Organization", "@id": _editors(view, url)}
    editors["name"] = strings["editors"][view.language]
    work: dict[str, Any] = {
        "inLanguage": tags if view.is_parallel else tags[0],
        "publisher": editors,
    }
    if unit:
        work = {
            "@type": "Chapter",
            "@id": absolute(url, view.address(name)),
            "name": heading(strings, unit, view.language),
            **work,
            "isPartOf": whole,
        }
    else:
        work = whole | work
    if view.is_parallel:
        work["hasPart"] = [
            {"@id": absolute(url, alone(language).address(name))} for language in view.languages
        ]
    elif unit:
        work |= _translations(project, unit, view, url)
    return dump({"@context": "https://schema.org", **work})


def dump(value: Any) -> str:
    """JSON in few bytes that can't end the script element that it is in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _editors(view: View, url: str) -> str:
    """The address at which the edition says what it is; it stands for those who made it."""
    return f"{absolute(url, view.address('about'))}#edition"


def _translations(project: Project, unit: Unit, view: View, url: str) -> dict[str, Any]:
    """A translation names its original, an original its translations."""
    works: dict[str, list] = {"original": [], "translation": []}
    for language, status in unit.status.items():
        works[status].append(
            {
                "@type": "Chapter",
                "@id": absolute(url, alone(language).address(unit.name)),
                "inLanguage": project.strings["language"][language],
            }
        )
    if unit.status[view.language] == "translation":
        original = {"translationOfWork": works["original"][0]} if works["original"] else {}
        return original | {"translator": {"@id": _editors(view, url)}}
    return {"workTranslation": works["translation"]} if works["translation"] else {}
