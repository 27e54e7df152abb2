"""README, and the pages beside the code, name commands and files that exist."""

import re

import pytest

from edition import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "scripts").glob("*.md")])
each_readme = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
TOP = ("docs", "overrides", "scripts", "tests", "mkdocs.yml", "pyproject.toml")


@each_readme
def test_every_command_it_names_exists(page):
    named = set(re.findall(r"sh scripts/(\w+)", page.read_text("utf-8")))
    assert named and not [name for name in named if not (ROOT / "scripts" / name).is_file()]


@each_readme
def test_every_file_it_names_exists(page):
    text = page.read_text("utf-8")
    named = re.findall(r"`((?:overrides|scripts|tests)/[\w./-]+)`", text)
    own = ("overrides/root/", "tests/permalinks.txt")  # a publisher may have them or not
    assert not [name for name in named if not name.startswith(own) and not (ROOT / name).exists()]
    links = re.findall(r"\]\(([\w./]+)\)", text)
    assert not [link for link in links if not (page.parent / link).exists()]


def test_readme_names_every_folder_and_every_command():
    text = (ROOT / "README.md").read_text("utf-8")
    assert not [name for name in TOP if not re.search(rf"^{name}/? ", text, re.MULTILINE)]
    code = (ROOT / "scripts" / "README.md").read_text("utf-8")
    scripts = [path for path in (ROOT / "scripts").iterdir() if path.name != "__pycache__"]
    commands = [p.name for p in scripts if p.is_file() and not p.suffix and p.name != "environment"]
    folders = [f"{path.name}/" for path in scripts if path.is_dir()]
    assert len(commands) > 5 and len(folders) == 4
    assert not [name for name in (*commands, *folders) if f"`{name}`" not in code]
