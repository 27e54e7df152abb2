"""The project: everything that is read of it, each file once, or every fault at once.

`sh scripts/check` reads it and prints the faults; so does every build. A fault reads

    docs/zh/proposal-3.md:6: what is wrong; what to do
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from text import checks, settings, source
from text.agreement import agreement
from text.documents import Document, folders, names, read_documents
from text.edition import Edition, assemble
from text.faults import Fault
from text.files import Unreadable
from text.history import read_history, unreleased
from text.revision import Revision, read_revision
from text.snapshot import Release, content
from text.source import Source
from text.strings import Strings, read_strings
from text.terms import FILE, Term, parse_terms


@dataclass(frozen=True)
class Project:
    """What the site is made of. ``order`` names every page in reading order, ``history`` every
    edition from the first; ``unreleased`` says how the text differs from the newest."""

    root: Path
    edition: Edition
    terms: tuple[Term, ...]
    strings: Strings
    order: tuple[str, ...]
    history: tuple[Release, ...]
    unreleased: tuple[Fault, ...]
    revision: Revision
    source: Source

    @property
    def release(self) -> Release:
        """The newest edition."""
        return self.history[-1]


class Faulty(Exception):
    """Carries every fault, in order of path and line."""


def read(root: Path) -> Project:
    """Read the project under ``root``, each file once; raises Faulty with every fault found."""
    docs = root / "docs"
    order, documents, faults = read_pages(root)
    in_order = not faults  # else the source's paragraphs would be compared with other units
    languages = order.languages
    strings, wrong = read_strings(root / "overrides" / "words.yml", languages)
    faults += wrong
    terms, wrong = parse_terms(docs / FILE, languages)
    faults += wrong
    faults += agreement(docs / FILE, terms, documents)
    faults += checks.check(root, documents, languages)
    history, wrong = read_history(docs)
    faults += wrong
    try:
        found = source.read_source(docs / "source.txt", languages)
        if in_order:
            faults += source.compare(docs / "source.txt", found, documents)
    except Unreadable as fault:
        faults.append(Fault(docs / "source.txt", *fault.args))
    if faults:
        raise Faulty(*sorted({each._replace(path=each.path.relative_to(root)) for each in faults}))
    edition = assemble(documents, strings)
    return Project(
        root=root,
        edition=edition,
        terms=terms,
        strings=strings,
        order=order.pages,
        history=history or (Release(1, date.today(), {}, "", content(edition)),),
        unreleased=tuple(unreleased(Path("docs"), history, edition)),
        revision=read_revision(root),
        source=found,
    )


def read_pages(root: Path) -> tuple[settings.Order, tuple[Document, ...], list[Fault]]:
    """Return the order of pages and languages, the pages of docs/, and the faults of mkdocs.yml;
    raises Faulty if there is no language."""
    docs = root / "docs"
    languages = folders(docs)
    if not languages:
        raise Faulty(Fault(Path("docs"), 1, "has no language; add a folder such as docs/en"))
    templates = {path.stem for path in (root / "overrides").glob("*.html")}
    order, faults = settings.read_order(root / settings.FILE, names(docs), languages, templates)
    return order, read_documents(docs, order.pages, order.languages), faults


def check(root: Path) -> list[Fault]:
    """Return every fault of the project under ``root``; the text must be that of its newest
    edition, once it has no other fault."""
    try:
        return [*read(root).unreleased]
    except Faulty as faults:
        return [*faults.args]
