"""A reader's window on the site, and what the tests of reading read in it."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from edition import ALL, FIRST, STRINGS, UNIT
from outputs.labels import part

PHONE, DESK = (360, 640), (1280, 800)

each_layout = pytest.mark.parametrize("view", [FIRST, ALL], ids=["one", "all"])
each_size = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def address(view, name=UNIT.name):
    """Where a page stands, from the site's root."""
    return view.address(name)


def in_words(unit, sentence, language):
    """A sentence's name: "Proposal 4, sentence 5"."""
    nth = STRINGS["nth_sentence"][language].format(sentence.number)
    return STRINGS["sentence_of_part"][language].format(part(STRINGS, unit, language), nth)


def number(page, label):
    """The link that stands for a sentence's number."""
    return page.locator(f"[data-number][href='#{label}']")


def press(page, label, touch=False):
    """Press a sentence's number; return its sheet."""
    link = number(page, label)
    link.tap() if touch else link.click()
    sheet = page.locator("dialog[data-side]")
    sheet.wait_for()
    return sheet


@contextmanager
def reading(browser, size=DESK, **settings):
    """A page of a fresh browser, which keeps what went wrong and what was asked for."""
    width, height = size
    settings.setdefault("has_touch", size == PHONE)
    # While a page fades in, Playwright scrolls to hit what it is to press.
    settings.setdefault("reduced_motion", "reduce")
    context = browser.new_context(viewport={"width": width, "height": height}, **settings)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.wrong, page.asked = [], []
    page.on("console", lambda said: said.type == "error" and page.wrong.append(said.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()
    assert page.wrong == []


def wait(page, expression, argument=None):
    """Wait until an expression is true. (Playwright's own wait is refused by the page's policy.)"""
    for _ in range(200):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")
