"""What could harm is told with its line and what to do, within seconds, and nothing is built."""

import re
import time
from pathlib import Path

import pytest

from refused import LOCK, PAGE, REFUSED, SOURCE, TERMS, WORDING, prose
from text.confirm import confirm
from text.project import check


@pytest.mark.parametrize(("do", "told"), REFUSED.values(), ids=REFUSED)
def test_an_attack_is_told_within_seconds_with_its_line_and_what_to_do(root, do, told):
    do(root)
    began = time.process_time()
    faults = [str(fault) for fault in check(root)]
    assert time.process_time() - began < 5
    assert any(fault.startswith(told) for fault in faults), faults[:5]
    assert all(re.fullmatch(r"\S+?:\d+: .+; .+", fault) for fault in faults if told[:40] in fault)


@pytest.mark.parametrize("path", [PAGE, TERMS, SOURCE, LOCK, WORDING])
def test_a_file_that_may_not_be_read_is_told(root, monkeypatch, path):
    read = Path.read_bytes

    def refuse(self):  # as to anybody but root, who may read all
        if self == root / path:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = f"{path}:1: can't be read (Permission denied); put a file here"
    assert told in [str(fault) for fault in check(root)]


@pytest.mark.parametrize(
    "line",
    [
        "[x](../proposal-2/#2.2)",
        "See [x](https://example.org/a?b=c&d=e#f), or [y](http://example.org/).",
        "[x](mailto:a@example.org)",
        "## x {#id}",
        "x\n{: lang=en }",
        "## x {: #id lang=en }",
    ],
)
def test_prose_may_link_and_have_ids_and_languages(root, line):
    prose(line)(root)
    assert confirm(root, "zh", (), every=True) == []
    assert check(root) == []
