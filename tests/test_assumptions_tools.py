"""What the code takes for granted in the tools beside MkDocs; see test_assumptions_mkdocs.py."""

import re

import pypdfium2
import pytest
import typst
from jinja2 import DictLoader, Environment
from pypinyin import Style, lazy_pinyin

from benchmark.visit import BLOCKING, SLOW_LINE
from building import css
from conftest import ROOT
from firefox import running
from outputs import typesetting, worker


def test_jinja_asks_by_template_whether_to_escape():
    env = Environment(loader=DictLoader(dict.fromkeys(("ours", "theirs"), "{{ text }}")))
    env.autoescape = {"ours"}.__contains__
    filled = [env.get_template(name).render(text="<") for name in ("ours", "theirs")]
    assert filled == ["&lt;", "<"], "hooks.on_env escapes in our templates alone"


def set_by_typst(text, kind="card"):
    """Compile lines of Typst as scripts/outputs/worker.py does, beside our templates."""
    fonts = tuple(str(folder) for folder in typesetting.font_folders())
    compiler = worker._compiler(str(ROOT / "overrides" / "typeset"), fonts)
    standards = worker.TEMPLATES[kind][1]
    return compiler.compile_with_warnings(input=text.encode(), pdf_standards=standards)


@pytest.mark.parametrize("font", ["Nowhere", "Libertinus Serif", "DejaVu Sans"])
def test_typst_warns_of_a_font_outside_our_folders(font):
    _, warnings = set_by_typst(f'#set text(font: "{font}")\nA')
    assert [each.message for each in warnings] == [f"unknown font family: {font.lower()}"], (
        "worker.compose refuses every warning, so that a font that lacks is no silent change"
    )


@pytest.mark.parametrize("kind", worker.TEMPLATES)
def test_typst_refuses_a_character_without_a_glyph_and_says_which_and_where(kind):
    head = '#set document(title: "T")\n#set text(fallback: false, font: "Source Serif 4")\n'
    with pytest.raises(typst.TypstError) as caught:
        set_by_typst(head + "A \U00012000", kind)
    error = caught.value
    assert "could not be displayed" in error.message, f"standards {worker.TEMPLATES[kind][1]}"
    assert isinstance(error.hints, list) and ":3:" in error.diagnostic, "worker._complaint says it"
    assert set_by_typst(head + "A", kind)[1] == [], "these standards go together"


def test_pdfium_shows_a_point_as_a_pixel_in_plain_colours():
    picture = worker.picture(set_by_typst("#set page(width: 40pt, height: 30pt)\nA")[0])
    assert (picture.size, picture.mode) == ((40, 30), "RGB"), "worker.lighten takes it so"


def test_lightningcss_drops_unused_names_within_a_layer_and_keeps_the_layer():
    sheet = "@layer theme{.a{color:red}.b{color:red}:root{--c:1px;--d:1px}}.b .a{color:red}"
    kept = "@layer theme{.a{color:red}:root{--d:1px}}"
    assert css._minify(sheet, {"b", "--c"}) == kept, "building/css.py: reduce"


@pytest.mark.parametrize("tag", ["script", "style", "title", "textarea", "iframe", "plaintext"])
def test_pythons_html_parser_reads_tags_alone_after_any_tag(tag):
    classes = {f"c{n}" for n in range(99)}
    found = css.names(f"<{tag}>" + "".join(f'<p class="{each}">' for each in classes))
    assert found == classes, "building/css.py: names would drop rules that pages use"


def test_pypinyin_reads_by_phrase_with_the_tone_behind_and_5_for_none():
    sounds = lazy_pinyin("重庆的", style=Style.TONE3, neutral_tone_with_five=True)
    assert sounds == ["chong2", "qing4", "de5"], "outputs/glossary.py: sort_key"


def test_chromium_prints_margin_boxes_with_counters(browser):
    with browser.new_page() as page:
        box = "@bottom-right { content: counter(page) ' of ' counter(pages) }"
        page.set_content(f"<style>@page {{ margin: 2cm; {box} }}</style>text")
        (sheet,) = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert "1 of 1" in sheet.get_textpage().get_text_range(), "main.html numbers pages so"


def test_chromium_says_what_holds_up_the_first_paint_and_slows_its_line(browser):
    with browser.new_page() as page:
        sheet = "http://127.0.0.1:9/sheet.css"
        page.route("**", lambda route: route.fulfill(body="", content_type="text/css"))
        page.route(
            "**/page",
            lambda route: route.fulfill(
                body=f'<link rel="stylesheet" href="{sheet}">', content_type="text/html"
            ),
        )
        page.goto("http://127.0.0.1:9/page", wait_until="networkidle")
        assert page.evaluate(BLOCKING) == [sheet], "benchmark/visit.py would count fewer bytes"
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_LINE)


def test_firefox_names_its_endpoint_and_knows_each_command_that_the_tests_give(tmp_path):
    source = (ROOT / "tests" / "firefox.py").read_text(encoding="utf-8")
    commands = {*re.findall(r'ask\(\s*"([\w.]+)"', source), "no.such"}
    unknown = []
    with running(tmp_path) as firefox:
        for command in sorted(commands):
            try:
                firefox.ask(command)
            except AssertionError as refused:
                unknown += [command] * ("unknown command" in str(refused))
        assert firefox.pdf("about:blank").startswith(b"%PDF"), "tests/test_print.py reads it"
    assert unknown == ["no.such"], "tests/firefox.py gives it"
