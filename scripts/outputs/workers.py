"""Workers: processes that set files (worker.py), several at once, while others make the pages.

Files are kept from one build to the next by all that went into each, so a rebuild sets only
what has changed.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Timer
from typing import Any

from outputs.site import Unmade

WORKERS = min(4, len(os.sched_getaffinity(0)))
"""A worker for each processor that we may use. More than four would still be starting when the
last file is set."""

TOGETHER = {"card": 7}
"""How many files of a kind are one job: seven pictures take half the time of seven jobs."""

LIMIT = 300.0
"""Seconds for a job; the whole text of 800 units takes a tenth of that."""

pool = ThreadPoolExecutor(WORKERS)
"""Each thread waits for a worker."""

idle: SimpleQueue[subprocess.Popen] = SimpleQueue()
"""Workers that wait for a file to set."""

made: dict[bytes, tuple[Future[list[bytes]], int]] = {}
"""The files of the last build, by a digest of all that went into each: those that are set
together, and which of them it is."""


def start() -> None:
    """Start the workers ahead of their work: each takes a moment until it can begin."""
    for _ in range(WORKERS):
        idle.put(_worker())


def begin(
    jobs: dict[str, dict[str, str]], how: dict[str, Any], templates: bytes
) -> dict[str, Callable[[], bytes]]:
    """Begin to set files; return what waits for each, by its address, and raises Unmade.

    A job has the ``kind`` and the ``data`` of a file, and ``how`` what else worker.py asks for;
    ``templates`` is what its templates hold. What the last build began and this one does not
    need is given up.
    """
    global made
    keys = {
        address: hashlib.sha256(templates + json.dumps([job, how]).encode()).digest()
        for address, job in jobs.items()
    }
    kept = {key: made[key] for key in keys.values() if key in made and not _failed(made[key][0])}
    new = [address for address, key in keys.items() if key not in kept]
    for kind, group in groupby(new, lambda address: jobs[address]["kind"]):
        same = list(group)
        size = TOGETHER.get(kind, 1)
        for some in (same[n : n + size] for n in range(0, len(same), size)):
            data = [jobs[address]["data"] for address in some]
            files = pool.submit(_set, {"kind": kind, "data": data, **how}, ", ".join(some))
            kept |= {keys[address]: (files, n) for n, address in enumerate(some)}
    made = kept
    return {address: partial(_wait, *kept[key]) for address, key in keys.items()}


def cancel() -> None:
    """Give up the files that no worker has begun."""
    for files, _ in made.values():
        files.cancel()


def _wait(files: Future[list[bytes]], n: int) -> bytes:
    return files.result()[n]


def _failed(files: Future[list[bytes]]) -> bool:
    return files.cancelled() or (files.done() and files.exception() is not None)


def _set(job: dict[str, Any], addresses: str) -> list[bytes]:
    """Have a worker set files. One that breaks off, or takes too long, is not used again."""
    worker = _ready()
    limit = Timer(LIMIT, worker.kill)
    limit.start()
    try:
        worker.stdin.write(json.dumps(job).encode() + b"\n")
        worker.stdin.flush()
        answer = json.loads(worker.stdout.readline())
        sizes = answer.get("bytes", ())
        files = [worker.stdout.read(size) for size in sizes]
        if [*map(len, files)] != [*sizes]:
            raise EOFError
    except (OSError, ValueError, EOFError):
        why = f"took more than {LIMIT:g} s" if limit.finished.is_set() else "broke off"
        worker.kill()
        worker.communicate()
        raise Unmade(f"{addresses}: the worker {why}; see why above, and build again") from None
    finally:
        limit.cancel()
    idle.put(worker)
    if "fault" in answer:
        raise Unmade(_complaint(answer["fault"], addresses, Path(job["templates"])))
    return files


def _complaint(fault: str, addresses: str, templates: Path) -> str:
    """Typst's message, after the line of the template that it names."""
    at = re.search(r"\u250c\u2500 .*?([^/\n]+):(\d+):\d+\n", fault)
    if not at:
        return f"{addresses}: {fault}"
    path = Path(*templates.parts[-2:], at[1]).as_posix()
    return f"{path}:{at[2]}: {fault.splitlines()[0]}; correct it (in {addresses})"


def _ready() -> subprocess.Popen:
    """A worker that waits, or a new one. Those that died while they waited are left out."""
    with suppress(Empty):
        while True:
            worker = idle.get_nowait()
            if worker.poll() is None:
                return worker
            worker.communicate()
    return _worker()


def _worker() -> subprocess.Popen:
    return subprocess.Popen(
        # -I keeps our own packages, such as `text`, out of its path.
        [sys.executable, "-I", str(Path(__file__).with_name("worker.py"))],
        # For glibc: memory that one picture needed is kept for the next.
        env=os.environ | {"MALLOC_TOP_PAD_": "64000000"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


@atexit.register
def _stop() -> None:
    """Let each worker end, and wait, so that its time counts as ours."""
    workers = [idle.get() for _ in range(idle.qsize())]
    for worker in workers:
        worker.stdin.close()
    for worker in workers:
        worker.stdout.close()
        worker.wait()
