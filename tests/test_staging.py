import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from building.publish import Staging

SCRIPTS = str(Path(__file__).resolve().parent.parent / "scripts")


def write(folder: Path, text: str) -> None:
    (folder / "page").write_text(text)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    write(folder, "old")
    (folder / "stale").touch()
    return folder


def test_publishing_replaces_the_whole_site_and_leaves_nothing_beside_it(site):
    staging = Staging(site)
    write(staging.folder, "new")
    assert (site / "page").read_text() == "old"
    staging.publish()
    assert [path.name for path in site.iterdir()] == ["page"]
    assert (site / "page").read_text() == "new"
    assert list(site.parent.iterdir()) == [site]


def test_publishing_where_folders_cannot_be_swapped_still_replaces_the_site(site, monkeypatch):
    monkeypatch.setattr("building.publish._exchange", lambda one, other: False)
    staging = Staging(site)
    write(staging.folder, "new")
    staging.publish()
    assert (site / "page").read_text() == "new" and list(site.parent.iterdir()) == [site]


def test_publishing_through_a_link_replaces_what_it_leads_to(site):
    link = site.parent / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to(site)
    staging = Staging(link)
    write(staging.folder, "new")
    staging.publish()
    assert link.is_symlink() and (site / "page").read_text() == "new"
    assert list(link.parent.iterdir()) == [link]


def test_discarding_leaves_the_old_site(site):
    staging = Staging(site)
    write(staging.folder, "new")
    staging.discard()
    staging.discard()
    assert (site / "page").read_text() == "old" and list(site.parent.iterdir()) == [site]


def test_two_builds_at_once_do_not_mix(site):
    one, other = Staging(site), Staging(site)
    write(one.folder, "one")
    write(other.folder, "other")
    one.publish()
    other.publish()
    assert (site / "page").read_text() == "other" and list(site.parent.iterdir()) == [site]


def test_what_a_killed_build_left_is_swept_by_the_next(site):
    code = "import sys,pathlib,time; from building.publish import Staging;"
    code += "s=Staging(pathlib.Path(sys.argv[1]));"
    code += "print(flush=True); time.sleep(60)"
    dying = subprocess.Popen(
        [sys.executable, "-c", code, str(site)],
        env={**os.environ, "PYTHONPATH": SCRIPTS},
        stdout=subprocess.PIPE,
    )
    dying.stdout.readline()
    dying.stdout.close()
    assert len(list(site.parent.iterdir())) == 2
    dying.send_signal(signal.SIGKILL)
    dying.wait()
    Staging(site).discard()
    assert list(site.parent.iterdir()) == [site] and (site / "page").read_text() == "old"
