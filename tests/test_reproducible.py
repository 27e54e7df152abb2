"""One commit makes one site, byte for byte: wherever, whenever and by whomever it is built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building.publish import LIST
from edition import FIRST
from projects import command, costly, git, project, repository
from readers import HOME

LATER = """
import datetime, time

clock = time.time
time.time = lambda: clock() + 40 * 86400 + 7 * 3600


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)


datetime.datetime = Later
"""
"""A sitecustomize.py, which Python runs before all else: it is forty days later."""


def built(root, site, umask, **settings):
    """Every file of a site built under some settings, by its name."""
    costly()
    how = command(root, site, HOME)
    bare = {key: how["env"][key] for key in how["env"].keys() - {"LC_ALL", "LANG", "PYTHONPATH"}}
    subprocess.run(**how | {"env": bare | settings}, umask=umask, check=True)
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
    root = repository(project(folder / "first"))
    return built(
        root, root / "site", 0o022, TZ="Pacific/Kiritimati", LANG="en_US.UTF-8", PYTHONHASHSEED="1"
    )


@pytest.fixture(scope="module")
def second(folder, first):
    """The site of the same commit, cloned elsewhere and built in all other ways differently."""
    root = folder / "\u4ed6\u5904" / "cloned"
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
        HOME="/nowhere",
        TMPDIR="/nowhere",
        PYTHONHASHSEED="2",
        PYTHONPATH=str(folder),
    )


def test_two_builds_of_a_commit_give_the_same_files_and_bytes(first, second):
    assert len(first) > 40 and sorted(first.keys() ^ second.keys()) == []
    assert [name for name in first if first[name] != second[name]] == []


def test_a_build_needs_no_home_and_writes_nothing_into_the_project(folder, second):
    root = folder / "\u4ed6\u5904" / "cloned"
    known = subprocess.check_output(["git", "ls-files", "-z"], cwd=root).decode().split("\0")
    found = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    ours = {path for path in found if not {".git", "__pycache__"} & {*path.parts}}
    assert ours == {Path(name) for name in known if name}


def test_a_web_server_may_read_all_of_it_whoever_has_built_it(folder, first, second):
    """The second is built by somebody who keeps everything to themselves."""
    for site in (folder / "first" / "site", folder / "published" / "www"):
        modes = {path.is_dir(): set() for path in (site, site / LIST)}
        for path in (site, *site.rglob("*")):
            modes[path.is_dir()].add(path.stat().st_mode & 0o777)
        assert modes == {True: {0o755}, False: {0o644}}


def test_the_site_says_which_commit_it_is_of_and_it_was_later_for_the_second(folder, first, second):
    """Else two builds could be the same because neither knew it."""
    asked = ["git", "rev-parse", "HEAD"]
    commit = subprocess.check_output(asked, cwd=folder / "first", text=True).strip()
    about = first[f"{FIRST.address('about')}index.html"].decode()
    assert f"<dd>{commit}</dd>" in about
    code = "import datetime; print(datetime.datetime.now().timestamp())"
    now, later = (
        float(subprocess.check_output([sys.executable, "-c", code], env=os.environ | path))
        for path in ({}, {"PYTHONPATH": str(folder)})
    )
    assert later - now > 40 * 86400
