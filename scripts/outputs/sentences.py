"""What the reader's script loads at the press of a number or of the search, as JSON.

    sentences.json            every sentence with what the sheet and the search say of it
    codes/proposal-3.json     the QR codes of a unit and of its sentences, for pictures

Names in it are short, since readers wait for it: `home` is the site's address; `languages`
has a row a language; the lists of texts elsewhere are in that order.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import segno

from outputs.glossary import Entry
from outputs.labels import names, part
from outputs.site import Make, Page, Site
from outputs.views import alone, together
from text import Unit, has_han

WORDS = {
    "nth": "nth_sentence",
    "named": "sentence_of_part",
    "quotation": "quotation",
    "source": "quotation_source",
    "unofficial": "unofficial",
    "status": "translation",
    "partly": "partly",
    "mark": "translation_mark",
    "cited": "cited_sentence",
    "terms": "agreed_terms",
    "byHand": "by_hand",
    "copied": "copied",
    "save": "save",
    "send": "send",
    "all": "picture_of_all",
    "keep": "keep_picture",
    "close": "close",
}
"""From the script's name of a string to its key in overrides/words.yml."""


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """Yield (address, how it is made) of every file."""
    yield "sentences.json", partial(sentences, site)
    for page in site.listed[together(site.project.edition)]:
        if page.unit or page.kind.has_every_unit:
            yield f"codes/{page.name}.json", partial(codes, page)


def sentences(site: Site) -> bytes:
    """Every sentence, unit and agreed term, and the strings about them."""
    project = site.project
    edition = project.edition
    text = "".join(each for unit in edition.units for each in _texts(unit))
    return _json(
        {
            "home": site.url,
            "languages": [_language(site, language) for language in edition.languages],
            "units": [_unit(site, unit) for unit in edition.units],
            "terms": [
                [entry.id, [entry.term.text.get(each, "") for each in edition.languages]]
                for entry in _terms(site)
            ],
            "variants": variants(text),
        }
    )


def codes(page: Page) -> bytes:
    """QR codes of a page and of its unit's sentences, by label ("" for the page): how many
    modules a side, then the rows in base64, a bit a module, set where it is dark."""
    address = page.canonical_url
    sentences = page.unit.sentences if page.unit else ()
    found = {each.label: _code(f"{address}#{each.label}") for each in sentences}
    return _json({"": _code(address), **found})


def variants(text: str) -> str:
    """Pairs of characters, a Traditional one and its Simplified one, where either is in the
    text: who searches in one script finds what is written in the other."""
    if not has_han(text):
        return ""
    from opencc import OpenCC  # here, for its dictionaries are slow to read

    known = set(text)
    every = [chr(code) for code in range(0x3400, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return "".join(
        one + other
        for one, other in zip(every, simple, strict=True)
        if one != other and not known.isdisjoint((one, other))
    )


def _language(site: Site, language: str) -> dict[str, Any]:
    edition, strings = site.project.edition, site.project.strings
    return {
        "tag": strings["language"][language],
        "dir": strings["direction"][language],
        "folder": alone(language).folder,
        "joint": strings["joint"][language],
        "short": edition.short_title[language],
        "title": edition.title[language],
        "issuers": list(edition.issuers[language]),
        **{name: strings[key][language] for name, key in WORDS.items()},
    }


def _terms(site: Site) -> tuple[Entry, ...]:
    """The terms that the sheet links to; none if the site has no glossary."""
    has_glossary = "glossary" in site.project.order
    return site.glossary[site.project.edition.languages[0]] if has_glossary else ()


def _unit(site: Site, unit: Unit) -> dict[str, Any]:
    languages, strings = site.project.edition.languages, site.project.strings
    terms = [*enumerate(_terms(site))]
    return {
        "name": unit.name,
        "title": list(unit.title.values()),
        "part": [part(strings, unit, language) for language in languages],
        "names": sorted({name for each in languages for name in names(strings, unit, each)}),
        "translated": [int(unit.status[each] == "translation") for each in languages],
        "sentences": [
            [
                each.label,
                list(each.text.values()),
                [n for n, entry in terms if (unit, each) in entry.sentences],
                [each.note.get(language, "") for language in languages] if each.note else [],
            ]
            for each in unit.sentences
        ],
    }


def _texts(unit: Unit) -> Iterator[str]:
    yield from unit.title.values()
    for sentence in unit.sentences:
        yield from sentence.text.values()
        yield from sentence.note.values()


def _code(address: str) -> list[Any]:
    # One mask for all: to choose the best of eight for each sentence takes most of the time.
    rows = [bytes(row) for row in segno.make(address, error="m", mask=4, micro=False).matrix]
    bits = "".join("1" if module else "0" for row in rows for module in row)
    packed = int(bits.ljust(-len(bits) // 8 * -8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    return [len(rows), base64.b64encode(packed).decode()]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
