"""Who selects the text, or reads it without a style, gets the words and nothing else."""

import re
from zipfile import ZipFile

import pytest
from lxml import html

from conftest import each_view
from edition import EDITION, PAGES, STRINGS, UNIT, VIEWS
from readers import bare
from reading import address, clipboard

OMNI = "/usr/lib/firefox-esr/omni.ja"
"""Debian's Firefox, which carries what its reader mode runs: Mozilla's Readability."""

SELECTED = """() => {
  const numbers = [...document.querySelectorAll("[data-number]")];
  const range = document.createRange();
  range.setStartBefore(numbers[0].parentElement);
  range.setEndAfter(numbers.at(-1).parentElement);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString();
}"""


def words(view, units):
    """All that stands between the first word and the last of some units: in a view of one
    language each unit's sentences, in that of all each sentence in every language."""
    return "".join(
        bare(sentence.text[language])
        for unit in units
        for sentence in unit.sentences
        for language in view.languages
    )


@each_view
def test_selecting_a_unit_and_copying_gives_its_words_alone(visit, view):
    page = visit(address(view))
    page.evaluate(SELECTED)
    page.keyboard.press("Control+c")
    assert bare(clipboard(page)) == words(view, [UNIT])


@each_view
def test_selecting_over_the_end_of_a_marked_sentence_gives_its_words_alone(visit, view):
    page = visit(f"{address(view)}#{UNIT.sentences[0].label}")
    first, second = UNIT.sentences[:2]
    chosen = page.evaluate(
        """([one, other]) => {
          getSelection().setBaseAndExtent(document.getElementById(one), 0,
            document.getElementById(other), document.getElementById(other).childNodes.length);
          return getSelection().toString();
        }""",
        [first.label, second.label],
    )
    expected = [s.text[language] for s in (first, second) for language in view.languages]
    assert bare(chosen) == bare("".join(expected))


@each_view
@pytest.mark.parametrize("name", [UNIT.name, "full-text"])
def test_firefox_selects_the_words_alone(firefox, serve, site, view, name):
    firefox.go(serve(site) + address(view, name))
    chosen = bare(firefox.run(f"({SELECTED})()"))
    units = [UNIT] if name == UNIT.name else EDITION.units
    for unit in units:
        assert words(view, [unit]) in chosen
    if name == UNIT.name:
        assert chosen == words(view, units)


@each_view
@pytest.mark.parametrize("name", [UNIT.name, "full-text"])
def test_without_a_style_the_words_come_first_and_only_once(site, view, name):
    page = html.parse(site / address(view, name) / "index.html")
    text = bare(page.xpath("//article")[0].text_content())
    for unit in [UNIT] if name == UNIT.name else EDITION.units:
        assert text.count(words(view, [unit])) == 1
    for language in EDITION.languages:
        if language not in view.languages:
            assert STRINGS["view"][language] not in text
    last = page.xpath("//*[@data-number]/..")[-1]
    after = bare("".join(last.xpath("following::*[ancestor::article]//text()")))
    for key in ("copy_text", "cite", "link", "picture"):
        word = bare(STRINGS[key][view.language])
        assert word in after and word not in text[: text.index(words(view, [UNIT])[:30])]


@pytest.fixture(scope="module")
def readability():
    with ZipFile(OMNI) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith("/Readability.js"))
        return archive.read(name).decode()


KINDS = list({(page.kind.template, page.view): page for page in PAGES}.values())


@pytest.mark.parametrize("each", KINDS, ids=lambda page: f"/{page.address}")
def test_mozillas_readability_gives_title_status_and_text_alone(visit, readability, each):
    page = visit(each.address)
    read = page.evaluate(
        readability + ";new Readability(document.cloneNode(true), {charThreshold: 20}).parse()"
    )
    page.wrong.clear()  # its copies of elements try a style that the policy refuses
    heading = EDITION.title if each.kind.has_every_unit else each.title
    assert heading[each.view.language] in read["title"]
    text = bare(read["textContent"])
    if each.unit or each.kind.has_every_unit:
        for unit in [each.unit] if each.unit else EDITION.units:
            assert words(each.view, [unit]) in text
    if each.unit:
        status = [STRINGS[each.unit.status[one]][one] for one in each.view.languages]
        assert all(bare(each) in text for each in status)
    for key in ("cite", "copy_text", "menu", "search_for", "skip", "print_file"):
        for view in VIEWS[:-1]:
            word = STRINGS[key][view.language].split("{")[0]
            is_shown = re.search(rf"\b{re.escape(word)}\b", read["textContent"])
            assert not is_shown, (
                f"Readability takes {word!r} ({key} in words.yml) for text of /{each.address}: "
                "of a page with few words in its article it takes the whole body"
            )
