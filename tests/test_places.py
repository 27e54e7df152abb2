"""A build needs nothing writable but its own place, and nothing of its user's but the text."""

import os
import subprocess
import sys

import pytest

from benchmark.editions import enlarge
from conftest import ROOT

ODD = {
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "HOME": "/nowhere",
    "TMPDIR": "/nowhere",
}


def built(root, site, **settings):
    """Every file of a site, by its name, built with nothing in the environment but these."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)],
        cwd=root,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_project_that_may_not_be_written_to_with_a_chinese_name_makes_the_same_in_an_odd_locale(
    tmp_path,
):
    plain, odd = tmp_path / "plain", tmp_path / "\u4e2d\u6587"
    enlarge(ROOT, plain, 3)
    (plain / "docs/terms.yml").write_text("[]\n")  # most of them stand in the others
    wanted = built(plain, tmp_path / "one", LC_ALL="C.UTF-8")
    odd.mkdir()
    mount = ["mount", "-o", "bind,ro", str(plain), str(odd)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        with pytest.raises(OSError, match="Read-only"):
            (odd / "x").touch()
        assert built(odd, tmp_path / "other", **ODD) == wanted
    finally:
        subprocess.run(["umount", str(odd)], check=True)
