"""The fonts that a browser sees: those of the print files, and none of the machine's.

Without this, browsers measure and paint whatever a machine has, and boxes where it has no
Chinese at all.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

from outputs.typesetting import FONTS

GENERIC = {
    "serif": ("Source Serif 4", "Noto Serif SC"),
    "sans-serif": ("Noto Sans SC",),
    "system-ui": ("Noto Sans SC",),
    "monospace": ("Noto Sans SC",),
}
"""What stands for each of CSS's generic families; the first has the Latin letters."""


def folders() -> list[str]:
    """Where the fonts lie."""
    return [find_spec(package).submodule_search_locations[0] for package in FONTS]


def configure(folder: Path) -> Path:
    """Write a fonts.conf into a folder, and return it for FONTCONFIG_FILE.

    Every program that finds fonts by fontconfig (Chromium, Firefox, Poppler) reads it; what
    they remember of the fonts is kept in the folder too.
    """
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', "<fontconfig>"]
    lines += [f"<dir>{escape(path)}</dir>" for path in folders()]
    lines += [f"<cachedir>{escape(str(folder / 'fontconfig'))}</cachedir>"]
    for generic, families in GENERIC.items():
        named = "".join(f"<family>{family}</family>" for family in families)
        lines.append(f"<alias><family>{generic}</family><prefer>{named}</prefer></alias>")
    path = folder / "fonts.conf"
    path.write_text("\n".join([*lines, "</fontconfig>", ""]), encoding="utf-8")
    return path
