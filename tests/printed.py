"""The print files of the plan, made by the workers, and what is read back of them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from io import BytesIO
from tempfile import NamedTemporaryFile

import pikepdf
import pypdfium2
import pytest

from edition import EDITION, PROJECT, SITE, STRINGS
from outputs import typesetting
from projects import costly
from readers import OWNERS, replanned

WHOLES = [page for page in OWNERS if page.unit is None]
LARGE = [page for page in WHOLES if not page.view.is_parallel]
PDFS = {f"{page.file}.pdf": page for page in OWNERS}
PDFS |= {f"{page.file}-large.pdf": page for page in LARGE}
"""Every print file's address, with the page that owns it."""

each_file = pytest.mark.parametrize("address", PDFS)
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
def spoken(content):
    """What a screen reader says, piece by piece, without spaces; feet are artifacts."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        command = ["pdfinfo", "-struct-text", file.name]
        done = subprocess.run(command, capture_output=True, check=True)
    return [bare(each.decode()) for each in re.findall(rb'(?m)^ +"(.*)"$', done.stdout)]


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


def bare(text):
    """Text without the breaks, spaces and joiners that setting adds or takes."""
    return re.sub(r"[\s\u2060\u00ad]", "", text)


def with_third(language, direction):
    """An edition and strings with a third language between the two, in English words."""

    def third(said):
        return {"en": said["en"], language: said["en"], "zh": said["zh"]}

    strings = type(STRINGS)({key: third(string) for key, string in STRINGS.items()})
    strings["language"][language], strings["direction"][language] = language, direction
    units = tuple(
        replace(
            unit,
            title=third(unit.title),
            status={**unit.status, language: "translation"},
            sentences=tuple(
                replace(each, text=third(each.text), note=third(each.note) if each.note else {})
                for each in unit.sentences
            ),
        )
        for unit in EDITION.units
    )
    prose = {
        name: replace(each, title=third(each.title), blocks=tuple(map(third, each.blocks)))
        for name, each in EDITION.prose.items()
    }
    facts = ("title", "short_title", "event", "issuers", "place")
    edition = replace(
        EDITION,
        languages=("en", language, "zh"),
        units=units,
        prose=prose,
        **{fact: third(getattr(EDITION, fact)) for fact in facts},
    )
    return edition, strings
