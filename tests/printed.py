"""The print files of the plan, made by the workers, and what is read back of them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from ctypes import c_ushort
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import groupby

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from edition import EDITION, OTHER, PROJECT, SITE, STRINGS, UNIT
from outputs import typesetting
from projects import costly
from readers import OWNERS, bare, replanned

WHOLES = [page for page in OWNERS if page.unit is None]
LARGE = [page for page in WHOLES if not page.view.is_parallel]
PDFS = {f"{page.file}.pdf": page for page in OWNERS}
PDFS |= {f"{page.file}-large.pdf": page for page in LARGE}
"""Every print file's address, with the page that owns it."""

LONGEST = max(EDITION.units, key=lambda unit: len(str(unit.sentences)))
SAMPLES = [each for each, page in PDFS.items() if page.unit in (None, UNIT, OTHER, LONGEST)]
"""Of units, those that differ in more than their words."""

each_file = pytest.mark.parametrize("address", PDFS)
each_sample = pytest.mark.parametrize("address", SAMPLES)
each_whole = pytest.mark.parametrize("page", WHOLES, ids=lambda page: page.file)


@cache
def _makes():
    costly()
    return typesetting.begin(SITE)


def made(address):
    """The bytes of a print file."""
    return _makes()[address]()


def made_of(edition, *addresses, strings=STRINGS):
    """The bytes of some files of another edition, by address."""
    costly()
    site = replanned(edition, project=replace(PROJECT, strings=strings))
    site = replace(site, files={address: site.files[address] for address in addresses})
    makes = typesetting.begin(site)
    return {address: makes[address]() for address in addresses}


def units_of(page):
    """The units that a page's print file holds."""
    return [page.unit] if page.unit else EDITION.units


def opened(content):
    return pikepdf.open(BytesIO(content))


@cache
def pages(content):
    """The text of each page in reading order, as pdftotext gives it back."""
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


@cache
def heard(content):
    """What a screen reader says, element by element, without spaces, each with the number of the
    page where it begins; feet are artifacts."""
    said = defaultdict(str)
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        reader = page.get_textpage()
        for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
            size = raw.FPDFTextObj_GetText(piece, reader, None, 0)
            text = (c_ushort * (size // 2))()
            raw.FPDFTextObj_GetText(piece, reader, text, size)
            at = number, raw.FPDFPageObj_GetMarkedContentID(piece)
            said[at] += bytes(text).decode("utf-16-le")[:-1]
    with opened(content) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def marked(node, page):
            if isinstance(node, pikepdf.Array):
                for each in node:
                    yield from marked(each, page)
            elif isinstance(node, int):
                yield numbers[page.objgen], node
            elif isinstance(node, pikepdf.Dictionary):
                page = node.get("/Pg", page)
                within = marked(node.get("/MCID", node.get("/K")), page)
                yield from within if "/MCID" in node else (None, *within, None)

        runs = groupby(marked(pdf.Root.StructTreeRoot.K, None), lambda at: at is None)
        pieces = [list(run) for is_edge, run in runs if not is_edge]
    return [(piece[0][0], bare("".join(said[at] for at in piece))) for piece in pieces]


def spoken(content):
    """What a screen reader says, without the pages."""
    return [piece for _, piece in heard(content)]


def end_of(said, text, language, start=0):
    """Where a text ends in what is said, from a place on; None if it is not there. What runs from
    the right, a file gives back in pieces and in no order: of that, only the letters are sought.
    A line beside such a one may be given back from its end."""
    if STRINGS["direction"][language] == "rtl":
        missing = Counter(re.findall(r"[^\W\d]", text)) - Counter(said)
        return None if missing else start
    turned = "".join(reversed(re.findall(r"\w+|[^\w\s]", text)))
    found = max(said.find(each, start) for each in (bare(text), turned))
    return None if found < 0 else found + len(bare(text))


@cache
def pictures(content, dots=72):
    """Each page as a grey picture."""
    return [
        page.render(scale=dots / 72, grayscale=True).to_pil()
        for page in pypdfium2.PdfDocument(content)
    ]


def ink(picture):
    """The box of all that is darker than the paper."""
    return picture.point(lambda light: 255 * (light < 200)).getbbox()


TOP, FOOT = 68, 745
"""Where a page's text begins, and where its foot does, in points from the top."""


def filled(picture):
    """How much of the room between the margins is used, from the top to the last ink."""
    return (ink(picture.crop((0, 0, picture.width, FOOT)))[3] - TOP) / (FOOT - TOP)
