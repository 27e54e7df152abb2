"""The colophon: which edition this is, to the byte, and on what terms it may be used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from text.edition import Edition, Translated
from text.project import Project


@dataclass(frozen=True)
class Colophon:
    """Facts of one build. ``commit`` is "" where it is unknown; ``source`` and each of ``text``
    are SHA-256 in hexadecimal."""

    commit: str
    source: str
    text: Translated


def colophon(project: Project) -> Colophon:
    """Return what is known of a project's edition."""
    edition = project.edition
    return Colophon(
        commit=project.revision.commit,
        source=hashlib.sha256(project.source.raw).hexdigest(),
        text={
            language: hashlib.sha256(text_of(edition, language).encode()).hexdigest()
            for language in edition.languages
        },
    )


def text_of(edition: Edition, language: str) -> str:
    """A language's text as its digest takes it: the sentences in order, joined by newlines."""
    return "\n".join(
        sentence.text[language] for unit in edition.units for sentence in unit.sentences
    )
