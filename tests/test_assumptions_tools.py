"""What the code takes for granted in the tools beside MkDocs; see test_assumptions_mkdocs.py."""

import pytest
import typst

from benchmark.visit import BLOCKING, SLOW_LINE
from edition import ROOT
from outputs import typesetting, worker


def set_by_typst(text, kind="card"):
    """Compile lines of Typst as scripts/outputs/worker.py does, beside our templates."""
    fonts = tuple(str(folder) for folder in typesetting.font_folders())
    compiler = worker._compiler(str(ROOT / "overrides" / "typeset"), fonts)
    standards = worker.TEMPLATES[kind][1]
    return compiler.compile_with_warnings(input=text.encode(), pdf_standards=standards)


@pytest.mark.parametrize("font", ["Nowhere", "DejaVu Sans"])
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
