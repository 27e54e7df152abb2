"""Editions are released by a command, in a chain that nothing can change unseen."""

import hashlib
import json
import re
from datetime import timedelta

import pytest

from released import (
    REASONS,
    ROOT,
    add_french,
    copy,
    correct,
    editions,
    noted,
    publish,
    rewrite,
    run,
    translated,
)
from text.checks import check
from text.edition import read_edition
from text.history import differences, read_history, today
from text.release import release
from text.snapshot import FORMAT, content, parse, serialise, words


@pytest.fixture
def root(tmp_path):
    return copy(tmp_path)


def faults(root):
    return [str(fault) for fault in check(root)]


def test_the_editions_of_this_project_are_in_order():
    releases, wrong = read_history(ROOT / "docs")
    assert wrong == []
    assert [each.number for each in releases] == list(range(1, len(releases) + 1))


def test_an_edition_read_back_is_the_text_that_was_released(root):
    for path in (root / "docs" / "editions").iterdir():
        text = path.read_text(encoding="utf-8")
        found = parse(text)
        written = serialise(found.number, found.date, found.reason, found.previous, found.content)
        assert written == text
    releases, _ = read_history(root / "docs")
    assert releases[-1].content == content(read_edition(root / "docs"))


def test_a_file_holds_a_sentence_a_line_and_the_digest_of_the_lines_above_it(root):
    correct(root)
    before = editions(root)[f"{publish(root) - 1}.json"]
    after = editions(root)[f"{len(editions(root))}.json"]
    *lines, digest, _ = after.splitlines(keepends=True)
    assert hashlib.sha256(b"".join(lines)).hexdigest().encode() in digest
    changed = [line for line in lines if line not in before.splitlines(keepends=True)]
    head = [b'"version"', b'"date"', b'"reason"', b'"previous"']
    assert [line for line in changed if not line.startswith(tuple(head))] == [
        line for line in lines if b'{"label": "%s"' % translated(root)[1].encode() in line
    ]


def test_releasing_twice_keeps_each_change_with_its_edition(root):
    label = correct(root)
    second = publish(root)
    unit, on = noted(root)
    note = read_edition(root / "docs").unit(unit)
    note = next(s.note["en"] for s in note.sentences if s.label == on)
    rewrite(root, f"en/{unit}.md", note, f"{note} So it stands.")
    rewrite(root, f"en/{unit}.md", "title: ", "title: How to ")
    publish(root)
    *_, first, middle, last = read_history(root / "docs")[0]
    assert middle.number == second
    found = differences(first.words, middle.words)
    assert [(each.place, each.field, each.language) for each in found] == [(label, "text", "zh")]
    found = differences(middle.words, last.words)
    wanted = [(unit, "title", "en"), (on, "note", "en")]
    assert [(each.place, each.field, each.language) for each in found] == wanted
    assert found[1].after == f"{note} So it stands."
    assert last.reason == {language: REASONS[language] for language in ("en", "zh")}


def test_an_order_of_the_parts_is_a_change(root):
    now = content(read_edition(root / "docs"))
    other = {**now, "units": now["units"][::-1]}
    assert {each.field for each in differences(words(now), words(other))} == {"order"}


def test_a_language_begins_its_history_with_the_edition_that_added_it(root):
    add_french(root)
    assert "fr is new" in faults(root)[0]
    publish(root)
    *_, before, last = read_history(root / "docs")[0]
    assert differences(before.words, last.words) == []
    assert last.content["languages"] == ["en", "fr", "zh"]
    assert last.reason["fr"] == REASONS["fr"]


def test_the_command_shows_what_has_changed_and_writes_one_file(root):
    label, count = correct(root, "曾"), len(editions(root))
    reasons = [each for key in ("en", "zh") for each in (f"--why-{key}", REASONS[key])]
    done = run(root, "text.release", *reasons)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.splitlines()
    assert f"{label} (zh)" in shown
    assert re.fullmatch("  - .*[^曾].", shown[2]) and re.fullmatch("  \\+ .*曾.", shown[3])
    assert len(editions(root)) == count + 1


def test_a_chinese_reason_gets_full_width_marks(root):
    correct(root)
    release(root, REASONS | {"zh": "更通顺,更准确"}, today())
    assert read_history(root / "docs")[0][-1].reason["zh"] == "更通顺\uff0c更准确"


def refused(root, reasons=REASONS, day=None):
    """What stood in the way of a release; nothing has been written."""
    before = editions(root)
    problems = release(root, reasons, day or today())
    assert problems and editions(root) == before
    return "\n".join(problems)


def test_nothing_is_released_when_nothing_has_changed(root):
    assert "nothing has changed since edition" in refused(root)


def test_nothing_is_released_that_is_not_confirmed(root):
    name, label = translated(root)
    rewrite(root, f"zh/{name}.md", "\u3002\n", "已\u3002\n")
    assert "sh scripts/confirm zh" in refused(root)


@pytest.mark.parametrize(
    ("reason", "message"),
    [("", "is missing"), ("  ", "is missing"), ("It's", "straight quotation"), ("a\nb", "a line")],
)
def test_nothing_is_released_without_a_sound_reason_in_every_language(root, reason, message):
    correct(root)
    said = refused(root, REASONS | {"en": reason})
    assert "--why-en" in said and message in said


@pytest.mark.parametrize(("days", "message"), [(1, "a day to come"), (-9999, "is before")])
def test_nothing_is_released_of_tomorrow_or_of_a_day_before_the_last(root, days, message):
    correct(root)
    assert message in refused(root, day=today() + timedelta(days=days))


def test_text_unlike_the_newest_edition_is_a_fault_that_names_sentences_and_command(root):
    label = correct(root)
    (fault,) = faults(root)
    assert fault.startswith(f"docs/editions/{len(editions(root))}.json:1: ")
    assert f"{label} (zh)" in fault
    assert fault.endswith('run sh scripts/release --why-en "…" --why-zh "…"')


def test_a_text_without_an_edition_is_told_how_to_get_one(root):
    for path in (root / "docs" / "editions").iterdir():
        path.unlink()
    (fault,) = faults(root)
    assert fault.startswith("docs/editions/1.json:1: is missing") and "sh scripts/release" in fault
    publish(root)
    assert faults(root) == []


def test_another_schema_is_named_before_its_digest(root):
    path = root / "docs" / "editions" / "1.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'"format": {FORMAT}', '"format": 99'), encoding="utf-8")
    assert "is of another schema (99" in faults(root)[0]


def test_the_data_of_an_edition_are_json(root):
    for raw in editions(root).values():
        assert json.loads(raw)["units"]
