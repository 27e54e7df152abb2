"""Every version is pinned, and these tests run on what is pinned and nothing else.

`sh scripts/test` makes .venv of scripts/constraints.txt alone, so a clean one proves both.
"""

import subprocess
import sys
import tomllib
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from edition import ROOT

LINES = (ROOT / "scripts" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [Requirement(line) for line in LINES if line and not line.startswith("#")]
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
DIRECT = [Requirement(each) for group in GROUPS.values() for each in group if isinstance(each, str)]


def pinned(requirements):
    """Versions by name, as the index compares them, of what this Python needs."""
    needed = [each for each in requirements if not each.marker or each.marker.evaluate()]
    return {canonicalize_name(each.name): version(each) for each in needed}


def version(requirement):
    """The one version that a requirement allows."""
    (only,) = requirement.specifier
    assert only.operator == "==", requirement
    return Version(only.version)


def test_every_package_here_is_pinned_at_its_version_and_every_pin_is_here():
    here = {canonicalize_name(e.name): Version(e.version) for e in metadata.distributions()}
    pins = pinned(PINS)
    here.pop("setuptools", None)  # Python 3.11 puts one into each .venv; 3.12 does not
    assert sorted(here.items() ^ pins.items()) == []


def test_what_the_project_names_is_pinned_alike():
    assert pinned(DIRECT).items() <= pinned(PINS).items()


def test_the_packages_fit_together():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
