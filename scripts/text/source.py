"""The source, docs/source.txt: the text as it was found, and whether the edition keeps to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from text.documents import ORIGINAL_LANGUAGE, Document
from text.faults import Fault
from text.files import WHOLE_LIMIT, Unreadable, decode, read_bytes
from text.punctuation import has_han, widen
from text.rules import CHINESE, difference


@dataclass(frozen=True)
class Source:
    """The text as found: its title, then each paragraph of the original as (line, text),
    and beside it, in the same order, the Chinese it came with, None where it has none.
    ``raw`` is the file, which is published as it is."""

    raw: bytes
    title: str
    paragraphs: tuple[tuple[int, str], ...]
    chinese: tuple[tuple[int, str] | None, ...]


def read_source(path: Path) -> Source:
    """Read the text as found: a title, then a paragraph a line; raises Unreadable.

    A paragraph with Chinese in it is the Chinese of the paragraph that follows it.
    """
    raw = read_bytes(path, WHOLE_LIMIT)
    lines = enumerate(decode(raw).splitlines(), 1)
    lines = [(number, line) for number, line in lines if line]
    if not lines:
        raise Unreadable(1, "holds no text; put it there as it was found")
    (_, title), *rest = lines
    paragraphs, chinese, before = [], [], None
    for number, line in rest:
        if has_han(line):
            before = (number, line)
        else:
            paragraphs.append((number, line))
            chinese.append(before)
            before = None
    return Source(raw, title, tuple(paragraphs), tuple(chinese))


def compare(path: Path, found: Source, pages: Sequence[Document]) -> Iterator[Fault]:
    """The original equals the source, and so does Chinese that the source has; status says so."""
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
    for name, paragraph, chinese in zip(originals, found.paragraphs, found.chinese, strict=True):
        for page in (page for page in pages if page.name == name and not page.fault):
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
