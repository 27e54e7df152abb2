"""One build of the site, from reading the project to publishing it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from building.css import finish, sheets
from building.publish import Refused, Staging, claim, complaint
from building.templates import locate
from building.variables import LOCAL, read_address, variables
from outputs import typesetting, workers
from outputs.plan import plan
from outputs.site import Unmade
from outputs.views import View
from text import (
    SOURCE_LIMIT,
    Fault,
    Faulty,
    MissingString,
    Unreadable,
    is_side_file,
    read,
    read_bytes,
)


class Build:
    """A build of the project under ``root``. While serving, MkDocs gives ``url``, the site's
    address; else it is SITE_URL.

    Making one reads the project, plans the site and begins its print files. It raises Faulty,
    Refused (for ``site_dir``) or Unmade before it writes anything. A site that is served may
    differ from the newest edition.
    """

    def __init__(self, root: Path, site_dir: Path, url: str = ""):
        claim(site_dir)
        self.overrides = root / "overrides"
        faults = [*variables(os.environ), *sheets(self.overrides)]
        try:
            self.project = read(root)
            faults += () if url else self.project.unreleased
        except Faulty as found:
            faults += found.args
        if faults:
            raise Faulty(*faults)
        if self.project.revision.remark:
            print(self.project.revision.remark, file=sys.stderr)
        self.site = plan(self.project, url or read_address(os.environ.get("SITE_URL", LOCAL)))
        self.is_served = bool(url)
        self.makes = typesetting.begin(self.site)  # workers go on while the pages are made
        _ = self.site.glossary  # its dictionaries are read while the first print files are set
        self.staging = Staging(site_dir)
        self.folder = self.staging.folder

    def view(self, language: str) -> View:
        """The view of a language, or of all of them for a name that no language has."""
        views = self.site.views
        return next((view for view in views if view.folder == f"{language}/"), views[-1])

    def size(self, address: str) -> int:
        """How many bytes a file takes; it is written first if it is not there yet."""
        path = self.folder / address
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.makes[address]())
        return path.stat().st_size

    def complete(self) -> None:
        """Add to the pages what MkDocs does not make; raises Faulty and Unmade."""
        # First the pages, while workers go on with the pictures. A page that is served gets a
        # script from MkDocs, which the policy would forbid.
        finish(self.folder, guard=not self.is_served)
        for address in self.makes:
            self.size(address)
        (self.folder / "sitemap.xml.gz").unlink()  # has the time in it; hosts compress
        if faults := [*add_root(self.overrides, self.folder)]:
            raise Faulty(*faults)

    def publish(self) -> None:
        """Replace the last site in one step."""
        self.staging.publish()

    def discard(self) -> None:
        """Remove what was made so far; safe to call again."""
        workers.cancel()
        self.staging.discard()


def add_root(overrides: Path, site: Path) -> Iterator[Fault]:
    """Copy overrides/root/ into a complete site: files that a host wants at its root to prove
    whose it is. Yield what is wrong with them."""
    root = overrides / "root"
    for path in sorted(root.rglob("*")):
        copy = site / path.relative_to(root)
        if path.is_dir() or is_side_file(path.name):
            continue
        try:
            if copy.exists():
                raise Unreadable(1, "the site has something of this name; choose another")
            contents = read_bytes(path, SOURCE_LIMIT)
        except Unreadable as fault:
            yield Fault(path.relative_to(overrides.parent), *fault.args)
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(contents)


def explain(error: Exception, overrides: Path, folder: object) -> str:
    """Return what stopped a build and what to do, "" for an error that is not ours to explain.
    ``folder`` is where the site is made."""
    if isinstance(error, Faulty | Refused | Unmade):
        return "\n".join(map(str, error.args))
    if message := locate(error, overrides):
        return f"{message}; correct it"
    if isinstance(error, MissingString):  # the plan asked for it, and no template
        return str(error)
    return complaint(error, folder) if isinstance(error, OSError) else ""
