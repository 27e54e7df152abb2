import hashlib

import pytest

from conftest import DOCUMENTS, EDITION, ROOT, WORDS, build, name, project
from text import rules
from text.checks import check
from text.edition import read_source
from text.punctuation import widen
from text.strings import unsaid

SOURCE = read_source(ROOT / "docs" / "source.txt")


def document_name(document):
    return f"{document.language}/{document.name}"


@pytest.mark.parametrize("rule", (rules.characters, *rules.PAGE_RULES), ids=name)
@pytest.mark.parametrize("document", DOCUMENTS, ids=document_name)
def test_page_keeps_the_rule(document, rule):
    assert list(rule(document)) == []


def test_the_project_has_no_faults():
    assert check(ROOT) == []


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


@pytest.mark.parametrize("key", WORDS)
def test_a_word_that_is_asked_for_and_left_out_is_told(key):
    """So none is there unasked."""
    told = [str(fault) for fault in unsaid(ROOT, WORDS.keys() - {key})]
    assert told and all(f"`{key}`" in each for each in told)


def test_a_word_is_missed_at_the_line_that_asks_for_it(tmp_path):
    root = project(tmp_path)
    template = root / "overrides" / "partials" / "foot.html"
    template.write_text("\n<p>{{ say(words.farewell) }}</p>\n")
    (fault,) = check(root)
    assert str(fault).startswith("overrides/partials/foot.html:2: asks for the word `farewell`")


def test_a_build_from_a_broken_pair_leaves_the_last_site_byte_for_byte(tmp_path):
    root, site = project(tmp_path / "project"), tmp_path / "site"
    assert build(root, site, "https://example.org/").returncode == 0
    before = tree(site)
    page = root / "docs" / "zh" / "proposal-3.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n多 余\n", encoding="utf-8")
    done = build(root, site, "https://example.org/")
    assert done.returncode == 1
    assert "docs/zh/proposal-3.md:8: a blank line; delete it" in done.stderr
    assert tree(site) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def tree(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
