"""What git says is the project's own, whatever the environment names; else a line says why."""

import os
import subprocess
import time
from datetime import UTC, datetime

import pytest

from projects import build, git, repository, small
from text.revision import read_revision


def commit(root):
    return read_revision(root).commit


def remark(root):
    return read_revision(root).remark


@pytest.fixture(autouse=True)
def undated(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def ours(tmp_path):
    """A repository with a commit, of 1 June 2018 at 23:00 in UTC."""
    root = tmp_path / "ours"
    root.mkdir()
    (root / "file").write_text("x")
    return repository(root, date="2018-06-02T01:00:00+0200")


@pytest.fixture
def other(tmp_path):
    """Another one, without any."""
    root = tmp_path / "other"
    git(tmp_path, "init", "-q", str(root))
    return root


def test_the_date_is_the_last_commits_in_utc_unless_one_is_given(ours, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")  # where it was the next day already
        time.tzset()
        assert read_revision(ours).moment == datetime(2018, 6, 1, 23, tzinfo=UTC)
    time.tzset()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert read_revision(ours).moment == datetime(1970, 1, 1, 23, 59, 59, tzinfo=UTC)


def test_the_commit_is_known_only_while_nothing_differs_from_it_modes_apart(ours):
    head = commit(ours)
    (ours / "file").chmod(0o755)
    git(ours, "config", "core.fileMode", "true")
    assert len(head) == 40 and commit(ours) == head
    (ours / "file").write_text("y")
    assert commit(ours) == ""


def test_no_variable_of_gits_own_leads_to_another_repository(ours, other, monkeypatch):
    found = read_revision(ours)
    names = subprocess.check_output(["git", "rev-parse", "--local-env-vars"], text=True).split()
    assert {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"} <= {*names}
    for name in (*names, "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES"):
        with monkeypatch.context() as patch:
            patch.setenv(name, str(other / ".git"))
            again = read_revision(ours)
            assert (again.moment, again.commit) == (found.moment, found.commit), name


def test_a_repository_named_by_the_environment_is_remarked_unless_it_is_ours(
    ours, other, monkeypatch
):
    assert remark(ours) == ""
    monkeypatch.setenv("GIT_DIR", str(ours / ".git"))  # as git sets it for its hooks
    assert remark(ours) == ""
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    another = f"GIT_DIR={other}/.git: another repository; git is asked about {ours} alone."
    assert remark(ours) == another


def test_a_repository_around_the_project_is_not_asked(ours, monkeypatch):
    inside = ours / "a:b" / "project"
    inside.mkdir(parents=True)
    found = read_revision(inside)
    assert (found.moment, found.commit) == (None, "")
    assert found.remark == (
        f"{inside}/.git: no repository; build in a clone, or set SOURCE_DATE_EPOCH."
        " Until then print files have today's date, and the site names no commit."
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert remark(inside) == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_a_checkout_of_another_owner_is_asked_as_any_other(ours, monkeypatch):
    head = commit(ours)
    for path in (ours, *ours.rglob("*")):
        os.chown(path, 12345, 12345)
    monkeypatch.setenv("HOME", "/nowhere")  # where an exception could be noted
    refused = subprocess.run(["git", "-C", ours, "log"], capture_output=True, text=True)
    assert "dubious ownership" in refused.stderr
    assert len(head) == 40 and commit(ours) == head and remark(ours) == ""


def test_git_writes_nothing_into_the_repository(ours):
    os.utime(ours / "file", (0, 0))  # git would note in its index that it is the same
    before = (ours / ".git" / "index").read_bytes()
    assert commit(ours)
    assert (ours / ".git" / "index").read_bytes() == before


def test_a_broken_repository_is_named_with_gits_own_words(ours, other):
    assert f"{other}/.git: git says “fatal: " in remark(other)  # no commit yet
    (ours / ".git" / "HEAD").write_text("x")
    assert remark(ours).startswith(f"{ours}/.git: git says “fatal: not a git repository")
    assert commit(ours) == ""


def test_without_git_a_line_says_so_and_what_follows_once_a_build(ours, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    line = "git: not found; install it, or set SOURCE_DATE_EPOCH. Until then print files have"
    assert remark(ours).startswith(line)
    done = build(small(tmp_path / "project"), tmp_path / "site")
    assert done.returncode == 0 and done.stderr.count("the site names no commit") == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert remark(ours) == "git: not found; install it. Until then the site names no commit."
