"""How lines break, measured in the browser character by character: every kind of page in every
view, at widths from a small phone to a wide screen, and with the text twice as large."""

from itertools import product
from statistics import mean, median

import pytest

from conftest import address, each_view
from edition import ALL, EDITION, LAST, PROJECT, SAMPLES, need
from text.terms import split_at_terms

WIDTHS = {16: (320, 390, 430, 710, 767, 768, 1024, 1219, 1280, 1920), 32: (320, 390, 768, 1280)}
"""For a size of the browser's own text, as it comes and twice as large, those of the window."""
CLOSING = "\u3002\uff0c\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u201d\u2019)]}.,;:?!\ue000"
OPENING = "\uff08\u300a\u201c\u2018([{\ue001"
"""In either, the last stands for what a style adds: a note's mark, a sentence's number."""

# Each block of text that is seen: whether it is justified, its width in characters, and its
# lines: the text, and how far Chinese characters are apart in it, in their own size.
BLOCKS = """() => {
  const blocks = new Map(), range = document.createRange(), han = /\\p{Script=Han}/u;
  const walker = document.createTreeWalker(document.body, 5);
  const characters = function* (node) {
    const boxed = node.parentElement.tagName === "ABBR";
    if (node.nodeType === 3 && node.data.trim()) {
      let at = 0;
      for (const text of node.data) {
        range.setStart(node, at);
        range.setEnd(node, (at += text.length));
        const box = range.getBoundingClientRect();
        if (text.trim()) yield { text: boxed ? "\\ue002" : text, box };
      }
    } else if (node.className === "e-note-mark" || node.className === "e-number") {
      const text = node.className === "e-number" ? "\\ue001" : "\\ue000";
      yield { text, box: [...node.getClientRects()].at(-1) };
    }
  };
  for (let node; (node = walker.nextNode()); ) {
    let block = node.nodeType === 3 ? node.parentElement : node;
    if (!block.checkVisibility()) continue;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const lines = blocks.get(block) ?? [];
    for (const each of characters(node)) {
      const last = lines.at(-1)?.at(-1);
      if (last && (each.box.top + each.box.bottom) / 2 < last.box.bottom) lines.at(-1).push(each);
      else lines.push([each]);
    }
    if (lines.length) blocks.set(block, lines);
  }
  return [...blocks].map(([block, lines]) => {
    const style = getComputedStyle(block), size = parseFloat(style.fontSize);
    const apart = ([one, other]) => (other.box.left - one.box.left) / size;
    return {
      justified: style.textAlign === "justify",
      width: block.clientWidth / size,
      lines: lines.map((line) => [
        line.map((each) => each.text).join(""),
        line.slice(1).map((each, n) => [line[n], each])
          .filter((pair) => pair.every((each) => han.test(each.text)))
          .map(apart),
      ]),
    };
  });
}"""


def faults(blocks):
    """What is wrong with the lines of a page."""
    for block in blocks:
        lines = [text for text, _ in block["lines"]]
        yield from (f"begins with {line[:8]}" for line in lines[1:] if line[0] in CLOSING)
        yield from (f"ends with {line[-8:]}" for line in lines[:-1] if line[-1] in OPENING)
        if block["justified"] and block["width"] < 14:
            yield f"justified in {block['width']:.1f} characters: {lines[0]}"
        for line, apart in block["lines"]:
            if len(apart) > 2 and mean(apart) > 1.08:
                yield f"stretched by {mean(apart) - 1:.0%}: {line}"
    apart = [each for block in blocks for _, apart in block["lines"] for each in apart]
    if apart and abs(median(apart) - 1) > 0.01:
        yield f"{median(apart):.3f} of its size from one character to the next"


@each_view
def test_lines_begin_end_and_are_filled_as_the_language_asks_at_any_width(visit, view):
    found, ends = [], []
    pages = [each for each in SAMPLES if each.view == view]
    page = visit("")
    session = page.context.new_cdp_session(page)
    for each, size in product(pages, WIDTHS):
        page.goto(page.home + each.address)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        for width in WIDTHS[size]:
            page.set_viewport_size({"width": width, "height": 844})
            blocks = page.evaluate(BLOCKS)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address(each)} {width} px {size} px: wider than the window")
            found += [f"{address(each)} {width} px {size} px: {f}" for f in faults(blocks)]
            ends += [
                len(block["lines"][-1][0].strip(CLOSING)) == 1
                for block in blocks
                if len(block["lines"]) > 1 and sum(len(apart) for _, apart in block["lines"]) > 5
            ]
    assert not found, "\n".join(found)
    assert sum(ends) <= 0.05 * len(ends), "too many last lines are of one character"


TITLES = (LAST.folder, "", LAST.address("full-text"), ALL.address("full-text"), "404.html")


@pytest.mark.parametrize("each", TITLES)
def test_no_line_of_the_title_ends_within_a_term(window, serve, site, each):
    title = EDITION.title[LAST.language]
    terms = split_at_terms(PROJECT.terms, title, LAST.language)[1::2]
    term = need(terms, "term in its title")
    window.goto(serve(site) + each)
    assert term in window.locator(".e-unbroken").all_text_contents()
    for width in range(320, 481, 10):
        window.set_viewport_size({"width": width, "height": 844})
        lines = window.eval_on_selector_all(
            ".e-unbroken", "terms => terms.map(term => term.getClientRects().length)"
        )
        assert set(lines) == {1}, width
