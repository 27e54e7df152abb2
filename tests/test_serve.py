"""`sh scripts/serve`: the server outlasts faults and dead workers, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from projects import change, free_port, small

PAGE = "docs/en/about.md"
TEMPLATE = "overrides/unit.html"


def eventually(true, seconds=60):
    """Wait until something is true, as it must become."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.05)


def running():
    """From each process that runs to its parent."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":  # which has ended
                found[int(stat.parent.name)] = int(parent)
    return found


def children(pid):
    """The processes that a process has started and that still run."""
    return {each for each, parent in running().items() if parent == pid}


class Server:
    """A server under way, with what it has printed."""

    def __init__(self, root, folder):
        port = free_port()
        self.address = f"http://127.0.0.1:{port}/"
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.log = folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
                cwd=root,
                env={**os.environ, "TMPDIR": str(self.temporary), "NO_MKDOCS_2_WARNING": "1"},
                stdout=log,
                stderr=log,
            )

    def printed(self, *expected, times=1):
        """Whether each text has been printed so often."""
        text = self.log.read_text()
        assert self.process.poll() is None, text
        return all(text.count(each) >= times for each in expected)

    def shown(self, path="en/about/"):
        """A page, or nothing while there is none."""
        with suppress(URLError, ConnectionError), urlopen(self.address + path, timeout=60) as page:
            return page.read().decode()
        return ""


@contextmanager
def served(root, folder):
    server = Server(root, folder)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_the_server_outlasts_faults_from_the_start_a_nav_without_a_page_and_dead_workers(tmp_path):
    root = small(tmp_path / "project")
    page, template = root / PAGE, root / TEMPLATE
    text, markup = page.read_text(encoding="utf-8"), template.read_text(encoding="utf-8")
    page.write_text("x")
    template.write_text(markup + "{% if %}")
    with served(root, tmp_path) as server:
        eventually(lambda: server.printed("docs/en/about.md:1: ", "waits", "Serving on"))
        page.write_text(text, encoding="utf-8")
        eventually(lambda: server.printed(f"{TEMPLATE}:"))
        template.write_text(markup, encoding="utf-8")
        eventually(lambda: "<h1" in server.shown())
        assert "Traceback" not in server.log.read_text()

        change(root / "mkdocs.yml", "  - about.md\n", "")
        eventually(lambda: server.printed("An error happened", times=2))
        for worker in children(server.process.pid):
            os.kill(worker, signal.SIGKILL)
        change(root / "overrides/typeset/card.typ", "\n", "\n\n")  # pictures are set anew
        change(template, "<h1", "<h1 data-new")
        change(root / "mkdocs.yml", "  - glossary.md\n", "  - glossary.md\n  - about.md\n")
        eventually(lambda: "<h1 data-new" in server.shown("en/proposal-2/"))
        page = server.shown()  # which may reload itself
        assert "livereload(" in page and "Content-Security-Policy" not in page


SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


@pytest.mark.parametrize("how", SIGNALS, ids=lambda how: how.name)
def test_a_server_that_is_stopped_leaves_no_worker_and_no_folder(tmp_path, how):
    root = small(tmp_path / "project")
    with served(root, tmp_path) as server:
        eventually(lambda: server.printed("Cleaning site directory"))  # it builds
        workers = children(server.process.pid)
        server.process.send_signal(how)
        server.process.wait(timeout=30)
        assert workers
        eventually(lambda: not workers & running().keys(), 10)
        left = [path.name for path in server.temporary.iterdir()]
        assert [name for name in left if "mkdocs" in name] == []
