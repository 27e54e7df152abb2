"""The search against the plain truth, with queries that are drawn from the edition."""

import json

import pytest

from conftest import each_view
from edition import EDITION, FIRST, LAST, SENTENCE, SINGLE, STRINGS
from plain_truth import fold, terms, truth
from reading import PHONE, address, reading, wait

SENTENCES = [sentence for unit in EDITION.units for sentence in unit.sentences]


def drawn(text, by):
    """A piece from the middle of a text: words, or characters where there are no spaces."""
    pieces = text.split() if " " in text else list(text)
    middle = len(pieces) // 2
    return (" " if " " in text else "").join(pieces[middle : middle + by])


QUERIES = {
    *(sentence.label for sentence in SENTENCES[::3]),
    *(f"{unit.title[each]}1" for unit in EDITION.units for each in unit.title if not unit.number),
    *(unit.title[each] for unit in EDITION.units for each in EDITION.languages),
    *(STRINGS["part"][each].format(2) for each in EDITION.languages),
    *(issuer for each in EDITION.languages for issuer in EDITION.issuers[each]),
    *(drawn(each, 3) for each in SENTENCE.note.values()),
    *(drawn(text, n) for s in SENTENCES[::4] for text in s.text.values() for n in (1, 3)),
    *(" ".join(drawn(text, 2) for text in s.text.values()) for s in SENTENCES[::5]),
    *(f"\u201c{drawn(text, 4)}\u201d" for s in SENTENCES[::6] for text in s.text.values()),
    *(drawn(text, 3).upper() for s in SENTENCES[::7] for text in s.text.values()),
}


@pytest.fixture(scope="module")
def searching(browser, site, serve):
    with reading(browser) as page:
        page.goto(serve(site) + f"{address(FIRST)}?q=a")
        page.home = serve(site) + FIRST.folder
        yield page


def found(page, query):
    """The addresses that are shown for a query, from the view's folder on."""
    page.locator("dialog input").fill(query)
    status = page.locator("dialog [role=status]").first
    wait(page, "status => status.textContent", status.element_handle())
    links = page.eval_on_selector_all("dialog li a", "all => all.map((each) => each.href)")
    return [link.removeprefix(page.home) for link in links]


@pytest.mark.parametrize("query", sorted(QUERIES))
def test_a_query_finds_its_places_in_order_and_no_other(searching, query):
    assert found(searching, query) == truth(query) != []


@pytest.mark.parametrize("query", ["\u4e0d\u5b58\u5728zz", "zzz", ".*", "\uff0c", "<img>"])
def test_what_no_place_holds_finds_nothing_and_offers_the_full_text(searching, query):
    assert found(searching, query) == truth(query) == []
    said = searching.locator("dialog [role=status]").first.inner_text()
    assert said == STRINGS["none_found"][FIRST.language].format(query)
    assert searching.locator("dialog [data-full-text]").is_visible()


@pytest.mark.parametrize("language", EDITION.languages)
def test_the_words_found_are_marked_in_context_and_the_partner_stands_below(searching, language):
    text = SENTENCES[1].text[language]
    query = drawn(text, 2)
    found(searching, query)
    item = searching.locator(f"dialog li:has(a[href$='#{SENTENCES[1].label}'])")
    tag = STRINGS["language"][language]
    marks = item.locator(f"[lang='{tag}'] mark").all_text_contents()
    assert marks and {fold(mark) for mark in marks} == set(terms(query))
    lines = item.locator("[lang]:not(abbr)")
    assert lines.count() == len(EDITION.languages)
    assert lines.first.get_attribute("lang") == STRINGS["language"][FIRST.language]
    for line in lines.all():
        assert line.get_attribute("dir")


@each_view
def test_in_every_view_a_hit_in_a_translation_bears_its_mark_and_in_an_original_none(visit, view):
    for unit in {tuple(unit.status.values()): unit for unit in EDITION.units}.values():
        page = visit(f"{view.folder}?q={unit.sentences[0].label}")
        hit = page.locator("dialog li").first
        hit.wait_for()
        for each in EDITION.languages:
            marks = hit.locator(f"[lang='{STRINGS['language'][each]}'] > abbr")
            titles = marks.evaluate_all("all => all.map((mark) => mark.title)")
            translated = unit.status[each] == "translation"
            assert titles == [STRINGS["translation"][each]] * translated, unit.name


