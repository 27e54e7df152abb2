"""The sheet of a sentence: what opens it, what stands in it, where it lies, what closes it."""

from conftest import each_view
from edition import ALL, EDITION, FIRST, SENTENCE, SINGLE, SITE, STRINGS, TRANSLATIONS, UNIT, need
from reading import PHONE, address, each_layout, each_size, in_words, number, press, reading

LONGEST = max(
    (sentence for unit in EDITION.units for sentence in unit.sentences),
    key=lambda sentence: max(map(len, sentence.text.values())),
)
BOX = "element => JSON.parse(JSON.stringify(element.getBoundingClientRect()))"
COVERED = """([sheet, sentence]) => {
  const over = sheet.getBoundingClientRect();
  return [...sentence.getClientRects()].some((each) => each.left < over.right
    && over.left < each.right && each.top < over.bottom && over.top < each.bottom);
}"""


TOO_HIGH = """([sheet, sentence]) => sentence.offsetHeight + sheet.offsetHeight
  > innerHeight - document.querySelector("header").offsetHeight"""
"""Whether there is no room for both."""


@each_size
def test_pressing_a_number_marks_the_sentence_and_opens_its_sheet_without_a_load(
    browser, home, size
):
    with reading(browser, size) as page:
        page.goto(home + address(FIRST, "full-text"))
        page.evaluate("window.here = true")
        press(page, SENTENCE.label, touch=size == PHONE)
        assert page.evaluate("window.here") and page.url.endswith(f"#{SENTENCE.label}")
        assert page.locator("[data-marked]").get_attribute("id") == SENTENCE.label
        assert page.evaluate("document.activeElement.dataset.action") == "copy"


@each_view
def test_the_sheet_holds_its_name_the_other_languages_the_terms_and_the_note(visit, view):
    page = visit(address(view))
    sheet = press(page, SENTENCE.label)
    for language in EDITION.languages:
        tag = STRINGS["language"][language]
        partner = sheet.locator(f"div > p:not([data-quiet])[lang='{tag}']")
        assert partner.count() == (language not in view.languages)
        if partner.count():
            assert partner.inner_text().endswith(SENTENCE.text[language])
            assert partner.get_attribute("dir") == STRINGS["direction"][language]
    for language in view.languages:
        assert in_words(UNIT, SENTENCE, language) in sheet.inner_text()
        assert SENTENCE.note.get(language, "") in sheet.inner_text()
    held = [
        entry
        for entry in SITE.glossary[EDITION.languages[0]]
        if (UNIT, SENTENCE) in entry.sentences and view.language in entry.term.text
    ]
    shown = sheet.locator("[data-quiet] a[href*='/glossary/']")
    assert shown.all_inner_texts() == [entry.term.text[view.language] for entry in held]
    ids = shown.evaluate_all("links => links.map(link => link.href.split('/glossary/#')[1])")
    assert ids == [entry.id for entry in held]


def test_a_translation_bears_its_mark_in_the_sheet_and_an_original_none(visit):
    unit, _ = need(TRANSLATIONS, "translation")
    for view in SINGLE:
        page = visit(address(view, unit.name))
        sheet = press(page, unit.sentences[0].label)
        marks = sheet.locator("abbr")
        titles = [mark.get_attribute("title") for mark in marks.all()]
        assert titles == [
            STRINGS["translation"][each]
            for each in EDITION.languages
            if each != view.language and unit.status[each] == "translation"
        ]


def test_a_row_of_presses_is_one_step_of_the_history(visit):
    page = visit(address(FIRST))
    for sentence in UNIT.sentences:
        press(page, sentence.label)
    assert page.url.endswith(f"#{sentence.label}")
    page.go_back()
    assert page.url == page.home + address(FIRST)
    assert page.locator("[data-marked], dialog[open]").count() == 0


