"""Whatever stops a build, the site is the last good one or the new one, whole."""

import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from building.publish import Staging
from conftest import ROOT, build, project

ONE, OTHER = "https://one.example/", "https://other.example/"
KILLS = 6
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
    """Every file under a folder, with its contents."""
    return {
        path.relative_to(folder): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def start(root, site, url):
    """A build as ``build`` runs it, under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=root,
        env={**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return project(tmp_path_factory.mktemp("endure") / "project")


@pytest.fixture(scope="module")
def alone(root):
    """What a build for each address makes by itself, and how long the second took."""
    trees = {}
    for url in (ONE, OTHER):
        site = root.parent / url.split("/")[2]
        began = time.monotonic()
        done = build(root, site, url)
        assert done.returncode == 0, done.stderr
        trees[url] = tree(site)
    trees["seconds"] = time.monotonic() - began
    assert trees[ONE] != trees[OTHER]
    return trees


@pytest.fixture
def site(root, alone, tmp_path):
    """A good site, in a folder with nothing beside it."""
    site = tmp_path / "www" / "site"
    shutil.copytree(root.parent / "one.example", site)
    return site


def stands(site, *wanted):
    """Whether a site is one of some trees, and nothing is left beside it."""
    return tree(site) in wanted and list(site.parent.iterdir()) == [site]


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("docs/en/preamble.md", "x", "front matter is missing"),
        ("overrides/unit.html", "\n{% if %}", "overrides/unit.html:2: Expected an expression"),
        ("overrides/partials/foot.html", "{{ no.thing }}", "overrides/partials/foot.html:1: 'no'"),
        ("overrides/unit.html", "{{ words.none }}", "overrides/unit.html:1: asks for the word"),
        ("overrides/typeset/document.typ", "#let x = none.y", "document.typ"),
    ],
    ids=["text", "template", "partial", "word", "typesetting"],
)
def test_a_fault_leaves_the_last_site_byte_for_byte(alone, site, tmp_path, path, text, told):
    root = project(tmp_path / "project")
    (root / path).write_text(text, encoding="utf-8")
    done = build(root, site, OTHER)
    said = done.stdout + done.stderr
    assert done.returncode != 0 and told in said and "Traceback" not in said, said
    assert stands(site, alone[ONE])


def test_a_build_leaves_no_stale_file(root, alone, site):
    (site / "stale.html").touch()
    (site / "old" / "folder").mkdir(parents=True)
    assert build(root, site, OTHER).returncode == 0
    assert stands(site, alone[OTHER])


@contextmanager
def disk(folder, size):
    """A disk of a size in kB in place of a folder, where we may mount one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("spare", [0, 1500, 3500])
def test_a_full_disk_leaves_the_last_site_and_says_what_to_do(root, alone, site, tmp_path, spare):
    pages = sum(-(-len(found or b"") // 4096) * 4 or 4 for found in alone[ONE].values())
    with disk(tmp_path / "disk", pages + 8 + spare) as small:
        full = small / "site"
        shutil.copytree(site, full)
        done = build(root, full, OTHER)
        assert done.returncode != 0
        said = done.stdout + done.stderr
        assert "No space left on device; free some room there and build again" in said
        assert str(small) in said and "Traceback" not in said
        assert stands(full, alone[ONE])


@pytest.mark.parametrize("share", [(n + random.Random(n).random()) / KILLS for n in range(KILLS)])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(root, alone, site, share):
    building = start(root, site, OTHER)
    time.sleep(share * alone["seconds"])
    building.kill()
    building.communicate()
    assert tree(site) in (alone[ONE], alone[OTHER])
    Staging(site).discard()
    assert stands(site, alone[ONE], alone[OTHER])


def publish(site, times, sources):
    """A process that publishes some sites in turn, under way."""
    return subprocess.Popen(
        [sys.executable, "-c", STAGE, str(site), str(times), *map(str, sources)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdout=subprocess.PIPE,
    )


def test_publishing_killed_fifty_times_leaves_a_whole_site_each_time(root, alone, site):
    chance = random.Random(5)
    sources = [root.parent / url.split("/")[2] for url in (OTHER, ONE)]
    seen, left = [], False
    for _ in range(50):
        publishing = publish(site, 10_000, sources)
        publishing.stdout.readline()
        time.sleep(chance.uniform(0, 0.1))
        publishing.kill()
        publishing.communicate()
        seen.append(tree(site))
        assert seen[-1] in (alone[ONE], alone[OTHER])
        left = left or len(list(site.parent.iterdir())) > 1
    assert alone[ONE] in seen and alone[OTHER] in seen  # it had published
    assert left  # and died with work in hand
    Staging(site).discard()
    assert list(site.parent.iterdir()) == [site]


def test_many_who_publish_at_once_all_succeed_and_never_mix(tmp_path):
    sources = [tmp_path / name for name in "abcd"]
    for source in sources:
        source.mkdir()
        for page in "xyz":
            (source / page).write_text(source.name)
    site = tmp_path / "www" / "site"
    publishing = [publish(site, 100, [source]) for source in sources]
    assert [each.communicate(timeout=120) and each.returncode for each in publishing] == [0] * 4
    assert stands(site, *map(tree, sources))


def test_two_builds_at_once_give_the_whole_site_of_one(root, alone, site):
    builds = [start(root, site, url) for url in (ONE, OTHER)]
    said = [each.communicate(timeout=120)[0] for each in builds]
    assert [each.returncode for each in builds] == [0, 0], said
    assert stands(site, alone[ONE], alone[OTHER])
