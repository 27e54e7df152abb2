"""Print files of other texts than ours: longer, in more languages, from right to left."""

from dataclasses import replace

import pytest

from edition import EDITION, STRINGS
from printed import bare, ink, made, made_of, pages, pictures, spoken, with_third
from readers import altered

SIXTH = EDITION.unit("proposal-6")


def longer(times):
    """The edition with as many times its units more, numbered on."""
    units = list(EDITION.units)
    for n in range(7, 7 + times * len(EDITION.units)):
        sentences = tuple(replace(each, label=f"{n}.{each.number}") for each in SIXTH.sentences)
        units.insert(-1, replace(SIXTH, name=f"proposal-{n}", number=n, sentences=sentences))
    return replace(EDITION, units=tuple(units))


@pytest.mark.parametrize(
    "address", ["en/initiative.pdf", "initiative.pdf", "zh/initiative-large.pdf"]
)
def test_what_is_too_long_for_a_sheet_runs_on_in_the_same_form(address):
    content = made_of(longer(3), address)[address]
    *others, _ = pictures(content)
    assert len(others) > 2
    for page in others:
        assert (ink(page.crop((0, 0, page.width, 745)))[3] - 68) / (745 - 68) > 0.75
    language = address[:2] if "/" in address else "en"
    said = "".join(spoken(content))
    assert said.count(bare(SIXTH.sentences[1].text[language])) == 1 + 3 * len(EDITION.units)


def test_three_languages_stand_side_by_side_each_with_its_mark():
    edition, strings = with_third("fr", "ltr")
    content = made_of(edition, "initiative.pdf", strings=strings)["initiative.pdf"]
    pieces = spoken(content)
    for unit in edition.units:
        for sentence in unit.sentences:
            assert "".join(pieces).count(bare(sentence.text["en"])) >= 2
            assert bare(sentence.text["zh"]) in "".join(pieces)
    assert pieces.count(STRINGS["translation_mark"]["en"]) == len(edition.units) + len(
        edition.languages
    )


def test_a_language_from_right_to_left_has_its_numerals_and_margin_at_the_right():
    edition, strings = with_third("ar", "rtl")
    content = made_of(edition, "ar/initiative.pdf", strings=strings)["ar/initiative.pdf"]
    for mirrored, page in zip(pictures(content), pictures(made("en/initiative.pdf")), strict=True):
        assert abs(mirrored.width - ink(mirrored)[2] - ink(page)[0]) < 3


def test_a_unit_without_a_number_is_headed_by_its_title():
    edition = altered("proposal-3", number=None, title=dict.fromkeys(EDITION.languages, "Annex"))
    for content in made_of(edition, "initiative.pdf", "proposal-3.pdf").values():
        assert "AnnexAnnex" in "".join(spoken(content))


def test_a_title_without_its_short_form_is_set_whole():
    edition = replace(EDITION, short_title={"en": "Initiative of 2018", "zh": "\u6587\u4ef6"})
    content = made_of(edition, "initiative.pdf")["initiative.pdf"]
    assert "".join(spoken(content)).startswith(bare(EDITION.title["en"]))
    assert len(pages(content)) <= 3


def test_a_change_in_one_language_sets_no_file_of_the_other():
    from outputs.typesetting import Sheet
    from readers import replanned

    first, *rest = SIXTH.sentences
    said = {**first.text, "zh": first.text["zh"] + "\u3002"}
    edition = altered("proposal-6", sentences=(replace(first, text=said), *rest))
    before, after = (
        {a: f for a, f in replanned(each).files.items() if isinstance(f, Sheet)}
        for each in (EDITION, edition)
    )
    changed = {address for address in before if before[address] != after[address]}
    folders = {address.rpartition("/")[0] for address in changed}
    assert folders == {"", "zh"} and len(changed) == 9
