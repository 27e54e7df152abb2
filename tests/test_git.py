"""What git says is the project's own, whatever the environment names; else a line says why."""

import os
import subprocess

import pytest

from projects import build, git, repository, small
from text.revision import read_revision


def commit(root):
    return read_revision(root).commit


def remark(root):
    return read_revision(root).remark


@pytest.fixture
def ours(tmp_path):
    """A repository with a commit."""
    root = tmp_path / "ours"
    root.mkdir()
    (root / "file").write_text("x")
    return repository(root)


@pytest.fixture
def other(tmp_path):
    """Another one, without any."""
    root = tmp_path / "other"
    git(tmp_path, "init", "-q", str(root))
    return root


def test_the_commit_is_known_only_while_nothing_differs_from_it_modes_apart(ours):
    head = commit(ours)
    (ours / "file").chmod(0o755)
    git(ours, "config", "core.fileMode", "true")
    assert len(head) == 40 and commit(ours) == head
    (ours / "file").write_text("y")
    assert commit(ours) == ""


def test_no_variable_of_gits_own_leads_to_another_repository(ours, other, monkeypatch):
    found = commit(ours)
    names = subprocess.check_output(["git", "rev-parse", "--local-env-vars"], text=True).split()
    assert {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"} <= {*names}
    for name in (*names, "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES"):
        with monkeypatch.context() as patch:
            patch.setenv(name, str(other / ".git"))
            assert commit(ours) == found, name


def test_a_repository_around_the_project_is_not_asked(ours):
    inside = ours / "a:b" / "project"
    inside.mkdir(parents=True)
    line = f"{inside}/.git: no repository; build in a clone. Until then the site names no commit."
    assert read_revision(inside) == ("", line)


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


def test_why_git_has_no_answer_is_told_in_its_own_words(other):
    assert commit(other) == ""  # there is none yet
    assert remark(other).startswith(f"{other}/.git: git says “fatal: ")


def test_without_git_a_line_says_so_and_what_follows_once_a_build(ours, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert remark(ours) == "git: not found; install it. Until then the site names no commit."
    done = build(small(tmp_path / "project"), tmp_path / "site")
    assert done.returncode == 0 and done.stderr.count("the site names no commit") == 1
