"""The checks, on a text that is broken in every way, and on small ones."""

import re

import pytest

from edition import ROOT, STRINGS
from projects import change
from text.project import check


def test_the_broken_pair_gives_exactly_these_faults():
    expected = (ROOT / "tests/broken/faults.txt").read_text(encoding="utf-8").splitlines()
    assert [str(fault) for fault in check(ROOT / "tests/broken")] == expected


def test_each_wrong_line_of_the_settings_has_the_fault_in_the_comment_above_it(root):
    text = (ROOT / "tests/broken/settings.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    wanted = [f"{n}: {line[2:]}" for n, line in enumerate(lines, 2) if line.startswith("# ")]
    assert [str(fault) for fault in check(root)] == [f"mkdocs.yml:{each}" for each in wanted]


def test_a_page_every_edition_has_is_missed(root):
    for path in root.glob("docs/*/about.md"):
        path.unlink()
    assert str(check(root)[0]) == "docs/en/about.md:1: is missing; every edition has this page"


def test_every_string_is_asked_for_and_none_has_a_name_that_a_dict_has_by_itself():
    """A template asks for `strings.menu`, a module for `strings["part"]` or `string("dark")`, Typst
    for `words("original")`; one that asks for "copy" or "items" would never reach the string."""
    asked = re.compile(r"""\b(?:strings?(?:\.filled)?|self|words)(?:\.|\["|\(")(\w+)""")
    code = [path for part in ("overrides", "scripts") for path in (ROOT / part).rglob("*")]
    code = [path.read_text("utf-8") for path in code if path.suffix in (".html", ".typ", ".py")]
    by_status = {"original", "translation", "partly", "is_translation", "is_partly"}
    by_status |= {"reference", "reference_part"}  # whether a part is cited, or the whole
    found = {key for text in code for key in asked.findall(text)}
    found |= set(re.findall(r"(\w+)", (ROOT / "scripts/outputs/sentences.py").read_text("utf-8")))
    found |= {key for key in STRINGS if key.startswith("fact_")}  # by the name of a fact
    assert sorted(STRINGS.keys() - found - by_status) == []
    assert [key for key in STRINGS if hasattr(dict, key)] == []


@pytest.mark.parametrize("fact", ["title: ", "  2: "], ids=["title", "note"])
@pytest.mark.parametrize("character", ["202e", "2028", "200b", "0007", "00a0"])
def test_an_escape_brings_nothing_unseen_into_a_fact(root, fact, character):
    page = root / "docs/en/proposal-2.md"
    change(page, fact, f'{fact}"a\\u{character}b" #')
    text, _, _ = page.read_text(encoding="utf-8").partition(fact)
    fault = next(each for each in check(root) if "sh scripts/confirm" not in each.message)
    assert str(fault).startswith(f"docs/en/proposal-2.md:{text.count(chr(10)) + 1}: the ")
    assert f"U+{character.upper()}" in fault.message
