"""What the benchmark measures beside the site itself, all made from its text: editions of as
many units as wanted, a longer history, vanilla Material's site, and a bare page."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Mapping
from contextlib import redirect_stdout
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from itertools import cycle, islice
from pathlib import Path

import yaml

from text import EDITIONS, TERMS, Unit, read, read_pages, save
from text.confirm import confirm

PARTS = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml")
"""What a build reads of the project."""


def enlarge(root: Path, folder: Path, units: int) -> None:
    """Make a project of ``units`` units in a new folder: a copy of the one under ``root`` that
    repeats its numbered units.

    It passes the checks, and is its own first edition. Terms with exceptions are left out: those
    name single sentences.
    """
    project = read(root)
    all_units = project.edition.units
    numbered = [unit for unit in all_units if unit.number]
    at = all_units.index(numbered[0])
    copies = list(islice(cycle(numbered), units - len(all_units) + len(numbered)))
    name = numbered[0].name.rpartition("-")[0]
    docs = _copy(root, folder)
    for language in project.edition.languages:
        for unit in numbered:
            (docs / language / f"{unit.name}.md").unlink()
        for number, unit in enumerate(copies, 1):
            page = f"{language}/{unit.name}.md"
            shutil.copy(root / "docs" / page, docs / language / f"{name}-{number}.md")
    source = project.source
    found = zip(source.chinese, source.paragraphs, strict=True)
    rows = dict(zip((unit.name for unit in all_units), found, strict=True))
    paragraphs = [
        text
        for unit in (*all_units[:at], *copies, *all_units[at + len(numbered) :])
        for _, text in filter(None, rows[unit.name])
    ]
    _write(docs / "source.txt", "\n\n".join([source.title, *paragraphs]) + "\n")
    terms = yaml.load((docs / TERMS).read_text(encoding="utf-8"), yaml.BaseLoader)
    kept = [term for term in terms if "except" not in term]
    _write(docs / TERMS, yaml.safe_dump(kept, allow_unicode=True))
    nav = "".join(f"  - {name}-{number}.md\n" for number in range(1, len(copies) + 1))
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    _write(folder / "mkdocs.yml", re.sub(rf"(  - {name}-\d+\.md\n)+", nav, settings))
    for language in project.edition.languages[1:]:
        with redirect_stdout(StringIO()):
            confirm(folder, language, (), every=True)
    shutil.rmtree(docs / EDITIONS)
    save(docs, read(folder).release)


def lengthen(root: Path, folder: Path, editions: int, sentences: int = 1) -> None:
    """Make a project in a new folder: a copy of the one under ``root`` with an even number of
    editions more. One adds a mark to the last sentences in the last language, the next takes it
    away again, so that the newest is the text as it stands."""
    docs = _copy(root, folder)
    released = last = read(folder).release
    for count in range(1, editions + 1):
        text = deepcopy(released.content)
        if count % 2:
            every = [sentence for unit in text["units"] for sentence in unit["sentences"]]
            for sentence in every[-sentences:]:
                sentence["text"][text["languages"][-1]] += " *"
        number = released.number + count
        last = save(docs, replace(last, number=number, previous=last.digest, content=text))


def vanilla(root: Path, folder: Path) -> None:
    """Make a project of the text under ``root`` in a new folder as Material's own guide begins
    one: the theme as it comes, its search and its fonts, static-i18n, a page a unit."""
    for page in read_pages(root)[1]:
        passages = (text for _, text in page.passages)
        path = folder / "docs" / page.language / f"{page.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, "\n\n".join([f"# {page.facts.get('title', page.name)}", *passages]) + "\n")
    languages = [{"locale": each, "name": each} for each in read(root).edition.languages]
    languages[0]["default"] = True
    settings = {
        "site_name": "Vanilla",
        "site_url": "http://127.0.0.1:8000/",
        "theme": "material",
        "markdown_extensions": ["attr_list"],  # the ids that our prose gives its headings
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": languages}}],
    }
    _write(folder / "mkdocs.yml", yaml.safe_dump(settings))


def bare(unit: Unit, tags: Mapping[str, str]) -> bytes:
    """Return a page of a unit's words alone, with no style, in the languages that ``tags`` has
    the tags of."""
    lines = [
        f"<p lang={tag}>{html.escape(sentence.text[language])}"
        for sentence in unit.sentences
        for language, tag in tags.items()
    ]
    title = html.escape(unit.title[next(iter(tags))])
    head = "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width>"
    return f"{head}<title>{title}</title><h1>{title}</h1>{''.join(lines)}".encode()


def _copy(root: Path, folder: Path) -> Path:
    """Copy what a build reads of a project into a new folder; return its docs/."""
    folder.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (root / part).is_dir() else shutil.copy
        copy(root / part, folder / part)
    return folder / "docs"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
