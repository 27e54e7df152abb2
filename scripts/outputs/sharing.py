"""Sharing: what somebody sends of a unit: its link, its words quoted, in one language or all."""

from __future__ import annotations

import json
from dataclasses import dataclass

from outputs.pages import Leaf, View, Words, numeral, together
from text.edition import Edition, Unit


@dataclass(frozen=True)
class Share:
    """Texts to send from a page; ``together`` holds a quotation in each language, and
    ``quotation`` is None where the page shows several.

    ``forms`` is JSON for the script, which puts a sentence in the unit's place: a
    quotation in each language with {text}, {place} and {url} to fill, the page's address,
    the one of all languages, and which form is the page's own (-1 for none).
    """

    link: str
    quotation: str | None
    together: tuple[str, ...]
    forms: str


def share(edition: Edition, words: Words, leaf: Leaf, view: View, site_url: str) -> Share:
    """What a unit's page in a view offers to send; ``site_url`` ends with a slash."""
    unit = leaf.content
    link = site_url + leaf.address(view)
    neutral = site_url + leaf.address(together(edition))
    own = -1 if view.is_parallel else edition.languages.index(view.lead)
    forms = [_form(edition, words, unit, language) for language in edition.languages]
    texts = [_text(words, unit, language) for language in edition.languages]
    places = [_place(words, unit, language) for language in edition.languages]
    return Share(
        link=link,
        quotation=None if own < 0 else quote(forms[own], texts[own], places[own], link),
        together=tuple(quote(*each, neutral) for each in zip(forms, texts, places, strict=True)),
        forms=json.dumps(
            {"link": link, "all": neutral, "forms": forms, "own": own}, ensure_ascii=False
        ),
    )


def quote(form: str, text: str, place: str, url: str) -> str:
    """Fill a quotation's form. Marks of quotation within the text become single ones.

    So both English custom and GB/T 15834-2011 (4.8.3.2) have it.
    """
    nested = text.translate({0x201C: 0x2018, 0x201D: 0x2019})
    return form.replace("{text}", nested).replace("{place}", place).replace("{url}", url)


def _form(edition: Edition, words: Words, unit: Unit, language: str) -> str:
    status = words["unofficial"][language] if unit.status[language] == "translation" else ""
    form = words["quotation"][language].replace("{status}", status)
    return form.replace("{title}", edition.title[language])


def _text(words: Words, unit: Unit, language: str) -> str:
    return words["joint"][language].join(each.text[language] for each in unit.sentences)


def _place(words: Words, unit: Unit, language: str) -> str:
    if unit.number is None:
        return unit.title[language]
    return words["part"][language].format(numeral(unit.number, words["numerals"][language]))
