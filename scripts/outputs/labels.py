"""What a unit is called: "Proposal 3", "Proposal 3 of 6", "Proposal 3: Its title"; and what an
edition is: "Edition 2 of 26 November 2026"."""

from __future__ import annotations

import re
from datetime import date
from itertools import accumulate
from unicodedata import east_asian_width

from text import Edition, Release, Strings, Translated, Unit

LONGEST = 200
"""Letters of a description, each Chinese character as two: what previews and results show."""


def shorten(text: str, cut: str) -> str:
    """A text, or what of its clauses is not too long, with a string for what is left out."""
    widths = accumulate(2 if east_asian_width(each) in "WF" else 1 for each in text)
    whole = sum(width <= LONGEST for width in widths)
    ends = [found.start() for found in re.finditer("[,;\uff0c\uff1b\u060c\u061b]", text[:whole])]
    return text if whole == len(text) or not ends else text[: ends[-1]] + cut


def rights(edition: Edition, strings: Strings) -> Translated:
    """Whose the text is, and the licence of its translations."""
    name, _ = edition.licence
    return {each: text.format(name) for each, text in strings["terms_of_use"].items()}


def imprint(edition: Edition, strings: Strings) -> Translated:
    """Where and when the text was made: "Beijing, 2018"; before it the event, unless the title
    names that."""

    def line(language: str) -> str:
        where = strings["imprint"][language].format(edition.place[language], edition.year)
        event = edition.event.get(language, "")
        return where if event in edition.title[language] else f"{event} \u00b7 {where}"

    return {language: line(language) for language in edition.languages}


def part(strings: Strings, unit: Unit, language: str) -> str:
    """The unit by its number, or by its title if it has none: "Proposal 3", "Preamble"."""
    return (strings.filled("part", unit.number) if unit.number else unit.title)[language]


def names(strings: Strings, unit: Unit, language: str) -> list[str]:
    """What a reader may call the unit, its number in either kind of digits."""
    if unit.number is None:
        return [unit.title[language]]
    digits = (str(unit.number), strings.numeral(unit.number, language))
    forms = strings["names_of_part"][language].split("|")
    return [form.format(number) for form in forms if form for number in digits]


def heading(strings: Strings, unit: Unit, language: str) -> str:
    """The unit's title after its number: "Proposal 3: Leverage trade in services"."""
    if unit.number is None or not unit.titled:
        return unit.title[language]
    number = strings.numeral(unit.number, language)
    return strings["numbered"][language].format(number, unit.title[language])


def position(edition: Edition, strings: Strings, unit: Unit) -> Translated:
    """Where the unit is in the text: "Proposal 3 of 6"; the short title if it has no number."""
    if unit.number is None:
        return edition.short_title
    return strings.filled("part_of", unit.number, edition.numbered)


def edition_name(strings: Strings, release: Release) -> Translated:
    """An edition by its number and date: "Edition 2 of 26 November 2026"."""
    return {
        language: form.format(number=release.number, date=written(strings, release.date, language))
        for language, form in strings["edition"].items()
    }


def written(strings: Strings, day: date, language: str) -> str:
    """A date in words: "26 November 2026"."""
    month = strings["months"][language].split()[day.month - 1]
    return strings["date"][language].format(year=day.year, month=month, day=day.day)
