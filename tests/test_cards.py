"""The preview pictures: there, of their size, light, and showing what they are about."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from edition import EDITION, STRINGS, UNIT, VIEWS
from printed import made_of
from readers import OWNERS, altered, each_paper


def cards(edition):
    """The picture of the unit in each view."""
    addresses = {view: f"{view.folder}{UNIT.name}.png" for view in VIEWS}
    made = made_of(edition, *addresses.values())
    return {view: Image.open(BytesIO(made[address])) for view, address in addresses.items()}


def ground(picture, view):
    """Whether all stands in the middle square, but for the bar where lines begin and the foot, and
    nothing runs out of the picture."""
    light = picture.convert("L")
    if STRINGS["direction"][view.language] == "rtl":
        light = ImageOps.mirror(light)
    left, right = (25, 0, 290, 535), (910, 0, 1200, 535)
    bare = left, right, (1140, 0, 1200, 630), (25, 606, 1200, 630), (25, 0, 1200, 24)
    return all(light.crop(box).getextrema()[0] > 245 for box in bare)


@each_paper
def test_picture_has_its_size_and_is_light(site, page):
    path = site / f"{page.file}.png"
    assert path.stat().st_size < 60_000
    with Image.open(path) as picture:
        assert picture.size == (1200, 630) and picture.format == "PNG"
        assert ground(picture, page.view)


def test_no_two_pictures_are_alike(site):
    pictures = {(site / f"{page.file}.png").read_bytes() for page in OWNERS}
    assert len(pictures) == len(OWNERS)


def test_picture_shows_the_title_and_no_sentence():
    other = dict.fromkeys(EDITION.languages, "Another")
    shown = cards(EDITION)
    for change, differs in [
        ({"title": other}, True),
        ({"sentences": tuple(replace(each, text=other) for each in UNIT.sentences)}, False),
    ]:
        others = cards(altered(UNIT.name, **change))
        for view in VIEWS:
            assert (others[view].tobytes() != shown[view].tobytes()) == differs


@pytest.mark.parametrize(
    "text",
    [
        '</script> " & { \\ #panic() ' * 12,
        "另外一个很长的标题，" * 20,
        "One. Two, three; four: five! " * 20,
    ],
)
def test_what_does_not_fit_is_cut_and_runs_over_no_edge(text):
    long = dict.fromkeys(EDITION.languages, text.strip())
    for view, picture in cards(altered(UNIT.name, title=long)).items():
        assert picture.size == (1200, 630) and ground(picture, view)
