"""The browsers see the print files' fonts and no others, on every machine."""

import pytest

BANDS = """(text, family) => [...text].map((character) => {
  const pen = Object.assign(document.createElement("canvas"), { width: 60, height: 60 })
    .getContext("2d");
  pen.font = `40px ${family}`;
  pen.fillText(character, 5, 45);
  const { data } = pen.getImageData(0, 0, 60, 60);
  const inked = Array.from({ length: 60 }, (_, row) =>
    data.slice(row * 240, row * 240 + 240).some((value, at) => at % 4 === 3 && value > 100));
  return inked.filter((ink, row) => ink && !inked[row - 1]).length;
})"""
"""How many strokes lie above one another: one in a box, whatever code stands in it."""
WIDTH = """(families) => {
  const pen = document.createElement("canvas").getContext("2d");
  return families.map((family) => {
    pen.font = `40px ${family}`;
    return pen.measureText("Debian, 1234").width;
  });
}"""


@pytest.fixture(params=["chromium", "firefox"])
def run(request, serve, site):
    """Evaluates an expression in a page of either browser."""
    if request.param == "firefox":
        firefox = request.getfixturevalue("firefox")
        firefox.go(serve(site))
        return firefox.run
    window = request.getfixturevalue("window")
    window.goto(serve(site))
    return window.evaluate


def test_browsers_paint_chinese_and_not_boxes(run):
    for family in ("serif", "sans-serif", "system-ui", "monospace", "SimSun"):
        assert run(f"({BANDS})('\u4e00\u4e8c\u4e09', '{family}')") == [1, 2, 3], family


def test_browsers_see_no_font_of_the_machine(run):
    machines = ["DejaVu Sans", "Liberation Serif", "Noto Sans CJK SC", "Arial", "Times"]
    families = [f"{family}, monospace" for family in (*machines, "No Such Font")]
    assert len(set(run(f"({WIDTH})({families})"))) == 1
