"""The source, docs/source.txt: the text as it was found, which the edition is held to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from text.documents import Document
from text.faults import Fault
from text.files import SOURCE_LIMIT, Unreadable, decode, read_bytes
from text.punctuation import has_han, widen
from text.rules import CHINESE, difference


@dataclass(frozen=True)
class Source:
    """The text as found: its title, then each paragraph of the first language as (line, text),
    and beside it the Chinese found with it, None where there was none. ``raw`` is the file,
    which is published as it is."""

    raw: bytes
    title: str
    paragraphs: tuple[tuple[int, str], ...]
    chinese: tuple[tuple[int, str] | None, ...]

    @property
    def digest(self) -> str:
        """The file's SHA-256 in hexadecimal."""
        return sha256(self.raw).hexdigest()


def read_source(path: Path, languages: Sequence[str]) -> Source:
    """Read the source: a title, then a paragraph a unit, each on a line; raises Unreadable.

    If Chinese is among the other ``languages``, a paragraph of Chinese is that of the paragraph
    which follows it.
    """
    raw = read_bytes(path, SOURCE_LIMIT)
    lines = [(n, line) for n, line in enumerate(decode(raw).splitlines(), 1) if line]
    if not lines:
        raise Unreadable(1, "has no text; put it there as it was found")
    (_, title), *rest = lines
    paragraphs, chinese, before = [], [], None
    for line in rest:
        if CHINESE in languages[1:] and has_han(line[1]):
            before = line
        else:
            paragraphs.append(line)
            chinese.append(before)
            before = None
    return Source(raw, title, tuple(paragraphs), tuple(chinese))


def compare(path: Path, source: Source, pages: Sequence[Document]) -> Iterator[Fault]:
    """The first language equals the source, and so does Chinese that the source has."""
    first = [page for page in pages if page.leads]
    for page in first:
        if page.name == "index" and not page.fault and page.facts.get("title") != source.title:
            message = f"the title is unlike the source; write \u201c{source.title}\u201d"
            yield Fault(page.path, page.marks.get("title", 1), message)
    units = [page for page in first if page.is_unit]
    if len(units) != len(source.paragraphs):
        message = f"{len(source.paragraphs)} paragraphs for {len(units)} units; write a paragraph"
        yield Fault(path, 1, f"{message} for each unit, on one line")
        return
    texts = [text for _, text in source.paragraphs]
    ours = [" ".join(page.body) for page in units]
    if ours != texts and sorted(ours) == sorted(texts):
        at = next(n for n, text in enumerate(texts) if text != ours[n])
        message = f"is not the paragraph of {units[at].name}, which `nav` has here"
        yield Fault(path, source.paragraphs[at][0], f"{message}; put both in one order")
        return
    chinese = {page.name: page for page in pages if page.language == CHINESE}
    for page, paragraph, found in zip(units, source.paragraphs, source.chinese, strict=True):
        yield from _like(page, " ", *paragraph)
        other = chinese.get(page.name)
        if not other or other is page:
            continue
        if found:
            yield from _like(other, "", found[0], widen(found[1]))
        elif other.facts.get("status") == "original" and any(source.chinese):
            message = "the source has no such text; write status translation"
            yield Fault(other.path, other.marks["status"], message)


def _like(page: Document, joint: str, line: int, text: str) -> Iterator[Fault]:
    """The page's sentences, joined, are the text; a fault names the first line that differs."""
    if page.fault:
        return
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
