"""The picture of a sentence or a unit: what stands on it, and that it needs no leave."""

import base64
import json
import re
from io import BytesIO

import pytest
import zxingcpp
from lxml import html
from PIL import Image

from conftest import EDITION, STRINGS, each_view
from edition import ALL, FIRST, LAST, SENTENCE, UNIT
from readers import HOME
from reading import PHONE, address, each_size, in_words, press, reading, wait


def drawn(page):
    """The picture that is shown, over the width of its dialog."""
    image = page.locator("[data-drawn] img")
    image.wait_for()
    assert image.evaluate("image => image.parentNode.scrollWidth === image.parentNode.clientWidth")
    source = image.get_attribute("src")
    assert source.startswith("data:image/png;base64,")
    return Image.open(BytesIO(base64.b64decode(source.split(",")[1])))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def codes(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@each_size
@each_view
def test_a_sentences_picture_is_portrait_and_its_code_leads_to_the_sentence_in_every_language(
    browser, serve, site, view, size
):
    with reading(browser, size) as page:
        page.goto(serve(site) + address(view))
        press(page, SENTENCE.label, touch=size == PHONE).locator("[data-action=picture]").click()
        picture = drawn(page)
        assert picture.width < picture.height
        assert codes(picture) == [f"{HOME}{address(ALL)}#{SENTENCE.label}"]
        assert SENTENCE.text[view.language] in page.locator("[data-drawn] img").get_attribute("alt")
        assert all(url.startswith((serve(site), "data:")) for url in page.asked)


@pytest.mark.parametrize("name", [UNIT.name, "full-text"])
def test_a_unit_and_the_whole_are_drawn_by_the_pages_own_button(browser, serve, site, name):
    with reading(browser) as page:
        page.goto(serve(site) + address(LAST, name))
        page.locator("footer [data-action=picture]").click()
        assert codes(drawn(page)) == [HOME + address(ALL, name)]


def test_the_picture_shows_one_language_or_all(browser, serve, site):
    with reading(browser) as page:
        page.add_init_script(
            """window.written = "";
            const { fillText } = CanvasRenderingContext2D.prototype;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
              window.written += text;
              fillText.call(this, text, ...place);
            };"""
        )
        page.goto(serve(site) + address(FIRST))
        press(page, SENTENCE.label).locator("[data-action=picture]").click()
        drawn(page)
        button = page.locator("[data-drawn] [aria-pressed]")
        for shown in (FIRST.languages, EDITION.languages):
            assert button.get_attribute("aria-pressed") == str(shown != FIRST.languages).lower()
            written = squeezed(page.evaluate("window.written"))
            held = {each for each in EDITION.languages if squeezed(SENTENCE.text[each]) in written}
            assert held == set(shown)
            assert squeezed(in_words(UNIT, SENTENCE, shown[-1])) in written
            button.click()
        page.keyboard.press("Escape")
        page.locator("[data-drawn]").wait_for(state="detached")
        assert page.evaluate("document.activeElement.dataset.action") == "picture"
        assert page.locator("dialog[data-side]").is_visible()


@each_size
def test_the_picture_can_be_saved_and_where_the_system_shares_files_sent(
    browser, serve, site, size
):
    with reading(browser, size) as page:
        page.add_init_script(
            "navigator.canShare = () => true;"
            "navigator.share = async ({ files }) => { window.sent = files[0].type; }"
        )
        page.goto(serve(site) + address(FIRST))
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


@each_view
def test_the_policy_lets_in_no_more_images_than_the_pages_own(site, view):
    path = site / view.address(UNIT.name) / "index.html"
    (policy,) = html.parse(path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split(";"))
    assert rules["img-src"] == "'self' data:"
    assert rules["default-src"] == "'none'" and rules["connect-src"] == "'self'"
    assert "blob:" not in policy and "unsafe" not in policy and "://" not in policy
