import os
import subprocess

import pytest

from conftest import DOCUMENTS, EDITION, ROOT, project, verb
from text import reviews
from text.project import check

CHANGED = "A changed line."
KEYS = [pair.key for pair in reviews.pairs(DOCUMENTS)]


@pytest.fixture
def copy(tmp_path):
    return project(tmp_path / "project")


def faults(root):
    return [str(fault) for fault in check(root)]


def confirm(root, *arguments):
    return subprocess.run(
        **verb(root, "text.confirm", *arguments),
        cwd=root.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )


def rewrite(path, at, line):
    """Put another line in the place of line ``at``, from 1; None takes it out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[at - 1 : at] = [] if line is None else [line]
    path.write_text("\n".join(lines), encoding="utf-8")


def stale(line, label, original):
    place, command = f"docs/zh/{line}", f"sh scripts/confirm zh {label}"
    return (
        f"{place}: translates “{original}”, which has changed since; review it, then run {command}"
    )


def test_every_translated_sentence_and_paragraph_is_held_and_nothing_else():
    sentences = [
        ("zh", sentence.label)
        for unit in EDITION.units
        if unit.status["zh"] == "translation"
        for sentence in unit.sentences
    ]
    blocks = [
        ("zh", f"{p.name}.{n}") for p in EDITION.prose.values() for n in range(1, len(p.blocks) + 1)
    ]
    assert sorted(KEYS) == sorted([*sentences, *blocks])
    found, wrong = reviews.read(ROOT / "docs" / reviews.NAME)
    assert (list(found), wrong) == (KEYS, [])


def test_a_changed_sentence_names_its_translation_and_the_command(copy):
    rewrite(copy / "docs/en/proposal-3.md", 6, CHANGED)
    assert stale("proposal-3.md:6", "3.2", CHANGED) in faults(copy)


def test_a_changed_paragraph_names_its_translation_and_the_command(copy):
    rewrite(copy / "docs/en/about.md", 10, CHANGED)
    assert faults(copy) == [stale("about.md:10", "about.4", CHANGED)]


def test_a_long_original_is_quoted_by_its_beginning(copy):
    rewrite(copy / "docs/en/index.md", 11, "Word " * 20 + "end.")
    assert faults(copy) == [stale("index.md:11", "index.1", "Word " * 7 + "Word…")]


def test_a_changed_translation_is_compared_with_its_original_again(copy):
    rewrite(copy / "docs/zh/index.md", 11, "\u5176\u4ed6\u3002")
    (fault,) = faults(copy)
    assert fault.startswith("docs/zh/index.md:11: has changed since it was compared with “A pre")
    assert fault.endswith("review both, then run sh scripts/confirm zh index.1")


@pytest.mark.parametrize("change", ["", "zh 3.2 fc4d", "zh 3.2", "<<<<<<< ours", "zh 3.2 x x"])
def test_a_line_that_is_missing_or_broken_is_named_where_it_belongs(copy, change):
    path = copy / "docs" / reviews.NAME
    at = reviews.read(path)[0]["zh", "3.2"].line
    rewrite(path, at, change or None)
    shape = "is not `language label fingerprint fingerprint`; delete it and check again"
    missing = "zh 3.2 is missing here; review the translation of"
    wanted = [f"docs/translations.lock:{at}: {shape}"] if change else []
    place = f"docs/translations.lock:{at + len(wanted)}"
    quoted = "“We should put into full play the forces…”"
    wanted.append(f"{place}: {missing} {quoted}, then run sh scripts/confirm zh 3.2")
    assert faults(copy) == wanted


def test_a_doubled_line_is_named_once(copy):
    path = copy / "docs" / reviews.NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[4] + "\n", encoding="utf-8")
    at = text.count("\n") + 1
    assert faults(copy) == [
        f"docs/translations.lock:{at}: zh preamble.3 stands in line 5 already; delete one"
    ]


@pytest.mark.parametrize("key", ["zh 1.1", "zh 3.9", "zh 99.1", "zh other.1", "fr 3.1", "en 3.1"])
def test_a_line_that_names_nothing_translated_is_a_fault(copy, key):
    path = copy / "docs" / reviews.NAME
    rewrite(path, 1, f"{key} 0123456789ab 0123456789ab")
    assert faults(copy) == [
        f"docs/translations.lock:1: {key} is no translated sentence or paragraph; delete the line"
    ]


@pytest.mark.parametrize("contents", [None, b"", b"# nothing\n"])
def test_a_lock_that_holds_nothing_is_one_fault(copy, contents):
    path = copy / "docs" / reviews.NAME
    path.unlink() if contents is None else path.write_bytes(contents)
    (fault,) = faults(copy)
    assert fault.endswith("then run sh scripts/confirm zh --all")


def test_bytes_that_are_no_text_are_a_fault_and_no_crash(copy):
    path = copy / "docs" / reviews.NAME
    path.write_bytes(b"\xff\xfe\x00\n" + path.read_bytes())
    (fault,) = faults(copy)
    assert fault.startswith("docs/translations.lock:1: is not UTF-8; save")


def test_a_page_of_another_length_has_its_own_fault_alone(copy):
    page = copy / "docs/zh/proposal-3.md"
    page.write_text(page.read_text(encoding="utf-8") + "\u591a\u4f59\u3002\n", encoding="utf-8")
    assert faults(copy) == [
        "docs/zh/proposal-3.md:8: 4 sentences where en has 3; make line n render line n"
    ]


def test_confirming_a_label_writes_its_line_and_no_other(copy):
    path = copy / "docs" / reviews.NAME
    before = path.read_text(encoding="utf-8").splitlines()
    rewrite(copy / "docs/en/about.md", 10, CHANGED)
    rewrite(copy / "docs/en/about.md", 12, CHANGED + " Again.")
    done = confirm(copy, "zh", "about.4")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"zh about.4\n  {CHANGED}\n  ")
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split()[:2] for line in changed] == [["zh", "about.4"]]
    assert [fault.rpartition(" ")[2] for fault in faults(copy)] == ["about.5"]


def test_confirming_all_says_each_and_writes_only_the_lock(copy):
    rewrite(copy / "docs" / reviews.NAME, 3, "zh 99.1 0123456789ab 0123456789ab")
    rewrite(copy / "docs/en/about.md", 10, CHANGED)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    done = confirm(copy, "zh", "--all")
    assert done.returncode == 0, done.stderr
    printed = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert printed == ["zh preamble.1", "zh about.4", "zh 99.1 is gone"]
    assert faults(copy) == []
    after = {path: path.read_bytes() for path in before}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {copy / "docs" / reviews.NAME}
    assert not [path for path in (copy / "docs").iterdir() if path.name.startswith(".")]
    assert confirm(copy, "zh", "--all").stdout == "nothing to confirm\n"


def test_the_lock_made_anew_is_the_lock_that_stands(copy):
    path = copy / "docs" / reviews.NAME
    before = path.read_bytes()
    path.unlink()
    assert confirm(copy, "zh", "--all").returncode == 0
    assert path.read_bytes() == before == (ROOT / "docs" / reviews.NAME).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["zh"], 2, "name the labels that were reviewed, or say --all"),
        (["zh", "3.2", "--all"], 2, "name the labels that were reviewed, or say --all"),
        (["zh", "3.2", "3.9"], 1, "zh 3.9 can't be paired with an original"),
        (["zh", "1.1"], 1, "zh 1.1 can't be paired with an original"),
        (["fr", "3.2"], 1, "fr is no language with translations; see the folders in docs"),
        (["en", "--all"], 1, "en is no language with translations; see the folders in docs"),
    ],
)
def test_confirming_what_is_not_there_writes_nothing(copy, arguments, code, message):
    rewrite(copy / "docs/en/proposal-3.md", 6, CHANGED)
    before = (copy / "docs" / reviews.NAME).read_bytes()
    done = confirm(copy, *arguments)
    assert (done.returncode, message in done.stderr) == (code, True)
    assert (copy / "docs" / reviews.NAME).read_bytes() == before


def test_a_broken_lock_is_mended_before_anything_is_confirmed(copy):
    path = copy / "docs" / reviews.NAME
    rewrite(path, 4, "<<<<<<< ours")
    before = path.read_bytes()
    done = confirm(copy, "zh", "--all")
    assert done.returncode == 1 and "translations.lock:4: is not" in done.stderr
    assert path.read_bytes() == before


def test_what_can_not_be_printed_is_not_confirmed(copy):
    path = copy / "docs" / reviews.NAME
    before = path.read_bytes()
    rewrite(copy / "docs/en/about.md", 10, CHANGED)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        how = verb(copy, "text.confirm", "zh", "--all")
        how["env"]["PYTHONUNBUFFERED"] = ""
        done = subprocess.run(**how, stdout=closed, stderr=subprocess.DEVNULL, timeout=60)
    assert done.returncode != 0
    assert path.read_bytes() == before
