"""The print files of the plan, made by the workers, and what is read back of them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations, groupby
from typing import NamedTuple
from unicodedata import bidirectional

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from edition import EDITION, OTHER, PROJECT, SITE, STRINGS, UNIT
from outputs import typesetting
from projects import costly
from readers import OWNERS, bare, replanned

WHOLES = [page for page in OWNERS if page.unit is None]
PDFS = {f"{page.file}.pdf": page for page in OWNERS}
PDFS |= {f"{page.file}-large.pdf": page for page in WHOLES if not page.view.is_parallel}
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


class Piece(NamedTuple):
    """A piece of a line: its words, their size, and where it stands."""

    page: int
    text: str
    size: float
    left: float
    right: float
    baseline: float


class Element(NamedTuple):
    """What a screen reader says in one go; it may say nothing, as of a picture."""

    kind: str
    language: str
    pieces: list[Piece]

    @property
    def text(self):
        return bare("".join(each.text for each in self.pieces))


@cache
def elements(content):
    """Every element of a print file in reading order; feet are artifacts."""
    pieces = defaultdict(list)
    with opened(content) as pdf:
        both = zip(pdf.pages, pypdfium2.PdfDocument(content), strict=True)
        for number, (tagged, page) in enumerate(both):
            text = page.get_textpage()
            for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=3, textpage=text):
                at = tagged.objgen, raw.FPDFPageObj_GetMarkedContentID(each)
                left, _, right, _ = each.get_bounds()
                piece = each.extract(), each.get_font_size(), left, right, each.get_matrix().f
                pieces[at].append(Piece(number, *piece))

        def walk(node, element, page):
            """Each piece's place, with its element's id, kind and language."""
            if isinstance(node, pikepdf.Array):
                for each in node:
                    yield from walk(each, element, page)
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    element = node.objgen, str(node.S)[1:], str(node.get("/Lang", element[-1]))
                kids = node.get("/MCID", node.get("/K"))
                yield from walk(kids, element, node.get("/Pg", page))
            elif node is not None:
                yield element, (page.objgen, node)

        found = walk(pdf.Root.StructTreeRoot.K, (str(pdf.Root.Lang),), None)
        return [
            Element(kind, language, [piece for _, at in places for piece in pieces[at]])
            for (_, kind, language), places in groupby(found, lambda each: each[0])
        ]


def spoken(content, page=None):
    """The text of each element that has one; of those that begin on a page, if one is given."""
    held = (each for each in elements(content) if each.pieces)
    return [each.text for each in held if page in (None, each.pieces[0].page)]


def lines(content, language):
    """Every line in a language, as (its left end, its right end, its text), without labels."""
    for element in elements(content):
        found = defaultdict(list)
        if element.language == language and element.kind != "Span":
            for each in element.pieces:
                found[each.page, each.baseline].append(each)
        for line in found.values():
            text = bare("".join(each.text for each in line))
            yield min(each.left for each in line), max(each.right for each in line), text


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


def overprinted(content):
    """Every two words of a print file of which one is printed over the other, but for those that
    run from the right, whose marks stand over their letters."""
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        found = page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=3, textpage=text)
        words = [(each.extract(), *each.get_bounds()) for each in found]
        words = [each for each in words if {*map(bidirectional, each[0])} & {"L", "EN"}]
        for one, other in combinations(words, 2):
            left, bottom = map(max, one[1:3], other[1:3])
            right, top = map(min, one[3:], other[3:])
            if right - left > 1 and top - bottom > 1:
                yield one[0], other[0]


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
