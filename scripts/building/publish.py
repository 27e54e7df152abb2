"""Publishing: a site is built aside and takes its place at once, or not at all.

Whatever stops a build (a fault, a full disk, kill -9), ``site/`` is the last good site or the
new one, whole. Two builds at once each have a folder of their own. A build replaces only what
a build has made: each site holds the list of its files.
"""

from __future__ import annotations

import atexit
import ctypes
import errno
import fcntl
import glob
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

LIST = ".built"
"""In a site: the names of all its other files, one a line."""

UNLISTED = {".nojekyll", "_headers", "sentences.json"}
"""By these, a site is known that was built before sites held their lists."""

OWN = (".git", ".github", ".venv", "docs", "overrides", "scripts", "tests")
"""The project's own folders, where no site belongs."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15

ELSEWHERE = "give --site-dir a folder where this user may write"
REMEDIES = {
    errno.ENOSPC: "free some room there",
    errno.EDQUOT: "free some room there",
    errno.EACCES: "let this user write there",
    errno.EPERM: "let this user write there",
    errno.EROFS: ELSEWHERE,
    errno.EBUSY: "a mount point can't be replaced; give --site-dir a folder inside it",
}
"""What to do about an error of the system's."""


class Refused(Exception):
    """A site may not be put there; the message is ``path: why; what to do``."""


def claim(site: Path, project: Path) -> None:
    """Raise Refused unless a site may take a folder's place: it isn't there, is empty, or is a
    site of our making; and is no part of the ``project`` but its own."""
    place, project = Path(os.path.realpath(site)), project.resolve()
    for part in (place, *place.parents):
        if part.is_symlink() or (part.exists() and not part.is_dir()):
            raise Refused(f"{part}: is no folder; give --site-dir one, or a name not yet taken")
    if project.is_relative_to(place) or any(place.is_relative_to(project / own) for own in OWN):
        raise Refused(f"{place}: is the project's own; give --site-dir another, as {project}/site")
    if os.path.ismount(place):
        raise Refused(
            f"{place}: is a mount point, which can't be replaced; give --site-dir a folder inside"
            f" it, as {place / 'site'}"
        )
    if place.is_dir():
        spare(place, None)


def spare(site: Path, new: set[str] | None) -> None:
    """Raise Refused if a folder holds what no build has made.

    The ``new`` site's files tell what belongs in one that was built before sites held their
    lists; None where they aren't known yet, and it is taken for granted.
    """
    names = _names(site)
    if (site / LIST).is_file():
        made = {LIST, *(site / LIST).read_text("utf-8", "surrogateescape").splitlines()}
    elif all((site / name).is_file() for name in UNLISTED):
        if new is None:
            return
        names, made = map(_stem, names), {*map(_stem, new)}
    else:
        made = set()
    strange = (name for name in names if name not in made)
    if found := list(islice(strange, 3)):
        raise Refused(
            f"{site}: holds what no build has made ({', '.join(found)}); move it away, or give"
            " --site-dir a folder that is empty or not there yet"
        )


class Staging:
    """A folder beside ``site`` in which the new site is made."""

    def __init__(self, site: Path):
        # Where a link leads is replaced, and not the link.
        self.site = site = Path(os.path.realpath(site))
        prefix = f".{site.name}-unfinished-"
        self._lock = 0
        site.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            for left in site.parent.glob(f"{glob.escape(prefix)}*"):
                if left.suffix == ".old" and not site.exists():
                    left.rename(site)  # the last site of a build that died between two renames
                else:
                    _sweep(left)
            self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=site.parent))
            atexit.register(self.discard)  # a signal may come before anybody holds this
            # The lock says that this folder's builder lives; the kernel drops it with the process.
            self._lock = os.open(self.folder, os.O_RDONLY)
            _lock(self._lock)
        self.folder.chmod(0o755)  # mkdtemp's own 0700 would keep a web server out

    def publish(self) -> None:
        """Put the new site in the old one's place in one step, then remove the old one.

        Raises Refused if something was put into the old one that no build has made.
        """
        names = {*_names(self.folder)}
        (self.folder / LIST).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
        old = self.folder.with_name(f"{self.folder.name}.old")
        with self._alone():
            if not self.site.exists():
                self.folder.rename(self.site)
            else:
                spare(self.site, names)
                if _exchange(self.folder, self.site):
                    old = self.folder
                else:
                    self.site.rename(old)
                    try:
                        self.folder.rename(self.site)
                    except OSError:
                        old.rename(self.site)
                        raise
                shutil.rmtree(old)
        self.discard()

    def discard(self) -> None:
        """Remove what was made so far; the old site stays. Safe to call again."""
        atexit.unregister(self.discard)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        if self._lock:
            os.close(self._lock)
            self._lock = 0

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other builds from sweeping or publishing in the same place at once."""
        place = os.open(self.site.parent, os.O_RDONLY)
        try:
            _lock(place)
            yield
        finally:
            os.close(place)


def complaint(error: OSError, place: object) -> str:
    """Say what stopped a build, and what to do; ``place`` is for a write, which names no file."""
    why = f"{error.filename or place}: {error.strerror or error}"
    return f"{why}; {REMEDIES.get(error.errno, 'mend that')} and build again. The last site stays."


def _names(folder: Path) -> Iterator[str]:
    """Yield the name of each file, link and empty folder in a folder and in those beneath it."""
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir() or not any(path.iterdir()):
            yield path.relative_to(folder).as_posix()


def _stem(name: str) -> str:
    """A file's name without the fingerprint of its contents."""
    return re.sub(r"\.[0-9a-f]{8}(?=\.\w+$)", "", name)


def _lock(folder: int) -> None:
    """Wait for a folder that is open. Where the system knows no locks, builds work, one at a
    time; and what one leaves that was killed stays, since nobody knows that it was."""
    with suppress(OSError):
        fcntl.flock(folder, fcntl.LOCK_EX)


def _sweep(folder: Path) -> None:
    """Remove the staging folder of a build that died; leave that of one still at work."""
    with suppress(OSError):  # its builder is alive, or it is another user's
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
        finally:
            os.close(lock)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; False where the system can't."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return rename(AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE) == 0
