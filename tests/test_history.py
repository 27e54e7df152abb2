"""Editions are released by a command, in a chain that nothing can change unseen."""

import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from projects import REASONS, change, publish, verb
from released import correct, editions, sums
from text.history import differences, unreleased
from text.project import check, read
from text.release import release
from text.snapshot import Release, content, parse, serialise, words


def test_a_file_holds_a_sentence_a_line_and_the_digest_of_the_lines_above_it(root):
    label = correct(root)
    number = publish(root)
    before, after = (editions(root)[f"{each}.json"] for each in (number - 1, number))
    *lines, digest, _ = after.splitlines(keepends=True)
    assert hashlib.sha256(b"".join(lines)).hexdigest().encode() in digest
    new = [line for line in lines if line not in before.splitlines(keepends=True)]
    head = (b'"version"', b'"date"', b'"reason"', b'"previous"')
    (line,) = [line for line in new if not line.startswith(head)]
    assert line.startswith(b'{"label": "%s"' % label.encode())


def untitled(unit):
    return replace(unit, titled=False, title={}) if unit.number else unit


def renamed(units):
    return replace(units[0], name="x"), *units[1:]


@pytest.mark.parametrize(
    ("fact", "change", "wanted"),
    [
        ("units", lambda units: units[::-1], {"order"}),
        ("units", lambda units: tuple(map(untitled, units)), {"title"}),
        ("event", lambda _: {}, {"event"}),
        ("units", lambda units: units[1:], {"order", "title", "status", "text"}),
        ("units", renamed, {"order", "title", "status"}),
    ],
    ids=["order", "no titles", "no event", "a unit less", "a unit renamed"],
)
def test_a_text_of_another_shape_is_a_change_and_read_back_as_it_was(root, fact, change, wanted):
    project = read(root)
    now = content(replace(project.edition, **{fact: change(getattr(project.edition, fact))}))
    written = parse(serialise(Release(2, date.today(), {}, "", now)))
    assert written.content == now
    released = project.release.words
    for before, after in ((released, words(now)), (words(now), released)):
        assert {each.field for each in differences(before, after)} == wanted


def test_the_command_shows_what_has_changed_and_writes_the_edition_and_its_digest(root):
    label, count = correct(root, "曾"), len(editions(root))
    reasons = [each for key in ("en", "zh") for each in (f"--why-{key}", REASONS[key])]
    done = subprocess.run(**verb(root, "text.release", *reasons), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    _, where, before, after, _ = done.stdout.splitlines()
    assert where == f"{label} (zh)"
    assert re.fullmatch("  - .*[^曾].", before) and re.fullmatch("  \\+ .*曾.", after)
    assert len(editions(root)) == len(sums(root).read_text().splitlines()) == count + 1


def test_a_chinese_reason_gets_full_width_marks(root):
    correct(root)
    assert release(root, REASONS | {"zh": "更通顺,更准确"}, date.today()) == []
    assert read(root).release.reason["zh"] == "更通顺\uff0c更准确"


def refused(root, reasons=REASONS, day=None):
    """What was in the way of a release; nothing has been written."""
    before = editions(root), sums(root).read_bytes()
    problems = release(root, reasons, day or date.today())
    assert problems and (editions(root), sums(root).read_bytes()) == before
    return "\n".join(problems)


def test_nothing_is_released_when_nothing_has_changed(root):
    assert "nothing has changed since edition" in refused(root)


def test_nothing_is_released_that_is_not_confirmed(root):
    change(root / "docs/zh/closing-call.md", "\u3002", "已\u3002")
    assert "sh scripts/confirm zh" in refused(root)


@pytest.mark.parametrize(
    ("reason", "message"),
    [("", "is missing"), ("  ", "is missing"), ("It's", "straight quotation"), ("a\nb", "a line")],
)
def test_nothing_is_released_without_a_sound_reason_in_every_language(root, reason, message):
    correct(root)
    found = refused(root, REASONS | {"en": reason})
    assert "--why-en" in found and message in found


def test_nothing_is_released_for_reasons_that_are_swapped(root):
    correct(root)
    found = refused(root, {"en": "4.5更贴近英文。", "zh": "4.5 follows it."})
    assert re.findall("--why-(..) is in another script", found) == ["en", "zh"]
    reasons = {"en": "4.5 says 贸易 anew.", "zh": "改为Cooperation Initiative"}
    assert release(root, reasons, date.today()) == []


def test_while_a_reason_is_missing_the_changes_are_shown_to_write_it(root, capsys):
    label = correct(root)
    capsys.readouterr()
    assert "--why-zh is missing" in refused(root, {"en": "x"})
    assert f"{label} (zh)\n  - " in capsys.readouterr().out


def test_a_day_that_is_none_is_named_with_the_form_of_a_day(root):
    done = subprocess.run(
        **verb(root, "text.release", "--date", "2026-11-31"), capture_output=True, text=True
    )
    assert done.returncode and "there is no day 2026-11-31" in done.stderr
    assert "as in 2026-11-26" in done.stderr


def test_in_the_evening_of_utc_the_next_day_can_be_released_and_the_one_after_it_not(
    root, monkeypatch
):
    class Evening(datetime):
        @classmethod
        def now(cls, tz):
            return datetime.combine(date.today(), time(17), UTC).astimezone(tz)

    monkeypatch.setattr("text.history.datetime", Evening)
    correct(root)
    morning = date.today() + timedelta(days=1)
    assert release(root, REASONS, morning) == [] and check(root) == []
    assert "a day to come" in refused(root, day=morning + timedelta(days=1))


def test_nothing_is_released_of_a_day_before_the_last_edition(root):
    correct(root)
    assert "is before" in refused(root, day=date(2000, 1, 1))


def test_text_unlike_the_newest_edition_is_a_fault_that_names_sentences_and_command(root):
    label = correct(root)
    (fault,) = map(str, check(root))
    assert fault.startswith(f"docs/editions/{len(editions(root))}.json:1: ")
    assert f"{label} (zh)" in fault
    assert fault.endswith('run sh scripts/release --why-en "…" --why-zh "…"')


def test_of_many_changes_a_fault_names_some_and_counts_the_others(root):
    project = read(root)
    text = replace(project.edition, units=project.edition.units[:1])
    (fault,) = unreleased(root, project.history, text)
    assert re.search(r" and \d+ more; ", str(fault)) and len(str(fault)) < 1000


def test_a_text_without_an_edition_is_a_fault_that_says_how_to_get_one(root):
    shutil.rmtree(root / "docs" / "editions")
    (fault,) = map(str, check(root))
    assert fault.startswith("docs/editions/1.json:1: is missing") and "sh scripts/release" in fault
    assert "if it had one, put it back (git restore docs/editions)" in fault
    publish(root)
    assert check(root) == []
