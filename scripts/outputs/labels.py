"""What a unit is called: "Proposal 3", "Proposal 3 of 6", "Proposal 3: Its title"."""

from __future__ import annotations

from text.edition import Edition, Translated, Unit
from text.strings import Strings


def part(strings: Strings, unit: Unit, language: str) -> str:
    """The unit by its number, or by its title if it has none: "Proposal 3", "Preamble"."""
    return (strings.part(unit.number) if unit.number else unit.title)[language]


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
