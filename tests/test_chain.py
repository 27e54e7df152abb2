"""The chain of editions, broken in each way: named with file and remedy, and nothing written."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest

from projects import REASONS, change, git, publish, repository
from released import correct, editions, sums
from text import history
from text.history import latest_day, read_history, save
from text.project import check
from text.release import release
from text.snapshot import serialise


@pytest.fixture
def root(root):
    """A project with three editions."""
    for mark in "已再":
        correct(root, mark)
        publish(root)
    return root


def edition(root, number):
    return root / "docs" / "editions" / f"{number}.json"


def forged(which, **facts):
    """Something that writes an edition anew, with other facts and a digest that fits them."""

    def do(root):
        one = read_history(root / "docs")[0][which - 1]
        edition(root, which).write_text(serialise(replace(one, **facts)), encoding="utf-8")

    return do


def listed(damage):
    """Some damage to editions, and their digests in SHA256SUMS made to fit it."""

    def do(root):
        damage(root)
        subprocess.run("sha256sum *.json >SHA256SUMS", shell=True, cwd=sums(root).parent)

    return do


def changed(old, new, number=2):
    return lambda root: change(edition(root, number), old, new)


def copied(name):
    return lambda root: shutil.copy(edition(root, 2), edition(root, name))


def gone(number):
    return lambda root: edition(root, number).unlink()


def resaved(encode, name="2.json"):
    """Something that writes a file as an editor might."""

    def do(root):
        path = sums(root).with_name(name)
        path.write_bytes(encode(path.read_text("utf-8")))

    return do


def windows(text):
    return text.replace("\n", "\r\n").encode()


def relisted(write):
    """Something that writes SHA256SUMS with other lines."""

    def do(root):
        lines = write(sums(root).read_text("utf-8").splitlines(keepends=True))
        sums(root).write_bytes("".join(lines).encode())

    return do


def linked(root):
    edition(root, 2).unlink()
    edition(root, 2).symlink_to("1.json")


MARK = "<<<<<<< HEAD\n"
TOMORROW = latest_day() + timedelta(days=1)
ANOTHER = {"en": "Another."}
EMPTY = {"languages": [], "units": [{"name": "x", "sentences": []}]}
MISSING, CHANGED = "is missing; put it", "has been changed since it was released; "
STRANGE, UNLISTED = "is not a digest, two spaces and", "was not written by sh scripts/release"
UNFOLLOWING, UNLIKE = "does not follow the edition before it", "is not an edition as"
CASES = {
    "the newest is missing": (gone(3), "3.json:1", MISSING),
    "the second is missing": (gone(2), "2.json:1", MISSING),
    "the first is missing": (gone(1), "1.json:1", MISSING),
    "a word": (changed("trade", "Trade"), "2.json:1", CHANGED),
    "Windows line ends": (resaved(windows), "2.json:1", CHANGED + "put it back"),
    "not UTF-8": (resaved(lambda it: it.encode("gb18030")), "2.json:1", CHANGED + "put it back"),
    "the newest forged": (forged(3, reason=ANOTHER), "3.json:1", CHANGED),
    "a link": (linked, "2.json:1", "is a link; put the file itself here"),
    "a merge": (changed("{", f"{MARK}{{"), "2.json:1", f"{CHANGED}if two branches"),
    "another number": (copied(9), "9.json:1", UNLISTED),
    "a copy": (copied("2 (copy)"), "2 (copy).json:1", UNLISTED),
    "no digests": (lambda root: sums(root).unlink(), "SHA256SUMS:1", MISSING),
    "empty digests": (relisted(lambda _: ""), "SHA256SUMS:1", STRANGE),
    "digests unsorted": (relisted(reversed), "SHA256SUMS:1", STRANGE),
    "a digest less": (relisted(lambda it: it[:1] + it[2:]), "SHA256SUMS:2", STRANGE),
    "a digest twice": (relisted(lambda it: it + it[2:]), "SHA256SUMS:4", "if two branches"),
    "a merge of digests": (relisted(lambda it: [*it[:2], MARK]), "SHA256SUMS:3", "if two branches"),
    "Windows digests": (resaved(windows, "SHA256SUMS"), "SHA256SUMS:1", STRANGE),
    "forged with its digest": (listed(forged(2, reason=ANOTHER)), "3.json:1", UNFOLLOWING),
    "of another number": (listed(forged(3, number=4)), "3.json:1", UNFOLLOWING),
    "long before": (listed(forged(3, date=date(2000, 1, 1))), "3.json:1", UNFOLLOWING),
    "tomorrow": (listed(forged(3, date=TOMORROW)), "3.json:1", "a day to come"),
    "without sentences": (listed(forged(3, content=EMPTY)), "3.json:1", UNLIKE),
    "with another digest of itself": (listed(changed("trade", "Trade", 3)), "3.json:1", UNLIKE),
    "another schema": (
        listed(changed('"format": 1', '"format": 9', 3)),
        "3.json:1",
        "is of another schema (9, where 1 is known)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_chain_is_one_fault_whose_remedy_mends_it_and_nothing_is_released(root, case):
    damage, where, message = CASES[case]
    repository(root)
    damage(root)
    (fault,) = map(str, check(root))
    assert fault.startswith(f"docs/editions/{where}: ") and message in fault and "; " in fault
    before = {path: path.read_bytes() for path in sums(root).parent.iterdir()}
    assert release(root, REASONS, date.today()) == [fault]
    assert {path: path.read_bytes() for path in sums(root).parent.iterdir()} == before
    if "move it away" in fault:
        (sums(root).parent / where.removesuffix(":1")).unlink()
    else:
        git(root, "restore", "docs/editions")
    assert check(root) == []


def test_all_breaks_of_a_chain_are_named_at_once(root):
    gone(3)(root)
    changed("trade", "Trade")(root)
    copied("2 (copy)")(root)
    assert {fault.path.name for fault in check(root)} == {"2.json", "3.json", "2 (copy).json"}


def test_all_editions_missing_are_named_and_no_first_one_is_released(root):
    for number in (1, 2, 3):
        gone(number)(root)
    assert [fault.path.name for fault in check(root)] == ["1.json", "2.json", "3.json"]
    assert release(root, REASONS, date.today()) and not editions(root)


def test_a_release_that_ends_halfway_is_named_and_made_again(root, monkeypatch):
    correct(root, "曾")
    write, wanted = history.replace, edition(root, 4)

    def die(path, text):
        if path == sums(root):
            raise KeyboardInterrupt
        write(path, text)

    monkeypatch.setattr(history, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        publish(root)
    monkeypatch.undo()
    (fault,) = check(root)
    assert fault.path.name == wanted.name and "or not to its end" in fault.message
    wanted.unlink()
    assert publish(root) == 4 and check(root) == []


def test_of_two_branches_that_released_the_one_merged_first_is_kept_and_the_other_made_again(root):
    repository(root)
    for branch, start, mark in (("first", "HEAD", "曾"), ("other", "HEAD~", "又")):
        git(root, "checkout", "-qb", branch, start)
        correct(root, mark)
        publish(root)
        git(root, "add", ".")
        git(root, "commit", "-qm", branch)
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "-q", "first")
    git(root, "checkout", "--ours", "docs/zh", "docs/translations.lock")
    (fault,) = map(str, check(root))
    assert fault.startswith("docs/editions/SHA256SUMS:4: ")
    assert "(git checkout BRANCH -- docs/editions), then release the other again" in fault
    git(root, "checkout", "first", "--", "docs/editions")
    assert publish(root) == 5 and check(root) == []


def test_every_edition_is_in_a_list_that_sha256sum_reads(root):
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=sums(root).parent, capture_output=True, text=True)
    assert done.stdout.splitlines() == [f"{each}: OK" for each in sorted(editions(root))]
    assert not done.stderr


def test_editions_saved_anew_are_the_same_files(root):
    before = editions(root), sums(root).read_bytes()
    for each in read_history(root / "docs")[0]:
        save(root / "docs", each)
    assert (editions(root), sums(root).read_bytes()) == before
