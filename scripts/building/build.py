"""One build of the whole site, from reading the project to publishing it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from building.css import finish, sheets
from building.files import Files
from building.publish import Staging, claim
from building.root import add_root
from building.variables import LOCAL, read_address, variables
from outputs import typesetting, workers
from outputs.plan import plan
from outputs.views import View
from text.project import Faulty, read


class Build:
    """A build of the project under ``root`` for a site that stands at ``url``, or at SITE_URL.

    Making one reads the project, plans the site and begins its print files; raises Faulty,
    Refused (for ``site_dir``) or Unmade, and has written nothing then. A ``draft`` may differ
    from the newest edition.
    """

    def __init__(self, root: Path, site_dir: Path, url: str = "", draft: bool = False):
        claim(site_dir, root)
        self.overrides = root / "overrides"
        faults = [*variables(os.environ), *sheets(self.overrides)]
        try:
            self.project = read(root)
            faults += () if draft else self.project.unreleased
        except Faulty as found:
            faults += found.args
        if faults:
            raise Faulty(*faults)
        url = url or read_address(os.environ.get("SITE_URL", LOCAL))
        if self.project.revision.remark:
            print(self.project.revision.remark, file=sys.stderr)
        self.site = plan(self.project, url)
        makes = typesetting.begin(self.site)  # workers go on while the pages are made
        self.staging = Staging(site_dir)
        self.files = Files(self.staging.folder, makes)

    def view(self, language: str) -> View:
        """The view of a language, or of all of them for a name that no language has."""
        views = self.site.views
        return next((view for view in views if view.folder == f"{language}/"), views[-1])

    def complete(self, guard: bool) -> None:
        """Add to the pages what MkDocs does not make; raises Faulty and Unmade.

        Without ``guard``, pages get no Content-Security-Policy: `mkdocs serve` puts a script
        into them that reloads them.
        """
        self.files.write()
        finish(self.staging.folder, guard=guard)
        (self.staging.folder / "sitemap.xml.gz").unlink()  # has the time in it; hosts compress
        if faults := add_root(self.overrides, self.staging.folder):
            raise Faulty(*faults)

    def publish(self) -> None:
        """Put the site in place in one step."""
        self.staging.publish()

    def discard(self) -> None:
        """Remove what was made so far; safe to call again."""
        workers.cancel()
        self.staging.discard()
