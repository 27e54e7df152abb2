"""A worker: sets one file after another, in a process of its own.

    {"kind": "card", "templates": "…", "fonts": […], "data": ["…", "…"]}, a line ──> stdin
    stdout ──> {"bytes": [4711, 815]} or {"fault": "…"}, a line, then the files

In a process, since Python's threads take turns: beside the making of the pages, Typst would
wait for its turn, and they for theirs. It knows nothing of the text, and ends with its stdin,
so that it never outlives whoever started it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import typst
from PIL import Image

TEMPLATES = {
    "print": ("document.typ", ["ua-1", "a-2a"]),
    "card": ("card.typ", ["a-2b"]),
    "icon": ("icon.typ", ["a-2b"]),
}
"""From a kind of file to its template and the standards that it keeps to. All of PDF/A forbid
a character without a glyph; Typst's own pictures leave one out and say nothing."""


class Fault(Exception):
    """A file can't be set; the message says why, in Typst's words where they are its own."""


def compose(kind: str, templates: str, fonts: list[str], data: list[str]) -> list[bytes]:
    """Return a PDF in print, and else a PNG for each of ``data``: set by the template of its
    kind, in the fonts that lie in some folders and no others. Raises Fault.

    Pictures are sheets of one document: its fonts are read, and its colours reckoned, once.
    """
    template, standards = TEMPLATES[kind]
    try:
        made, warnings = _compiler(templates, tuple(fonts)).compile_with_warnings(
            input=Path(templates, template),
            pdf_standards=standards,
            sys_inputs={"data": f"[{','.join(data)}]"},
        )
    except typst.TypstError as error:
        raise Fault(_complaint(error)) from None
    if warnings:
        raise Fault(_complaint(warnings[0]))
    if kind == "print":
        return [made]
    # PDFium hands its pixels over; Typst packs them, and reading its PNG takes as long again.
    sheets = pypdfium2.PdfDocument(made)
    if len(sheets) != len(data):
        what = f"{template} makes {len(sheets)} sheets for {len(data)} pictures"
        raise Fault(f"{what}; let it make one of each")
    return [lighten(sheet.render(scale=1).to_pil()) for sheet in sheets]


def lighten(image: Image.Image) -> bytes:
    """A picture as a PNG of 16 colours, enough for a few inks and their edges: a quarter of the
    bytes, and in half a byte a pixel, most of them like the one before, quick to write."""
    lighter = BytesIO()
    # Every fourth pixel of every fourth line tells the inks as well as all, and much sooner.
    some = image.resize((image.width // 4, image.height // 4), Image.Resampling.NEAREST)
    inks = some.quantize(16, Image.Quantize.FASTOCTREE)
    image.quantize(palette=inks, dither=Image.Dither.NONE).save(
        lighter, "PNG", compress_type=zlib.Z_RLE
    )
    return lighter.getvalue()


@cache
def _compiler(templates: str, fonts: tuple[str, ...]) -> typst.Compiler:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(fonts)
    )
    # Its root is the folder above, where the icon lies.
    return typst.Compiler(root=Path(templates).parent, font_paths=found)


def _complaint(error: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in error.hints)
    return f"{error.message}{hints}\n{error.diagnostic}"


def main() -> None:
    """Set what stdin asks for, until it ends."""
    os.nice(10)  # the pages go first: all else waits for them at the end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever started it
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who is gone, as of any filter
    for line in sys.stdin.buffer:
        made = []
        try:
            made = compose(**json.loads(line))
            answer = {"bytes": [*map(len, made)]}
        except Fault as fault:
            answer = {"fault": str(fault)}
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(made))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
