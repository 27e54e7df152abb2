"""Linked data: what a page is, for machines (schema.org, as JSON-LD)."""

from __future__ import annotations

import json

from outputs.labels import heading
from outputs.views import View, absolute, alone
from text import Project, Unit


def linked_data(project: Project, unit: Unit | None, view: View, url: str) -> str:
    """JSON-LD of a unit's page, or of the contents for None, safe inside a script element.

    ``url`` is the site's. A page of one language describes its text in that language, with its
    translations or its original; a page of several has the pages of one language as its parts.
    The issuers are authors of the whole text; the edition and its translations are its editors',
    who have no other name. The dates are the year of the whole text and its newest edition's.
    """
    edition, strings = project.edition, project.strings
    tags = [strings["language"][language] for language in view.languages]
    authors = [{"@type": "Organization", "name": name} for name in edition.issuers[view.language]]
    editors = absolute(url, view.address("about")) + "#edition"  # where they describe the edition
    whole = {
        "@type": "CreativeWork",
        "@id": absolute(url, view.address("index")),
        "name": edition.title[view.language],
        "author": authors,
        "datePublished": str(edition.year),
        "version": project.release.number,
        "dateModified": project.release.date.isoformat(),
    }
    work = whole
    if unit:
        address = absolute(url, view.address(unit.name))
        work = {"@type": "Chapter", "@id": address, "name": heading(strings, unit, view.language)}
    work = {"@context": "https://schema.org"} | work
    work["inLanguage"] = tags if view.is_parallel else tags[0]
    work["publisher"] = {
        "@type": "Organization",
        "@id": editors,
        "name": strings["editors"][view.language],
    }
    if unit:
        work["isPartOf"] = whole
    if view.is_parallel:
        name = unit.name if unit else "index"
        parts = (alone(language).address(name) for language in view.languages)
        work["hasPart"] = [{"@id": absolute(url, part)} for part in parts]
    elif unit:
        works = _works(project, unit, url)
        if unit.status[view.language] == "translation":
            originals = works["original"]
            if originals:
                work["translationOfWork"] = originals if len(originals) > 1 else originals[0]
            work["translator"] = {"@id": editors}
            work["license"] = edition.licence[1]
        elif works["translation"]:
            work["workTranslation"] = works["translation"]
    # No < in it: it can't end the script element that it is in.
    return json.dumps(work, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _works(project: Project, unit: Unit, url: str) -> dict[str, list[dict[str, str]]]:
    """The unit's originals and its translations."""
    works: dict[str, list[dict[str, str]]] = {"original": [], "translation": []}
    for language, status in unit.status.items():
        address = absolute(url, alone(language).address(unit.name))
        tag = project.strings["language"][language]
        works[status].append({"@type": "Chapter", "@id": address, "inLanguage": tag})
    return works
