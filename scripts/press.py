"""The press: sets one file after another, in a process of its own.

    {"ending": "pdf", "templates": "…", "fonts": […], "data": "…"}, a line ──> stdin
    stdout ──> {"bytes": 4711} or {"fault": "…"}, a line, then so many bytes

In a process, since Python's threads take turns: beside the making of the pages, Typst would
wait for its turn, and they for theirs. It knows nothing of the text, and ends with its stdin,
so that it never outlives whoever started it.
"""

from __future__ import annotations

import json
import signal
import sys
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

FORMATS = {
    "pdf": ("document.typ", {"pdf_standards": ["ua-1", "a-2a"]}),
    "png": ("card.typ", {"ppi": 72}),  # a point is a pixel
}
"""From a file's ending to its template and what Typst is told beside."""


class Fault(Exception):
    """A file can't be set; the message says why, in Typst's words where they are its own."""


def compose(ending: str, templates: str, fonts: list[str], data: str) -> bytes:
    """Return a file: ``data`` set by the template for its ending, in the fonts that lie in some
    folders and no others. Raises Fault."""
    template, told = FORMATS[ending]
    try:
        made, warnings = _compiler(templates, tuple(fonts)).compile_with_warnings(
            input=Path(templates, template), format=ending, sys_inputs={"data": data}, **told
        )
    except typst.TypstError as error:
        raise Fault(_complaint(error)) from None
    if warnings:
        raise Fault(_complaint(warnings[0]))
    if not isinstance(made, bytes):
        raise Fault(f"{template} makes {len(made)} sheets; let it make one")
    return lighten(made) if ending == "png" else made


def lighten(picture: bytes) -> bytes:
    """The same picture in 16 colours, enough for a few inks and their edges: a quarter of the
    bytes, and in half a byte a pixel, most of them like the one before, quick to write."""
    lighter = BytesIO()
    image = Image.open(BytesIO(picture)).convert("RGB")
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
    return typst.Compiler(root=templates, font_paths=found)


def _complaint(error: typst.TypstError | typst.TypstWarning) -> str:
    hints = "".join(f"; {hint}" for hint in error.hints)
    return f"{error.message}{hints}\n{error.diagnostic}"


def main() -> None:
    """Set what stdin asks for, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever started it
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who is gone, as of any filter
    for line in sys.stdin.buffer:
        made = b""
        try:
            made = compose(**json.loads(line))
            answer = {"bytes": len(made)}
        except Fault as fault:
            answer = {"fault": str(fault)}
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
