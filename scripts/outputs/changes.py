"""The changes: what each edition changed, with what was taken out and put in marked.

A change is listed under what it is a change of, all languages together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from outputs.labels import edition_name, part
from outputs.marks import Pieces, marked
from text import STATUSES, Difference, Project, Release, Translated, Unit, added, differences

Statuses = Mapping[str, Translated]
"""From a unit's name, and from its sentences' labels, to what its words are in an edition."""


@dataclass(frozen=True)
class Change:
    """What was changed in one language; () for what one of the editions lacks; and whether the
    words before and after it are a translation."""

    language: str
    before: Pieces
    after: Pieces
    was_translation: bool
    is_translation: bool


@dataclass(frozen=True)
class Changed:
    """What an edition changed of one thing: its ``name`` ("Sentence 3.2"), its id on the page of
    changes, and its ``place`` and ``field`` in the history. ``unit`` and ``label`` say where it is
    today, None and "" if nowhere; a title has no label."""

    name: Translated
    id: str
    place: str
    field: str
    unit: Unit | None
    changes: tuple[Change, ...]

    @property
    def thing(self) -> tuple[str, str]:
        """What it is a change of, whatever the edition: a sentence and its note are two things."""
        return self.place, self.field

    @property
    def label(self) -> str:
        """The label of the sentence that has it."""
        return self.place if self.unit and self.field in ("text", "note") else ""


@dataclass(frozen=True)
class Entry:
    """An edition with what it changed, and the languages that it added."""

    release: Release
    name: Translated
    id: str
    changed: tuple[Changed, ...]
    added: tuple[str, ...]


class Changes:
    """Every edition with its changes, the newest first."""

    def __init__(self, project: Project):
        self._project = project

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every edition."""
        rows = pairwise((None, *self._project.history))
        return tuple(self._entry(*row) for row in rows)[::-1]

    def of(self, languages: Iterable[str]) -> tuple[Entry, ...]:
        """The editions that have some of the languages given: a language's history begins with
        the edition that added it."""
        wanted = {*languages}
        return tuple(each for each in self.entries if wanted & {*each.release.content["languages"]})

    def newest(self, units: Iterable[Unit], languages: Iterable[str]) -> dict[int, list[Changed]]:
        """What editions changed of some units in some languages, by their numbers, the newest
        first; each sentence, note and title under the last that changed it."""
        names, wanted, seen = {unit.name for unit in units}, {*languages}, set()
        found: dict[int, list[Changed]] = {}
        for entry in self.entries:
            for each in entry.changed:
                is_new = each.unit and each.unit.name in names and each.thing not in seen
                if is_new and wanted & {change.language for change in each.changes}:
                    seen.add(each.thing)
                    found.setdefault(entry.release.number, []).append(each)
        return found

    def earlier(self, languages: Iterable[str]) -> Mapping[str, tuple[Entry, Changed]]:
        """From a change's id to the change before it of the same thing, and its edition, among
        the editions of some languages."""
        found, last = {}, {}
        for entry in reversed(self.of(languages)):
            for each in entry.changed:
                if each.thing in last:
                    found[each.id] = last[each.thing]
                last[each.thing] = entry, each
        return found

    @cached_property
    def _units(self) -> dict[str, Unit]:
        """The units by their names and by the labels of their sentences."""
        units = self._project.edition.units
        labels = {sentence.label: unit for unit in units for sentence in unit.sentences}
        return labels | {unit.name: unit for unit in units}

    def _entry(self, before: Release | None, release: Release) -> Entry:
        found = differences(before.words, release.words) if before else []
        # A language that is gone has no strings, and no page to be read on.
        here = [each for each in found if each.language in self._project.edition.languages]
        id = f"edition-{release.number}"
        return Entry(
            release=release,
            name=edition_name(self._project.strings, release),
            id=id,
            changed=tuple(self._changed(id, here, before, release)) if before else (),
            added=tuple(added(before.content, release.content)) if before else (),
        )

    def _changed(
        self, id: str, found: Sequence[Difference], before: Release, after: Release
    ) -> Iterator[Changed]:
        statuses = _statuses(before), _statuses(after)
        for (place, field), group in groupby(found, lambda each: (each.place, each.field)):
            yield Changed(
                name=self._name(place, field),
                id="-".join(filter(None, (id, place, field if field != "text" else ""))),
                place=place,
                field=field,
                unit=self._units.get(place),
                changes=tuple(self._change(each, statuses) for each in group),
            )

    def _change(self, difference: Difference, statuses: Sequence[Statuses]) -> Change:
        place, field, language, *texts = difference
        translated = [
            bool(text)
            and field in ("text", "title")
            and of.get(place, {}).get(language) == "translation"
            for text, of in zip(texts, statuses, strict=True)
        ]
        if field == "status":
            strings = self._project.strings
            texts = (strings[text][language] if text in STATUSES else text for text in texts)
        return Change(language, *marked(*texts), *translated)

    def _name(self, place: str, field: str) -> Translated:
        """ "Sentence 3.2", "Preamble, sentence 2", "Editorial note on 3.2", "Proposal 3: Title";
        "Title" for that of the whole."""
        strings, unit = self._project.strings, self._units.get(place)

        def name(language: str) -> str:
            where = part(strings, unit, language) if unit else place
            if field == "text" and unit and unit.number is None:
                nth = strings["nth_sentence"][language].format(place.rpartition(".")[2])
                return strings["sentence_of_part"][language].format(where, nth)
            if field in ("text", "note"):
                return strings["sentence" if field == "text" else "note"][language].format(place)
            what = strings[f"fact_{field}"][language]
            return f"{where}{strings['of_which'][language]}{what}" if where else what

        return {language: name(language) for language in self._project.edition.languages}


def _statuses(release: Release) -> Statuses:
    return {
        place: unit["status"]
        for unit in release.content["units"]
        for place in (unit["name"], *(sentence["label"] for sentence in unit["sentences"]))
    }
