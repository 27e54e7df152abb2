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
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Timer
from typing import Any

from outputs.site import Unmade

WORKERS = min(4, len(os.sched_getaffinity(0)))
"""A worker for each processor that we may use. More than four would still be starting when the
last file is set."""

LIMIT = 300.0
"""Seconds for a file; the whole text of 800 units takes a tenth of that."""

pool = ThreadPoolExecutor(WORKERS)
"""Each thread waits for a worker."""

idle: SimpleQueue[subprocess.Popen] = SimpleQueue()
"""Workers that wait for a file to set."""

made: dict[bytes, Future[bytes]] = {}
"""The files of the last build, by a digest of all that went into each."""


def start() -> None:
    """Start the workers ahead of their work: each takes a moment until it can begin."""
    for _ in range(WORKERS):
        idle.put(_worker())


def begin(jobs: dict[str, dict[str, Any]], templates: bytes) -> dict[str, Future[bytes]]:
    """Begin to set files; return each by its address, as it will be.

    A job is what worker.py asks for; ``templates`` is what its templates hold. A file's
    ``result`` raises Unmade. What the last build began and this one does not need is given up.
    """
    global made
    files, kept = {}, {}
    for address, job in jobs.items():
        key = hashlib.sha256(templates + json.dumps(job).encode()).digest()
        file = made.get(key)
        if file is None or file.cancelled() or (file.done() and file.exception()):
            file = pool.submit(_set, job, address)
        files[address] = kept[key] = file
    made = kept
    return files


def cancel() -> None:
    """Give up the files that no worker has begun."""
    for file in made.values():
        file.cancel()


def _set(job: dict[str, Any], address: str) -> bytes:
    """Have a worker set a file. A worker that breaks off, or takes too long, is not used again."""
    worker = _ready()
    limit = Timer(LIMIT, worker.kill)
    limit.start()
    try:
        worker.stdin.write(json.dumps(job).encode() + b"\n")
        worker.stdin.flush()
        answer = json.loads(worker.stdout.readline())
        file = worker.stdout.read(answer.get("bytes", 0))
        if len(file) < answer.get("bytes", 0):
            raise EOFError
    except (OSError, ValueError, EOFError):
        why = f"took more than {LIMIT:g} s" if limit.finished.is_set() else "broke off"
        worker.kill()
        worker.communicate()
        raise Unmade(f"{address}: the worker {why}; see why above, and build again") from None
    finally:
        limit.cancel()
    idle.put(worker)
    if "fault" in answer:
        raise Unmade(_complaint(answer["fault"], address, Path(job["templates"])))
    return file


def _complaint(fault: str, address: str, templates: Path) -> str:
    """Typst's message, after the line of the template that it names."""
    at = re.search(r"\u250c\u2500 .*?([^/\n]+):(\d+):\d+\n", fault)
    if not at:
        return f"{address}: {fault}"
    path = Path(*templates.parts[-2:], at[1]).as_posix()
    what, _, rest = fault.partition("\n")
    return f"{path}:{at[2]}: {what}; correct it (in {address})\n{rest}"


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
