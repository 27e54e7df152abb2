"""How pages are set: marks of translation, the spine, sizes, colours and faces."""

import re

import pytest
from lxml import etree

from conftest import address, each_page, each_view
from edition import ALL, EDITION, OTHER, ROOT, SAMPLES, STRINGS, TAGS, UNIT, VIEWS
from readers import tree

ASSETS = ROOT / "overrides" / "assets"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 844}
CHINESE = [view for view in VIEWS if any(TAGS[each][:2] == "zh" for each in view.languages)]

# How high the first line of each element stands, by a box without a size put before it.
BASELINES = """(nodes) => nodes.map((node) => {
  const at = document.createElement("span");
  at.style.display = "inline-block";
  node.prepend(at);
  const { bottom } = at.getBoundingClientRect();
  at.remove();
  return bottom;
})"""


@each_page
def test_each_title_of_a_translation_is_marked_and_the_mark_explained_once(site, page):
    root = tree(site, page)
    units = [page.unit] if page.unit else EDITION.units
    if page.kind.template not in ("unit", "full-text", "contents"):
        return
    for language in page.view.languages:
        tag = TAGS[language]
        for unit in units:
            words = ".//text()[not(ancestor::abbr)]"
            titles = "//article//*[self::h1 or self::h2 or self::li]//span[@lang=$tag]"
            (title,) = [
                node
                for node in root.xpath(titles, tag=tag)
                if "".join(node.xpath(words)).strip() == unit.title[language]
            ]
            assert bool(title.xpath("abbr")) == (unit.status[language] == "translation")
        meaning = f"{STRINGS['translation_mark'][language]} {STRINGS['translation'][language]}"
        told = [" ".join(n.text_content().split()) for n in root.xpath(f"//a[@lang='{tag}']")]
        is_translated = any(unit.status[language] == "translation" for unit in units)
        assert sum(meaning in each for each in told) == is_translated


def test_on_a_desk_pairs_stand_on_one_baseline_in_columns_as_wide_as_each_needs(
    window, serve, site
):
    if len(EDITION.languages) != 2:
        pytest.skip("no two languages side by side")
    window.set_viewport_size(DESK)
    for name in (UNIT.name, "full-text", "index"):
        window.goto(serve(site) + ALL.address(name))
        for pair in window.locator("#text :is(.e-row, .e-pair)").all():
            pieces = pair.locator("> [lang]")
            one, other = pieces.evaluate_all(BASELINES)
            assert one == other, pair.inner_text()
        for row in window.locator(".e-row").all():
            one, other = (each.bounding_box()["width"] for each in row.locator("> p").all())
            assert one / other == pytest.approx(1.35, abs=0.07)


def test_on_a_phone_a_label_is_on_the_baseline_of_its_line(window, serve, site):
    window.set_viewport_size(PHONE)
    window.goto(serve(site) + ALL.address(UNIT.name))
    for row in window.locator(".e-row").all():
        label, line, *_ = row.locator("> .e-number, > p").evaluate_all(BASELINES)
        assert label == pytest.approx(line, abs=0.5), row.inner_text()


@each_view
def test_on_a_phone_the_text_is_soon_in_view(window, serve, site, view):
    window.set_viewport_size(PHONE)
    window.goto(serve(site) + view.address("index"))
    first = window.locator(".e-whole a, .e-parts a").first.bounding_box()
    last = window.locator(".e-parts li").last.bounding_box()
    assert first["y"] <= 600
    assert last["y"] + last["height"] <= 600 + 84 * len(EDITION.units)
    for unit in (UNIT, OTHER):
        window.goto(serve(site) + view.address(unit.name))
        row = window.locator(":is(p.e-text, .e-row p)").first
        more = max(0, len(view.languages) - 2)  # titles beneath one another
        assert row.bounding_box()["y"] <= 220 + 60 * more, unit.name


@pytest.mark.parametrize("each", SAMPLES, ids=address)
def test_a_page_has_four_sizes_of_type_at_most(window, serve, site, each):
    window.goto(serve(site) + each.address)
    for size in (PHONE, DESK):
        window.set_viewport_size(size)
        sizes = window.evaluate(
            """() => {
              const sizes = {};
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const node = texts.currentNode.parentElement;
                if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
                sizes[getComputedStyle(node).fontSize] ??= node.outerHTML.slice(0, 80);
              }
              return sizes;
            }"""
        )
        named = {"14px", "16px", "20px"}
        assert len(sizes) <= 4 and len(sizes.keys() - named) <= 1, sizes


