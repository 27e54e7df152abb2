"""The fonts that a browser sees: those of the print files alone.

Otherwise it shows whatever fonts a machine has, and boxes where none of them has Chinese.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from outputs.typesetting import font_folders

GENERIC = {
    "serif": ("Source Serif 4", "Noto Serif SC"),
    "sans-serif": ("Noto Sans SC",),
    "system-ui": ("Noto Sans SC",),
    "monospace": ("Noto Sans SC",),
}
"""The fonts for each of CSS's generic families; the first has the Latin letters."""


def configure(folder: Path) -> Path:
    """Write fonts.conf and its cache into a folder; return its path for FONTCONFIG_FILE, which
    Chromium, Firefox and Poppler read."""
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', "<fontconfig>"]
    lines += [f"<dir>{escape(str(path))}</dir>" for path in font_folders()]
    lines += [f"<cachedir>{escape(str(folder / 'fontconfig'))}</cachedir>"]
    for generic, families in GENERIC.items():
        named = "".join(f"<family>{family}</family>" for family in families)
        lines.append(f"<alias><family>{generic}</family><prefer>{named}</prefer></alias>")
    path = folder / "fonts.conf"
    path.write_text("\n".join([*lines, "</fontconfig>", ""]), encoding="utf-8")
    return path
