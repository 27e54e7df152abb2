"""What only a build finds wrong: its environment, sheets, templates, characters without a glyph.

Most is asked of the part that finds it; two builds show that all of it arrives, and that the
last site stays.
"""

from dataclasses import replace

import pytest
from jinja2 import Environment, FileSystemLoader

from building.build import explain
from building.css import sheets
from building.templates import environment, locate
from building.variables import LOCAL, read_address, variables
from edition import ROOT
from outputs.plan import plan
from outputs.site import Unmade
from outputs.typesetting import begin, find_missing_glyphs
from projects import build, change, publish
from readers import HOME
from slips import added
from text import MissingString
from text.confirm import confirm
from text.project import read

SHEET = "overrides/assets/css/print.css"
RARE, SMILE, ALEPH = "\U00020000", "\U0001f642", "\u05d0"

ADDRESSES = ["", " ", "h.org", "javascript:alert(1)", "https://h/a b/", "https://h/<x>/"]
ADDRESSES += ["https://h/?", "https://h/#f", "https://u:p@h/", "https://h:99999/", "https://[x/"]
ADDRESSES += ["https://h..org/", "https://h/%zz/"]


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        *(("SITE_URL", given, "no address of a site; give it as https://") for given in ADDRESSES),
        *(
            ("REPORT_URL", given, "no address; give one")
            for given in ("javascript:x", "https://x y")
        ),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_with_what_to_give(name, given, told):
    (fault,) = variables({name: given})
    assert fault.startswith(f"{name}: {given!r} is {told}")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://h/x", "https://h/x/"),
        ("HTTPS://Example.ORG/X/", "https://example.org/X/"),
        ("http://[::1]:80/x/", "http://[::1]:80/x/"),
        ("https://\u4f8b\u5b50\u3002\u4e2d\u56fd:8443", "https://xn--fsqu00a.xn--fiqs8s:8443/"),
        ("https://stra\u00dfe.de/", "https://xn--strae-oqa.de/"),  # ss by the rules of 2003
        ("https://h/\u5021\u8bae", "https://h/%E5%80%A1%E8%AE%AE/"),
        ("https://h/a%20b/", "https://h/a%20b/"),
    ],
)
def test_an_address_becomes_what_browsers_make_of_it(given, address):
    assert read_address(given) == read_address(address) == address


def test_a_build_needs_to_be_told_nothing():
    assert list(variables({})) == []
    given = {"SITE_URL": LOCAL, "REPORT_URL": "mailto:a@b.c"}
    assert list(variables(given)) == []


@pytest.mark.parametrize(
    ("css", "line", "why"),
    [
        ("}", 1, "is not CSS ("),
        ("a {", 1, "a brace, a comment or a string does not end"),
        ("a { top: 0 }\n<<<<<<< ours\n", 3, "is not CSS ("),
        ('@import "//example.org/x.css";', 1, "fetches another file (`@import"),
        ("/*\n*/ a { background: url(https://x.org/a.png) }", 2, "fetches another file (`url("),
    ],
)
def test_a_broken_sheet_is_told_with_its_line(root, css, line, why):
    (root / SHEET).write_text(css)
    (fault,) = sheets(root / "overrides")
    assert str(fault).startswith(f"{SHEET}:{line}: {why}") and "; " in str(fault)


def test_the_sheets_fetch_nothing_and_a_comment_may_speak_of_it(root):
    assert list(sheets(ROOT / "overrides")) == []
    added(SHEET, "/* @import url(x) */ a { background: url(data:,x) }")(root)
    assert list(sheets(root / "overrides")) == []


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("\n{% for %}", "2: Expected an expression"),
        ("{% if x %}", "1: Unexpected end of template"),
        ("\n{{ x.y }}", "2: 'x' is undefined"),
        ("\n{{ 1 / 0 }}", "2: division by zero"),
        ("\n\n{% include 'nothing.html' %}", "3: there is no template nothing.html"),
        ("{% include 'page.html' %}", "1: maximum recursion depth exceeded"),
        (None, "1: there is no template page.html"),
    ],
)
def test_a_fault_in_a_template_is_told_with_its_line(tmp_path, template, why):
    assert located(tmp_path, template).startswith(f"overrides/page.html:{why}")


def located(tmp_path, template):
    """Where the fault of a template is said to be."""
    folder = tmp_path / "overrides"
    folder.mkdir()
    if template:
        (folder / "page.html").write_text(template)
    env = environment(lambda: Environment(loader=FileSystemLoader([folder])))
    with pytest.raises(Exception) as raised:
        env.get_template("page.html").render(read_address=read_address)
    return locate(raised.value, folder)


