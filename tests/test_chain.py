"""The chain of editions, broken in each way: named with file and remedy, and nothing written."""

import json
import shutil
from datetime import timedelta

import pytest

from released import REASONS, copy, correct, editions, publish
from text.checks import check
from text.history import read_history, today
from text.release import release
from text.snapshot import serialise


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A project with three editions at least."""
    root = copy(tmp_path_factory.mktemp("three"))
    for mark in "已再":
        correct(root, mark)
        publish(root)
    while len(editions(root)) < 3:
        correct(root)
        publish(root)
    return root


@pytest.fixture
def root(three, tmp_path):
    return shutil.copytree(three, tmp_path / "root", symlinks=True)


def edition(root, number):
    return root / "docs" / "editions" / f"{number}.json"


def forge(root, number, **facts):
    """Write an edition anew, with other facts and a digest that agrees with them."""
    one = next(each for each in read_history(root / "docs")[0] if each.number == number)
    told = {"number": one.number, "day": one.date, "reason": one.reason}
    told |= {"previous": one.previous, "content": one.content} | facts
    edition(root, number).write_text(serialise(**told), encoding="utf-8")


def removed(root):
    edition(root, 2).unlink()


def first_removed(root):
    edition(root, 1).unlink()


def word_changed(root):
    path = edition(root, 2)
    path.write_text(path.read_text(encoding="utf-8").replace("trade", "Trade", 1), encoding="utf-8")


def line_added(root):
    with edition(root, 2).open("a") as file:
        file.write("\n")


def line_ends_of_windows(root):
    path = edition(root, 2)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def forged(root):
    forge(root, 2, reason={"en": "Another reason.", "zh": "别的理由\u3002"})


def doubled(root):
    shutil.copy(edition(root, 2), edition(root, 3))


def doubled_under_another_name(root):
    shutil.copy(edition(root, 2), edition(root, "2 (copy)"))


def swapped(root):
    two, three = edition(root, 2).read_bytes(), edition(root, 3).read_bytes()
    edition(root, 2).write_bytes(three)
    edition(root, 3).write_bytes(two)


def of_another_schema(root):
    path = edition(root, 2)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"format": 1', '"format": 2'), encoding="utf-8")


def dated_before_the_one_before(root):
    forge(root, 3, day=today() - timedelta(days=9999))


def dated_tomorrow(root):
    forge(root, 3, day=today() + timedelta(days=1))


def no_json(root):
    edition(root, 2).write_text("<<<<<<< HEAD\n", encoding="utf-8")


def another_json(root):
    edition(root, 2).write_text("[1, 2]\n", encoding="utf-8")


def deeply_nested(root):
    edition(root, 2).write_text("[" * 100_000, encoding="utf-8")


def no_utf_8(root):
    edition(root, 2).write_bytes("{…}".encode("utf-16"))


def a_link(root):
    edition(root, 2).rename(root / "2.json")
    edition(root, 2).symlink_to(root / "2.json")


def a_folder(root):
    edition(root, 2).unlink()
    edition(root, 2).mkdir()


def lacking_a_unit_s_sentences(root):
    one = read_history(root / "docs")[0][2]
    forge(root, 3, content={**one.content, "units": []})
    path = edition(root, 3)
    data = json.loads(path.read_text(encoding="utf-8"))
    forge(root, 3, content={**data, "units": [{"name": "x", "title": {}, "sentences": []}]})


CASES = {
    removed: ("2.json", "is missing"),
    first_removed: ("1.json", "is missing"),
    word_changed: ("2.json", "has changed since it was released"),
    line_added: ("2.json", "has changed since it was released"),
    line_ends_of_windows: ("2.json", "has changed since it was released"),
    forged: ("3.json", "does not follow the edition before it"),
    doubled: ("3.json", "holds edition 2"),
    doubled_under_another_name: ("2 (copy).json", "has no place"),
    swapped: ("2.json", "holds edition 3"),
    of_another_schema: ("2.json", "is of another schema"),
    dated_before_the_one_before: ("3.json", "and the edition before it"),
    dated_tomorrow: ("3.json", "a day to come"),
    no_json: ("2.json", "is not an edition"),
    another_json: ("2.json", "is not an edition"),
    deeply_nested: ("2.json", "is not an edition"),
    no_utf_8: ("2.json", "is not UTF-8"),
    a_link: ("2.json", "is a link"),
    a_folder: ("2.json", "is no file"),
    lacking_a_unit_s_sentences: ("3.json", "is not an edition"),
}


@pytest.mark.parametrize("broken", CASES, ids=lambda case: case.__name__)
def test_a_broken_chain_is_named_with_file_and_remedy_and_nothing_is_released(root, broken):
    name, message = CASES[broken]
    broken(root)
    faults = [str(fault) for fault in check(root)]
    (fault,) = [each for each in faults if f"docs/editions/{name}:1: " in each][:1] or faults
    assert f"docs/editions/{name}:1: " in fault and message in fault and "; " in fault
    correct(root, "又")
    before = sorted((root / "docs" / "editions").iterdir())
    assert message in "\n".join(release(root, REASONS, today()))
    assert sorted((root / "docs" / "editions").iterdir()) == before


def test_all_broken_links_of_a_chain_are_named_at_once(root):
    word_changed(root)
    dated_tomorrow(root)
    doubled_under_another_name(root)
    found = {fault.path.name for fault in check(root)}
    assert found == {"2.json", "3.json", "2 (copy).json"}
