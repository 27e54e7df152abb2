"""The place is kept: on a switch of language, on mangled addresses, on the full text's menu."""

import pytest

from conftest import EDITION, STRINGS, VIEWS, each_view
from edition import FIRST, LAST, SENTENCE, UNIT
from reading import DESK, PHONE, address, each_size, press, wait

LABELS = [sentence.label for unit in EDITION.units for sentence in unit.sentences]
FIRST_IN_VIEW = """() => {
  const top = document.querySelector("header").getBoundingClientRect().bottom;
  return [...document.querySelectorAll("[data-number]")].map((number) => number.parentElement)
    .findLast((each, n, all) => !n || [...all[n - 1].getClientRects()].at(-1).bottom <= top + 4).id;
}"""
PAIRS = list(zip(VIEWS, (*VIEWS[1:], VIEWS[0]), strict=True))
"""To each view from another."""


def switch(page, view):
    with page.expect_navigation():
        page.locator(f"[data-switch] [hreflang='{view.hreflang(STRINGS)}']").click()


@each_size
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda view: view.folder or "all")
def test_the_first_sentence_in_view_stays_so_over_a_switch(visit, one, other, size):
    page = visit("", size)
    for part in (0, 3, 6, 10):
        page.goto(page.home + address(one, "full-text"))
        page.evaluate(
            "part => scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * part)",
            part / 10,
        )
        before = LABELS.index(page.evaluate(FIRST_IN_VIEW))
        switch(page, other)
        after = LABELS.index(page.evaluate(FIRST_IN_VIEW))
        assert abs(before - after) <= 1, (part, LABELS[before], LABELS[after])
        assert page.url == page.home + address(other, "full-text")


@each_size
def test_switching_to_and_fro_does_not_drift(visit, size):
    page = visit(address(FIRST, "full-text"), size)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    before = page.evaluate(FIRST_IN_VIEW)
    for view in (*VIEWS[1:], VIEWS[0]) * 3:
        switch(page, view)
    assert abs(LABELS.index(page.evaluate(FIRST_IN_VIEW)) - LABELS.index(before)) <= 1


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda view: view.folder or "all")
def test_the_switch_takes_a_marked_sentence_along(visit, one, other):
    page = visit(address(one), PHONE)
    press(page, SENTENCE.label)
    page.keyboard.press("Escape")
    switch(page, other)
    assert page.url == f"{page.home}{address(other)}#{SENTENCE.label}"
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


@pytest.mark.parametrize("fragment", mangled(SENTENCE.label))
def test_a_mangled_fragment_leads_to_the_sentence(visit, fragment):
    page = visit(f"{address(LAST, 'full-text')}#{fragment}", PHONE)
    page.wait_for_url(f"**/#{SENTENCE.label}")
    assert page.locator("[data-marked]").get_attribute("id") == SENTENCE.label
    wait(page, "scrollY > 0")
    assert 0 <= page.locator("[data-marked]").bounding_box()["y"] < PHONE[1]


@pytest.mark.parametrize("path", ["%23{}", "%23{}%E3%80%82"])
def test_a_fragment_that_became_a_path_leads_to_the_sentence(visit, path):
    page = visit(address(LAST) + path.format(SENTENCE.label))
    page.wait_for_url(f"**/{UNIT.name}/#{SENTENCE.label}")
    page.locator(f"[id='{SENTENCE.label}'][data-marked]").wait_for()
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
