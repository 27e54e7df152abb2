"""What git tells is the project's own, whatever the environment names; else a line says why."""

import os
import subprocess

import pytest

from conftest import build, project
from text.revision import read_revision


def commit(root):
    return read_revision(root).commit


def date(root):
    moment = read_revision(root).moment
    return moment.date().isoformat() if moment else ""


def remark(root):
    return read_revision(root).remark


def run(root, *arguments):
    """Run git as somebody, on 1 June 2018."""
    who = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    when = {"GIT_COMMITTER_DATE": "2018-06-01T12:00:00Z"}
    subprocess.run(["git", "-C", str(root), *arguments], env=os.environ | who | when, check=True)


@pytest.fixture(autouse=True)
def undated(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def ours(tmp_path):
    """A repository with a commit."""
    return repository(tmp_path / "ours")


@pytest.fixture
def other(tmp_path):
    """Another one, without any."""
    root = tmp_path / "other"
    run(tmp_path, "init", "-q", str(root))
    return root


def repository(root):
    root.mkdir()
    (root / "file").write_text("x")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        run(root, *command)
    return root


def test_no_variable_of_gits_own_leads_to_another_repository(ours, other, monkeypatch):
    head, day = commit(ours), date(ours)
    assert len(head) == 40 and day == "2018-06-01"
    names = subprocess.check_output(["git", "rev-parse", "--local-env-vars"], text=True).split()
    assert {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"} <= {*names}
    for name in (*names, "GIT_NAMESPACE", "GIT_CEILING_DIRECTORIES"):
        with monkeypatch.context() as patch:
            patch.setenv(name, str(other / ".git"))
            assert (commit(ours), date(ours)) == (head, day), name


def test_a_repository_named_by_the_environment_is_remarked_unless_it_is_ours(
    ours, other, monkeypatch
):
    assert remark(ours) == ""
    monkeypatch.setenv("GIT_DIR", str(ours / ".git"))  # as git sets it for its hooks
    assert remark(ours) == ""
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert (
        remark(ours)
        == f"GIT_DIR={other}/.git: another repository; git is asked about {ours} alone."
    )


def test_a_repository_around_the_project_is_not_asked(ours, monkeypatch):
    inside = ours / "a:b" / "project"
    inside.mkdir(parents=True)
    assert (date(inside), commit(inside)) == ("", "")
    assert remark(inside) == (
        f"{inside}/.git: no repository; build in a clone, or set SOURCE_DATE_EPOCH."
        " Until then print files have today's date, and the site names no commit."
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert remark(inside) == ""


def test_the_modes_of_files_change_nothing(ours):
    head = commit(ours)
    (ours / "file").chmod(0o755)
    run(ours, "config", "core.fileMode", "true")
    assert len(head) == 40 and commit(ours) == head


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


def test_without_git_a_line_says_so_and_what_follows(ours, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    line = "git: not found; install it, or set SOURCE_DATE_EPOCH. Until then print files have"
    assert remark(ours).startswith(line)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert remark(ours) == "git: not found; install it. Until then the site names no commit."


def test_a_broken_repository_is_named_with_gits_own_words(ours, other):
    assert f"{other}/.git: git says “fatal: " in remark(other)  # no commit yet
    (ours / ".git" / "HEAD").write_text("x")
    assert remark(ours).startswith(f"{ours}/.git: git says “fatal: not a git repository")
    assert commit(ours) == ""


def test_a_build_says_it_once(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    done = build(project(tmp_path / "project"), tmp_path / "site", "https://example.org/")
    assert done.returncode == 0
    assert done.stderr.count("the site names no commit") == 1
