"""Scripts: modules joined to one file a purpose, shortened; and the fingerprints of assets.

A script is cut into modules to be read; a browser gets `reader.js`, which each page loads, and
`press.js`, which a press does, in 7 kB for 12.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import minify

IMPORT = re.compile(r'^import [^;]*? from "\./([\w-]+\.js)";\n', re.MULTILINE)
"""A line that takes names from another module; once joined, they are at hand."""

EXPORT = re.compile(r"^export (?=async |function |const |let )", re.MULTILINE)
"""What a module gives to others."""

GIVEN = re.compile(r"^export (\{[^}]*\});\n", re.MULTILINE)
"""What the joined file gives to who loads it."""

COLOUR = re.compile(r'(?<=")--\w+(?=")')
"""A colour of the page's style, named in a script that draws."""

KEPT = re.compile(r"\.[0-9a-f]{8}\.")
"""The fingerprint in a file's name."""

LOADED = re.compile(r"""(?<=["'`]\./)[\w-]+\.js(?=["'`])""")
"""The name of a script that another one loads."""


def join(assets: Path) -> None:
    """Put each module in a folder of scripts into those that import it; only those stay."""

    def colour(found: re.Match[str]) -> str:
        css = (assets / "css" / "reading.css").read_text("utf-8")
        return re.search(rf"{found[0]}: *(#\w+)", css)[1]

    folder = assets / "js"
    found = [path for path in sorted(folder.glob("*.js")) if "." not in path.stem]  # not joined yet
    sources = {path.name: path.read_text("utf-8") for path in found}
    parts = {name for text in sources.values() for name in IMPORT.findall(text)}
    for name in sources.keys() - parts:
        names: dict[str, None] = {}
        _collect(name, sources, names)
        body = "".join(EXPORT.sub("", IMPORT.sub("", sources[each])) for each in names)
        (folder / name).write_text(_minified(COLOUR.sub(colour, body)), encoding="utf-8")
    for name in parts:
        (folder / name).unlink()


def _collect(name: str, sources: dict[str, str], names: dict[str, None]) -> None:
    """Add a module after those that it imports."""
    for each in IMPORT.findall(sources[name]):
        if each not in names:
            _collect(each, sources, names)
    names[name] = None


def _minified(body: str) -> str:
    # Within a function its names can be shortened, and two scripts can't take each other's.
    given = "".join(GIVEN.findall(body))
    wrapped = f"(() => {{{GIVEN.sub('', body)} return {given or '0'}; }})();"
    prefix = f"export const {given} = " if given else ""
    return minify.string("application/javascript", prefix + wrapped)


def version(site: Path, pages: dict[Path, str]) -> dict[Path, str]:
    """Name each file in assets/ after its contents, there, in the pages and in scripts."""
    named: dict[Path, Path] = {}

    def name(path: Path) -> Path:
        if path not in named and not KEPT.search(path.name):
            if path.suffix == ".js":
                code = path.read_text(encoding="utf-8")
                code = LOADED.sub(lambda found: name(path.with_name(found[0])).name, code)
                path.write_text(code, encoding="utf-8")
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            named[path] = path.rename(path.with_name(f"{path.stem}.{digest}{path.suffix}"))
        return named.get(path, path)

    for path in sorted((site / "assets").rglob("*.*")):
        if path.exists():  # not yet renamed by a script that imports it
            name(path)
    for each in named.items():
        old, new = (path.relative_to(site).as_posix() for path in each)
        pages = {page: html.replace(old, new) for page, html in pages.items()}
    return pages
