"""Typesetting: what a rebuild sets again, and what cannot be set."""

import dataclasses
from collections import Counter

import pytest

from conftest import EDITION, VIEWS, costly, project
from outputs import typesetting, workers
from outputs.site import Unmade
from readers import altered, plain, replanned, sheets
from text.project import read

UNITS = (EDITION.unit("preamble"), EDITION.unit("proposal-3"))
SMALL = dataclasses.replace(EDITION, units=UNITS)


def typeset(site):
    """Every typeset file of a site, by its address."""
    makes = typesetting.begin(site)
    return {each: make() for each, make in makes.items() if each.endswith((".pdf", ".png"))}


@pytest.fixture
def made(monkeypatch):
    """The addresses of the files set by Typst, and not taken from the last build."""
    costly()
    addresses = []
    set_one = workers._set
    monkeypatch.setattr(workers, "made", {})
    monkeypatch.setattr(workers, "_set", lambda *what: addresses.append(what[-1]) or set_one(*what))
    return addresses


def with_sentence(text, languages=EDITION.languages):
    """A small edition with one more sentence in proposal 3."""
    sentences = UNITS[1].sentences
    more = dataclasses.replace(
        sentences[-1], label="3.4", number=4, text=dict.fromkeys(languages, text)
    )
    return altered("proposal-3", SMALL, sentences=(*sentences, more))


def test_a_rebuild_sets_only_what_changed(made):
    files = typeset(replanned(SMALL))
    assert Counter(made) == Counter(files.keys()) and len(files) == 3 * 3 * 2
    made.clear()
    typeset(replanned(SMALL))
    assert made == []
    typeset(replanned(with_sentence("More.")))
    assert Counter(made) == Counter(each for each in files if "preamble" not in each)


@pytest.fixture
def single(monkeypatch, tmp_path):
    """Sets proposal 3 alone, as a PDF; yields the text that comes back from each view."""
    costly()
    monkeypatch.setattr(typesetting, "ENDINGS", ("pdf",))

    def set_single(edition):
        edition = dataclasses.replace(edition, units=edition.units[1:])
        files = typeset(replanned(edition))
        for view in VIEWS:
            path = tmp_path / f"{'-'.join(view.languages)}.pdf"
            path.write_bytes(files[f"{view.folder}proposal-3.pdf"])
            yield sheets(path)

    return set_single


def test_text_that_looks_like_code_is_printed_as_it_stands(single):
    text = '#import "x": * #panic() $x$ _a_ *b* `c` \\u{41} \\ <label> @ref {{7*7}} "\'[]() // d'
    for shown in single(with_sentence(text)):
        assert plain(text, "zh") in plain("".join(shown), "zh")


def test_a_sentence_longer_than_a_sheet_goes_on_overleaf(single):
    words = [f"word{n}" for n in range(1500)]
    for shown in single(with_sentence(" ".join(words))):
        text = "".join(shown)
        assert len(shown) > 2 and not [word for word in words if word not in text]


def test_a_missing_font_package_is_named_with_what_to_do(monkeypatch):
    typesetting.font_folders.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", ("no_such_font",))
    with pytest.raises(Unmade, match="no_such_font is missing; pin it"):
        typesetting.begin(replanned(SMALL))
    typesetting.font_folders.cache_clear()


def test_a_font_that_is_not_there_is_named(tmp_path):
    costly()
    root = project(tmp_path)
    faces = root / "overrides" / "typeset" / "faces.typ"
    text = faces.read_text(encoding="utf-8")
    faces.write_text(text.replace("Noto Serif SC", "Noto Nothing"), encoding="utf-8")
    with pytest.raises(Unmade, match="noto nothing"):
        typeset(dataclasses.replace(replanned(SMALL), project=read(root)))
