"""Publishing: a site is built in a folder beside the last one, and replaces it in one step.

Whatever stops a build (a fault, a full disk, kill -9), ``site/`` is the complete last site or
the complete new one; where a file system can't swap two folders, it is nothing for a moment. Two
builds at once have a folder each. A build replaces only what a build has made: each site has a
list of its files.
"""

from __future__ import annotations

import atexit
import ctypes
import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

LIST = ".built"
"""In a site: the names of all its other files, one a line."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15

FORBIDDEN = "let this user write there, or give --site-dir a folder where it may"
REMEDIES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "free some room there"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), FORBIDDEN),
    errno.EBUSY: "a mount point can't be replaced; give --site-dir a folder inside it",
}
"""What to do about an error of the system's."""


class Refused(Exception):
    """A site may not replace what is there; the message is ``path: why; what to do``."""


def claim(site: Path) -> None:
    """Raise Refused unless a site may take this path: it is free, an empty folder, or a site
    to which nobody has added a file."""
    site = Path(os.path.realpath(site))
    if not site.is_dir():
        if site.exists():
            raise Refused(f"{site}: is no folder; give --site-dir one, or a name not yet taken")
        return
    made = {LIST}
    if (site / LIST).is_file():
        made.update((site / LIST).read_text("utf-8").splitlines())
    if found := list(islice((name for name in _names(site) if name not in made), 3)):
        raise Refused(
            f"{site}: holds what no build has made ({', '.join(found)}); move it away, or give"
            " --site-dir a folder that is empty or not there yet"
        )


class Staging:
    """A folder beside ``site`` in which the new site is made."""

    def __init__(self, site: Path):
        self.site = Path(os.path.realpath(site))  # a link stays; what it leads to is replaced
        self.site.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{self.site.name}-unfinished-"
        self.folder = self.site.parent / f"{prefix}{secrets.token_hex(4)}"
        self._lock = ExitStack()
        atexit.register(self.discard)  # a signal may come as soon as the folder is there
        with _locked(self.site.parent):
            for left in self.site.parent.glob(f"{prefix}*"):  # by builds that were killed
                # If its builder is still at work, or it is another user's, it stays.
                with suppress(OSError), _locked(left, fcntl.LOCK_NB):
                    shutil.rmtree(left)
            self.folder.mkdir()
            # The kernel unlocks it when this process ends.
            self._lock.enter_context(_locked(self.folder))

    def publish(self) -> None:
        """Replace the old site by the new one in one step, then remove the old one.

        Raises Refused if somebody has added a file to the old one.
        """
        names = sorted(_names(self.folder))
        (self.folder / LIST).write_text("".join(f"{name}\n" for name in names), "utf-8")
        with _locked(self.site.parent):
            claim(self.site)
            if not self.site.exists():
                self.folder.rename(self.site)
            elif not _exchange(self.folder, self.site):
                old = self.folder.with_name(f"{self.folder.name}.old")
                self.site.rename(old)
                self.folder.rename(self.site)
                shutil.rmtree(old, ignore_errors=True)
            self.discard()

    def discard(self) -> None:
        """Remove the folder, with whatever is in it now. Safe to call again, as at the end of a
        process that a signal ended in the midst of it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()
        atexit.unregister(self.discard)


def complaint(error: OSError, folder: object) -> str:
    """Say what stopped a build and what to do; ``folder`` is for an error that names no file."""
    why = f"{error.filename or folder}: {error.strerror or error}"
    remedy = REMEDIES.get(error.errno, "correct that")
    return f"{why}; {remedy} and build again. The last site stays."


def _names(folder: Path) -> Iterator[str]:
    """Yield the name of each file and link in a folder and in those beneath it."""
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


@contextmanager
def _locked(folder: Path, flags: int = 0) -> Iterator[None]:
    """Hold a folder's lock, which other builds wait for; with LOCK_NB, raise OSError where
    another build holds it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | flags)
        yield
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; False where the system can't."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    folders = (AT_FDCWD, bytes(one), AT_FDCWD, bytes(other))
    return rename is not None and rename(*folders, RENAME_EXCHANGE) == 0
