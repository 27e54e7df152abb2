"""Sharing: what a reader sends of a unit: its link, its words quoted, in one language or all."""

from __future__ import annotations

import json
from dataclasses import dataclass

from outputs.labels import part
from outputs.views import View, absolute, together
from text.edition import Unit
from text.project import Project


@dataclass(frozen=True)
class Share:
    """Texts to send from a page; ``together`` has a quotation in each language. ``quotation``
    is None where the page shows several.

    ``forms`` is JSON for the script, which quotes a sentence instead of the unit: a quotation
    in each language with {text}, {place} and {url} to fill in, the page's address, the one of
    all languages, and which form is the page's own (-1 for none).
    """

    link: str
    quotation: str | None
    together: tuple[str, ...]
    forms: str


def share(project: Project, unit: Unit, view: View, url: str) -> Share:
    """What a unit's page in a view offers to send; the site stands at ``url``."""
    edition = project.edition
    link = absolute(url, view.address(unit.name))
    neutral = absolute(url, together(edition).address(unit.name))
    own = -1 if view.is_parallel else edition.languages.index(view.language)
    forms = [_form(project, unit, language) for language in edition.languages]
    texts = [_text(project, unit, language) for language in edition.languages]
    parts = [part(project.strings, unit, language) for language in edition.languages]
    return Share(
        link=link,
        quotation=None if own < 0 else quote(forms[own], texts[own], parts[own], link),
        together=tuple(quote(*each, neutral) for each in zip(forms, texts, parts, strict=True)),
        forms=json.dumps(
            {"link": link, "all": neutral, "forms": forms, "own": own}, ensure_ascii=False
        ),
    )


def quote(form: str, text: str, place: str, url: str) -> str:
    """Fill in a quotation. Quotation marks within the text become single ones, as English
    custom and GB/T 15834-2011 (4.8.3.2) have it.
    """
    nested = text.translate({0x201C: 0x2018, 0x201D: 0x2019})
    return form.replace("{text}", nested).replace("{place}", place).replace("{url}", url)


def _form(project: Project, unit: Unit, language: str) -> str:
    strings = project.strings
    status = strings["unofficial"][language] if unit.status[language] == "translation" else ""
    form = strings["quotation"][language].replace("{status}", status)
    return form.replace("{title}", project.edition.title[language])


def _text(project: Project, unit: Unit, language: str) -> str:
    joint = project.strings["joint"][language]
    return joint.join(sentence.text[language] for sentence in unit.sentences)
