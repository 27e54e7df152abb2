"""Whatever stops a build, the site is the last good one or the new one, whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from building.publish import LIST, Staging
from edition import ROOT
from projects import build, built_well, command, mounted, small
from slips import added
from text.confirm import confirm

OTHER = "https://other.example/"
"""An address for which a build makes another site than the good one."""
STAGE = """
import os, shutil, sys
from pathlib import Path
from building.publish import Staging
site, times, *sources = sys.argv[1:]
for n in range(int(times)):
    staging = Staging(Path(site))
    shutil.copytree(
        sources[n % len(sources)], staging.folder, copy_function=os.link, dirs_exist_ok=True
    )
    staging.publish()
    print(flush=True)
"""
"""Publishes copies of some sites in turn: nearly all it does is the critical step."""


def tree(folder):
    """Every file under a folder but the list of them, with its contents."""
    return {
        path.relative_to(folder): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path.name != LIST
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return small(tmp_path_factory.mktemp("endure") / "project")


@pytest.fixture(scope="module")
def good(root):
    """A good site."""
    return built_well(root, root.parent / "good")


@pytest.fixture
def site(good, tmp_path):
    """A copy of it, in a folder with nothing beside it."""
    return shutil.copytree(good, tmp_path / "www" / "site")


def stands(site, *wanted):
    """Whether a site is one of some trees, and nothing is left beside it."""
    return tree(site) in wanted and list(site.parent.iterdir()) == [site]


def test_a_fault_that_a_page_meets_leaves_the_last_site_byte_for_byte(root, good, site, tmp_path):
    other = shutil.copytree(root, tmp_path / "project")
    (other / "overrides/unit.html").write_text("{{ strings.none }}")
    done = build(other, site, OTHER)
    output = done.stdout + done.stderr
    assert done.returncode != 0 and "Traceback" not in output
    assert "overrides/unit.html:1: overrides/words.yml has no string" in output
    assert stands(site, tree(good))


def test_a_warning_of_mkdocs_in_the_view_of_all_languages_leaves_the_last_site(
    root, good, site, tmp_path
):
    other = shutil.copytree(root, tmp_path / "project")
    for language in ("en", "zh"):
        # In the view of all languages a heading has the id of its first language.
        prose = f"\n## {language} {{#{language}}}\n\n[{language}](#{language})\n"
        added(f"docs/{language}/about.md", prose)(other)
    assert confirm(other, "zh", (), every=True) == []
    done = build(other, site, OTHER)
    assert done.returncode == 1 and "in strict mode" in done.stdout + done.stderr, done
    assert stands(site, tree(good))


def test_a_full_disk_leaves_the_last_site_and_says_what_to_do(root, good, site, tmp_path):
    pages = sum(-(-len(found or b"") // 4096) * 4 or 4 for found in tree(good).values())
    size = f"size={pages + 1000}k"
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", size, "tmpfs") as disk:
        full = disk / "site"
        shutil.copytree(site, full)
        done = build(root, full, OTHER)
        assert done.returncode != 0
        output = done.stdout + done.stderr
        assert "No space left on device; free some room there and build again" in output
        assert str(disk) in output and "Traceback" not in output
        assert stands(full, tree(good))


def test_a_build_that_is_asked_to_stop_leaves_nothing_behind(root, good, site):
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    building = subprocess.Popen(**command(root, site, OTHER), **how)
    while building.poll() is None and len(list(site.parent.iterdir())) == 1:
        time.sleep(0.01)
    building.terminate()
    said, _ = building.communicate(timeout=60)
    assert building.returncode == 128 + signal.SIGTERM, said
    assert stands(site, tree(good))


def publish(site, times, sources):
    """A process that publishes some sites in turn, under way."""
    return subprocess.Popen(
        [sys.executable, "-c", STAGE, str(site), str(times), *map(str, sources)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdout=subprocess.PIPE,
    )


@pytest.fixture
def sources(tmp_path):
    """Some small sites that hold as many files each, and each its own."""
    folders = [tmp_path / name for name in "abcd"]
    for folder in folders:
        folder.mkdir()
        for page in "klmnopqrstuvwxyz":
            (folder / page).write_text(folder.name)
    return folders


def test_publishing_killed_twenty_times_leaves_a_whole_site_each_time(sources, tmp_path):
    chance = random.Random(5)
    site = tmp_path / "www" / "site"
    wanted = [tree(source) for source in sources]
    seen, left = [], False
    own = site.with_name(".site-original")  # somebody's own
    own.mkdir(parents=True)
    for _ in range(20):
        publishing = publish(site, 10_000, sources)
        publishing.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        publishing.kill()
        publishing.communicate()
        seen.append(tree(site))
        assert seen[-1] in wanted
        left = left or len(list(site.parent.iterdir())) > 2
    assert sum(one in seen for one in wanted) > 1  # it had published
    assert left  # and died with work in hand
    Staging(site).discard()
    assert sorted(site.parent.iterdir()) == [own, site]


def test_many_who_publish_at_once_all_succeed_and_never_mix(sources, tmp_path):
    site = tmp_path / "www" / "site"
    publishing = [publish(site, 25, [source]) for source in sources]
    assert [each.communicate(timeout=120) and each.returncode for each in publishing] == [0] * 4
    assert stands(site, *map(tree, sources))
