"""The checks, on the text as it stands and on broken copies of it."""

import hashlib
import re

import pytest

from conftest import EDITION, ROOT, STRINGS, name, project
from text.project import check
from text.punctuation import widen
from text.source import read_source

SOURCE = read_source(ROOT / "docs" / "source.txt")


def test_the_broken_pair_gives_exactly_these_faults():
    expected = (ROOT / "tests/broken/faults.txt").read_text(encoding="utf-8").splitlines()
    assert [str(fault) for fault in check(ROOT / "tests/broken")] == expected


@pytest.mark.parametrize("unit", EDITION.units, ids=name)
def test_english_of_the_unit_is_its_paragraph_of_the_source(unit):
    _, paragraph = SOURCE.paragraphs[EDITION.units.index(unit)]
    assert " ".join(sentence.text["en"] for sentence in unit.sentences) == paragraph


def test_chinese_of_proposal_1_is_the_sources_with_full_width_commas_alone():
    unit = EDITION.units[1]
    text = "".join(sentence.text["zh"] for sentence in unit.sentences)
    _, found = SOURCE.chinese[1]
    comma = b"\xef\xbc\x8c".decode()
    assert text == found.replace(", ", comma).replace(",", comma) == widen(found)
    assert unit.status["zh"] == "original"


def test_only_what_the_source_holds_is_called_original():
    assert [unit.name for unit in EDITION.units if unit.status["zh"] == "original"] == [
        "proposal-1"
    ]
    assert {unit.status["en"] for unit in EDITION.units} == {"original"}


def test_the_source_is_published_as_it_was_found():
    found = (ROOT / "docs" / "source.txt").read_bytes()
    assert hashlib.sha256(found).hexdigest() == (
        "a1001d71f582848e1c5220abdf7ccc66f875c1d84f137ada05654af229799ac7"
    )


def test_a_file_with_no_place_in_the_edition_is_named(tmp_path):
    root = project(tmp_path)
    (root / "docs" / "draft.md").write_text("x\n")
    (root / "docs" / "en" / "old").mkdir()
    (root / "docs" / "en" / "old" / "preamble.md").write_text("x\n")
    (root / "docs" / "zh" / "proposal-7.md").symlink_to("/etc/hostname")
    faults = [str(fault) for fault in check(root)]
    assert any(f.startswith("docs/draft.md:1: has no place") for f in faults)
    assert any(f.startswith("docs/en/old/preamble.md:1: has no place") for f in faults)
    assert "docs/zh/proposal-7.md:1: is a link; put the file itself here" in faults


def test_a_page_every_edition_has_is_missed(tmp_path):
    root = project(tmp_path)
    for language in ("en", "zh"):
        (root / "docs" / language / "about.md").unlink()
    assert [str(fault) for fault in check(root)] == [
        "docs/en/about.md:1: is missing; every edition has this page"
    ]


def test_every_string_is_asked_for():
    """A template asks for `strings.menu`, a module for `strings["part"]` or `string("dark")`."""
    asked = re.compile(r"""\bstrings?(?:\.|\["|\(")(\w+)""")
    code = [path for part in ("overrides", "scripts") for path in (ROOT / part).rglob("*")]
    code = [path.read_text("utf-8") for path in code if path.suffix in (".html", ".typ", ".py")]
    by_status = {"original", "translation", "partly", "is_translation", "is_partly"}
    by_status |= {"reference", "reference_part"}  # whether a part is cited, or the whole
    found = {key for text in code for key in asked.findall(text)}
    assert sorted(STRINGS.keys() - found - by_status) == []


def test_no_string_has_a_name_that_a_dict_has_by_itself():
    """A template that asks for "copy" or "items" would never reach the string."""
    assert [key for key in STRINGS if hasattr(dict, key)] == []


@pytest.mark.parametrize("fact", ["title: ", "  3: "], ids=["title", "note"])
@pytest.mark.parametrize("character", ["202e", "2066", "2028", "200b", "0007", "00a0"])
def test_an_escape_brings_nothing_unseen_into_a_fact(tmp_path, fact, character):
    root = project(tmp_path)
    page = root / "docs" / "en" / "proposal-4.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(fact))
    lines[at] = f'{fact}"a\\u{character}b"'
    page.write_text("\n".join(lines), encoding="utf-8")
    (fault,) = check(root)
    assert str(fault).startswith(f"docs/en/proposal-4.md:{at + 1}: the ")
    assert f"U+{character.upper()}" in fault.message


def test_a_fact_of_the_wrong_kind_is_a_fault_and_no_crash(tmp_path):
    root = project(tmp_path)
    page = root / "docs" / "en" / "index.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    at = lines.index("issuers:")
    lines[at : at + 3] = ["issuers: 5"]
    page.write_text("\n".join(lines), encoding="utf-8")
    assert [str(fault) for fault in check(root)] == [
        f"docs/en/index.md:{at + 1}: `issuers` is not a list of texts; write it as one"
    ]
