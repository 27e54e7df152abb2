"""Staging: a site is built aside and takes its place at once, or not at all.

Whatever stops a build (a fault, a full disk, kill -9), ``site/`` is the last good
site or the new one, whole. Two builds at once each have a folder of their own.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15

REMEDIES = {
    errno.ENOSPC: "free some room there",
    errno.EDQUOT: "free some room there",
    errno.EACCES: "let this user write there",
}
"""What to do about an error of the system's."""


class Staging:
    """A folder beside ``site`` in which the new site is made."""

    def __init__(self, site: Path):
        self.site = site = site.resolve()  # where a link leads is replaced, and not the link
        prefix = f".{site.name}-"
        site.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            for left in site.parent.glob(f"{glob.escape(prefix)}*"):
                _sweep(left)
            self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=site.parent))
            # The lock says that this folder's builder lives; the kernel drops it with the process.
            self._lock = os.open(self.folder, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.folder.chmod(0o755)  # mkdtemp's own 0700 would keep a web server out

    def publish(self) -> None:
        """Put the new site in the old one's place in one step, then remove the old one."""
        with self._alone():
            if not self.site.exists():
                self.folder.rename(self.site)
            elif _exchange(self.folder, self.site):
                shutil.rmtree(self.folder)
            else:
                old = Path(tempfile.mkdtemp(prefix=f".{self.site.name}-", dir=self.site.parent))
                self.site.rename(old / "old")
                self.folder.rename(self.site)
                shutil.rmtree(old)
        os.close(self._lock)

    def discard(self) -> None:
        """Remove what was made so far; the old site stays. Safe to call again."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
            os.close(self._lock)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other builds from sweeping or publishing in the same place at once."""
        place = os.open(self.site.parent, os.O_RDONLY)
        try:
            fcntl.flock(place, fcntl.LOCK_EX)
            yield
        finally:
            os.close(place)


def complaint(error: OSError, place: object) -> str:
    """Say what stopped a build, and what to do; ``place`` is for a write, which names no file."""
    why = f"{error.filename or place}: {error.strerror or error}"
    return f"{why}; {REMEDIES.get(error.errno, 'mend that')} and build again. The last site stays."


def _sweep(folder: Path) -> None:
    """Remove the staging folder of a build that died; leave that of one still at work."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder)
    except BlockingIOError:
        pass  # its builder is alive
    finally:
        os.close(lock)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; False where the system can't."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return rename(AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE) == 0
