import hashlib
import os
import subprocess
import time
from pathlib import Path

import pytest

from conftest import EDITION, LEAVES, ROOT, VIEWS, WORDS, build, project
from outputs import colophon
from outputs.colophon import edition_date, read_colophon
from test_site import address, parsed, tree

ABOUT = LEAVES["about"]
each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A project with one commit, of 1 June 2018 at 23:00 in UTC."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "file").write_text("x")
    environment = {
        **os.environ,
        **{
            f"GIT_{who}_{what}": "x"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
        "GIT_COMMITTER_DATE": "2018-06-02T01:00:00+0200",
    }
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True)
    return tmp_path


def test_the_date_is_the_last_commits_in_utc(repository, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")  # where it was the next day already
    time.tzset()
    assert edition_date(repository) == "2018-06-01"
    monkeypatch.undo()
    time.tzset()


def test_a_date_given_to_the_build_wins(repository, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert edition_date(repository) == "1970-01-02"


@pytest.mark.parametrize("value", ["soon", "1e9", "9" * 30])
def test_a_date_that_is_none_is_not_told(repository, monkeypatch, value):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert edition_date(repository) == ""


def test_the_commit_is_told_only_while_nothing_differs_from_it(repository):
    assert len(colophon.commit(repository)) == 40
    (repository / "file").write_text("y")
    assert colophon.commit(repository) == ""


def test_a_repository_around_the_project_is_not_its_own(repository):
    inside = repository / "folder"
    inside.mkdir()
    assert (edition_date(inside), colophon.commit(inside)) == ("", "")


def test_without_git_nothing_is_said_and_nothing_fails(repository, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    found = read_colophon(ROOT, EDITION)
    assert (found.date, found.commit) == ("", "")
    assert found.source and found.text


def lines_of(language):
    """The body's lines of each unit, as the files hold them."""
    for unit in EDITION.units:
        page = (ROOT / "docs" / language / f"{unit.name}.md").read_text(encoding="utf-8")
        yield page.split("---\n", 2)[2].rstrip("\n")


@each_view
def test_the_colophon_holds_the_digests_of_the_source_and_of_each_text(site, view):
    shown = tree(site, (ABOUT, view)).xpath("//*[contains(@class, 'colophon')]//dd/text()")
    source = hashlib.sha256((ROOT / "docs" / "source.txt").read_bytes()).hexdigest()
    texts = ["\n".join(lines_of(each)).encode() for each in EDITION.languages]
    assert shown[-3:] == [source, *(hashlib.sha256(each).hexdigest() for each in texts)]


@each_view
def test_the_colophon_tells_the_licences_and_how_to_report_a_fault(site, view):
    (section,) = tree(site, (ABOUT, view)).xpath("//*[contains(@class, 'colophon')]")
    words = section.text_content()
    for each in view.languages:
        assert WORDS["licences"][each].format("CC BY 4.0") in words
        assert WORDS["report"][each] in words
        assert WORDS["report_fault"][each] not in words  # nowhere to send it
    assert set(section.xpath(".//a[@rel='license']/@href")) == {colophon.LICENCE[1]}


def test_with_an_address_for_reports_the_page_fills_in_its_link(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_URL", "https://example.org/new?about={}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1527465600")
    root, site = project(tmp_path / "project"), tmp_path / "site"
    assert build(root, site, "https://example.org/").returncode == 0
    page = parsed(Path(site) / "zh" / "about" / "index.html")
    (link,) = page.xpath("//*[contains(@class, 'colophon')]//a[contains(@href, 'new?')]")
    assert link.text == WORDS["report_fault"]["zh"]
    assert link.get("href") == "https://example.org/new?about=https%3A//example.org/zh/about/"
    assert "2018-05-28" in page.text_content()


@pytest.mark.parametrize(
    "page", [(leaf, view) for leaf in LEAVES.values() for view in VIEWS], ids=address
)
def test_the_description_of_a_translation_says_that_it_is_one(site, page):
    leaf, view = page
    head = tree(site, page).find("head")
    translated = leaf.kind == "unit" and leaf.content.status[view.lead] == "translation"
    for said in head.xpath("meta[@name='description' or @property='og:description']/@content"):
        assert said.endswith(WORDS["unofficial"][view.lead]) == translated


@each_view
def test_a_note_and_its_sentence_are_linked_both_ways_wherever_they_stand(site, view):
    full, about = (tree(site, (LEAVES[each], view)) for each in ("full-text", "about"))
    (there,) = about.xpath("//*[@id='note-4.3']/a/@href")
    assert there.endswith("full-text/#4.3")
    assert full.xpath("//*[@id='4.3']//a[@class='note-mark']/@href") == ["#note-4.3"]
    assert full.xpath("//*[@id='note-4.3']/a/@href") == ["#4.3"]
