"""A site takes its place in one step, and only a place that is free or a site's of our making."""

import errno
import fcntl
from pathlib import Path

import pytest

from building import publish
from building.publish import LIST, UNLISTED, Refused, Staging, claim, complaint
from edition import ROOT
from projects import build, mounted


def write(folder: Path, text: str) -> None:
    (folder / "page").write_text(text)


@pytest.fixture
def site(tmp_path):
    """A site as a build leaves it."""
    staging = Staging(tmp_path / "site")
    write(staging.folder, "old")
    (staging.folder / "stale").touch()
    staging.publish()
    return tmp_path / "site"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "where folders can't be"])
def test_publishing_replaces_the_whole_site_and_leaves_nothing_beside_it(site, monkeypatch, swaps):
    if not swaps:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    staging = Staging(site)
    write(staging.folder, "new")
    assert (site / "page").read_text() == "old"
    staging.publish()
    assert names(site) == [LIST, "page"]
    assert (site / "page").read_text() == "new"
    assert list(site.parent.iterdir()) == [site]


def test_where_folders_cannot_be_swapped_a_failure_puts_the_old_site_back(site, monkeypatch):
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    staging, rename = Staging(site), Path.rename

    def fail(self, target):
        if self == staging.folder:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input/output"):
        staging.publish()
    staging.discard()
    assert (site / "page").read_text() == "old" and list(site.parent.iterdir()) == [site]


def test_where_folders_cannot_be_swapped_a_build_killed_half_way_loses_no_site(site):
    site.rename(site.with_name(".site-unfinished-abcdefgh.old"))
    Staging(site).discard()
    assert (site / "page").read_text() == "old" and list(site.parent.iterdir()) == [site]


def test_publishing_works_where_folders_cannot_be_locked(site, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    alive = Staging(site)
    monkeypatch.setattr(fcntl, "flock", refuse)
    staging = Staging(site)
    write(staging.folder, "new")
    staging.publish()
    assert (site / "page").read_text() == "new"
    assert alive.folder.exists()  # it may be at work


def test_publishing_through_a_link_replaces_what_it_leads_to(site):
    link = site.parent / "link"
    link.symlink_to(site)
    claim(link, ROOT)
    staging = Staging(link)
    write(staging.folder, "new")
    staging.publish()
    assert link.is_symlink() and (site / "page").read_text() == "new"
    assert names(site.parent) == ["link", "site"]


@pytest.fixture
def ours(tmp_path):
    """A project's folder, with a site of an older build."""
    root = tmp_path / "project"
    for name in ("scripts", "docs/en", ".git", ".venv/bin", "site", "old/assets"):
        (root / name).mkdir(parents=True)
    for name in (*UNLISTED, "assets/a.01234567.css"):
        (root / "old" / name).touch()
    return root


@pytest.mark.parametrize("place", ["nowhere/yet", "site", "old", "scripts/../site"])
def test_a_place_that_is_free_or_a_site_of_our_making_is_taken(ours, place):
    claim(ours / place, ours)
    staging = Staging(ours / place)
    (staging.folder / "assets").mkdir()
    for name in (*UNLISTED, "assets/a.76543210.css"):
        (staging.folder / name).touch()
    staging.publish()
    claim(ours / place, ours)
    assert names(ours / place / "assets") == ["a.76543210.css"]


OWN = "is the project's own; give --site-dir another"
REFUSED = {
    "scripts": OWN,
    "docs/en": OWN,
    "overrides/new": OWN,
    ".git": OWN,
    ".venv": OWN,
    ".": OWN,
    "..": OWN,
    "/": OWN,
    "file": "is no folder; give --site-dir one",
    "file/in/it": "is no folder; give --site-dir one",
    "loop": "is no folder; give --site-dir one",
    "photos": r"holds what no build has made \(2018/a.jpg\); move it away, or give --site-dir",
    "plans": r"holds what no build has made \(2018\); move it away, or give --site-dir",
}


@pytest.mark.parametrize(("place", "why"), REFUSED.items(), ids=REFUSED)
def test_any_other_place_is_refused_by_name_and_stays_as_it_was(ours, place, why):
    (ours / "file").touch()
    (ours / "loop").symlink_to("loop")
    for folder in ("photos/2018", "plans/2018"):
        (ours / folder).mkdir(parents=True)
    (ours / "photos/2018/a.jpg").touch()
    before = sorted(ours.rglob("*"))
    with pytest.raises(Refused, match=f"^/[^:]*: {why}"):
        claim(ours / place, ours)
    assert sorted(ours.rglob("*")) == before


def test_a_build_never_deletes_what_was_put_into_its_site(site, ours):
    claim(site, ours)
    staging = Staging(site)
    (site / "proof.html").touch()
    for refuse in (staging.publish, lambda: claim(site, ours)):
        with pytest.raises(Refused, match=r"/site: holds what no build has made \(proof.html\)"):
            refuse()
    staging.discard()
    assert names(site) == [LIST, "page", "proof.html", "stale"]
    assert names(site.parent) == [ours.name, site.name]


def test_nor_what_was_put_into_one_of_an_older_build(ours):
    (ours / "old" / "proof.html").touch()
    claim(ours / "old", ours)
    staging = Staging(ours / "old")
    for name in (*UNLISTED, "new.html"):
        (staging.folder / name).touch()
    with pytest.raises(Refused, match=r"no build has made \((?=.*proof.html)(?!.*_headers)"):
        staging.publish()


def test_a_mount_point_is_refused_and_told_what_to_give(ours):
    with mounted(ours / "disk", "-t", "tmpfs", "tmpfs") as disk:
        with pytest.raises(Refused, match=f"{disk}: is a mount point.* inside it, as {disk}/site"):
            claim(disk, ours)
        claim(disk / "site", ours)


def test_a_mount_point_of_the_same_disk_is_found_in_the_end_and_nothing_is_left(ours):
    with mounted(ours / "disk", "--bind", str(ours / "site")) as disk:
        claim(disk, ours)  # Python can't tell it from a folder
        staging = Staging(disk)
        with pytest.raises(OSError) as found:
            staging.publish()
        staging.discard()
        said = complaint(found.value, ours)
        assert said.startswith(f"{disk}: Device or resource busy; a mount point can't be replaced")
        assert "give --site-dir a folder inside it" in said
        assert not [name for name in names(ours) if "unfinished" in name]


def test_a_build_says_that_it_refuses_and_touches_nothing(tmp_path):
    (tmp_path / "letter").touch()
    done = build(ROOT, tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{tmp_path}: holds what no build has made (letter); move it away" in done.stdout
    assert names(tmp_path) == ["letter"]
