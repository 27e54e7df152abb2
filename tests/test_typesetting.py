"""Typesetting: what a rebuild sets again, and what cannot be set."""

import dataclasses
from collections import Counter

import pytest

from edition import EDITION, LAST, OTHER, STRINGS, UNIT, VIEWS
from outputs import typesetting, workers
from outputs.site import Unmade
from outputs.typesetting import Sheet
from printed import made_of, pages, spoken
from projects import costly
from readers import altered, replanned

PAIR = dataclasses.replace(EDITION, units=(OTHER, UNIT))


def typeset(site):
    """Every typeset file of a site, by its address."""
    makes = typesetting.begin(site)
    return {each: make() for each, make in makes.items() if each.endswith((".pdf", ".png"))}


@pytest.fixture
def made(monkeypatch):
    """The addresses of the files set by Typst, and not taken from the last build."""
    costly()
    addresses = []
    set_some = workers._set
    monkeypatch.setattr(workers, "made", {})

    def counted(job, together):
        addresses.extend(together.split(", "))
        return set_some(job, together)

    monkeypatch.setattr(workers, "_set", counted)
    return addresses


def with_sentence(text):
    """An edition of two units with one more sentence in the second."""
    *_, last = UNIT.sentences
    label, number = f"{last.label}0", last.number + 1
    more = dataclasses.replace(
        last, label=label, number=number, text=dict.fromkeys(EDITION.languages, text), note={}
    )
    return altered(UNIT.name, PAIR, sentences=(*UNIT.sentences, more))


def test_a_rebuild_sets_only_what_changed(made):
    files = typeset(replanned(PAIR))
    assert Counter(made) == Counter(files.keys()) and len(files) == 7 * len(VIEWS)
    made.clear()
    typeset(replanned(PAIR))
    assert made == []
    typeset(replanned(with_sentence("More.")))
    assert Counter(made) == Counter(
        each for each in files if OTHER.name not in each and "icon" not in each
    )


def test_a_change_in_one_language_sets_no_file_of_another():
    first, *rest = UNIT.sentences
    changed = {**first.text, LAST.language: first.text[LAST.language] + "."}
    sentences = (dataclasses.replace(first, text=changed), *rest)
    before, after = (
        {
            address: make
            for address, make in replanned(each).files.items()
            if isinstance(make, Sheet)
        }
        for each in (EDITION, altered(UNIT.name, sentences=sentences))
    )
    changed = {address for address in before if before[address] != after[address]}
    assert {address.rpartition("/")[0] for address in changed} == {"", LAST.folder.strip("/")}
    assert len(changed) == 9  # its unit's and the whole's, as pictures too, and large print


def test_a_sentence_longer_than_a_sheet_goes_on_overleaf():
    words = [f"word{n}" for n in range(1500)]
    # A file does not give back what runs from the right as it is written.
    views = [view for view in VIEWS if STRINGS["direction"][view.language] == "ltr"]
    addresses = [f"{view.folder}{UNIT.name}.pdf" for view in views]
    for content in made_of(with_sentence(" ".join(words)), *addresses).values():
        assert len(pages(content)) > 2 and "".join(words) in "".join(spoken(content))


def test_a_missing_font_package_is_named_with_what_to_do(monkeypatch):
    typesetting.font_folders.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", ("no_such_font",))
    with pytest.raises(Unmade, match="no_such_font is missing; pin it"):
        typesetting.begin(replanned(PAIR))
    typesetting.font_folders.cache_clear()