def test_a_string_that_the_plan_asks_for_and_is_not_there_is_told_in_a_line(root):
    change(root / "overrides/words.yml", "glossary_help:", "glossary_halp:")
    with pytest.raises(MissingString) as raised:
        plan(read(root), HOME)
    fault = explain(raised.value, root / "overrides", root)
    assert fault.startswith("overrides/words.yml has no string `glossary_help`; add it as `key: ")


def test_a_fault_of_our_own_code_is_not_laid_on_the_template_that_calls_it(tmp_path):
    assert located(tmp_path, "{{ read_address(1) }}") == ""


@pytest.mark.parametrize(
    ("path", "old", "rare"),
    [
        ("docs/zh/proposal-1.md", "title: ", RARE),
        ("docs/en/proposal-1.md", "Books", SMILE),
        ("docs/en/proposal-2.md", "  2: ", ALEPH),
        ("docs/en/index.md", "place: ", ALEPH),
        ("overrides/words.yml", 'menu: {"en": "', SMILE),
    ],
    ids=["title", "sentence", "note", "fact", "string"],
)
def test_a_character_without_a_glyph_is_told_with_its_line(root, path, old, rare):
    change(root / path, old, f"{old}{rare}")
    before, _, _ = (root / path).read_text(encoding="utf-8").partition(rare)
    with pytest.raises(Unmade) as raised:
        find_missing_glyphs(root)
    told = f"{path}:{before.count(chr(10)) + 1}: no font has a glyph for {rare} (U+{ord(rare):04X}"
    (fault,) = str(raised.value).split("\n")
    assert fault.startswith(told) and "; write it in other characters" in fault
    assert fault.endswith("as `fonts` of its language in overrides/words.yml")


def test_a_character_without_a_glyph_is_told_where_it_stands_first(root):
    for name in ("proposal-1", "proposal-2"):
        change(root / f"docs/en/{name}.md", "title: ", f"title: {ALEPH}")
    with pytest.raises(Unmade, match=r"^docs/en/proposal-1.md:2: [^\n]*$"):
        find_missing_glyphs(root)


def test_what_is_only_on_pages_needs_no_glyph(root):
    added("docs/en/about.md", f"\n{SMILE}\n")(root)
    find_missing_glyphs(root)


def test_a_fault_in_setting_is_told_with_its_line(root):
    faces = root / "overrides/typeset/faces.typ"
    added("overrides/typeset/faces.typ", "#let x = (\n")(root)
    site, at = plan(replace(read(ROOT), root=root), HOME), faces.read_text("utf-8").count("\n")
    file = next(address for address in site.files if address.endswith(".pdf"))
    with pytest.raises(Unmade) as raised:
        begin(site)[file]()
    fault = str(raised.value)
    assert fault.startswith(f"overrides/typeset/faces.typ:{at}: unclosed delimiter; correct it (in")
    faces.unlink()
    with pytest.raises(Unmade, match=r"^overrides/typeset/document.typ:\d+: file not found"):
        begin(site)[file]()


@pytest.mark.parametrize("rare", [False, True], ids=["before it begins", "underway"])
def test_a_build_tells_all_of_them_and_leaves_the_last_site(root, tmp_path, rare):
    site = tmp_path / "site"
    site.mkdir()
    (site / "page").write_text("last")
    (site / ".built").write_text("page\n")
    change(root / "docs/zh/proposal-2.md", "  2: ", f"  2: {RARE}")
    url, wanted = HOME, ["docs/zh/proposal-2.md:5: no font has a glyph for "]
    assert confirm(root, "zh", (), every=True) == []
    publish(root)
    if not rare:
        change(root / "mkdocs.yml", "preamble.md", "preambel.md")
        at = (root / SHEET).read_text("utf-8").count("\n") + 1
        merge = (root / "overrides/unit.html").read_text("utf-8").count("\n") + 1
        added(SHEET, "}")(root)
        added("overrides/unit.html", "=======\n")(root)
        url = "https://example.org/?x"
        wanted = ["SITE_URL: ", "mkdocs.yml:", f"{SHEET}:{at}: is not CSS ("]
        wanted += [f"overrides/unit.html:{merge}: the mark of a merge"]
    done = build(root, site, url)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert [each for each in wanted if f"\n{each}" not in f"\n{done.stderr}"] == []
    assert sorted(each.name for each in site.iterdir()) == [".built", "page"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["project", "site"]
