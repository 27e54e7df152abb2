"""The edition as data, for programs to take.

    initiative.json   initiative.schema.json   en/initiative.txt
    editions/1.json   en/initiative.bib   en/initiative.ris   en/proposal-3.bib   …

The keys for languages are their tags (BCP 47), those for sentences their labels. Nothing in
a file depends on when it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from outputs.labels import edition_name, heading, imprint, rights
from outputs.site import Make, Page, Site
from outputs.views import alone, together
from text import EDITIONS, FACTS, STATUSES, Content, Release, Strings, Translated, Unit, content

SCHEMA = Path(__file__).with_name("edition.schema.json")
"""What every field of the JSON means; published as it is."""

SEVERAL = "mul"
"""The tag of the view that shows all languages side by side (ISO 639-2: multiple languages)."""


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """Yield (address, how it is made) of every file."""
    name = site.project.edition.name
    yield f"{name}.json", partial(edition_data, site)
    yield f"{name}.schema.json", SCHEMA.read_bytes
    for release in site.project.history:
        yield f"{EDITIONS}/{release.number}.json", partial(released, site, release)
    for view in site.views[:-1]:
        yield f"{view.folder}{name}.txt", partial(plain_text, site, site.page("index", view))
    for page in site.pages.values():
        if page.kind.owns_files and not page.view.is_parallel:
            (citation,) = page.citations
            yield f"{page.file}.bib", lambda it=citation: it.bibtex().encode()
            yield f"{page.file}.ris", lambda it=citation: it.ris().encode()


def edition_data(site: Site) -> bytes:
    """The edition as JSON, in order of the text; the schema explains each field."""
    project = site.project
    tagged = partial(_tagged, project.strings)
    text = _edition(site, project.release, content(project.edition))
    text["terms"] = [
        {"term": tagged(entry.term.text)}
        | ({"note": tagged(entry.term.note)} if entry.term.note else {})
        | ({"source": tagged(entry.term.source)} if entry.term.source else {})
        | {"sentences": [sentence.label for _, sentence in entry.sentences]}
        for entry in site.glossary[project.edition.languages[0]]
    ]
    return (json.dumps(text, ensure_ascii=False, indent=1) + "\n").encode()


def released(site: Site, release: Release) -> bytes:
    """An edition as it was released, in the same fields; the terms of its day are not kept."""
    return json.dumps(_edition(site, release, release.content), ensure_ascii=False).encode()


def _edition(site: Site, release: Release, text: Content) -> dict[str, Any]:
    """The text of an edition as the schema has it. A unit that is gone has no address."""
    edition, strings = site.project.edition, site.project.strings
    tagged = partial(_tagged, strings)
    languages = [each for each in edition.languages if each in text["languages"]]
    names = {unit.name for unit in edition.units}

    def now(words: Translated) -> dict[str, Any]:
        return tagged({each: words[each] for each in languages})

    def addresses(name: str) -> dict[str, str]:
        views = {SEVERAL: together(edition), **now({each: alone(each) for each in languages})}
        return {tag: site.absolute(view.address(name)) for tag, view in views.items()}

    def unit(facts: Content) -> dict[str, Any]:
        return {
            "name": facts["name"],
            "number": facts["number"],
            **({"addresses": addresses(facts["name"])} if facts["name"] in names else {}),
            "title": tagged(facts.get("title") or now(strings.filled("part", facts["number"]))),
            "status": tagged(facts["status"]),
            "sentences": [
                {key: each if key == "label" else tagged(each) for key, each in row.items()}
                for row in facts["sentences"]
            ],
        }

    return {
        "$schema": site.absolute(f"{edition.name}.schema.json"),
        "version": release.number,
        "date": release.date.isoformat(),
        "reason": tagged(release.reason),
        "addresses": addresses("index"),
        "languages": [strings["language"].get(each, each) for each in text["languages"]],
        **{
            fact: tagged(text[fact]) if isinstance(text[fact], Mapping) else text[fact]
            for fact in FACTS
            if fact in text
        },
        "rights": now(rights(edition, strings)),
        "licence": edition.licence[1],
        "statuses": {status: now(strings[status]) for status in STATUSES},
        "units": [unit(facts) for facts in text["units"]],
    }


def _tagged(strings: Strings, words: Translated) -> dict[str, Any]:
    """Words by the tags of their languages; a language that is gone keeps its name."""
    tags = strings["language"]
    return {tags.get(language, language): each for language, each in words.items()}


def plain_text(site: Site, page: Page) -> bytes:
    """The text of a view, a line a sentence: the label, a tab, the words.

    Above it the title, the issuers, city and year, the edition, the rights and the address; above
    each unit its title and its status; below it its notes, each under a line that names its
    sentence. Only the lines of sentences have a tab.

    The file begins with a byte order mark: a host that names no charset for text leaves
    browsers to guess, and this alone makes each of them read Chinese as UTF-8.
    """
    edition, strings = site.project.edition, site.project.strings
    language = page.view.language
    head = [
        edition.title[language],
        *edition.issuers[language],
        imprint(edition, strings)[language],
        edition_name(strings, site.project.release)[language],
        rights(edition, strings)[language],
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
