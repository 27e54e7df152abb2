"""The place is kept: on a switch of language, on mangled addresses, on the full text's menu."""

import pytest

from conftest import each_view
from edition import EDITION, FIRST, LAST, SENTENCE, STRINGS, UNIT, VIEWS
from reading import DESK, PHONE, address, each_size, press, wait

LABELS = [sentence.label for unit in EDITION.units for sentence in unit.sentences]
FIRST_IN_VIEW = """() => {
  const top = document.querySelector("header").getBoundingClientRect().bottom;
  return [...document.querySelectorAll("[data-number]")].map((number) => number.parentElement)
    .findLast((each, n, all) => !n || [...all[n - 1].getClientRects()].at(-1).bottom <= top + 4).id;
}"""


def switch(page, view):
    with page.expect_navigation():
        page.locator(f"[data-switch] [hreflang='{view.hreflang(STRINGS)}']").click()


@each_size
@pytest.mark.parametrize("part", [0, 0.3, 0.6, 1])
def test_the_first_sentence_in_view_stays_so_over_a_switch_and_does_not_drift(visit, part, size):
    page = visit(address(FIRST, "full-text"), size)
    height = "document.documentElement.scrollHeight - innerHeight"
    page.evaluate(f"part => scrollTo(0, ({height}) * part)", part)
    before = LABELS.index(page.evaluate(FIRST_IN_VIEW))
    for view in (*VIEWS[1:], FIRST) * 3:
        switch(page, view)
        after = LABELS.index(page.evaluate(FIRST_IN_VIEW))
        assert abs(before - after) <= 1, (view, LABELS[before], LABELS[after])
        assert page.url == page.home + address(view, "full-text")


def test_the_switch_takes_a_marked_sentence_along(visit):
    page = visit(address(FIRST), PHONE)
    press(page, SENTENCE.label)
    page.keyboard.press("Escape")
    for view in (*VIEWS[1:], FIRST):
        switch(page, view)
        assert page.url == f"{page.home}{address(view)}#{SENTENCE.label}"
        assert page.locator("[data-marked]").get_attribute("id") == SENTENCE.label
        assert 0 <= page.locator("[data-marked]").bounding_box()["y"] < PHONE[1] / 2


def test_the_switch_is_at_hand_wherever_one_reads(visit):
    for size in (PHONE, DESK):
        page = visit(address(FIRST, "full-text"), size)
        page.evaluate("scrollTo(0, 2000)")
        for link in page.locator("[data-switch] a").all():
            box = link.bounding_box()
            assert box["y"] >= 0 and box["y"] + box["height"] <= size[1] / 4


def mangled(label):
    dot = label.replace(".", "%2E")
    wide = label.replace(".", "\uff0e")
    ends = [f"{label}{end}" for end in ("\u3002", ".", "\u201d")]
    return [dot, dot.replace("%", "%25"), wide, *ends, f"%23{label}", f"{label}\u3002\u8bf7\u770b"]


@pytest.mark.parametrize(
    "end",
    [
        *(f"full-text/#{fragment}" for fragment in mangled(SENTENCE.label)),
        *(f"{UNIT.name}/%23{SENTENCE.label}{end}" for end in ("", "%E3%80%82")),
    ],
)
def test_a_mangled_fragment_or_one_that_became_a_path_leads_to_the_sentence(visit, end):
    page = visit(LAST.folder + end, PHONE)
    page.wait_for_url(f"**/{end.partition('/')[0]}/#{SENTENCE.label}")
    page.locator(f"[id='{SENTENCE.label}'][data-marked]").wait_for()
    wait(page, "scrollY > 0")
    assert 0 <= page.locator("[data-marked]").bounding_box()["y"] < PHONE[1]
    page.wrong.clear()  # the page that is not there


@pytest.mark.parametrize("fragment", ["nowhere", "%", "\u3002"])
def test_a_fragment_of_nothing_marks_nothing(visit, fragment):
    page = visit(f"{address(FIRST)}#{fragment}")
    assert page.locator("[data-marked]").count() == 0


@each_view
def test_an_addressed_sentence_is_marked_and_a_screen_reader_begins_there(visit, view):
    for scripts in (True, False):
        page = visit(f"{address(view)}#{SENTENCE.label}", java_script_enabled=scripts)
        sentence = page.locator(f"[id='{SENTENCE.label}']")
        underlined = """each => [each, ...each.querySelectorAll("p")].some((part) =>
          getComputedStyle(part).textDecorationLine === "underline")"""
        assert sentence.evaluate(underlined)
        all_of_them = page.locator(":has(> [data-number])").all()
        assert sum(each.evaluate(underlined) for each in all_of_them) == 1
        assert page.evaluate("document.activeElement.id") == SENTENCE.label


def test_the_full_texts_menu_leads_to_its_own_parts_and_shows_where_one_is(visit):
    page = visit(address(FIRST, "full-text"))
    page.evaluate("window.here = true")
    for unit in EDITION.units[1:-1]:
        page.locator(f"#menu a[href='#{unit.name}']").click()
        page.locator(f"#menu a[href='#{unit.name}'][aria-current='location']").wait_for()
        assert page.locator("#menu [aria-current='location']").count() == 1
    assert page.evaluate("window.here")


def test_on_a_phone_the_menu_of_the_full_text_closes_at_a_choice(visit):
    page = visit(address(FIRST, "full-text"), PHONE)
    page.locator("[popovertarget=menu]").tap()
    page.locator(f"#menu a[href='#{UNIT.name}']").tap()
    assert not page.locator("#menu").is_visible()
    assert page.url.endswith(f"#{UNIT.name}")
    box = page.locator(f"#{UNIT.name} h2").bounding_box()
    assert 40 <= box["y"] < PHONE[1] / 2


@each_size
def test_without_a_script_the_menu_leads_to_a_page_and_on_a_phone_opens_and_closes(visit, size):
    page = visit(LAST.folder, size, java_script_enabled=False)
    menu, button = page.locator("#menu"), page.locator(".e-menu-button")
    if size == PHONE:
        assert not menu.is_visible()
        button.click()
        assert menu.is_visible()
        page.keyboard.press("Escape")
        assert not menu.is_visible()
        button.click()
    assert menu.is_visible()
    menu.get_by_text(EDITION.units[-1].title[LAST.language]).click()
    assert page.url == page.home + LAST.address(EDITION.units[-1].name)
