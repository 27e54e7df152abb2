"""The files beside the pages: each is written once, in one loop or when a page asks its size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outputs.site import Make


class Files:
    """Writes files under a folder; ``makes`` has how each is made, by its address."""

    def __init__(self, folder: Path, makes: Mapping[str, Make]):
        self.folder = folder
        self.makes = makes
        self._sizes: dict[str, int] = {}

    def size(self, address: str) -> int:
        """How many bytes a file takes. It is written first, if it is not there yet."""
        if address not in self._sizes:
            path = self.folder / address
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sizes[address] = path.write_bytes(self.makes[address]())
        return self._sizes[address]

    def write(self) -> None:
        """Write all files that are not there yet."""
        for address in self.makes:
            self.size(address)
