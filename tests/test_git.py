"""What git says is the project's own, whatever the environment names; else a line says why."""

import os
import subprocess

import pytest

from projects import build, git, repository
from text.revision import read_revision as revision


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
    head = revision(ours).commit
    (ours / "file").chmod(0o755)
    git(ours, "config", "core.fileMode", "true")
    assert len(head) == 40 and revision(ours).commit == head
    (ours / "file").write_text("y")
    assert revision(ours).commit == ""


def test_no_variable_of_gits_own_leads_to_another_repository(ours, other, monkeypatch):
    found = revision(ours).commit
    names = subprocess.check_output(["git", "rev-parse", "--local-env-vars"], text=True).split()
    assert {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"} <= {*names}
    for name in (*names, "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES"):
        with monkeypatch.context() as patch:
            patch.setenv(name, str(other / ".git"))
            assert revision(ours).commit == found, name


def test_a_repository_around_the_project_is_not_asked(ours):
    inside = ours / "a:b" / "project"
    inside.mkdir(parents=True)
    line = f"{inside}/.git: no repository; build in a clone. Until then the site names no commit."
    assert revision(inside) == ("", line)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_a_checkout_of_another_owner_is_asked_as_any_other(ours, monkeypatch):
    head = revision(ours).commit
    for path in (ours, *ours.rglob("*")):
        os.chown(path, 12345, 12345)
    monkeypatch.setenv("HOME", "/nowhere")  # where an exception could be noted
    refused = subprocess.run(["git", "-C", ours, "log"], capture_output=True, text=True)
    assert "dubious ownership" in refused.stderr
    assert len(head) == 40 and revision(ours).commit == head and revision(ours).remark == ""


def test_git_writes_nothing_into_the_repository(ours):
    os.utime(ours / "file", (0, 0))  # git would note in its index that it is the same
    before = (ours / ".git" / "index").read_bytes()
    assert revision(ours).commit
    assert (ours / ".git" / "index").read_bytes() == before


def test_why_git_has_no_answer_is_told_in_its_own_words(other):
    assert revision(other).commit == ""  # there is none yet
    assert revision(other).remark.startswith(f"{other}/.git: git says “fatal: ")


def test_without_git_a_line_says_so_and_what_follows_once_a_build(
    ours, root, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", "/nowhere")
    line = "git: not found; install it. Until then the site names no commit."
    assert revision(ours).remark == line
    done = build(root, tmp_path / "site")
    assert done.returncode == 0 and done.stderr.count("the site names no commit") == 1
