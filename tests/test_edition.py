"""The edition's title page. That line n is sentence n is in test_roundtrip.py."""

import dataclasses

import pytest

from outputs.labels import imprint
from text.project import read


@pytest.mark.parametrize(
    ("title", "event", "beside", "imprint_"),
    [
        ("Call of the Fair of 2018", "Fair of 2018", "Fair of 2018", "Beijing, 2018"),
        ("Call for Peace", "Fair of 2018", "for Peace", "Fair of 2018 · Beijing, 2018"),
        ("A Call", "", "", "Beijing, 2018"),
    ],
)
def test_a_title_page_has_the_title_and_the_event_each_once(root, title, event, beside, imprint_):
    project = read(root)
    facts = {"title": title, "short_title": "Call", "place": "Beijing"}
    facts = {key: dict.fromkeys(("en", "zh"), text) for key, text in facts.items()}
    facts["event"] = dict.fromkeys(("en", "zh"), event) if event else {}
    edition = dataclasses.replace(project.edition, **facts, year=2018)
    assert edition.subtitle["en"] == beside
    assert imprint(edition, project.strings)["en"] == imprint_