@each_size
@each_layout
def test_the_sheet_never_lies_over_the_marked_sentence(visit, view, size):
    page = visit(address(view, "full-text"), size)
    for unit in EDITION.units[:: 1 + len(EDITION.units) // 10]:
        for sentence in (unit.sentences[0], unit.sentences[-1]):
            sheet = press(page, sentence.label)
            marked = page.locator("[data-marked]")
            pair = [sheet.element_handle(), marked.element_handle()]
            has_room = not page.evaluate(TOO_HIGH, pair)
            assert not (has_room and page.evaluate(COVERED, pair)), sentence.label
            page.keyboard.press("Escape")


def test_the_longest_sentence_is_not_covered_on_a_small_phone(visit):
    (unit,) = (unit for unit in EDITION.units if LONGEST in unit.sentences)
    for view in SINGLE:
        page = visit(address(view, unit.name), PHONE)
        sheet = press(page, LONGEST.label)
        pair = [sheet.element_handle(), page.locator("[data-marked]").element_handle()]
        assert not page.evaluate(COVERED, pair)


@each_size
def test_the_first_press_leaves_the_sentence_in_view(visit, size):
    for unit in (EDITION.units[0], EDITION.units[-1]):
        page = visit(address(FIRST, "full-text"), size)  # a fresh page has no sheet yet
        number(page, unit.sentences[-1].label).scroll_into_view_if_needed()
        press(page, unit.sentences[-1].label)
        end = page.locator("[data-marked]").evaluate(
            "sentence => sentence.getBoundingClientRect().bottom"
        )
        assert 100 < end < size[1], unit.name  # the head ends above that


def test_nothing_in_the_text_moves_where_the_sheet_lies_beside_it(visit):
    page = visit(address(ALL))
    sentences = page.locator("[data-number]")
    before = [each.evaluate(BOX) for each in sentences.all()]
    sheet = press(page, SENTENCE.label)
    assert sheet.get_attribute("data-side") == "side"
    assert [each.evaluate(BOX) for each in sentences.all()] == before
    page.keyboard.press("Escape")
    assert [each.evaluate(BOX) for each in sentences.all()] == before


@each_size
def test_escape_its_own_cross_and_a_press_outside_close_it(visit, size):
    page = visit(address(FIRST), size)
    sheet = press(page, SENTENCE.label)
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert page.evaluate("document.activeElement.hash") == f"#{SENTENCE.label}"
    press(page, SENTENCE.label).locator("p .e-tool").click()
    assert not sheet.is_visible()
    assert page.evaluate("document.activeElement.hash") == f"#{SENTENCE.label}"
    press(page, SENTENCE.label)
    page.locator("h1").click(position={"x": 5, "y": 5})
    assert not sheet.is_visible()
    assert page.locator("[data-marked]").count() == 1  # as the address still says


@each_view
def test_without_script_the_number_is_a_link_and_the_other_language_stands_beside(visit, view):
    page = visit(address(view), java_script_enabled=False)
    others = page.locator(f"[id='{SENTENCE.label}'] [hreflang]")
    assert others.count() == 0 or not others.first.is_visible()
    number(page, SENTENCE.label).click()
    assert page.url.endswith(f"#{SENTENCE.label}")
    for other in SINGLE:
        if view.is_parallel or other == view:
            continue
        link = page.locator(f"[id='{SENTENCE.label}'] [hreflang='{other.hreflang(STRINGS)}']")
        link.click()
        assert page.url == page.home + address(other) + f"#{SENTENCE.label}"
        page.go_back()


def test_a_sheet_that_cannot_be_loaded_leaves_the_mark_and_the_address(visit):
    page = visit(address(FIRST))
    page.route("**/sentences.json", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        number(page, SENTENCE.label).click()
    assert page.locator("[data-marked]").count() == 1
    page.unroute("**/sentences.json")
    press(page, SENTENCE.label)  # asked for anew
    page.wrong.clear()  # the refused request


@each_size
def test_a_press_lays_the_page_out_no_more_than_twice(visit, size):
    page = visit(address(ALL, "full-text"), size)  # its time is the benchmark's
    press(page, UNIT.sentences[0].label)
    protocol = page.context.new_cdp_session(page)
    protocol.send("Performance.enable")

    def layouts():
        metrics = protocol.send("Performance.getMetrics")["metrics"]
        return next(each["value"] for each in metrics if each["name"] == "LayoutCount")

    before, labels = layouts(), [sentence.label for sentence in UNIT.sentences[1:]]
    for label in labels:
        number(page, label).evaluate("number => number.click()")
        page.locator("dialog[data-side] b", has_text=label).wait_for()
    assert layouts() - before <= 2 * len(labels)
