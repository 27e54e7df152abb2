"""What is sent arrives as meant: links, quotations, both languages, by every way there is."""

import json

import pytest

from conftest import EDITION, SITE, STRINGS, VIEWS
from outputs.sharing import quote
from readers import HOME

ENGLISH, CHINESE, BOTH = VIEWS
COMMA = "\uff0c"


def of(name, view):
    return SITE.page(name, view).share


def test_a_quotation_has_its_text_in_marks_its_title_its_part_and_its_address():
    assert of("proposal-3", ENGLISH).quotation == (
        "“Leverage the role of trade in services as the engine for world economy growth. "
        + " ".join(s.text["en"] for s in EDITION.units[3].sentences[1:])
        + f"” – {EDITION.title['en']}, Proposal 3, {HOME}en/proposal-3/"
    )


def test_a_quotation_of_a_translation_says_that_it_is_one():
    assert (
        f"》倡议三\uff08非官方译文\uff09{COMMA}{HOME}zh/proposal-3/"
        in of("proposal-3", CHINESE).quotation
    )
    assert "译文" not in of("proposal-1", CHINESE).quotation


def test_marks_within_a_quotation_are_single():
    assert quote("“{text}”", "Take “the 2030 Agenda”.", "", "") == "“Take ‘the 2030 Agenda’.”"


def test_all_languages_together_bear_the_address_without_a_language():
    for view in VIEWS:
        lines = of("proposal-2", view).together
        assert len(lines) == 2
        assert all(line.endswith(f"{HOME}proposal-2/") for line in lines)


def test_braces_in_a_title_are_only_braces():
    assert quote("“{text}” {title} {0}", "A", "B", "C") == "“A” {title} {0}"


@pytest.fixture
def sending(browser, site, serve):
    """A page with the right to the clipboard, on a unit."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.home = serve(site)
    yield page
    context.close()


def button(page, slot):
    return page.locator("p", has=page.locator(f"[data-slot='{slot}']")).locator("[data-copy]")


def copy(page, slot):
    button(page, slot).click()
    page.wait_for_function("document.querySelector('[data-share] [role=status]').textContent")
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("view", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_link_quotation_and_both_languages_of_a_unit_are_copied(sending, view):
    sending.goto(sending.home + view.address("proposal-3"))
    sending.locator("[data-share] summary").click()
    offered = of("proposal-3", view)
    assert copy(sending, "link") == offered.link
    assert copy(sending, "own") == offered.quotation
    assert copy(sending, "0") == "\n".join(offered.together)
    status = sending.locator("[data-share] [role=status]").text_content()
    assert status == STRINGS["copied"][view.language]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.folder or "/")
def test_the_marked_sentence_takes_the_units_place(sending, view):
    address = view.address("proposal-2")
    sending.goto(sending.home + address + "#2.1")
    sending.locator("[data-share] summary").click()
    link = sending.locator("[data-slot=link]")
    link.get_by_text("#2.1").wait_for()
    assert copy(sending, "link") == HOME + address + "#2.1"
    forms = json.loads(of("proposal-2", view).forms)
    texts = list(EDITION.units[2].sentences[0].text.values())
    if not view.is_parallel:
        assert copy(sending, "own") == quote(
            forms["forms"][forms["own"]], texts[forms["own"]], "2.1", HOME + address + "#2.1"
        )
    assert copy(sending, "0") == "\n".join(
        quote(form, text, "2.1", f"{HOME}proposal-2/#2.1")
        for form, text in zip(forms["forms"], texts, strict=True)
    )
    sending.evaluate("location.hash = ''")
    link.get_by_text(HOME + address, exact=True).wait_for()


def test_where_the_clipboard_is_refused_the_text_is_selected_and_that_is_said(browser, site, serve):
    page = browser.new_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {"
        " throw new Error('refused'); } } })"
    )
    page.goto(serve(site) + "en/proposal-3/")
    page.locator("[data-share] summary").click()
    button(page, "own").click()
    page.get_by_text(STRINGS["copy_by_hand"]["en"]).wait_for()
    assert page.evaluate("getSelection().toString()") == of("proposal-3", ENGLISH).quotation
    page.close()


def test_on_a_phone_the_systems_own_sheet_is_offered(browser, site, serve):
    page = browser.new_page()
    page.add_init_script("navigator.share = async (what) => { window.sent = what; }")
    page.goto(serve(site) + "zh/proposal-3/")
    page.locator("[data-share] summary").click()
    page.locator("[data-send]").click()
    offered = of("proposal-3", CHINESE)
    assert page.evaluate("window.sent.text") == offered.quotation
    page.close()


def test_without_script_the_same_texts_stand_on_the_page(browser, site, serve):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for view in VIEWS:
        page.goto(serve(site) + view.address("proposal-3"))
        page.locator("[data-share] summary").click()
        offered = of("proposal-3", view)
        shown = page.locator("[data-share] output").all_text_contents()
        texts = (offered.link, offered.quotation, "\n".join(offered.together))
        assert shown == [text for text in texts if text]
        assert not page.locator("[data-copy]").first.is_visible()
    context.close()


@pytest.mark.parametrize("view", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_beside_the_marked_sentence_a_link_leads_to_it_in_the_other_language_without_script(
    browser, home, view
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + view.address("proposal-3") + "#3.2")
    marked, calm = (page.locator(f"[id='3.{n}'] .e-other") for n in (2, 3))
    assert marked.bounding_box()["width"] > 10 and calm.bounding_box()["width"] <= 1
    other = CHINESE if view is ENGLISH else ENGLISH
    marked.click()
    assert page.url == home + other.address("proposal-3") + "#3.2"
    context.close()


PAIRS = [(one, other) for one in VIEWS for other in VIEWS if one is not other]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda view: view.folder or "root")
def test_the_switch_keeps_the_sentence_from_every_view_to_every_other(browser, home, one, other):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(home + one.address("proposal-4"))
    page.locator("[id='4.5'] .e-number").click()
    page.locator(f".e-switch a[hreflang='{other.hreflang(STRINGS)}']").click()
    assert page.url == home + other.address("proposal-4") + "#4.5"
    box = page.locator("[id='4.5']").bounding_box()
    assert 0 <= box["y"] < 844 / 2  # at a comfortable height, on a phone too
    page.close()


def test_following_a_sentence_moves_the_screen_readers_place_to_it(browser, home):
    page = browser.new_page()
    page.goto(home + "zh/proposal-3/#3.2")
    assert page.evaluate("document.activeElement.id") == "3.2"
    page.close()
