"""Typesetting: what a rebuild sets again, and what cannot be set."""

from collections import Counter
from dataclasses import replace

import pytest

from edition import EDITION, LAST, OTHER, STRINGS, UNIT, VIEWS
from outputs import typesetting, workers
from outputs.site import Unmade
from printed import made_of, overprinted, pages, spoken
from projects import costly
from readers import altered, replanned

PAIR = replace(EDITION, units=(OTHER, UNIT))


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


def test_a_rebuild_sets_only_what_changed_and_nothing_in_another_language(made):
    files = typeset(replanned(PAIR))
    assert Counter(made) == Counter(files.keys()) and len(files) == 7 * len(VIEWS)
    made.clear()
    typeset(replanned(PAIR))
    assert made == []
    first, *rest = UNIT.sentences
    text = {**first.text, LAST.language: first.text[LAST.language] + "."}
    typeset(replanned(altered(UNIT.name, PAIR, sentences=(replace(first, text=text), *rest))))
    folders = ("", LAST.folder.strip("/"))
    again = [each for each in files if each.rpartition("/")[0] in folders]
    assert Counter(made) == Counter(
        each for each in again if OTHER.name not in each and "icon" not in each
    )


def test_a_sentence_longer_than_a_sheet_goes_on_overleaf():
    words = [f"word{n}" for n in range(1500)]
    text = dict.fromkeys(EDITION.languages, " ".join(words))
    last = replace(UNIT.sentences[-1], text=text, note={})
    # A file does not give back what runs from the right as it is written.
    views = [view for view in VIEWS if STRINGS["direction"][view.language] == "ltr"]
    addresses = [f"{view.folder}{UNIT.name}.pdf" for view in views]
    edition = altered(UNIT.name, PAIR, sentences=(*UNIT.sentences[:-1], last))
    for content in made_of(edition, *addresses).values():
        assert len(pages(content)) > 2 and "".join(words) in "".join(spoken(content))
        assert not [*overprinted(content)]


def test_a_missing_font_package_is_named_with_what_to_do(monkeypatch):
    typesetting.font_folders.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", ("no_such_font",))
    with pytest.raises(Unmade, match="no_such_font is missing; pin it"):
        typesetting.begin(replanned(PAIR))
    typesetting.font_folders.cache_clear()
