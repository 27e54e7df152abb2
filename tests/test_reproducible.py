"""One commit makes one site, byte for byte: wherever, whenever and by whomever it is built."""

import os
import subprocess

import pytest

from building.publish import LIST
from conftest import build, project

URL = "https://example.org/"
LATER = """
import datetime, time

AWAY = datetime.timedelta(days=40, hours=7)


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + AWAY


clock = time.time
time.time = lambda: clock() + AWAY.total_seconds()
datetime.datetime = Later
"""
"""A sitecustomize.py, which Python runs before all else: it is forty days later."""


def git(root, *arguments):
    """Run git as somebody, on 1 June 2018."""
    who = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2018-06-01T12:00:00Z")
    subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **who, **when}, check=True)


def built(root, site, umask, **settings):
    """Every file of a site built under some settings, by its name."""
    with pytest.MonkeyPatch.context() as patch:
        for key in ("LC_ALL", "LANG", "PYTHONPATH"):
            patch.delenv(key, raising=False)
        for key, value in settings.items():
            patch.setenv(key, str(value))
        before = os.umask(umask)
        try:
            done = build(root, site, URL)
        finally:
            os.umask(before)
    assert done.returncode == 0, done.stderr
    return {
        str(path.relative_to(site)): path.read_bytes() if path.is_file() else "a folder"
        for path in site.rglob("*")
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("reproducible")


@pytest.fixture(scope="module")
def first(folder):
    """The site of a repository's only commit."""
    root = project(folder / "first")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        git(root, *command)
    return built(
        root, root / "site", 0o022, TZ="Pacific/Kiritimati", LANG="en_US.UTF-8", PYTHONHASHSEED=1
    )


@pytest.fixture(scope="module")
def second(folder, first):
    """The site of the same commit, cloned elsewhere and built in all other ways differently."""
    root = folder / "elsewhere" / "cloned"
    git(folder, "clone", "-q", str(folder / "first"), str(root))
    for path in root.rglob("*"):
        os.utime(path, (0, 10**9))
    for path in root.glob("docs/*/*.md"):
        path.chmod(0o755)  # as some file systems show all files
    (folder / "sitecustomize.py").write_text(LATER)
    return built(
        root,
        folder / "published" / "www",
        0o077,
        TZ="America/Adak",
        LC_ALL="C",
        PYTHONHASHSEED=2,
        PYTHONPATH=folder,
    )


def test_two_builds_of_a_commit_give_the_same_files(first, second):
    assert len(first) > 100
    assert sorted(first.keys() ^ second.keys()) == []


def test_two_builds_of_a_commit_give_the_same_bytes(first, second):
    assert [name for name in first if first[name] != second.get(name)] == []


def test_a_web_server_may_read_all_of_it_whoever_has_built_it(folder, first, second):
    """The second is built by somebody who keeps everything to themselves."""
    for site in (folder / "first" / "site", folder / "published" / "www"):
        modes = {path.is_dir(): set() for path in (site, site / LIST)}
        for path in (site, *site.rglob("*")):
            modes[path.is_dir()].add(path.stat().st_mode & 0o777)
        assert modes == {True: {0o755}, False: {0o644}}


def test_the_site_says_which_commit_it_is_of(folder, first):
    """Else two builds could be the same because neither knew its date."""
    head = (folder / "first" / ".git" / "HEAD").read_text().split()[-1]
    commit = (folder / "first" / ".git" / head).read_text().strip()
    assert f"<dd>{commit}</dd>" in first["en/about/index.html"].decode()


def test_it_was_later_for_the_second_build(folder, second):
    code = "import datetime; print(datetime.datetime.now().timestamp())"
    command = ["python3", "-c", code]
    now, later = (
        float(subprocess.check_output(command, env={**os.environ, "PYTHONPATH": path}, text=True))
        for path in ("", str(folder))
    )
    assert later - now > 40 * 86400
