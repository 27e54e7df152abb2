"""The edition's date, its digests, its licences, and where to report a fault."""

import hashlib
import os
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conftest import EDITION, PROJECT, ROOT, SITE, STRINGS, build, each_view, project
from outputs.colophon import LICENCE, colophon
from outputs.paper import dated, edition_moment
from readers import HOME, parsed, tree
from text.revision import Revision, read_revision


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A project with one commit, of 1 June 2018 at 23:00 in UTC."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "file").write_text("x")
    who = ["-c", "user.name=x", "-c", "user.email=x"]
    environment = {**os.environ, "GIT_COMMITTER_DATE": "2018-06-02T01:00:00+0200"}
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True)
    return tmp_path


def test_the_date_is_the_last_commits_in_utc(repository, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")  # where it was the next day already
    time.tzset()
    assert read_revision(repository).moment == datetime(2018, 6, 1, 23, tzinfo=UTC)
    monkeypatch.undo()
    time.tzset()


def test_a_date_given_to_the_build_wins(repository, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    moment = read_revision(repository).moment
    assert moment == datetime(1970, 1, 1, 23, 59, 59, tzinfo=UTC)
    given = replace(PROJECT, revision=Revision(moment, "", ""))
    assert dated(given) == {"en": "Edition of 1 January 1970", "zh": "1970年1月1日版"}
    assert colophon(given).date == "1970-01-01"


def test_the_commit_is_known_only_while_nothing_differs_from_it(repository):
    assert len(read_revision(repository).commit) == 40
    (repository / "file").write_text("y")
    assert read_revision(repository).commit == ""


def test_a_repository_around_the_project_is_not_its_own(repository):
    inside = repository / "folder"
    inside.mkdir()
    found = read_revision(inside)
    assert (found.moment, found.commit) == (None, "")


def test_without_git_nothing_is_known_and_print_files_bear_today(repository, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    unknown = replace(PROJECT, revision=read_revision(repository))
    found = colophon(unknown)
    assert (found.date, found.commit) == ("", "")
    assert found.source and found.text
    assert abs((datetime.now(UTC) - edition_moment(unknown)).days) <= 1


def lines_of(language):
    """The body's lines of each unit, as the files hold them."""
    for unit in EDITION.units:
        page = (ROOT / "docs" / language / f"{unit.name}.md").read_text(encoding="utf-8")
        yield page.split("---\n", 2)[2].rstrip("\n")


@each_view
def test_the_colophon_holds_the_digests_of_the_source_and_of_each_text(site, view):
    about = tree(site, SITE.page("about", view))
    shown = about.xpath("//*[contains(@class, 'e-colophon')]//dd/text()")
    source = hashlib.sha256((ROOT / "docs" / "source.txt").read_bytes()).hexdigest()
    texts = ["\n".join(lines_of(each)).encode() for each in EDITION.languages]
    assert shown[-3:] == [source, *(hashlib.sha256(each).hexdigest() for each in texts)]


@each_view
def test_the_colophon_names_the_licences_and_how_to_report_a_fault(site, view):
    about = tree(site, SITE.page("about", view))
    (section,) = about.xpath("//*[contains(@class, 'e-colophon')]")
    text = section.text_content()
    for each in view.languages:
        assert STRINGS["licences"][each].format("CC BY 4.0") in text
        assert STRINGS["report"][each] in text
        assert STRINGS["report_fault"][each] not in text  # nowhere to send it
    assert set(section.xpath(".//a[@rel='license']/@href")) == {LICENCE[1]}


def test_with_an_address_for_reports_the_page_fills_in_its_link(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_URL", "https://example.org/new?about={}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1527465600")
    root, site = project(tmp_path / "project"), tmp_path / "site"
    assert build(root, site, HOME).returncode == 0
    page = parsed(site / "zh" / "about" / "index.html")
    (link,) = page.xpath("//*[contains(@class, 'e-colophon')]//a[contains(@href, 'new?')]")
    assert link.text == STRINGS["report_fault"]["zh"]
    assert link.get("href") == "https://example.org/new?about=https%3A//example.org/zh/about/"
    assert "2018-05-28" in page.text_content()
