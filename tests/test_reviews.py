"""Reviews: each translated sentence and paragraph as a person last compared it, and `confirm`.

What is wrong with the record's lines is in tests/broken too.
"""

import subprocess

import pytest

from projects import change, verb
from text import reviews
from text.project import check


@pytest.fixture
def record(root):
    return root / "docs" / reviews.NAME


def faults(root):
    return [str(fault) for fault in check(root)]


def confirm(root, *arguments):
    how = verb(root, "text.confirm", *arguments)
    return subprocess.run(**how, cwd=root.parent, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("page", "at", "line", "label"),
    [("proposal-2", 8, "Bring", "2.2"), ("about", 6, "This is", "about.2")],
)
def test_a_changed_original_names_its_translation_and_the_command(root, page, at, line, label):
    change(root / f"docs/en/{page}.md", line, "Word " * 20 + line)
    fault = faults(root)[-1]
    assert fault.startswith(f"docs/zh/{page}.md:{at}: renders “{'Word ' * 7}Word…”")
    assert fault.endswith(f"compare them, then run sh scripts/confirm zh {label}")


def test_a_changed_translation_is_compared_with_its_original_again(root):
    change(root / "docs/zh/index.md", "\u4e24\u6761", "\u4e09\u6761")
    (fault,) = faults(root)
    assert "has changed since it was compared with “A preamble, two" in fault
    assert fault.endswith("compare them again, then run sh scripts/confirm zh index.1")


@pytest.mark.parametrize("contents", [None, b"# nothing\n"])
def test_a_record_that_holds_nothing_is_one_fault(root, record, contents):
    record.unlink() if contents is None else record.write_bytes(contents)
    (fault,) = faults(root)
    assert fault.endswith("then run sh scripts/confirm zh --all")


def test_confirming_a_label_writes_its_line_and_no_other(root, record):
    before = record.read_text(encoding="utf-8").splitlines()
    change(root / "docs/en/about.md", "This is", "That is")
    change(root / "docs/en/about.md", "The English", "The text")
    done = confirm(root, "zh", "about.2")
    assert done.returncode == 0 and done.stdout.startswith("zh about.2\n  That is a text for")
    after = record.read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split()[:2] for line in changed] == [["zh", "about.2"]]
    assert [fault.rpartition(" ")[2] for fault in faults(root)] == ["about.4"]


def test_confirming_all_says_each_and_writes_only_the_record(root, record):
    change(record, "zh preamble.1", "zh 99.1")
    change(root / "docs/en/about.md", "This is", "That is")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = confirm(root, "zh", "--all")
    printed = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert printed == ["zh preamble.1", "zh about.2", "zh 99.1 is gone"]
    assert faults(root) == []
    assert {path for path in before if before[path] != path.read_bytes()} == {record}
    assert not [path for path in (root / "docs").iterdir() if path.name.startswith(".")]
    assert confirm(root, "zh", "--all").stdout == "nothing to confirm\n"


def test_the_record_made_anew_is_the_record_that_stands(root, record):
    before = record.read_bytes()
    record.unlink()
    assert confirm(root, "zh", "--all").returncode == 0 and record.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["zh"], 2, "name the labels that were compared, or give --all"),
        (["zh", "2.2", "--all"], 2, "name the labels that were compared, or give --all"),
        (["zh", "2.2", "2.9"], 1, "zh 2.9 is no sentence or paragraph of a pair"),
        (["fr", "2.2"], 1, "fr is not compared with another language; see the folders in docs"),
    ],
)
def test_confirming_what_is_not_there_writes_nothing(root, record, arguments, code, message):
    change(root / "docs/en/proposal-2.md", "Bring", "Take")
    before = record.read_bytes()
    done = confirm(root, *arguments)
    assert (done.returncode, message in done.stderr) == (code, True)
    assert record.read_bytes() == before


def test_a_broken_record_is_mended_before_anything_is_confirmed(root, record):
    change(record, "zh index.title", "<<<<<<< ours\nzh index.title")
    before = record.read_bytes()
    done = confirm(root, "zh", "--all")
    assert done.returncode == 1 and "translations.lock:3: is not" in done.stderr
    assert record.read_bytes() == before
