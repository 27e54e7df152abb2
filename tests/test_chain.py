"""The chain of editions, broken in each way: named with file and remedy, and nothing written."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from projects import REASONS, change, publish, small
from released import correct, editions
from text.history import read_history, today
from text.project import check
from text.release import release
from text.snapshot import serialise


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A project with three editions."""
    root = small(tmp_path_factory.mktemp("three") / "project")
    for mark in "已再":
        correct(root, mark)
        publish(root)
    return root


@pytest.fixture
def root(three, tmp_path):
    return shutil.copytree(three, tmp_path / "root", symlinks=True)


def edition(root, number):
    return root / "docs" / "editions" / f"{number}.json"


def forge(root, number, **facts):
    """Write an edition anew, with other facts and a digest that agrees with them."""
    one = read_history(root / "docs")[0][number - 1]
    edition(root, number).write_text(serialise(replace(one, **facts)), encoding="utf-8")


def changed(old, new):
    return lambda root: change(edition(root, 2), old, new)


def dated(days):
    return lambda root: forge(root, 3, date=today() + timedelta(days=days))


def copied(name):
    return lambda root: shutil.copy(edition(root, 2), edition(root, name))


CHANGED = "has changed since it was released"
CASES = {
    "the second is missing": (lambda root: edition(root, 2).unlink(), "2.json", "is missing"),
    "the first is missing": (lambda root: edition(root, 1).unlink(), "1.json", "is missing"),
    "a word": (changed("trade", "Trade"), "2.json", CHANGED),
    "a line break": (changed("]},\n", "]}, \n"), "2.json", CHANGED),
    "another form": (
        changed('"format": 1', '"format": 9'),
        "2.json",
        "is of another schema (9, where 1 is known)",
    ),
    "forged": (
        lambda root: forge(root, 2, reason={"en": "Another reason."}),
        "3.json",
        "does not follow the edition before it",
    ),
    "doubled": (copied(3), "3.json", "holds edition 2"),
    "under another name": (copied("2 (copy)"), "2 (copy).json", "is no part of the edition"),
    "long before": (dated(-9999), "3.json", "and the edition before it"),
    "tomorrow": (dated(1), "3.json", "a day to come"),
    "a merge": (changed("{", "<<<<<<< HEAD\n{"), "2.json", "is not an edition"),
    "without sentences": (
        lambda root: forge(
            root, 3, content={"languages": [], "units": [{"name": "x", "sentences": []}]}
        ),
        "3.json",
        "is not an edition",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_chain_is_named_with_file_and_remedy_and_nothing_is_released(root, case):
    damage, name, message = CASES[case]
    damage(root)
    faults = [str(fault) for fault in check(root)]
    (fault,) = [each for each in faults if each.startswith(f"docs/editions/{name}:1: ")][:1]
    assert message in fault and "; " in fault
    before = sorted((root / "docs" / "editions").iterdir())
    assert fault in release(root, REASONS, today())
    assert sorted((root / "docs" / "editions").iterdir()) == before


def test_all_breaks_of_a_chain_are_named_at_once(root):
    dated(1)(root)
    changed("trade", "Trade")(root)
    copied("2 (copy)")(root)
    assert {fault.path.name for fault in check(root)} == {"2.json", "3.json", "2 (copy).json"}
    assert len(editions(root)) == 4
