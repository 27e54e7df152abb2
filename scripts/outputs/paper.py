"""A paper: what a print file or a preview picture says, as data for its template."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import segno

from outputs.labels import edition_name, heading, imprint, part
from outputs.site import Page, Site
from outputs.views import together
from text import Edition, Strings, Translated, Unit, split_at_words

STRINGS = (
    *("original", "translation", "translation_mark", "of_which", "of_parts", "listed"),
    *("each_sentence", "everywhere", "terms_of_use", "code", "notes", "joint", "view", "cut"),
)
"""What a template has of the interface: another string may change without setting a file anew."""


def facts(site: Site, page: Page, form: str) -> dict[str, Any]:
    """What a template knows of the text of a page that owns files, as JSON takes it: in the
    languages of its view and no other, so that a file is set anew only when its text changes.

    ``form`` is "unit", "sheet" (the whole) or "large" (the whole in large print).
    """
    project, view = site.project, page.view
    edition, strings = project.edition, project.strings
    units = edition.units if page.unit is None else (page.unit,)
    neutral = site.page(page.name, together(edition)).canonical_url
    release = project.release

    def each(fact: Callable[[str], Any]) -> dict[str, Any]:
        return {language: fact(language) for language in view.languages}

    def shown(fact: Translated) -> dict[str, Any]:
        return {language: fact[language] for language in view.languages if language in fact}

    def name(language: str) -> str:
        whole = edition.title if page.unit is None else edition.short_title
        before = f"{heading(strings, page.unit, language)} – " if page.unit else ""
        return before + whole[language]

    def split(text: Translated) -> dict[str, list[list[str]]]:
        return each(lambda language: split_at_words(project.terms, text[language], language))

    def unit_facts(unit: Unit) -> dict[str, Any]:
        leads = unit.number is not None and edition.first_sentence_is_heading
        return {
            "name": unit.name,
            "number": unit.number,
            "has_numeral": unit.number is not None and (leads or unit.titled),
            "address": site.page(unit.name, together(edition)).canonical_url,
            "part": each(lambda language: part(strings, unit, language)),
            "bookmark": each(lambda language: heading(strings, unit, language)),
            "title": split(unit.title),
            "first": split(unit.sentences[0].text),
            "is_headed_by_first": leads,
            "status": shown(unit.status),
            "sentences": [
                {
                    "label": sentence.label,
                    "number": sentence.number,
                    "begins_paragraph": sentence.begins_paragraph,
                    "text": shown(sentence.text),
                    "note": shown(sentence.note),
                }
                for sentence in unit.sentences
            ],
        }

    return {
        "form": form,
        "name": " · ".join(each(name).values()),
        "keywords": [
            words
            for fact in (edition.title, edition.event, edition.place)
            for words in shown(fact).values()
        ],
        "languages": [_language(strings, language) for language in view.languages],
        "strings": {key: shown(strings[key]) for key in STRINGS},
        "title": shown(edition.title),
        "short_title": shown(edition.short_title),
        "issuers": shown(edition.issuers),
        "imprint": shown(imprint(edition, strings)),
        "units": [unit_facts(unit) for unit in units],
        "lengths": _lengths(edition) if view.is_parallel else {},
        "neutral": neutral,
        "code": _code(neutral),
        "date": [release.date.year, release.date.month, release.date.day],
        "edition": shown(edition_name(strings, release)),
        "licence": edition.licence[0],
    }


def _language(strings: Strings, language: str) -> dict[str, Any]:
    """A language to Typst: its tag in parts, since Typst 0.15 takes no script (typst/typst#717)."""
    first, *rest = strings["language"][language].split("-")
    return {
        "key": language,
        "lang": first,
        "region": next((part.lower() for part in rest if len(part) == 2), None),
        "script": next((part for part in rest if len(part) == 4), ""),
        "direction": strings["direction"][language],
        "has_own_font": bool(strings["fonts"][language]),
    }


def _lengths(edition: Edition) -> dict[str, float]:
    """How long each language is, in sixteenths of the first, so that a word more in one unit does
    not move the columns of all."""
    texts = [sentence.text for unit in edition.units for sentence in unit.sentences]
    lengths = {each: sum(len(text[each]) for text in texts) for each in edition.languages}
    first = lengths[edition.languages[0]]
    return {language: round(16 * length / first) / 16 for language, length in lengths.items()}


@cache
def _code(address: str) -> str:
    """A QR code as SVG, whose lines stay sharp on any printer."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()
