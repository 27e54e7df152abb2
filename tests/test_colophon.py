"""The edition's date, its digests, its licences, and where to report a fault."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from conftest import each_view
from edition import EDITION, PROJECT, SITE, STRINGS, document
from outputs.colophon import colophon
from outputs.paper import dated, edition_moment
from projects import built_well, small
from readers import parsed, tree
from text.revision import Revision


def test_the_date_is_written_as_each_language_writes_it():
    given = replace(PROJECT, revision=Revision(datetime(1970, 1, 1, 23, tzinfo=UTC), "", ""))
    assert colophon(given).date == "1970-01-01"
    for language, written in dated(given).items():
        month = STRINGS["months"][language].split()[0]
        date = STRINGS["date"][language].format(day=1, month=month, year=1970)
        assert written == STRINGS["edition"][language].format(date)


def test_without_git_nothing_is_known_and_print_files_bear_today():
    unknown = replace(PROJECT, revision=Revision(None, "", ""))
    found = colophon(unknown)
    assert (found.date, found.commit) == ("", "") and found.source and found.text
    assert abs((datetime.now(UTC) - edition_moment(unknown)).days) <= 1


@each_view
def test_the_colophon_holds_digests_licences_and_how_to_report_a_fault(site, view):
    (section,) = tree(site, SITE.page("about", view)).xpath("//*[contains(@class, 'e-colophon')]")
    texts = [PROJECT.source.raw]
    for each in EDITION.languages:
        lines = (line for unit in EDITION.units for line in document(unit.name, each).body)
        texts.append("\n".join(lines).encode())
    shown = section.xpath(".//dd/text()")
    assert shown[-len(texts) :] == [hashlib.sha256(each).hexdigest() for each in texts]
    text = section.text_content()
    for each in view.languages:
        assert STRINGS["licences"][each].format(EDITION.licence[0]) in text
        assert STRINGS["report"][each] in text
        assert STRINGS["report_fault"][each] not in text  # nowhere to send it
    assert set(section.xpath(".//a[@rel='license']/@href")) == {EDITION.licence[1]}


def test_with_an_address_for_reports_the_page_fills_in_its_link(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_URL", "https://example.org/new?about={}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1527465600")
    site = built_well(small(tmp_path / "project"), tmp_path / "site")
    page = parsed(site / "zh" / "about" / "index.html")
    (link,) = page.xpath("//*[contains(@class, 'e-colophon')]//a[contains(@href, 'new?')]")
    assert link.get("href") == "https://example.org/new?about=https%3A//example.org/zh/about/"
    assert "2018-05-28" in page.text_content()
