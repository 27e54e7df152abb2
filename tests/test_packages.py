"""The four packages of scripts/ keep to what each may import; one table knows kinds of pages."""

import ast
import re

import pytest

from edition import ROOT

SCRIPTS = ROOT / "scripts"
MAY_IMPORT = {
    "text": {"text"},
    "outputs": {"text", "outputs"},
    "building": {"text", "outputs", "building"},
    "benchmark": {"text", "outputs", "building", "benchmark"},
    "hooks": {"text", "outputs", "building"},
}
MODULES = sorted(SCRIPTS.rglob("*.py"))
TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))
CODE = (".py", ".js", ".css", ".html", ".typ")


def package(module):
    return module.relative_to(SCRIPTS).parts[0].removesuffix(".py")


def imported(module):
    """The name of each module that a module imports."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def packages(module):
    return {name.partition(".")[0] for name in imported(module)}


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_a_package_imports_only_what_it_may(name):
    modules = [module for module in MODULES if package(module) == name]
    wrong = {
        (module.name, each)
        for module in modules
        for each in packages(module)
        if each in MAY_IMPORT and each not in MAY_IMPORT[name]
    }
    assert modules and not wrong


def test_what_is_made_of_the_text_imports_its_package_and_not_the_modules_within():
    others = [module for module in MODULES if package(module) in ("outputs", "building", "hooks")]
    within = {(m.name, each) for m in others for each in imported(m) if each.startswith("text.")}
    assert others and not within


def test_hooks_alone_imports_mkdocs():
    theirs = re.compile("mkdocs|material|mkdocs_.*")
    knows = {m.name for m in MODULES if any(theirs.fullmatch(each) for each in packages(m))}
    assert knows == {"hooks.py"}


def test_only_the_table_of_kinds_asks_what_kind_a_page_is():
    asks = re.compile(
        r"\.kind(\.template)? (==|!=|is|in) |name == .(index|about|glossary|full-text)"
    )
    for path in (*MODULES, *TEMPLATES):
        if path.name not in ("plan.py", "views.py") and path.parent.name != "text":
            assert not asks.search(path.read_text(encoding="utf-8")), path


def test_code_holds_no_chinese_of_the_interface():
    for path in (*TEMPLATES, *MODULES, *(ROOT / "overrides").rglob("*.js")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"[\u4e00-\u9fff]", text), path


@pytest.mark.parametrize("folder", ["scripts", "overrides", "tests"])
def test_no_file_of_code_is_longer_than_250_lines(folder):
    code = [path for path in (ROOT / folder).rglob("*") if path.suffix in CODE]
    assert [p.name for p in code if p.read_text(encoding="utf-8").count("\n") > 250] == []
