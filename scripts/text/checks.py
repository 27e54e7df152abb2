"""The checks: every fault of the text, all at once, before anything is written.

``sh scripts/check`` runs them alone, and so does every build. A fault reads

    docs/zh/proposal-3.md:6: what is wrong, and what to do

The rules for a single page are in rules.py; here are those that compare.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from text import reviews, strings
from text.agreement import agreement
from text.documents import (
    ORIGINAL_LANGUAGE,
    PROSE,
    Document,
    is_known,
    is_language,
    languages,
    read_documents,
)
from text.edition import read_source
from text.files import Unreadable
from text.prose import PROSE_RULES
from text.punctuation import widen
from text.rules import CHINESE, PAGE_RULES, Fault, characters, difference, notes_of
from text.terms import FILE


def check(root: Path) -> list[Fault]:
    """Return every fault of the text and the words under ``root``, by path and line."""
    docs = root / "docs"
    pages = read_documents(docs)
    readable = [page for page in pages if not page.fault]
    faults = [Fault(page.path, *page.fault) for page in pages if page.fault]
    for page in pages:
        faults += characters(page)
    for page in readable:
        for rule in (*PAGE_RULES, *PROSE_RULES):
            faults += rule(page)
    faults += places(docs)
    faults += pairs(docs, pages)
    faults += source(docs, pages)
    faults += reviews.compare(docs / reviews.NAME, pages)
    faults += agreement(docs, languages(docs), pages)
    words, wrong = strings.parse(root / "overrides" / "words.yml", languages(docs))
    faults += wrong
    if words:
        faults += strings.unsaid(root, words)
    return sorted({fault._replace(path=fault.path.relative_to(root)) for fault in faults})


def places(docs: Path) -> Iterator[Fault]:
    """Every file has its place: source, terms, lock, and known pages in a language's folder."""
    for path in sorted(docs.rglob("*")):
        inside = path.relative_to(docs)
        if any(part.startswith(".") for part in inside.parts):
            continue  # as MkDocs does
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


def _pair(original: Document, page: Document) -> Iterator[Fault]:
    what = "sentences" if page.is_unit else "blocks"
    ours, theirs = len(page.passages), len(original.passages)
    if ours != theirs:
        line = page.first + max(len(page.body) - 1, 0)
        message = f"{ours} {what} where {original.language} has {theirs}"
        yield Fault(page.path, line, f"{message}; make line n render line n")
    for one, other in ((page, original), (original, page)):
        for number in notes_of(one).keys() - notes_of(other).keys():
            message = f"a note for sentence {number} in {one.language} alone; add it to"
            line = one.marks.get(f"notes.{number}", 1)
            yield Fault(one.path, line, f"{message} {other.path.name} in {other.language}")


def source(docs: Path, pages: Iterable[Document]) -> Iterator[Fault]:
    """The original equals the source, and so does Chinese that the source has; status says so."""
    path = docs / "source.txt"
    try:
        found = read_source(path)
    except Unreadable as fault:
        yield Fault(path, *fault.args)
        return
    except ValueError:
        yield Fault(path, 1, "holds no text; put it there as it was found")
        return
    units = {(page.language, page.name): page for page in pages}
    index = units.get((ORIGINAL_LANGUAGE, "index"))
    if index and not index.fault and index.facts.get("title") != found.title:
        message = f"the title is unlike the source; write \u201c{found.title}\u201d"
        yield Fault(index.path, index.marks.get("title", 1), message)
    originals = [p.name for p in pages if p.is_unit and p.language == ORIGINAL_LANGUAGE]
    if len(originals) != len(found.paragraphs):
        message = f"{len(found.paragraphs)} paragraphs where {ORIGINAL_LANGUAGE} has"
        yield Fault(path, 1, f"{message} {len(originals)} units; give each paragraph its unit")
        return
    by_name = _by_name(page for page in pages if not page.fault)
    for name, paragraph, chinese in zip(originals, found.paragraphs, found.chinese, strict=True):
        for page in by_name.get(name, {}).values():
            if page.language == ORIGINAL_LANGUAGE:
                yield from _like(page, " ", *paragraph)
            elif page.language == CHINESE and chinese:
                yield from _like(page, "", chinese[0], widen(chinese[1]))
            elif page.facts.get("status") == "original":
                message = "the source has no such text; write status translation"
                yield Fault(page.path, page.marks["status"], message)


def _like(page: Document, joint: str, line: int, text: str) -> Iterator[Fault]:
    """The page's sentences, joined, are the text; a fault names the first line that isn't."""
    if page.facts.get("status") == "translation":
        message = f"the words are those of source.txt, line {line}; write status original"
        yield Fault(page.path, page.marks["status"], message)
    rest = joint + text
    for number, sentence in enumerate(page.body, page.first):
        if not rest.startswith(joint + sentence):
            wanted = difference(sentence, rest.removeprefix(joint))
            yield Fault(page.path, number, f"unlike source.txt, line {line}; write {wanted}")
            return
        rest = rest.removeprefix(joint + sentence)
    if rest and any(page.body):
        message = f"stops before source.txt, line {line}, does; add"
        last = page.first + len(page.body) - 1
        yield Fault(page.path, last, f"{message} \u201c{rest.strip()[:30]}\u201d")


def main() -> int:
    """Check the project this file stands in; print the faults; 1 if there are any."""
    faults = check(Path(__file__).resolve().parents[2])
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
