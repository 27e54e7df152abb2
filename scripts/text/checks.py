"""The checks that compare files: documents with each other, and with what else is there.

The rules for a single page are in rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from text import reviews
from text.documents import (
    ORIGINAL_LANGUAGE,
    PROSE,
    Document,
    is_known,
    is_language,
    languages,
    proposal_number,
)
from text.faults import Fault
from text.files import Unreadable, is_side_file, read_text
from text.prose import PROSE_RULES
from text.rules import PAGE_RULES, characters, notes_of
from text.terms import FILE

TEMPLATES = (".html", ".css", ".js", ".svg", ".typ", ".xml", ".txt", "")
"""Endings of the files in overrides/ that are text, beside its strings."""


LOOKED_FOR = ("main.html", "typeset/card.typ", "typeset/document.typ")
"""Templates in overrides/ that are missed by nobody else: without ours, Material has its own."""


def check(root: Path, pages: Sequence[Document]) -> Iterator[Fault]:
    """Yield every fault of the documents, of what else is in docs/, and of the templates."""
    docs = root / "docs"
    for page in pages:
        if page.fault:
            yield Fault(page.path, *page.fault)
        yield from characters(page)
        for rule in (*PAGE_RULES, *PROSE_RULES) if not page.fault else ():
            yield from rule(page)
    yield from places(docs)
    yield from pairs(docs, pages)
    yield from numbers(pages)
    yield from reviews.compare(docs / reviews.NAME, pages)
    yield from templates(root)


def places(docs: Path) -> Iterator[Fault]:
    """Every file has its place: source, terms, lock, and known pages in a language's folder."""
    for path in sorted(docs.rglob("*")):
        inside = path.relative_to(docs)
        if any(part.startswith(".") for part in inside.parts):
            continue  # as MkDocs does
        if path.is_file() and is_side_file(path.name):
            continue  # and hooks.py
        if path.is_symlink():
            yield Fault(path, 1, "is a link; put the file itself here")
        elif path.is_dir():
            if len(inside.parts) == 1 and not is_language(path):
                message = "is no language's folder; name it as in en or pt-BR, or move it away"
                yield Fault(path, 1, message)
        elif not (
            path in (docs / "source.txt", docs / FILE, docs / reviews.NAME)
            or (is_language(path.parent) and path.suffix == ".md" and is_known(path.stem))
        ):
            message = "has no place in the edition; name it after its part, or move it away"
            yield Fault(path, 1, message)


def templates(root: Path) -> Iterator[Fault]:
    """Templates, sheets and scripts are text as we save it, and no merge was left half done."""
    for path in (root / "overrides" / name for name in LOOKED_FOR):
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


def pairs(docs: Path, pages: Iterable[Document]) -> Iterator[Fault]:
    """Every page stands in every language, with as many sentences, blocks and notes in each."""
    by_name = _by_name(pages)
    for name in PROSE:
        if name not in by_name:
            path = docs / ORIGINAL_LANGUAGE / f"{name}.md"
            yield Fault(path, 1, "is missing; every edition has this page")
    for name, found in by_name.items():
        for language in languages(docs):
            if language not in found:
                there = next(iter(found.values())).path
                message = f"stands in {', '.join(found)} alone; add {name}.md to {language}"
                yield Fault(there, 1, message)
        original = found.get(ORIGINAL_LANGUAGE)
        for page in found.values():
            if page is not original and original and not (page.fault or original.fault):
                yield from _pair(original, page)


def _by_name(pages: Iterable[Document]) -> dict[str, dict[str, Document]]:
    """From a page's name to its documents by language."""
    found: dict[str, dict[str, Document]] = {}
    for page in pages:
        found.setdefault(page.name, {})[page.language] = page
    return found


def numbers(pages: Sequence[Document]) -> Iterator[Fault]:
    """Proposals are numbered from 1 on, and no number is left out."""
    found = {proposal_number(page.name): page for page in reversed(pages)}  # the original's last
    given = sorted(number for number in found if number)
    for wanted, number in enumerate(given, 1):
        if number != wanted:
            message = f"there is no proposal {wanted}; rename this to proposal-{wanted}.md, or add"
            yield Fault(found[number].path, 1, f"{message} that, in every language")
            return


def _pair(original: Document, page: Document) -> Iterator[Fault]:
    what = "sentences" if page.is_unit else "blocks"
    ours, theirs = len(page.passages), len(original.passages)
    if ours != theirs:
        line = page.first + max(len(page.body) - 1, 0)
        message = f"{ours} {what} where {original.language} has {theirs}"
        yield Fault(page.path, line, f"{message}; make line n render line n")
    if page.name == "index":
        yield from _facts(original, page)
    for one, other in ((page, original), (original, page)):
        for number in notes_of(one).keys() - notes_of(other).keys():
            message = f"a note for sentence {number} in {one.language} alone; add it to"
            line = one.marks.get(f"notes.{number}", 1)
            yield Fault(one.path, line, f"{message} {other.path.name} in {other.language}")


def _facts(original: Document, page: Document) -> Iterator[Fault]:
    """A year is the same in every language, and issuers are as many."""
    year, wanted = page.facts.get("year"), original.facts.get("year")
    if year != wanted and isinstance(year, int) and isinstance(wanted, int):
        message = f"`year` is {year} where {original.language} has {wanted}; write the same"
        yield Fault(page.path, page.marks["year"], message)
    ours, theirs = page.facts.get("issuers"), original.facts.get("issuers")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) != len(theirs):
        message = f"{len(ours)} issuers where {original.language} has {len(theirs)}"
        yield Fault(page.path, page.marks["issuers"], f"{message}; name each in both")
