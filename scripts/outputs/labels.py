"""What a unit is called: "Proposal 3", "Proposal 3 of 6", "Proposal 3: Its title"."""

from __future__ import annotations

from text.edition import Edition, Translated, Unit
from text.strings import Strings


def numeral(number: int, digits: str) -> str:
    """Write 1 to 99 with the digits given (zero to ten, as in Chinese), else in Arabic ones."""
    if not digits or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (
        (digits[tens] if tens > 1 else "")
        + (digits[10] if tens else "")
        + (digits[ones] if ones else "")
    )


def part(strings: Strings, unit: Unit, language: str) -> str:
    """The unit by its number, or by its title if it has none: "Proposal 3", "Preamble"."""
    if unit.number is None:
        return unit.title[language]
    return strings["part"][language].format(_number(strings, unit.number, language))


def names(strings: Strings, unit: Unit, language: str) -> list[str]:
    """What a reader may call the unit, its number in either kind of digits."""
    if unit.number is None:
        return [unit.title[language]]
    digits = (str(unit.number), _number(strings, unit.number, language))
    forms = strings["names_of_part"][language].split("|")
    return [form.format(number) for form in forms if form for number in digits]


def heading(strings: Strings, unit: Unit, language: str) -> str:
    """The unit's title after its number: "Proposal 3: Leverage trade in services"."""
    if unit.number is None:
        return unit.title[language]
    number = _number(strings, unit.number, language)
    return strings["numbered"][language].format(number, unit.title[language])


def position(edition: Edition, strings: Strings, unit: Unit) -> Translated:
    """Where the unit stands in the text: "Proposal 3 of 6"; the short title if it has no number."""
    if unit.number is None:
        return edition.short_title
    return {
        language: strings["proposal"][language].format(
            *(_number(strings, each, language) for each in (unit.number, edition.proposals))
        )
        for language in edition.languages
    }


def _number(strings: Strings, number: int, language: str) -> str:
    return numeral(number, strings["numerals"][language])
