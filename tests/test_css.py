"""A page's style: what it uses, and as it looked before the rest was dropped."""

import re

import pytest
from lightningcss import process_stylesheet
from lxml import html

from building.css import CHARSET, names, reduce, unread
from conftest import each_page
from edition import ALL, FIRST, LAST, ROOT, SENTENCE, UNIT, some_words
from readers import tree
from reading import reading
from test_assumptions_mkdocs import MAIN, SHEET


def test_classes_and_ids_are_found_in_the_tags_alone():
    assert names('<p class="a b" id="c">class="d"</p>') >= {"a", "b", "c"}
    assert names('<script>1</script><p title="1 > 0" class="a"><br id=b>') >= {"a", "b", "<br"}


def test_rules_for_what_no_page_bears_are_dropped_and_variables_that_nothing_reads():
    css = reduce(".a{color:red}.b{color:red}#c{color:red}", {"a"})
    assert ".a{" in css and ".b{" not in css and "#c{" not in css
    css = ":root{--a:1px;--b:var(--c);--c:2px}p{margin:var(--a)}"
    css = reduce(css, set(), unread(css))
    assert "--a:1px" in css and "--b" not in css and "--c" not in css


@each_page
def test_page_keeps_nothing_that_waits_for_a_script_never_loaded(site, page):
    page = tree(site, page)
    waiting = ("md-toggle", "md-overlay", "md-dialog")
    assert not [name for name in waiting if page.xpath(f"//*[contains(@class, '{name}')]")]
    frame = page.xpath("//body//div[not(normalize-space()) and not(.//*[@src or @href])]")
    assert not frame, [html.tostring(each) for each in frame]


def every_rule(view):
    """What a unit's sheets have, as one, with no rule left out."""
    css = f"@layer theme{{{SHEET.read_text('utf-8').removeprefix(CHARSET)}}}"
    for sheet in re.findall(r"'(assets/css/\w+\.css)'", MAIN):
        if view.is_parallel or "parallel" not in sheet:
            css += (ROOT / "overrides" / sheet).read_text("utf-8")
    return process_stylesheet(css, minify=True)


STYLES = """() => {
  const lines = [], seen = new Set();
  const kin = (node) => node ? `${kin(node.parentElement)}>${node.tagName}.${node.className}` : "";
  for (const node of document.querySelectorAll("*")) {
    const like = `${kin(node)} ${!node.previousElementSibling} ${!node.nextElementSibling}`;
    if (!node.id && seen.has(like)) continue; // one of many sentences stands for all
    seen.add(like);
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(node, part);
      if (part && style.content === "none") continue;
      const seen = [...style].filter((name) => !name.startsWith("--")); // variables are no looks
      const values = seen.map((name) => `${name}: ${style.getPropertyValue(name)}`);
      lines.push(`${node.tagName} ${node.className} ${part} ${values.join("; ")}`);
    }
  }
  return lines;
}"""


@pytest.mark.parametrize(
    ("view", "name", "width", "scheme"),
    [
        (ALL, "index", 1280, "light"),
        (FIRST, UNIT.name, 1280, "light"),
        (ALL, UNIT.name, 390, "dark"),
        (LAST, "full-text", 390, "dark"),
    ],
    ids=["contents", "a unit", "a unit of all", "the full text"],
)
def test_dropping_unused_rules_changes_the_style_of_no_element(
    site, serve, browser, view, name, width, scheme
):
    address = f"{view.address(name)}#{SENTENCE.label}"
    with reading(browser, (width, 800), color_scheme=scheme, bypass_csp=True) as page:

        def styles(css):
            style.evaluate("(style, css) => { style.textContent = css; }", css)
            return page.evaluate(STYLES)

        page.goto(serve(site) + address)
        style = page.locator("style").first
        kept = style.text_content()
        for opened in (False, True):
            if opened:
                page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
                if width == 390:
                    page.locator(".e-menu-button").click()
                page.keyboard.press("Control+k")
                page.keyboard.type(some_words())
                page.locator("dialog li").first.wait_for()
            pruned, whole = styles(kept), styles(every_rule(view))
            assert len(pruned) == len(whole) > 90
            assert [pair for pair in zip(pruned, whole, strict=True) if pair[0] != pair[1]] == []
