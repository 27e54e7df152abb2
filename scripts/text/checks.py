"""Checks that compare files: documents with each other, and with the rest of the project.

Rules for a single page are in rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from text import history, reviews
from text.documents import NAME, PROSE, Document, is_language, number_of
from text.faults import Fault
from text.files import Unreadable, is_side_file, read_text
from text.prose import PROSE_RULES
from text.rules import PAGE_RULES, characters
from text.terms import FILE

TEMPLATES = (".html", ".css", ".js", ".svg", ".typ", ".xml", ".txt", "")
"""Endings of the files in overrides/ that are text, beside its strings."""

OWN = ("main.html", "typeset/card.typ", "typeset/document.typ")
"""Templates in overrides/ whose absence nothing else would notice: Material has its own."""


def check(root: Path, pages: Sequence[Document], languages: Sequence[str]) -> Iterator[Fault]:
    """Yield every fault of the documents, of other files in docs/, and of the templates."""
    docs = root / "docs"
    for page in pages:
        if page.fault:
            yield Fault(page.path, *page.fault)
        yield from characters(page)
        for rule in (*PAGE_RULES, *PROSE_RULES) if not page.fault else ():
            yield from rule(page)
    yield from strangers(docs)
    yield from pairs(docs, pages, languages)
    yield from reviews.compare(docs / reviews.NAME, pages)
    yield from templates(root)


def strangers(docs: Path) -> Iterator[Fault]:
    """docs/ has source, terms, record of reviews, editions, and pages in language folders."""
    for path in sorted(docs.rglob("*")):
        inside = path.relative_to(docs)
        if any(part.startswith(".") for part in inside.parts):
            continue  # as MkDocs does
        if inside.parent.parts[:1] == (history.FOLDER,):
            continue  # history.py compares what is in there
        if path.is_file() and is_side_file(path.name):
            continue  # hooks.py leaves these out too
        if path.is_symlink():
            yield Fault(path, 1, "is a link; put the file itself here")
        elif path.is_dir():
            if len(inside.parts) == 1 and not (is_language(path) or path.name == history.FOLDER):
                message = "is not a language's folder; name it as in en or pt-BR, or move it away"
                yield Fault(path, 1, message)
        elif path not in (docs / "source.txt", docs / FILE, docs / reviews.NAME) and not (
            len(inside.parts) == 2 and path.suffix == ".md" and NAME.fullmatch(path.stem)
        ):
            message = "is no part of the edition; name it as in annex.md or article-3.md, or move"
            yield Fault(path, 1, f"{message} it away")


def templates(root: Path) -> Iterator[Fault]:
    """Templates, style sheets and scripts are UTF-8, and without marks of a merge."""
    for path in (root / "overrides" / name for name in OWN):
        if not path.is_file():
            yield Fault(path, 1, "is missing; put it back")
    for path in sorted((root / "overrides").rglob("*")):
        if path.suffix not in TEMPLATES or is_side_file(path.name) or not path.is_file():
            continue
        try:
            text = read_text(path)
        except Unreadable as fault:
            yield Fault(path, *fault.args)
            continue
        if found := re.search(r"^(<{7} |={7}$|>{7} )", text, re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            yield Fault(path, line, f"the mark of a merge, `{found[0].strip()}`; finish the merge")


def pairs(docs: Path, pages: Iterable[Document], languages: Sequence[str]) -> Iterator[Fault]:
    """Every page is there in every language, with as many sentences, blocks and notes in each."""
    by_name: dict[str, dict[str, Document]] = {}
    for page in pages:
        by_name.setdefault(page.name, {})[page.language] = page
    for name in PROSE:
        if name not in by_name:
            path = docs / languages[0] / f"{name}.md"
            yield Fault(path, 1, "is missing; every edition has this page")
    for name, found in by_name.items():
        first, *others = found.values()
        for language in languages:
            if language not in found:
                message = f"is there in {', '.join(found)} alone; add {name}.md to {language}"
                yield Fault(first.path, 1, message)
        for page in others if first.leads and not first.fault else ():
            if not page.fault:
                yield from _pair(first, page)


def _pair(first: Document, page: Document) -> Iterator[Fault]:
    what = "sentences" if page.is_unit else "blocks"
    ours, theirs = len(page.passages), len(first.passages)
    if ours != theirs:
        line = page.first + max(len(page.body) - 1, 0)
        message = f"{ours} {what} where {first.language} has {theirs}"
        yield Fault(page.path, line, f"{message}; make line n render line n")
    for one, other in ((page, first), (first, page)):
        for key in ("title", "event") if number_of(page.name) or not page.is_unit else ():
            if key in one.facts and key not in other.facts:
                message = f"`{key}` is there in {one.language} alone; add it in {other.language}"
                yield Fault(one.path, one.marks[key], f"{message}, or delete it here")
        for n in one.notes.keys() - other.notes.keys():
            message = f"a note for sentence {n} in {one.language} alone; add it to"
            line = one.marks.get(f"notes.{n}", 1)
            yield Fault(one.path, line, f"{message} {other.path.name} in {other.language}")
    ours, theirs = page.facts.get("issuers"), first.facts.get("issuers")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) != len(theirs):
        message = f"{len(ours)} issuers where {first.language} has {len(theirs)}"
        yield Fault(page.path, page.marks["issuers"], f"{message}; name each in both")
