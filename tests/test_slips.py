"""A slip is told as what it is, once, with its line and what to do."""

import re
import shutil

import pytest

from edition import FIRST
from projects import built_well, project
from slips import SLIPS, added, change
from text.project import check

SIDE_FILES = (
    *("proposal-2.md~", "#proposal-2.md#", "4913", "proposal-2.md.bak", ".proposal-2.md.swp"),
    *("proposal-2.md.orig", "proposal-2.md.rej", "~$proposal-2.md", "proposal-2.md.swp"),
)
FOLDERS = ("", "partials", "root", "typeset")


@pytest.mark.parametrize(("do", "faults"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_once_with_its_line_and_what_to_do(root, do, faults):
    do(root)
    assert [str(fault) for fault in check(root)] == faults
    assert all(re.fullmatch(r"\S+?:\d+: .+; .+", fault) for fault in faults)


def test_a_folder_of_such_a_name_is_not(root):
    shutil.copytree(root / "docs" / "en", root / "docs" / "en.bak")
    assert str(check(root)[0]).startswith("docs/en.bak:1: is not a language's folder")


def test_an_editors_file_is_passed_over_wherever_it_lies_and_not_published(tmp_path, site):
    root = project(tmp_path / "project")
    text, css = f"docs/{FIRST.language}", "overrides/assets/css"
    for folder in ("docs", text, css, *(f"overrides/{each}" for each in FOLDERS)):
        (root / folder).mkdir(exist_ok=True)
        for name in SIDE_FILES:
            (root / folder / name).write_bytes(b"\xff\r\n")
    for lock in (f"{text}/.#about.md", f"{css}/.#frame.css", "overrides/typeset/.#card.typ"):
        (root / lock).symlink_to("somebody@host.1:2")
    assert names(built_well(root, tmp_path / "site")) == names(site)


def names(site):
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*"))


@pytest.mark.parametrize(
    ("character", "language"),
    [
        ("200c", "fa"),
        ("200d", "hi"),
        ("200c", "ur"),
        ("00a0", "fr"),
        ("202f", "fr"),
        ("2009", "fr"),
        *((each, None) for each in ("feff", "200b", "202e", "2066")),  # hides or turns text
    ],
)
def test_a_language_keeps_the_characters_it_needs_and_no_other_language_does(
    root, character, language
):
    other = language or "fa"
    shutil.copytree(root / "docs" / "en", root / "docs" / other)
    line = f"a{chr(int(character, 16))}b"
    for each in (other, "en"):
        change(f"docs/{each}/about.md", "This is a text", line)(root)
        change(f"docs/{each}/preamble.md", "We met", line)(root)
        change(f"docs/{each}/preamble.md", "title: ", f'title: "\\u{character}" #')(root)
    where = {str(f.path) for f in check(root) if f"U+{character.upper()}" in f.message}
    refused = ("en",) if language else ("en", other)
    assert where == {f"docs/{each}/{name}.md" for each in refused for name in ("about", "preamble")}


def test_strings_and_terms_keep_them_by_language_too(root):
    shutil.copytree(root / "docs" / "en", root / "docs" / "fr")
    strings = ["x: {en: a\u00a0b, zh: x, fr: x}", "y: {en: x, zh: x, fr: a\u00a0b}"]
    terms = ["- {en: a\u00a0b, zh: x}", "- {en: x, zh: x, fr: a\u00a0b}"]
    for path, lines in (("overrides/words.yml", strings), ("docs/terms.yml", terms)):
        added(path, "\n".join(lines) + "\n")(root)
    found = [fault for fault in check(root) if "U+00A0" in fault.message]
    lines = [(root / f.path).read_text(encoding="utf-8").split("\n")[f.line - 1] for f in found]
    assert lines == [terms[0], strings[0]]
