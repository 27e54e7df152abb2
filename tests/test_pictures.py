"""The picture of a sentence or a unit: what stands on it, and that it needs no leave."""

import base64
import json
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from conftest import each_view
from edition import ALL, EDITION, FIRST, LAST, SENTENCE, STRINGS, UNIT
from readers import HOME, bare
from reading import PHONE, address, in_words, press, wait


def drawn(page):
    """The picture that is shown, over the width of its dialog."""
    image = page.locator("[data-drawn] img")
    image.wait_for()
    assert image.evaluate("image => image.parentNode.scrollWidth === image.parentNode.clientWidth")
    source = image.get_attribute("src")
    assert source.startswith("data:image/png;base64,")
    return Image.open(BytesIO(base64.b64decode(source.split(",")[1])))


def codes(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@each_view
def test_a_sentences_picture_is_portrait_and_its_code_leads_to_the_sentence_in_every_language(
    visit, view
):
    page = visit(address(view), PHONE)
    press(page, SENTENCE.label, touch=True).locator("[data-action=picture]").click()
    picture = drawn(page)
    assert picture.width < picture.height
    assert codes(picture) == [f"{HOME}{address(ALL)}#{SENTENCE.label}"]
    assert SENTENCE.text[view.language] in page.locator("[data-drawn] img").get_attribute("alt")
    assert all(url.startswith((page.home, "data:")) for url in page.asked)


@pytest.mark.parametrize("name", [UNIT.name, "full-text"])
def test_a_unit_and_the_whole_are_drawn_by_the_pages_own_button(visit, name):
    page = visit(address(LAST, name))
    page.locator("footer [data-action=picture]").click()
    assert codes(drawn(page)) == [HOME + address(ALL, name)]


def test_the_picture_shows_one_language_or_all(visit):
    page = visit(
        address(FIRST),
        script="""window.written = "";
            const { fillText } = CanvasRenderingContext2D.prototype;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
              window.written += text;
              fillText.call(this, text, ...place);
            };""",
    )
    press(page, SENTENCE.label).locator("[data-action=picture]").click()
    drawn(page)
    button = page.locator("[data-drawn] [aria-pressed]")
    for shown in (FIRST.languages, EDITION.languages):
        assert button.get_attribute("aria-pressed") == str(shown != FIRST.languages).lower()
        written = bare(page.evaluate("window.written"))
        held = {each for each in EDITION.languages if bare(SENTENCE.text[each]) in written}
        assert held == set(shown)
        assert bare(in_words(UNIT, SENTENCE, shown[-1])) in written
        button.click()
    page.keyboard.press("Escape")
    page.locator("[data-drawn]").wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.action") == "picture"
    assert page.locator("dialog[data-side]").is_visible()


def test_the_picture_can_be_saved_and_where_the_system_shares_files_sent(visit):
    page = visit(
        address(FIRST),
        script="navigator.canShare = () => true;"
        "navigator.share = async ({ files }) => { window.sent = files[0].type; }",
    )
    press(page, SENTENCE.label).locator("[data-action=picture]").click()
    drawn(page)
    with page.expect_download() as download:
        page.locator("[data-drawn] a[download]").click()
    assert download.value.suggested_filename == f"{SENTENCE.label}.png"
    language = FIRST.language
    page.locator("[data-drawn]").get_by_text(STRINGS["send"][language], exact=True).click()
    wait(page, "window.sent === 'image/png'")


def test_every_unit_and_sentence_has_its_code(site):
    for unit in EDITION.units:
        held = json.loads((site / f"codes/{unit.name}.json").read_bytes())
        assert list(held) == ["", *(sentence.label for sentence in unit.sentences)]
