"""The search, against the plain truth: every sentence that holds the words, and no other."""

import json
import re
import unicodedata

import pytest

from conftest import EDITION, STRINGS

SENTENCES = [sentence for unit in EDITION.units for sentence in unit.sentences]
QUERIES = [
    "服务贸易",
    "人类命运共同体",
    "包括全人类的繁荣",
    "一带一路",
    "“一带一路”",
    '"一带一路"',
    "《2030年可持续发展议程》",
    "2030",
    "\uff12\uff10\uff13\uff10",  # the same in full-width digits
    "，",
    ",",
    "我们要",
    "京交会",
    "的",
    "trade in services",
    "TRADE IN SERVICES",
    "polices",
    "world\u2019s",
    "world's",
    "rule-based",
    "CIFTIS",
    "ciftis",
    "e",
    "  2030   Agenda ",
    ".*",
    "nowhere",
    "不存在",
]


def plain(text):
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub("[‘’]", "'", re.sub("[“”]", '"', text))


def truth(query):
    wanted = plain(" ".join(query.split()))
    return [s.label for s in SENTENCES if any(wanted in plain(text) for text in s.text.values())]


@pytest.fixture(scope="module")
def page(browser, site, serve):
    page = browser.new_page()
    page.goto(serve(site) + "zh/proposal-3/")
    page.keyboard.press("/")
    yield page
    page.close()


def search(page, query):
    page.locator("dialog input").fill(query)
    return page.locator("dialog li a").all_text_contents()


def test_every_query_here_tells_something():
    found = [len(truth(query)) for query in QUERIES]
    assert sum(n > 0 for n in found) >= 20 and 0 in found and max(found) < len(SENTENCES) + 1


def test_search_finds_every_sentence_that_holds_the_words_in_order_and_no_other(page):
    for query in QUERIES:
        assert search(page, query) == truth(query), query


@pytest.mark.parametrize("query", ["服务贸易", "TRADE in services", '"一带一路"', "world's", "，"])
def test_what_was_found_is_marked_and_its_partner_stands_beside_it(page, query):
    search(page, query)
    wanted = plain(query)
    for item in page.locator("dialog li").all():
        label = item.locator("a").text_content()
        sentence = next(each for each in SENTENCES if each.label == label)
        shown = item.locator("p").all_text_contents()
        assert sorted(shown) == sorted(sentence.text.values())
        assert shown[0] == sentence.text["zh"]  # the page's own language first
        marks = item.locator("mark").all_text_contents()
        assert {plain(mark) for mark in marks} == {wanted}
        assert len(marks) == sum(plain(text).count(wanted) for text in sentence.text.values())


def test_number_found_is_announced_and_nothing_found_says_so_and_offers_the_full_text(page):
    status, offer = page.locator("dialog [role=status]"), page.locator("[data-full-text]")
    search(page, "京交会")
    assert status.text_content() == STRINGS["found"]["zh"].replace("{}", "1")
    assert not offer.is_visible()
    search(page, "不存在")
    assert status.text_content() == STRINGS["none_found"]["zh"]
    assert offer.is_visible()
    assert offer.evaluate("link => new URL(link.href).pathname") == "/zh/full-text/"


def test_nothing_is_loaded_before_the_first_search(browser, home):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + "en/proposal-3/", wait_until="networkidle")
    assert not any("sentences.json" in url for url in asked)
    page.keyboard.press("Control+k")
    page.locator("dialog input").fill("CIFTIS")
    page.locator("dialog li").first.wait_for()
    assert sum("sentences.json" in url for url in asked) == 1
    page.close()


@pytest.mark.parametrize("folder", ["en/", "zh/", ""])
def test_keyboard_alone_searches_chooses_and_lands_on_the_sentence(browser, home, folder):
    page = browser.new_page()
    page.goto(home + folder + "proposal-3/")
    page.keyboard.press("/")
    page.keyboard.type("cloud computing")
    page.locator("dialog li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#5.2")
    assert page.url == home + folder + "proposal-5/#5.2"
    page.close()


def test_arrows_go_down_and_back_up_to_the_query_and_escape_returns_to_the_button(browser, home):
    page = browser.new_page()
    page.goto(home + "en/")
    page.locator("[data-search-button]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("trade")
    page.locator("dialog li").first.wait_for()
    labels = truth("trade")
    focused = "document.activeElement.textContent"
    for label in labels[:2]:
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused) == label
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    assert page.evaluate("document.activeElement.hasAttribute('data-search-button')")
    page.close()


def test_focus_stays_in_the_dialog(browser, home):
    page = browser.new_page()
    page.goto(home + "en/")
    page.keyboard.press("/")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body "
            "|| document.activeElement.closest('dialog') !== null"
        )
    page.close()


def test_a_search_can_be_sent_as_an_address(browser, home):
    page = browser.new_page()
    page.goto(home + "en/")
    page.keyboard.press("/")
    page.locator("dialog input").fill("服务贸易")
    page.locator("dialog li").first.wait_for()
    sent = page.url
    page.keyboard.press("Escape")
    page.wait_for_url(home + "en/")
    page.goto(sent)
    page.locator("dialog li").first.wait_for()
    assert page.locator("dialog input").input_value() == "服务贸易"
    assert page.locator("dialog li a").all_text_contents() == truth("服务贸易")
    page.close()


def test_without_script_the_button_leads_to_the_full_text(browser, home):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + "zh/proposal-3/")
    page.locator("[data-search-button]").click()
    assert page.url == home + "zh/full-text/"
    context.close()


def test_markup_in_a_query_or_in_the_index_is_shown_as_plain_text(browser, home):
    page = browser.new_page()
    row = ["proposal-3", "3.1", ["<img src=x onerror=alert(1)> & co", "<b>粗</b>"]]
    index = json.dumps({"languages": ["en", "zh-Hans"], "sentences": [row]})
    page.route("**/sentences.json", lambda route: route.fulfill(body=index))
    page.goto(home + "en/?q=%3Cimg")
    page.locator("dialog li").first.wait_for()
    assert page.locator("dialog img, dialog b").count() == 0
    assert page.locator("dialog li p").first.text_content() == row[2][0]
    page.close()


def test_an_index_that_does_not_load_says_so_and_offers_the_full_text(browser, home):
    page = browser.new_page()
    page.route("**/sentences.json", lambda route: route.abort())
    page.goto(home + "en/")
    page.keyboard.press("/")
    page.get_by_text(STRINGS["failed"]["en"]).wait_for()
    assert page.locator("[data-full-text]").is_visible()
    page.close()
