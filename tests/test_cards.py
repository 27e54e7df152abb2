"""The preview pictures: there, of their size, light, and showing what they are about."""

import dataclasses
from io import BytesIO

import pytest
from PIL import Image

from conftest import EDITION, ROOT, VIEWS, WORDS
from outputs import typesetting
from outputs.typesetting import typeset
from test_paper import HOST, PAPERS, UNITS, altered

PAPER = (250, 250, 250)


def named(card):
    name, view = card
    return f"/{view.folder}{name}.png"


each_card = pytest.mark.parametrize("card", PAPERS, ids=named)


@pytest.fixture
def cards(monkeypatch):
    """Sets pictures alone; returns each as (address, picture)."""
    monkeypatch.setattr(typesetting, "ENDINGS", ("png",))

    def set_cards(edition):
        files = typeset(edition, WORDS, VIEWS, ROOT, HOST)
        return {place: Image.open(BytesIO(content)) for place, content in files.items()}

    return set_cards


def ground(picture):
    """Whether the edges are bare, but for the bar at the left: nothing runs out of the picture."""
    light = picture.convert("L")
    right, bottom, top = (1140, 0, 1200, 630), (25, 598, 1200, 630), (25, 0, 1200, 40)
    return all(light.crop(box).getextrema()[0] > 245 for box in (right, bottom, top))


@each_card
def test_picture_has_its_size_and_is_light(site, card):
    path = site / named(card)[1:]
    assert path.stat().st_size < 60_000
    with Image.open(path) as picture:
        assert picture.size == (1200, 630) and picture.format == "PNG"
        assert ground(picture)


def test_no_two_pictures_are_alike(site):
    assert len({(site / named(card)[1:]).read_bytes() for card in PAPERS}) == len(PAPERS)


def test_picture_shows_title_and_first_sentence_and_no_other(cards):
    first, second, *rest = UNITS["proposal-3"].sentences
    text = {"text": {"en": "Other.", "zh": "另外。"}}
    shown = cards(EDITION)
    for change, differs in [
        ({"title": {"en": "Another", "zh": "另外"}}, True),
        ({"sentences": (dataclasses.replace(first, **text), second, *rest)}, True),
        ({"sentences": (first, dataclasses.replace(second, **text), *rest)}, False),
    ]:
        others = cards(altered("proposal-3", **change))
        for view in VIEWS:
            place = f"{view.folder}proposal-3.png"
            assert (others[place].tobytes() != shown[place].tobytes()) == differs


@pytest.mark.parametrize(
    "text",
    [
        '</script> " & { \\ #panic() ' * 12,
        "另外一个很长的标题，" * 20,
        "One. Two, three; four: five! " * 20,
    ],
)
def test_what_does_not_fit_is_cut_and_runs_over_no_edge(cards, text):
    first, *rest = UNITS["proposal-3"].sentences
    said = dict.fromkeys(EDITION.languages, text.strip())
    sentences = (dataclasses.replace(first, text=said), *rest)
    for picture in cards(altered("proposal-3", title=said, sentences=sentences)).values():
        assert picture.size == (1200, 630) and ground(picture)
