"""What is copied and sent of a sentence, a unit and the whole: words and source, a line each."""

from conftest import each_view
from edition import EDITION, FIRST, SENTENCE, SINGLE, STRINGS, UNIT, VIEWS
from outputs.labels import part
from readers import HOME
from reading import PHONE, address, clipboard, each_size, in_words, number, press, wait

NESTED = str.maketrans("“”", "‘’")


def quotation(unit, sentences, language):
    """The words of some sentences in marks, and below them the source."""
    text = STRINGS["joint"][language].join(sentence.text[language] for sentence in sentences)
    marks = STRINGS["quotation"][language].replace("{text}", text.translate(NESTED))
    one = len(sentences) == 1
    place = in_words(unit, *sentences, language) if one else part(STRINGS, unit, language)
    translated = unit.status[language] == "translation"
    source = STRINGS["quotation_source"][language].format(
        title=EDITION.short_title[language],
        place=place,
        status=STRINGS["unofficial"][language] if translated else "",
    )
    return [marks, source]


def copied(page, kind, within="dialog"):
    """Press a button; return what it has put into the clipboard, by line."""
    button = page.locator(f"{within} [data-action={kind}]")
    before = button.inner_text()
    button.click()
    changed = "([button, before]) => button.innerText !== before"
    wait(page, changed, [button.element_handle(), before])
    return clipboard(page).splitlines()


@each_view
def test_copy_takes_the_words_in_marks_the_source_in_words_and_the_address(visit, view):
    page = visit(address(view, "full-text"))
    press(page, SENTENCE.label)
    here = f"{HOME}{address(view)}#{SENTENCE.label}"
    words = [line for each in view.languages for line in quotation(UNIT, [SENTENCE], each)]
    assert copied(page, "copy") == [*words, here]
    assert copied(page, "link") == [here]
    if not view.is_parallel:
        every = [line for each in EDITION.languages for line in quotation(UNIT, [SENTENCE], each)]
        neutral = f"{HOME}{address(VIEWS[-1])}#{SENTENCE.label}"
        assert copied(page, "all") == [*every, neutral]


@each_view
def test_cite_names_the_sentence_in_the_pages_reference(visit, view):
    page = visit(address(view))
    shown = [each.inner_text() for each in page.locator("[data-reference]").all()]
    press(page, SENTENCE.label)
    lines = copied(page, "cite")
    assert len(lines) == len(view.languages)
    for line, language in zip(lines, view.languages, strict=True):
        nth = STRINGS["nth_sentence"][language].format(SENTENCE.number)
        assert STRINGS["cited_sentence"][language].format(nth) in line
        assert f"{HOME}{language}/{UNIT.name}/#{SENTENCE.label}" in line
        assert line.startswith(EDITION.issuers[language][0])
    assert all(SENTENCE.label not in each for each in shown)


def test_cite_on_the_full_text_names_the_part_too(visit):
    for view in SINGLE:
        page = visit(address(view, "full-text"))
        press(page, SENTENCE.label)
        (line,) = copied(page, "cite")
        assert in_words(UNIT, SENTENCE, view.language) in line
        assert line.rstrip(".").endswith(f"{address(view)}#{SENTENCE.label}")


@each_view
def test_a_unit_is_copied_by_its_own_buttons(visit, view):
    page = visit(address(view))
    words = [line for each in view.languages for line in quotation(UNIT, UNIT.sentences, each)]
    assert copied(page, "copy", "footer") == [*words, HOME + address(view)]


@each_view
def test_the_full_text_has_the_tools_of_a_unit(visit, view):
    page = visit(address(view, "full-text"))
    tools = page.locator("footer [data-action]:visible")
    kinds = tools.evaluate_all("all => all.map((each) => each.dataset.action)")
    assert kinds == ["copy", *(["all"] if not view.is_parallel else []), "link", "picture"]
    first, *_, last = copied(page, "copy", "footer")
    assert EDITION.units[0].sentences[0].text[view.language][:20].translate(NESTED) in first
    assert last == HOME + address(view, "full-text")


@each_size
def test_copying_with_the_source_takes_two_presses_and_the_button_answers_where_one_looks(
    visit, size
):
    page = visit(address(FIRST), size)
    page.clock.install()
    press(page, SENTENCE.label, touch=size == PHONE)  # one
    button = page.locator("dialog [data-action=copy]")
    button.tap() if size == PHONE else button.click()  # two
    word = STRINGS["copied"][FIRST.language]
    button.get_by_text(word, exact=True).wait_for()
    box = button.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]
    live = page.locator("[data-side] [role=status]")
    assert live.inner_text() == word
    assert page.locator("[data-side] :is([aria-live], [role=status], output)").count() == 1
    assert SENTENCE.text[FIRST.language][:8] in clipboard(page)
    page.clock.fast_forward(2_000)
    button.get_by_text(STRINGS["copy_text"][FIRST.language], exact=True).wait_for()


def test_by_keyboard_copying_takes_two_presses_from_the_number(visit):
    page = visit(address(FIRST))
    number(page, SENTENCE.label).focus()
    page.keyboard.press("Enter")
    wait(page, "document.activeElement.dataset.action")
    page.keyboard.press("Enter")
    page.get_by_text(STRINGS["copied"][FIRST.language], exact=True).first.wait_for()
    assert clipboard(page).endswith(f"#{SENTENCE.label}")


def test_where_the_clipboard_is_refused_the_text_is_selected_and_that_is_said(visit):
    page = visit(
        address(FIRST),
        script="navigator.clipboard.writeText = async () => { throw new Error('refused'); }",
    )
    button = press(page, SENTENCE.label).locator("[data-action=copy]")
    button.click()
    button.get_by_text(STRINGS["by_hand"][FIRST.language]).wait_for()
    chosen = page.evaluate("getSelection().toString()").splitlines()
    assert chosen[:2] == quotation(UNIT, [SENTENCE], FIRST.language)


@each_view
def test_send_hands_the_words_of_every_language_of_the_view_to_the_system(visit, view):
    page = visit(address(view), script="navigator.share = async (what) => { window.sent = what; }")
    page.locator("footer [data-action=send]").click()
    wait(page, "window.sent")
    sent = page.evaluate("window.sent.text").splitlines()
    words = [quotation(UNIT, UNIT.sentences, each)[0] for each in view.languages]
    assert sent[0:-1:2] == words and sent[-1] == HOME + address(view)
