"""What the benchmark builds and measures beside the site itself, all made from its own text:

an edition of as many units as wanted, vanilla Material's site, and a bare page.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

import yaml

from text import reviews
from text.documents import folders, number_of
from text.edition import Translated, Unit, assemble
from text.history import FOLDER, today
from text.project import Project, read, read_pages
from text.snapshot import Release, content, serialise
from text.source import read_source
from text.strings import read_strings
from text.terms import FILE

PARTS = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml")
"""What a build reads of the project."""


def enlarge(root: Path, folder: Path, units: int) -> None:
    """Put a project of ``units`` units (3 or more) into a new folder: the one under ``root``,
    but its proposals over and over between preamble and closing call.

    It passes the checks: the source grows with the text, a term's exceptions name each
    copy of their sentence, the lock holds every pair, and the text is its own first edition.
    """
    _copy(root, folder)
    docs = folder / "docs"
    for language in folders(docs):
        pages = {path: path.read_bytes() for path in (docs / language).glob("proposal-*.md")}
        for path in pages:
            path.unlink()
        pages = {number_of(path.stem): content for path, content in pages.items()}
        for new, old in enumerate(islice(cycle(sorted(pages)), units - 2), 1):
            (docs / language / f"proposal-{new}.md").write_bytes(pages[old])
    own = len(pages)
    _grow_source(docs / "source.txt", units, folders(docs))
    _grow_exceptions(docs / FILE, own, units)
    nav = "".join(f"  - proposal-{n}.md\n" for n in range(1, units - 1))
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(  - proposal-\d+\.md\n)+", nav, text), encoding="utf-8")
    pages = read_pages(folder)[1]
    pairs = {pair.key: pair.fingerprints for pair in reviews.pairs(pages)}
    (docs / reviews.NAME).write_text(reviews.write(pairs, pages), encoding="utf-8")
    shutil.rmtree(docs / FOLDER)
    (docs / FOLDER).mkdir()
    strings, _ = read_strings(folder / "overrides" / "words.yml", folders(docs))
    first = serialise(Release(1, today(), {}, "", content(assemble(pages, strings))))
    (docs / FOLDER / "1.json").write_text(first, encoding="utf-8")


def vanilla(root: Path, folder: Path) -> None:
    """Put a project of the text under ``root`` into a new folder, as Material's own guide
    begins one: the theme as it comes, its search and its fonts, static-i18n, a page a unit.

    Without glossary, print files, pictures and exports; the languages each have a view.
    """
    project = read(root)
    edition = project.edition
    for language in edition.languages:
        (folder / "docs" / language).mkdir(parents=True)
        for name, text in _vanilla_pages(project, language):
            path = folder / "docs" / language / f"{name}.md"
            path.write_text(text, encoding="utf-8")
    first, *rest = (
        {"locale": language, "name": project.strings["view"][language], "build": True}
        for language in edition.languages
    )
    settings = {
        "site_name": next(iter(edition.short_title.values())),
        "site_url": "http://127.0.0.1:8000/",
        "nav": [f"{name}.md" for name, _ in _vanilla_pages(project, edition.languages[0])],
        "theme": {"name": "material"},
        "markdown_extensions": ["attr_list"],  # the ids that our prose gives its headings
        "plugins": [
            "search",
            {
                "i18n": {
                    "docs_structure": "folder",
                    "languages": [first | {"default": True}, *rest],
                }
            },
        ],
    }
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def bare(unit: Unit, tags: Mapping[str, str]) -> bytes:
    """A page that holds a unit's words in some languages (with their tags) and nothing else,
    not even a style."""
    lines = [
        f"<p lang={tag}>{html.escape(sentence.text[language])}"
        for sentence in unit.sentences
        for language, tag in tags.items()
    ]
    title = html.escape(unit.title[next(iter(tags))])
    head = "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width>"
    return f"{head}<title>{title}</title><h1>{title}</h1>{''.join(lines)}".encode()


def _copy(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, folder / part)
        else:
            shutil.copy(root / part, folder)


def _grow_source(path: Path, units: int, languages: Sequence[str]) -> None:
    """Repeat the proposals' paragraphs, each after the Chinese it came with, if any."""
    found = read_source(path, languages)
    first, *proposals, last = zip(found.chinese, found.paragraphs, strict=True)
    parts = (first, *islice(cycle(proposals), units - 2), last)
    lines = (text for part in parts for _, text in filter(None, part))
    path.write_text("\n\n".join((found.title, *lines)) + "\n", encoding="utf-8")


def _grow_exceptions(path: Path, own: int, units: int) -> None:
    """Repeat each exception for the copies of its sentence; every scalar stays a text."""
    terms = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    for term in terms:
        exceptions = term.get("except", {})
        for label, reason in list(exceptions.items()):
            part, _, number = label.partition(".")
            if part.isdigit():
                for copy in range(int(part), units - 1, own):
                    exceptions[f"{copy}.{number}"] = reason
    path.write_text(yaml.safe_dump(terms, allow_unicode=True), encoding="utf-8")


def _vanilla_pages(project: Project, language: str) -> Iterator[tuple[str, str]]:
    """Yield (name, Markdown) of every page in reading order."""
    edition = project.edition

    def page(title: Translated, paragraphs) -> str:
        return "\n\n".join((f"# {title[language]}", *paragraphs)) + "\n"

    prose = edition.prose
    blocks = {name: [block[language] for block in each.blocks] for name, each in prose.items()}
    texts = {u.name: [sentence.text[language] for sentence in u.sentences] for u in edition.units}
    yield "index", page(edition.title, (*edition.issuers[language], *blocks["index"]))
    for unit in edition.units:
        yield unit.name, page(unit.title, texts[unit.name])
    whole = (
        paragraph
        for unit in edition.units
        for paragraph in (f"## {unit.title[language]}", *texts[unit.name])
    )
    yield "full-text", page(project.strings["full_text"], whole)
    yield "about", page(prose["about"].title, blocks["about"])
