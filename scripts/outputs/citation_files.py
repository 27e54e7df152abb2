"""Citation files for reference managers: each text in each language as BibTeX and as RIS.

en/proposal-3.bib   en/proposal-3.ris   en/initiative.bib   en/initiative.ris   zh/…
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from outputs.site import Make, Site


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """Yield (address, how it is made) of every file."""
    for page in site.pages.values():
        if page.kind.owns_files and not page.view.is_parallel:
            (citation,) = page.citations
            yield f"{page.file}.bib", partial(_encoded, citation.bibtex)
            yield f"{page.file}.ris", partial(_encoded, citation.ris)


def _encoded(text) -> bytes:
    return text().encode()
