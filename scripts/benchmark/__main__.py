"""Measures this site beside vanilla Material's of the same text, in turns, then what a unit
costs in editions made up from the text. Prints Markdown.

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
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmark.editions import bare, enlarge, lengthen, vanilla
from benchmark.fonts import configure
from benchmark.visit import chromium, next_paint, read_files, serving, sheet_shown, visit
from outputs.views import views
from text import read

ROOT = Path(__file__).resolve().parents[2]
BUILDS = 5
VISITS = 15
EDITIONS = 50
CORRECTED = 5
SIZES = (8, 80, 800)


def build(root: Path, site: Path) -> tuple[float, float, float]:
    """Build a project; return its seconds by the clock and of the processors, and the most
    memory that it and its workers took at once, in megabytes."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    start, before, most = time.perf_counter(), sum(os.times()[2:4]), 0
    process = subprocess.Popen(command, cwd=root)
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.01)
    if process.returncode:
        sys.exit(f"{root} can't be built")
    return time.perf_counter() - start, sum(os.times()[2:4]) - before, most / 1e6


def memory(process: int) -> int:
    """The memory of a process and its children at this moment, in bytes."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:  # it has ended
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(memory(int(child)) for child in children)


def row(*cells: object) -> None:
    """Print a line of a Markdown table at once, since what follows may take minutes."""
    shown = (f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells)
    print("|", " | ".join(shown), "|", flush=True)


def head(*cells: str) -> None:
    """Print the head of a table whose numbers are aligned to the right."""
    row(*cells)
    row("---", *("---:" for _ in cells[1:]))


def compare_builds(ours: Path, theirs: Path, later: Path) -> None:
    """Build this site, vanilla Material's, and this one with a longer history in turns; print
    what each takes."""
    vanilla(ROOT, theirs)
    lengthen(ROOT, later, EDITIONS, CORRECTED)
    sites = {ROOT: ours, theirs: theirs / "site", later: later / "site"}
    rounds = [[build(*each) for each in sites.items()] for _ in range(BUILDS)]
    columns = [map(median, zip(*costs, strict=True)) for costs in zip(*rounds, strict=True)]
    more = f"with {EDITIONS} editions more of {CORRECTED} corrections"
    head(f"median of {BUILDS} builds", "this site", "vanilla Material", "ratio", more, "ratio")
    names = ("seconds", "processor seconds", "memory, MB")
    for name, our, their, long in zip(names, *columns, strict=True):
        row(name, our, their, our / their, long, long / our)
    print()


def compare_pages(ours: Path, theirs: Path) -> None:
    """Visit the longest unit's page in each view, in random order; print what it weighs and
    when it shows. Vanilla has the first language at its root, and no view of several."""
    project = read(ROOT)
    unit = max(project.edition.units, key=lambda unit: len(unit.sentences))
    tags = project.strings["language"]
    shown = views(project.edition)
    plain = {
        f"/{view.folder}index.html": bare(unit, {each: tags[each] for each in view.languages})
        for view in shown
    }
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        serving(plain) as bares,
        serving(read_files(ours)) as our,
        serving(read_files(theirs / "site")) as their,
    ):
        pages = {("bare", view): (bares, view.folder) for view in shown}
        pages |= {("this site", view): (our, view.address(unit.name)) for view in shown}
        pages |= {("vanilla", view): (their, view.address(unit.name)) for view in shown[1:-1]}
        pages["vanilla", shown[0]] = their, f"{unit.name}/"
        visits = {page: [] for page in pages}
        for _ in range(VISITS):
            for page in random.sample(list(pages), len(pages)):
                visits[page].append(visit(browser, *pages[page]))
        presses = {view: [] for view in shown}
        for view, numbers in presses.items():
            page = pages["this site", view]
            for ahead in (True, False):
                numbers.append(median(next_paint(browser, *page, ahead) for _ in range(VISITS)))
            numbers.append(sheet_shown(browser, *page))
    head("page", "first paint waits for, kB", "whole visit, kB", "requests", "other hosts",
         f"first contentful paint, ms (median of {VISITS})", "to a bare page's")  # fmt: skip
    paints = {page: median(each.paint for each in found) for page, found in visits.items()}
    for (name, view), (found, *_) in visits.items():
        paint = paints[name, view]
        weights = (found.first / 1000, found.all / 1000, found.requests, found.other_hosts)
        row(f"{name}, /{view.folder}", *weights, round(paint), paint / paints["bare", view])
    print()
    head("press", "the next page's paint, ms", "not fetched ahead, ms", "a sheet, ms")
    for view, numbers in presses.items():
        row(f"/{view.folder}", *map(round, numbers))
    print()


def growth(folder: Path, sizes: Iterable[int]) -> None:
    """Print what a unit costs in editions of these sizes."""
    head("units a language", "seconds", "seconds a unit", "processor seconds a unit", "MB a unit")
    for units in sizes:
        enlarge(ROOT, folder / str(units), units)
        costs = build(folder / str(units), folder / f"{units}-site")
        row(units, costs[0], *(each / units for each in costs))


def main(arguments: Sequence[str]) -> None:
    """Print all tables; ``arguments`` are the sizes of the editions to make up."""
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["FONTCONFIG_FILE"] = str(configure(folder))
        compare_builds(folder / "site", folder / "vanilla", folder / "later")
        compare_pages(folder / "site", folder / "vanilla")
        growth(folder, [int(argument) for argument in arguments] or SIZES)


if __name__ == "__main__":
    main(sys.argv[1:])
