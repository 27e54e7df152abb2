"""The colophon: which edition this is, to the byte, and on what terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from text import Project, Translated


@dataclass(frozen=True)
class Colophon:
    """Facts of one build. ``commit`` is "" where it is unknown; ``source`` and each of ``text``
    are SHA-256 in hexadecimal."""

    commit: str
    source: str
    text: Translated


def colophon(project: Project) -> Colophon:
    """Return what is known of a project's edition. A text's SHA-256 is that of its sentences in
    order, joined by newlines."""
    edition = project.edition
    sentences = [sentence.text for unit in edition.units for sentence in unit.sentences]
    texts = {each: "\n".join(text[each] for text in sentences) for each in edition.languages}
    return Colophon(
        commit=project.revision.commit,
        source=sha256(project.source.raw).hexdigest(),
        text={language: sha256(text.encode()).hexdigest() for language, text in texts.items()},
    )
