"""A paper: what a print file or a preview picture is told, as data for its template."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import segno

from outputs.labels import edition_name, position
from outputs.site import Page, Site
from outputs.views import together
from text.edition import Edition, Sentence, Translated, Unit
from text.project import Project
from text.strings import Strings


def facts(site: Site, page: Page) -> dict[str, Any]:
    """What a template knows of the text of a page that owns files, as JSON takes it."""
    edition, strings, view = site.project.edition, site.project.strings, page.view
    whole = page.unit is None
    units = edition.units if whole else (page.unit,)
    neutral = site.page(page.name, together(edition)).canonical_url
    release = site.project.release
    title = edition.title if whole else units[0].title
    keywords = filter(None, (edition.short_title, edition.event, edition.place))
    return {
        "whole": whole,
        "name": " · ".join(title[language] for language in view.languages),
        "keywords": [fact[language] for fact in keywords for language in view.languages],
        "languages": [_language(strings, language) for language in view.languages],
        "strings": {key: dict(string) for key, string in strings.items()},
        "title": dict(edition.title),
        "short_title": dict(edition.short_title),
        "event": dict(edition.event),
        "issuers": dict(edition.issuers),
        "imprint": {
            language: strings["imprint"][language].format(edition.place[language], edition.year)
            for language in view.languages
        },
        "units": [_unit(edition, strings, unit) for unit in units],
        "address": page.canonical_url,
        "neutral": neutral,
        "code": _code(neutral),
        "date": [release.date.year, release.date.month, release.date.day],
        "edition": dated(site.project),
    }


def dated(project: Project) -> Translated:
    """Return which edition this is, in words: "Edition 2 of 26 November 2026"."""
    return edition_name(project.strings, project.release)


def _language(strings: Strings, language: str) -> dict[str, str]:
    """A language to Typst: its tag in parts, since "zh-Hans" is a language and a script."""
    first, *rest = strings["language"][language].split("-")
    region = next((part.lower() for part in rest if len(part) == 2), None)
    script = next((part for part in rest if len(part) == 4), "")
    direction = strings["direction"][language]
    return dict(key=language, lang=first, region=region, script=script, direction=direction)


def _unit(edition: Edition, strings: Strings, unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "number": unit.number,
        "place": dict(position(edition, strings, unit)),
        "title": dict(unit.title),
        "status": {language: strings[kind][language] for language, kind in unit.status.items()},
        "sentences": [_sentence(sentence) for sentence in unit.sentences],
    }


@cache
def _code(address: str) -> str:
    """A QR code as SVG, whose lines stay sharp on any printer."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "label": sentence.label,
        "number": sentence.number,
        "text": dict(sentence.text),
        "note": dict(sentence.note),
    }
