"""The edition: line n of each language is sentence n."""

import dataclasses

import pytest

from outputs.labels import imprint
from projects import SMALL, small
from text.project import read


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return read(small(tmp_path_factory.mktemp("edition") / "project"))


def test_line_n_of_each_language_is_sentence_n_labelled_by_its_part(project):
    for unit in project.edition.units:
        for language in ("en", "zh"):
            page = project.root / f"docs/{language}/{unit.name}.md"
            body = page.read_text(encoding="utf-8").split("---\n")[2].splitlines()
            assert [sentence.text[language] for sentence in unit.sentences] == body
    labels = [sentence.label for unit in project.edition.units for sentence in unit.sentences]
    parts = ["preamble.1", "preamble.2", "1.1", "1.2", "2.1", "2.2", "2.3", "closing-call.1"]
    assert labels == parts and project.order == SMALL


def test_a_note_belongs_to_its_sentence(project):
    notes = [sentence.note.get("en") for sentence in project.edition.unit("proposal-2").sentences]
    assert notes == [None, "The source says so.", None]


def test_nothing_in_an_edition_can_be_changed(project):
    with pytest.raises(dataclasses.FrozenInstanceError):
        project.edition.year = 2019
    with pytest.raises(TypeError):
        project.edition.units[0].sentences[0].text["en"] = "B."


@pytest.mark.parametrize(
    ("title", "event", "beside", "imprint_"),
    [
        ("Call of the Fair of 2018", "Fair of 2018", "Fair of 2018", "Beijing, 2018"),
        ("Call for Peace", "Fair of 2018", "for Peace", "Fair of 2018 · Beijing, 2018"),
        ("A Call", "", "", "Beijing, 2018"),
    ],
)
def test_a_title_page_has_the_title_and_the_event_each_once(
    project, title, event, beside, imprint_
):
    facts = {"title": title, "short_title": "Call", "place": "Beijing"}
    facts = {key: dict.fromkeys(("en", "zh"), text) for key, text in facts.items()}
    facts["event"] = dict.fromkeys(("en", "zh"), event) if event else {}
    edition = dataclasses.replace(project.edition, **facts, year=2018)
    assert edition.subtitle["en"] == beside
    assert imprint(edition, project.strings)["en"] == imprint_
