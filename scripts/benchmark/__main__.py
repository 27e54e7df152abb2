"""Measures this site beside vanilla Material's of the same text, in one run and by turns,
then how much a unit costs in editions made up from the text. Prints Markdown.

    sh scripts/bench           the site, then editions of 8, 80 and 800 units a language
    sh scripts/bench 8 80      the site, then editions of these sizes
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmark.editions import bare, enlarge, vanilla
from benchmark.visit import (
    chromium,
    first_paint,
    next_paint,
    read_files,
    serving,
    sheet_shown,
    weigh,
)
from outputs.views import alone, views
from text.project import read

ROOT = Path(__file__).resolve().parents[2]
BUILDS = 5
PAINTS = 31
SIZES = (8, 80, 800)


@dataclass(frozen=True)
class Cost:
    """What a build and its workers take: seconds by the clock and of the processors, and the
    most memory seen at once, in megabytes."""

    seconds: float
    processor: float
    megabytes: float


def build(root: Path, site: Path) -> Cost:
    """Build a project in a process of its own; its messages are shown only if it fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    with tempfile.TemporaryFile("w+") as messages:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=root, stdout=messages, stderr=messages)
        most = 0
        while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            most = max(most, memory(process.pid))
            time.sleep(0.01)
        seconds = time.perf_counter() - start
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            messages.seek(0)
            sys.exit(messages.read())
    return Cost(seconds, usage.ru_utime + usage.ru_stime, most / 1e6)


def memory(process: int) -> int:
    """The memory of a process and its children at this moment, in bytes."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:  # it has ended
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(memory(int(child)) for child in children)


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each number."""
    return Cost(*(median(each) for each in zip(*map(astuple, costs), strict=True)))


def row(*cells: object) -> None:
    """Print a line of a Markdown table at once: what follows may take minutes."""
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def head(*cells: str) -> None:
    """Print the head of a table, all but its first column set to the right."""
    row(*cells)
    row("---", *("---:" for _ in cells[1:]))


def compare(folder: Path) -> None:
    """Print this site beside vanilla Material's and bare pages."""
    vanilla(ROOT, folder / "vanilla")
    projects = {ROOT: folder / "ours-site", folder / "vanilla": folder / "vanilla-site"}
    rounds = [[build(*project) for project in projects.items()] for _ in range(BUILDS)]
    ours, theirs = (middle(costs) for costs in zip(*rounds, strict=True))
    head("", "this site", "vanilla Material", "ratio")
    for name, mine, yours in zip(
        (f"build, s (median of {BUILDS})", "its processor time, s", "its peak memory, MB"),
        astuple(ours),
        astuple(theirs),
        strict=True,
    ):
        row(name, f"{mine:.1f}", f"{yours:.1f}", f"{mine / yours:.1f}")
    print()
    pages(*(read_files(site) for site in projects.values()))


def pages(our_files: dict[str, bytes], their_files: dict[str, bytes]) -> None:
    """Print what the longest unit's page weighs and when it shows, in each view.

    Vanilla has the first language at its root, and no view of both.
    """
    project = read(ROOT)
    edition, tags = project.edition, project.strings["language"]
    unit = max(edition.units, key=lambda unit: len(unit.sentences))
    plain = {
        f"/{view.folder}index.html": bare(
            unit, {language: tags[language] for language in view.languages}
        )
        for view in views(edition)
    }
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        serving(our_files) as ours,
        serving(their_files) as theirs,
        serving(plain) as barely,
    ):
        shown = {}
        for view in views(edition):
            shown["bare", view] = barely, f"/{view.folder}"
            shown["this site", view] = ours, f"/{view.folder}{unit.name}/"
            if not view.is_parallel:
                folder = "" if view == alone(edition.languages[0]) else view.folder
                shown["vanilla", view] = theirs, f"/{folder}{unit.name}/"
        visits = {key: weigh(browser, *where) for key, where in shown.items()}
        times = {key: [] for key in shown}
        for _ in range(PAINTS):
            for key in random.sample(list(shown), len(shown)):  # what came before one may tell
                times[key].append(first_paint(browser, *shown[key]))
        presses = [
            (
                view,
                *(
                    median(next_paint(browser, *shown["this site", view], ahead) for _ in range(9))
                    for ahead in (True, False)
                ),
                sheet_shown(browser, *shown["this site", view]),
            )
            for view in views(edition)
        ]
    head("page", "first paint waits for, kB", "whole visit, kB", "requests", "other hosts",
         f"first contentful paint, ms (median of {PAINTS})", "to a bare page's")  # fmt: skip
    paints = {key: median(each) for key, each in times.items()}
    for (name, view), visit in visits.items():
        row(
            f"{name}, /{view.folder}",
            f"{visit.first / 1000:.1f}",
            f"{visit.all / 1000:.1f}",
            visit.requests,
            visit.other_hosts,
            f"{paints[name, view]:.0f}",
            f"{paints[name, view] / paints['bare', view]:.2f}",
        )
    print()
    head("press", "the next page's paint, ms", "not fetched ahead, ms", "a sheet, ms")
    for view, *numbers in presses:
        row(f"/{view.folder}", *(f"{each:.0f}" for each in numbers))
    print()


def growth(folder: Path, sizes: Sequence[int]) -> None:
    """Print what a unit costs in editions of these sizes, and what it comes to in the last
    beside the one before."""
    costs = []
    head("units a language", "build, s", "s a unit", "processor s a unit", "MB a unit")
    for units in sizes:
        enlarge(ROOT, folder / str(units), units)
        cost = build(folder / str(units), folder / f"{units}-site")
        costs.append(Cost(*(each / units for each in astuple(cost))))
        row(units, f"{cost.seconds:.1f}", *(f"{each:.3f}" for each in astuple(costs[-1])))
    if len(sizes) > 1:
        before, last = map(astuple, costs[-2:])
        ratios = (f"{b / a:.2f}" for a, b in zip(before, last, strict=True))
        row(f"{sizes[-1]} to {sizes[-2]}", "", *ratios)


def main(arguments: Sequence[str]) -> int:
    """Print all tables; ``arguments`` are the sizes of the editions to make up."""
    sizes = [int(argument) for argument in arguments] or SIZES
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder))
        growth(Path(folder), sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