@each_page
def test_at_no_width_two_breakpoints_hold(site, page):
    (css,) = tree(site, page).xpath("//style[contains(., '@layer')]/text()")
    lower, upper = (
        {
            float(value) * (16 if unit == "em" else 1)
            for value, unit in re.findall(rf"\((?:{edge})([\d.]+)(em|px)\)", css)
        }
        for edge in ("min-width:|width>=", "max-width:|width<=")
    )
    assert lower and upper
    assert not [(low, high) for low in lower for high in upper if 0 <= high - low < 16]


def test_the_icon_has_the_colours_of_the_page_and_nothing_else_writes_any():
    css, _, _ = (ASSETS / "css/reading.css").read_text("utf-8").partition("@media")
    palette = dict(re.findall(r"--(\w+): (#\w{6});", css))
    icon = etree.parse(ASSETS / "icon.svg")
    colours = {*icon.xpath("//@fill"), *icon.xpath("//@stroke")} - {"none"}
    assert colours == {palette["accent"], palette["paper"]}
    others = [*(ROOT / "overrides/typeset").glob("*.typ"), *ASSETS.glob("js/*.js")]
    assert not [
        path.name for path in others if re.search(r"#[0-9a-f]{6}\b", path.read_text("utf-8"))
    ]


@each_view
def test_nothing_moves_once_it_is_painted(visit, view):
    for size in ((390, 844), (1280, 844)):
        page = visit(f"{view.address(UNIT.name)}#{UNIT.sentences[-1].label}", size)
        moved = page.evaluate(
            """() => new Promise((resolve) => {
              new PerformanceObserver((list) => resolve(list.getEntries().map((e) => e.value)))
                .observe({ type: "layout-shift", buffered: true });
              setTimeout(resolve, 300, []);
            })"""
        )
        assert moved == []


def test_chinese_headings_are_of_one_weight_on_a_device_that_has_one(window, serve, site):
    bold = "#text :is(h1, h2, .e-lead, .e-parts a):lang(zh)"
    plain = ".e-title, .e-notes, .e-colophon, .e-prose, .e-tools"
    for view in CHINESE:
        for name in ("index", UNIT.name, "full-text"):
            window.goto(serve(site) + view.address(name))
            found = window.eval_on_selector_all(
                f"{bold}, #text :is(h1, h2, .e-parts a, .e-lead) > :lang(zh)",
                f"""nodes => nodes.filter((node) => !node.closest("{plain}"))
                  .filter((node) => !node.matches(".e-number, .e-other, .e-note-mark, abbr"))
                  .map((node) => [getComputedStyle(node), node])
                  .map(([style, node]) => [node.outerHTML.slice(0, 90), +style.fontWeight,
                    style.fontFamily.includes("Noto Sans SC")])""",
            )
            assert [each for each in found if each[1] < 700 or not each[2]] == []


def test_marks_in_chinese_are_full_width_in_every_face(window, serve, site):
    for view in CHINESE:
        for name in ("index", UNIT.name, "about"):
            window.goto(serve(site) + view.address(name))
            narrow = window.evaluate(
                """() => {
                  const shown = [...document.querySelectorAll(":lang(zh)")]
                    .filter((node) => node.checkVisibility());
                  const faces = new Set(shown.map((node) => getComputedStyle(node).fontFamily));
                  const probe = document.body.appendChild(document.createElement("span"));
                  Object.assign(probe.style, { position: "absolute", fontSize: "100px",
                    whiteSpace: "nowrap", textSpacingTrim: "space-all", letterSpacing: "0" });
                  probe.lang = "zh-Hans";
                  return [...faces].flatMap((family) => [..."“”‘’—…"].map((mark) => {
                    probe.style.fontFamily = family;
                    probe.textContent = `中${mark}中`;
                    return [family, mark, probe.getBoundingClientRect().width];
                  })).filter(([, , width]) => Math.abs(width - 300) > 1);
                }"""
            )
            assert narrow == []
