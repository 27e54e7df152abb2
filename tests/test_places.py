"""A build needs nothing writable but its own place, and nothing of its user's but the text."""

import os
import subprocess

import pytest

from projects import command, mounted, small

ODD = {
    "LC_ALL": "C",
    "HOME": "/nowhere",
    "TMPDIR": "/nowhere",
}


def built(root, site, **settings):
    """Every file of a site, by its name, built with nothing in the environment but these."""
    env = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "0", **settings}
    done = subprocess.run(command(site), cwd=root, env=env, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_project_that_may_not_be_written_to_with_a_chinese_name_makes_the_same_in_an_odd_locale(
    tmp_path,
):
    plain = small(tmp_path / "plain")
    wanted = built(plain, tmp_path / "one", LC_ALL="C.UTF-8")
    with mounted(tmp_path / "\u4e2d\u6587", "-o", "bind,ro", str(plain)) as odd:
        with pytest.raises(OSError, match="Read-only"):
            (odd / "x").touch()
        assert built(odd, tmp_path / "other", **ODD) == wanted
