"""The preview pictures: there, of their size, light, and showing what they are about."""

import dataclasses
from io import BytesIO

import pytest
from PIL import Image

from edition import EDITION, VIEWS
from outputs import typesetting
from projects import costly
from readers import OWNERS, altered, each_paper, replanned

THIRD = EDITION.unit("proposal-3")
SMALL = dataclasses.replace(EDITION, units=(THIRD,))
"""Pictures of each view, and no more of them than it takes."""


@pytest.fixture
def cards(monkeypatch):
    """Sets pictures alone; returns each by its address."""
    costly()
    monkeypatch.setattr(typesetting, "KINDS", {"card": "png"})

    def set_cards(edition):
        files = typesetting.begin(replanned(edition))
        names = [name for name in files if name.endswith(".png") and "icon" not in name]
        return {name: Image.open(BytesIO(files[name]())) for name in names}

    return set_cards


def ground(picture):
    """Whether all stands in the middle square, but for the bar at the left and the foot, and
    nothing runs out of the picture."""
    light = picture.convert("L")
    left, right = (25, 0, 290, 535), (910, 0, 1200, 535)
    bare = left, right, (1140, 0, 1200, 630), (25, 598, 1200, 630), (25, 0, 1200, 24)
    return all(light.crop(box).getextrema()[0] > 245 for box in bare)


@each_paper
def test_picture_has_its_size_and_is_light(site, page):
    path = site / f"{page.file}.png"
    assert path.stat().st_size < 60_000
    with Image.open(path) as picture:
        assert picture.size == (1200, 630) and picture.format == "PNG"
        assert ground(picture)


def test_no_two_pictures_are_alike(site):
    pictures = {(site / f"{page.file}.png").read_bytes() for page in OWNERS}
    assert len(pictures) == len(OWNERS)


def test_picture_shows_the_title_and_no_sentence(cards):
    first, second, *rest = THIRD.sentences
    text = {"text": {"en": "Other.", "zh": "另外。"}}
    shown = cards(SMALL)
    for change, differs in [
        ({"title": {"en": "Another", "zh": "另外"}}, True),
        ({"sentences": (dataclasses.replace(first, **text), second, *rest)}, False),
        ({"sentences": (first, dataclasses.replace(second, **text), *rest)}, False),
    ]:
        others = cards(altered("proposal-3", SMALL, **change))
        for view in VIEWS:
            name = f"{view.folder}proposal-3.png"
            assert (others[name].tobytes() != shown[name].tobytes()) == differs


@pytest.mark.parametrize(
    "text",
    [
        '</script> " & { \\ #panic() ' * 12,
        "另外一个很长的标题，" * 20,
        "One. Two, three; four: five! " * 20,
    ],
)
def test_what_does_not_fit_is_cut_and_runs_over_no_edge(cards, text):
    first, *rest = THIRD.sentences
    long = dict.fromkeys(EDITION.languages, text.strip())
    sentences = (dataclasses.replace(first, text=long), *rest)
    for picture in cards(altered("proposal-3", SMALL, title=long, sentences=sentences)).values():
        assert picture.size == (1200, 630) and ground(picture)
