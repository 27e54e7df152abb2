"""The edition as data, for programs to take.

    initiative.json   initiative.schema.json   en/initiative.txt   zh/initiative.txt

Languages go by their tags (BCP 47), sentences by their labels; nothing in a file depends on
when it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from outputs.labels import heading
from outputs.site import Make, Page, Site, Unmade
from outputs.views import together
from text.edition import Translated, Unit
from text.rules import STATUSES

SCHEMA = Path(__file__).with_name("edition.schema.json")
"""What every field of the JSON means; published as it is."""

SEVERAL = "mul"
"""The tag of the view that shows all languages side by side (ISO 639-2: multiple languages)."""


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """Yield (address, how it is made) of every file."""
    name = site.project.edition.name
    yield f"{name}.json", partial(whole, site)
    yield f"{name}.schema.json", read_schema
    for view in site.views:
        if not view.is_parallel:
            yield f"{view.folder}{name}.txt", partial(plain_text, site, site.page("index", view))


def read_schema() -> bytes:
    """The schema as it is; raises Unmade where it is missing or no JSON."""
    try:
        schema = SCHEMA.read_bytes()
        json.loads(schema)
    except (OSError, ValueError) as error:
        where = f"scripts/outputs/{SCHEMA.name}:{getattr(error, 'lineno', 1)}"
        raise Unmade(f"{where}: is no JSON ({error}); restore the schema") from None
    return schema


def whole(site: Site) -> bytes:
    """The edition as JSON, in order of the text; the schema explains each field."""
    edition, strings = site.project.edition, site.project.strings
    index = site.page("index", together(edition))

    def tagged(said: Translated) -> dict[str, Any]:
        return {strings["language"][language]: each for language, each in said.items()}

    def addresses(name: str) -> dict[str, str]:
        *single, several = (site.page(name, view).canonical_url for view in site.views)
        return {SEVERAL: several} | tagged(dict(zip(edition.languages, single, strict=True)))

    data = {
        "$schema": f"{index.canonical_url}{edition.name}.schema.json",
        "version": site.project.version,
        "addresses": addresses("index"),
        "languages": list(tagged(edition.title)),
        "title": tagged(edition.title),
        "short_title": tagged(edition.short_title),
        **({"event": tagged(edition.event)} if edition.event else {}),
        "issuers": tagged(edition.issuers),
        "place": tagged(edition.place),
        "year": edition.year,
        "statuses": {
            status: tagged({each: strings[status][each] for each in edition.languages})
            for status in STATUSES
        },
        "units": [
            {
                "name": unit.name,
                "number": unit.number,
                "addresses": addresses(unit.name),
                "title": tagged(unit.title),
                "status": tagged(unit.status),
                "sentences": [
                    {
                        "label": sentence.label,
                        "text": tagged(sentence.text),
                        **({"note": tagged(sentence.note)} if sentence.note else {}),
                    }
                    for sentence in unit.sentences
                ],
            }
            for unit in edition.units
        ],
        "terms": [
            {
                "term": tagged(entry.term.text),
                **{
                    field: tagged(said)
                    for field in ("note", "source")
                    if (said := getattr(entry.term, field))
                },
                "sentences": [sentence.label for _, sentence in entry.places],
            }
            for entry in site.glossary(edition.languages[0])
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def plain_text(site: Site, page: Page) -> bytes:
    """The text of a view, a line a sentence: the label, a tab, the words.

    Above it the title, the issuers, place and year, and the address; above each unit its
    title and its status; below it its notes, each under a line that says what it is on.
    The lines with a tab are the sentences, and no others are.

    The file begins with a byte order mark: a host that names no charset for text leaves
    browsers to guess, and this alone makes each of them read Chinese as UTF-8.
    """
    edition, strings = site.project.edition, site.project.strings
    language = page.view.language
    head = [
        edition.title[language],
        *edition.issuers[language],
        strings["imprint"][language].format(edition.place[language], edition.year),
        page.canonical_url,
    ]
    parts = [_part(site, unit, language) for unit in edition.units]
    text = "\n\n".join("\n".join(lines) for lines in (head, *parts)) + "\n"
    return text.encode("utf-8-sig")


def _part(site: Site, unit: Unit, language: str) -> Iterator[str]:
    strings = site.project.strings
    yield heading(strings, unit, language)
    yield strings[unit.status[language]][language]
    for sentence in unit.sentences:
        yield f"{sentence.label}\t{sentence.text[language]}"
    for sentence in unit.sentences:
        if language in sentence.note:
            yield strings["note"][language].format(sentence.label)
            yield sentence.note[language]
