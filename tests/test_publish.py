"""A site takes its place in one step, and only a place that is free or a site's of our making."""

from pathlib import Path

import pytest

from building import publish
from building.publish import LIST, Refused, Staging, claim, complaint
from edition import ROOT
from projects import build, mounted


def staged(path: Path, text: str) -> Staging:
    """A new site with one page, not yet in its place."""
    staging = Staging(path)
    (staging.folder / "page").write_text(text)
    return staging


@pytest.fixture
def site(tmp_path):
    """A site as a build leaves it."""
    staging = staged(tmp_path / "site", "old")
    (staging.folder / "stale").touch()
    staging.publish()
    return tmp_path / "site"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "where folders can't be"])
def test_publishing_replaces_the_whole_site_and_leaves_nothing_beside_it(site, monkeypatch, swaps):
    if not swaps:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    staging = staged(site, "new")
    assert (site / "page").read_text() == "old"
    staging.publish()
    assert names(site) == [LIST, "page"]
    assert (site / "page").read_text() == "new"
    assert list(site.parent.iterdir()) == [site]


def test_publishing_through_a_link_replaces_what_it_leads_to(site):
    link = site.parent / "link"
    link.symlink_to(site)
    claim(link)
    staged(link, "new").publish()
    assert link.is_symlink() and (site / "page").read_text() == "new"
    assert names(site.parent) == ["link", "site"]


@pytest.fixture
def ours(tmp_path):
    """A folder with some others in it."""
    root = tmp_path / "project"
    for name in ("docs/en", "site"):
        (root / name).mkdir(parents=True)
    (root / "docs/en/index.md").touch()
    return root


@pytest.mark.parametrize("path", ["nowhere/yet", "site", "docs/../site"])
def test_a_path_that_is_free_or_a_site_of_our_making_is_taken(ours, path):
    for _ in range(2):
        claim(ours / path)
        staged(ours / path, "new").publish()
    assert names(ours / path) == [LIST, "page"]


REFUSED = {
    "docs": r"holds what no build has made \(en/index.md\); move it away, or give --site-dir",
    ".": "holds what no build has made",
    "..": "holds what no build has made",
    "/": "holds what no build has made",
    "file": "is no folder; give --site-dir one",
    "photos": r"holds what no build has made \(2018/a.jpg\); move it away, or give --site-dir",
}


@pytest.mark.parametrize(("place", "why"), REFUSED.items(), ids=REFUSED)
def test_any_other_place_is_refused_by_name_and_stays_as_it_was(ours, place, why):
    (ours / "file").touch()
    (ours / "photos/2018").mkdir(parents=True)
    (ours / "photos/2018/a.jpg").touch()
    before = sorted(ours.rglob("*"))
    with pytest.raises(Refused, match=f"^/[^:]*: {why}"):
        claim(ours / place)
    assert sorted(ours.rglob("*")) == before


def test_a_build_never_deletes_what_was_put_into_its_site(site, ours):
    claim(site)
    staging = Staging(site)
    (site / "proof.html").touch()
    for refuse in (staging.publish, lambda: claim(site)):
        with pytest.raises(Refused, match=r"/site: holds what no build has made \(proof.html\)"):
            refuse()
    staging.discard()
    assert names(site) == [LIST, "page", "proof.html", "stale"]
    assert names(site.parent) == [ours.name, site.name]


def test_a_mount_point_is_refused_with_what_to_give_and_nothing_is_left(ours):
    with mounted(ours / "disk", "-t", "tmpfs", "tmpfs") as disk:
        claim(disk)
        staging = Staging(disk)
        with pytest.raises(OSError) as found:
            staging.publish()
        staging.discard()
        message = complaint(found.value, ours)
        assert message.startswith(f"{disk}: Device or resource busy; a mount point can't be")
        assert "give --site-dir a folder inside it" in message
        assert not [name for name in names(ours) if "unfinished" in name]


def test_a_build_says_that_it_refuses_and_touches_nothing(tmp_path):
    (tmp_path / "letter").touch()
    done = build(ROOT, tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{tmp_path}: holds what no build has made (letter); move it away" in done.stderr
    assert names(tmp_path) == ["letter"]
