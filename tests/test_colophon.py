"""The edition's title page, its digests, its licences, and where to report a fault."""

import dataclasses
import hashlib

import pytest

from conftest import each_view
from edition import EDITION, PROJECT, ROOT, SITE, STRINGS
from outputs.labels import imprint
from projects import built_well
from readers import parsed, tree
from text.project import read, read_pages


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


@each_view
def test_the_colophon_holds_digests_licences_and_how_to_report_a_fault(site, view):
    (section,) = tree(site, SITE.page("about", view)).xpath("//*[contains(@class, 'e-colophon')]")
    bodies = {(page.name, page.language): page.body for page in read_pages(ROOT)[1]}
    texts = [PROJECT.source.raw]
    for each in EDITION.languages:
        lines = (line for unit in EDITION.units for line in bodies[unit.name, each])
        texts.append("\n".join(lines).encode())
    shown = section.xpath(".//dd/text()")
    assert shown[-len(texts) :] == [hashlib.sha256(each).hexdigest() for each in texts]
    text = section.text_content()
    for each in view.languages:
        assert STRINGS["licences"][each].format(EDITION.licence[0]) in text
        assert STRINGS["report"][each] in text
        assert STRINGS["report_fault"][each] not in text  # nowhere to send it
    assert set(section.xpath(".//a[@rel='license']/@href")) == {EDITION.licence[1]}


def test_with_an_address_for_reports_the_page_fills_in_its_link(root, tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_URL", "https://example.org/new?about={}")
    site = built_well(root, tmp_path / "site")
    page = parsed(site / "zh" / "about" / "index.html")
    (link,) = page.xpath("//*[contains(@class, 'e-colophon')]//a[contains(@href, 'new?')]")
    assert link.get("href") == "https://example.org/new?about=https%3A//example.org/zh/about/"