def test_markup_is_shown_as_text_and_a_character_of_two_units_moves_no_mark(visit, site):
    rare = "\U00020bb7"
    data = json.loads((site / "sentences.json").read_bytes())
    first = data["units"][0]["sentences"][0]
    first[1] = [f"{rare}{rare} <img src=x onerror=alert(1)> here"] * len(EDITION.languages)
    page = visit(FIRST.folder)
    page.route("**/sentences.json", lambda route: route.fulfill(body=json.dumps(data)))
    page.goto(f"{page.url}?q=%3Cimg")
    page.locator("dialog li").first.wait_for()
    assert page.locator("dialog img").count() == 0
    assert "<img src=x" in page.locator("dialog li a").first.inner_text()
    assert page.locator("dialog mark").first.inner_text() == "img"


@each_view
def test_going_to_a_sentence_takes_one_press_and_typing(visit, view):
    page = visit(view.folder, PHONE)
    page.locator("[data-search-button]").tap()  # one
    page.keyboard.type(SENTENCE.label)
    page.locator("dialog li").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/#{SENTENCE.label}")
    assert page.url == f"{page.home}{address(view)}#{SENTENCE.label}"


def test_nothing_is_loaded_before_the_first_press(visit):
    page = visit(address(FIRST), wait_until="networkidle")
    assert not [url for url in page.asked if "sentences" in url or "press" in url]
    page.keyboard.press("Control+k")
    page.keyboard.type("a")
    page.locator("dialog li").first.wait_for()
    assert sum("sentences.json" in url for url in page.asked) == 1


def test_while_an_input_method_composes_its_keys_are_its_own(visit):
    page = visit(f"{address(LAST)}?q={SENTENCE.label}")
    page.locator("dialog li").first.wait_for()
    session = page.context.new_cdp_session(page)
    compose = {"selectionStart": 4, "selectionEnd": 4, "text": "ping"}
    session.send("Input.imeSetComposition", compose)
    for key in ("ArrowUp", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.tagName") == "INPUT", key
    assert page.url.split("?")[0] == page.home + address(LAST)
    assert page.locator("dialog[data-search]").is_visible()


def test_going_back_from_a_hit_brings_the_list_its_words_and_its_place(visit):
    page = visit(FIRST.folder, PHONE)
    page.locator("[data-search-button]").tap()
    page.keyboard.type("e")
    hits = page.locator("dialog li a")
    hits.nth(12).wait_for()
    target = hits.nth(12).get_attribute("href")
    hits.nth(12).click()
    page.wait_for_url(target)
    page.go_back()
    hits.nth(12).wait_for()
    assert page.locator("dialog input").input_value() == "e"
    wait(page, "document.activeElement.closest('li')")
    assert page.evaluate("document.activeElement.href") == target
    assert 0 <= hits.nth(12).bounding_box()["y"] < PHONE[1]
    page.keyboard.press("Escape")
    page.wait_for_url(page.home + FIRST.folder)


@pytest.mark.parametrize("view", SINGLE, ids=lambda view: view.folder)
def test_six_hits_stand_on_a_phones_screen(visit, view):
    common = max(
        {drawn(s.text[view.language], 1) for s in SENTENCES}, key=lambda word: len(truth(word))
    )
    page = visit(f"{view.folder}?q={common}", (390, 844))
    sixth = page.locator("dialog li").nth(5)
    sixth.wait_for()
    box = sixth.bounding_box()
    assert box["y"] + box["height"] <= 844


def test_arrows_go_down_the_hits_and_up_to_the_query(searching):
    labels = found(searching, "a")
    searching.locator("dialog input").focus()
    for label in labels[:2]:
        searching.keyboard.press("ArrowDown")
        assert searching.evaluate("document.activeElement.href").endswith(label)
    searching.keyboard.press("ArrowUp")
    searching.keyboard.press("ArrowUp")
    assert searching.evaluate("document.activeElement.tagName") == "INPUT"


def test_a_file_that_does_not_load_is_said_and_the_full_text_offered(visit):
    page = visit(address(FIRST))
    page.route("**/sentences.json", lambda route: route.abort())
    page.locator("[data-search-button]").click()
    page.get_by_text(STRINGS["failed"][FIRST.language]).wait_for()
    assert page.locator("dialog [data-full-text]").is_visible()
    page.wrong.clear()  # the refused request


def test_without_script_the_search_is_a_link_to_the_full_text(visit):
    page = visit(address(LAST), java_script_enabled=False)
    page.locator("[data-search-button]").click()
    assert page.url == page.home + address(LAST, "full-text")
