"""Every version is pinned, and these tests run on what is pinned and nothing else.

`sh scripts/test` makes .venv of scripts/constraints.txt alone, so a clean one proves both.
"""

import ast
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from conftest import ROOT

MODULES = sorted((ROOT / "scripts").rglob("*.py"))
LINES = (ROOT / "scripts" / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINS = [line for line in LINES if line and not line.startswith("#")]
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
DIRECT = [each for group in GROUPS.values() for each in group if isinstance(each, str)]


def pinned(lines):
    """Versions by name, as the index compares them."""
    pairs = (line.split("==") for line in lines)
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def imported(module):
    """The packages that a module imports."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_hooks_alone_imports_mkdocs(module):
    knows = any(name in ("mkdocs", "material") or "mkdocs_" in name for name in imported(module))
    assert knows == (module.name == "hooks.py")


def test_every_package_here_is_pinned_at_its_version_and_every_pin_is_here():
    here = pinned(f"{each.name}=={each.version}" for each in metadata.distributions())
    pins = pinned(PINS)
    here.pop("setuptools", None)  # Python 3.11 puts one into each .venv; 3.12 does not
    assert sorted(here.items() ^ pins.items()) == []


def test_what_the_project_names_is_pinned_alike():
    assert pinned(DIRECT).items() <= pinned(PINS).items()


def test_no_package_is_pinned_twice():
    assert len(pinned(PINS)) == len(PINS)


def test_the_packages_fit_together():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
