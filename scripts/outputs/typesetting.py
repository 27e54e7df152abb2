"""Typesetting: each unit and the whole as a print file (PDF) and a preview picture (PNG); the
whole in large print; and the icon for a phone.

    site ── facts, as JSON ──> overrides/typeset/document.typ ──> en/proposal-3.pdf
                          └──> overrides/typeset/card.typ ─────> en/proposal-3.png

The text goes to Typst as data, so that Typst never reads it as code. Fonts are those of two
packages, and of any that the string `fonts` names for a language of another script; the
system's are ignored, so that every machine sets the same page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from outputs import workers
from outputs.glyphs import missing
from outputs.paper import facts
from outputs.site import Make, Page, Site, Unmade
from text import all_text, is_side_file, read_pages

FONTS = ("fontpkg_source_serif_4", "pylopdf_fonts_zh_cn")
"""Packages whose folders hold the fonts of every edition: Latin and Chinese."""


@dataclass(frozen=True)
class Sheet:
    """A file that a worker sets: its kind, which has a template, and the data, as JSON."""

    kind: str
    data: str


def files(site: Site) -> Iterator[tuple[str, Sheet]]:
    """Yield (address, sheet) of every file, in the order in which pages ask for their sizes: the
    print files of one view after another, of each the whole first; then the pictures. A view of
    one language has the whole in large print too."""
    owners = [page for page in site.pages.values() if page.kind.owns_files]
    owners.sort(key=lambda page: (page.view.folder, page.unit is not None))
    forms = {page.file: _data(site, page, "unit" if page.unit else "sheet") for page in owners}
    for page in owners:
        yield f"{page.file}.pdf", Sheet("print", forms[page.file])
        if page.unit is None and not page.view.is_parallel:
            yield f"{page.file}-large.pdf", Sheet("print", _data(site, page, "large"))
    for file, data in forms.items():
        yield f"{file}.png", Sheet("card", data)
    yield "apple-touch-icon.png", Sheet("icon", "")


def _data(site: Site, page: Page, form: str) -> str:
    return json.dumps(facts(site, page, form), ensure_ascii=False)


def begin(site: Site) -> Mapping[str, Make]:
    """Have the workers begin every sheet of a site; return how each of its files is made.

    Raises Unmade for a missing font. Making a sheet raises it for a fault in a template, or a
    character that no font has.
    """
    root = site.project.root
    templates = root / "overrides" / "typeset"
    packages = tuple(filter(None, site.project.strings["fonts"].values()))
    how = {"templates": str(templates), "fonts": [str(each) for each in font_folders(packages)]}
    # An editor's file beside a template may be a link to nowhere.
    sources = [path for path in sorted(templates.glob("*.typ")) if not is_side_file(path.name)]
    assets = root / "overrides" / "assets"
    sources += (assets / "icon.svg", assets / "css" / "reading.css")  # which has the colours
    sheets = {each: make for each, make in site.files.items() if isinstance(make, Sheet)}
    begun = workers.begin(
        {each: {"kind": sheet.kind, "data": sheet.data} for each, sheet in sheets.items()},
        how,
        b"".join(path.read_bytes() for path in sources),
    )

    def make(address: str) -> bytes:
        try:
            return begun[address]()
        except Unmade:
            find_missing_glyphs(root, packages)  # their message names the line
            raise

    return site.files | {address: lambda it=address: make(it) for address in sheets}


def find_missing_glyphs(root: Path, packages: tuple[str, ...] = ()) -> None:
    """Raise Unmade if the text or a string has a character that is in none of the fonts, each
    character where it is first. ``packages`` hold fonts beside those of every edition."""
    faults, known = [], set()
    for path, line, text in _lines(root):
        if lacking := [each for each in missing(text, font_folders(packages)) if each not in known]:
            known.update(lacking)
            faults.append(
                f"{path.relative_to(root).as_posix()}:{line}: no font has a glyph for "
                f"{', '.join(lacking)}; write it in other characters, or name a package with "
                "a font that has it as `fonts` of its language in overrides/words.yml"
            )
    if faults:
        raise Unmade("\n".join(faults))


@cache
def font_folders(packages: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """The folders of the fonts; raises Unmade where a package is missing."""
    try:
        return tuple(Path(import_module(each).__file__).parent for each in (*FONTS, *packages))
    except ImportError as error:
        message = (
            f"the font package {error.name} is missing; pin it in pyproject.toml, delete .venv"
        )
        raise Unmade(f"{message} and run this again") from None


def _lines(root: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield (path, line, text) for all that a sheet may show. It shows no prose."""
    for page in read_pages(root)[1]:
        for line, text in all_text(page) if page.name != "about" else ():
            yield page.path, line, text
    path = root / "overrides" / "words.yml"
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text.startswith("#"):
            yield path, line, text
