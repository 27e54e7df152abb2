"""What only a build finds wrong: its environment, sheets, templates, characters without a glyph.

Most is asked of the part that finds it; two builds show that all of it arrives, and that the
last site stays.
"""

from dataclasses import replace

import pytest
from jinja2 import Environment, FileSystemLoader

from building.css import sheets
from building.templates import environment, locate
from building.variables import LOCAL, read_address, variables
from conftest import ROOT, build, project
from outputs import data
from outputs.plan import plan
from outputs.site import Unmade
from outputs.typesetting import begin, find_missing_glyphs
from slips import added, change, gone
from text.confirm import confirm
from text.project import read

HOST = "https://example.org/"
SHEET = "overrides/assets/css/print.css"
RARE, SMILE, ALEPH = "\U00020000", "\U0001f642", "\u05d0"

ADDRESSES = {
    "": "does not begin with https://",
    " ": "holds a space",
    "https://h/a b/": "holds a space",
    "https://a b/": "holds a space",
    "https://h/<x>/": "holds a space, or another character",
    "https://h/x/?y=1": "goes on after ? or #",
    "https://h/?": "goes on after ? or #",
    "https://h/#f": "goes on after ? or #",
    "h.org": "does not begin with https://",
    "/x/": "does not begin with https://",
    "https:///x/": "does not begin with https://",
    "ftp://h/": "does not begin with https://",
    "javascript:alert(1)": "does not begin with https://",
    "https://u:p@h/": "names a user",
    "https://h:99999/": "has no valid host or port",
    "https://h:abc/": "has no valid host or port",
    "https://[x/": "has no valid host or port",
    "https://h..org/": "has no valid host or port",
    "https://-\u4f8b.\u4e2d\u56fd/": "has no valid host or port",
    "https://h/%zz/": "has a % without two hexadecimal digits",
}


@pytest.mark.parametrize(("given", "why"), ADDRESSES.items(), ids=repr)
def test_an_address_that_no_site_can_have_is_told_with_what_to_give(given, why):
    (fault,) = variables({"SITE_URL": given})
    assert fault.startswith(f"SITE_URL: {given!r} {why}")
    assert fault.endswith("; give the site's whole address, such as https://host/some/path/")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://h", "https://h/"),
        ("https://h/x", "https://h/x/"),
        ("HTTPS://Example.ORG/X/", "https://example.org/X/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://[::1]:80/x/", "http://[::1]:80/x/"),
        ("https://\u4f8b\u5b50.\u4e2d\u56fd/", "https://xn--fsqu00a.xn--fiqs8s/"),
        ("https://\u4f8b\u5b50\u3002\u4e2d\u56fd:8443", "https://xn--fsqu00a.xn--fiqs8s:8443/"),
        ("https://stra\u00dfe.de/", "https://xn--strae-oqa.de/"),  # ss by the rules of 2003
        ("https://h/\u5021\u8bae", "https://h/%E5%80%A1%E8%AE%AE/"),
        ("https://h/a%20b/", "https://h/a%20b/"),
    ],
)
def test_an_address_becomes_what_browsers_make_of_it(given, address):
    assert read_address(given) == read_address(address) == address


@pytest.mark.parametrize("given", ["javascript:alert(1)", "x", "https://x y"])
def test_a_place_for_reports_that_is_none_is_told(given):
    (fault,) = variables({"REPORT_URL": given})
    assert fault.startswith(f"REPORT_URL: {given!r} is no address; give one")


def test_a_build_needs_to_be_told_nothing():
    assert list(variables({})) == []
    given = {"SITE_URL": LOCAL, "REPORT_URL": "mailto:a@b.c"}
    assert list(variables(given)) == []


@pytest.mark.parametrize(
    ("css", "line", "why"),
    [
        ("}", 1, "is not CSS ("),
        ("a {", 1, "a brace, a comment or a string does not end"),
        ("a {}\n/* b", 2, "a brace, a comment or a string does not end"),
        ("\na:::b { top: 0 }", 2, "is not CSS ("),
        ("a { top: 0 }\n<<<<<<< ours\n", 3, "is not CSS ("),
        ('@import "//example.org/x.css";', 1, "fetches another file (`@import"),
        ('\n@import "reading.css";', 2, "fetches another file (`@import"),
        ("/*\n*/ a { background: url(https://x.org/a.png) }", 2, "fetches another file (`url("),
    ],
)
def test_a_broken_sheet_is_told_with_its_line(tmp_path, css, line, why):
    root = project(tmp_path)
    (root / SHEET).write_text(css)
    (fault,) = sheets(root / "overrides")
    assert str(fault).startswith(f"{SHEET}:{line}: {why}") and "; " in str(fault)


def test_the_sheets_fetch_nothing_and_a_comment_may_speak_of_it(tmp_path):
    assert list(sheets(ROOT / "overrides")) == []
    root = project(tmp_path)
    added(SHEET, "/* @import url(x) */ a { background: url(data:,x) }")(root)
    assert list(sheets(root / "overrides")) == []


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("\n{% for %}", "2: Expected an expression"),
        ("\n{{ x }", "2: unexpected '}'"),
        ("{% if x %}", "1: Unexpected end of template"),
        ("\n{{ x.y }}", "2: 'x' is undefined"),
        ("{{ 1 | nothing }}", "1: No filter named 'nothing'"),
        ("{{ 'x' | batch }}", "1: do_batch() missing"),
        ("\n{{ 1 / 0 }}", "2: division by zero"),
        ("\n\n{% include 'nothing.html' %}", "3: there is no template nothing.html"),
        ("{% include 'page.html' %}", "1: maximum recursion depth exceeded"),
        (None, "1: there is no template page.html"),
    ],
)
def test_a_fault_in_a_template_is_told_with_its_line(tmp_path, template, why):
    folder = tmp_path / "overrides"
    folder.mkdir()
    if template:
        (folder / "page.html").write_text(template)
    env = environment(lambda: Environment(loader=FileSystemLoader([folder])))
    with pytest.raises(Exception) as raised:
        env.get_template("page.html").render()
    assert locate(raised.value, folder).startswith(f"overrides/page.html:{why}")


def test_a_fault_of_our_own_code_is_not_laid_on_the_template_that_calls_it(tmp_path):
    folder = tmp_path / "overrides"
    folder.mkdir()
    (folder / "page.html").write_text("{{ read_address(1) }}")
    env = environment(lambda: Environment(loader=FileSystemLoader([folder])))
    with pytest.raises(TypeError) as raised:
        env.get_template("page.html").render(read_address=read_address)
    assert locate(raised.value, folder) == ""


@pytest.mark.parametrize(
    ("path", "old", "new", "at"),
    [
        ("docs/zh/proposal-3.md", "title: ", f"title: {RARE}", 2),
        ("docs/zh/proposal-3.md", "\u4e16\u754c", f"{RARE}\u4e16\u754c", 5),
        ("docs/en/proposal-3.md", "We should also", f"We should {SMILE} also", 7),
        ("docs/en/proposal-4.md", "  3: ", f"  3: {ALEPH}", 5),
        ("docs/en/index.md", "place: ", f"place: {ALEPH}", 8),
        ("overrides/words.yml", "en: Menu", f"en: {SMILE}Menu", 18),
    ],
    ids=["title", "sentence", "a second sentence", "note", "fact", "string"],
)
def test_a_character_without_a_glyph_is_told_with_its_line(tmp_path, path, old, new, at):
    root = project(tmp_path)
    change(path, old, new)(root)
    with pytest.raises(Unmade) as raised:
        find_missing_glyphs(root)
    (fault,) = str(raised.value).split("\n")
    assert fault.startswith(f"{path}:{at}: no font has a glyph for ")
    assert "(U+" in fault and "; write it in other characters" in fault


def test_what_is_only_on_pages_needs_no_glyph(tmp_path):
    root = project(tmp_path)
    added("docs/en/about.md", f"\n{SMILE}\n")(root)
    find_missing_glyphs(root)


@pytest.mark.parametrize(
    ("do", "told"),
    [
        (gone("overrides/typeset/faces.typ"), "overrides/typeset/document.typ:4: file not found"),
        (
            added("overrides/typeset/faces.typ", "#let x = (\n"),
            "overrides/typeset/faces.typ:54: unclosed delimiter; correct it (in ",
        ),
    ],
    ids=["missing", "broken"],
)
def test_a_fault_in_setting_is_told_with_its_line(tmp_path, do, told):
    root = project(tmp_path)
    do(root)
    site = plan(replace(read(ROOT), root=root), HOST)
    with pytest.raises(Unmade) as raised:
        begin(site)["en/preamble.pdf"]()
    assert str(raised.value).startswith(told)


@pytest.mark.parametrize("schema", [None, "", "{\n"])
def test_a_schema_that_is_none_is_told(tmp_path, monkeypatch, schema):
    path = tmp_path / data.SCHEMA.name
    monkeypatch.setattr(data, "SCHEMA", path)
    if schema is not None:
        path.write_text(schema)
    with pytest.raises(Unmade, match=rf"^scripts/outputs/{path.name}:\d: is no JSON .*; restore"):
        data.read_schema()


@pytest.mark.parametrize("rare", [False, True], ids=["before it begins", "underway"])
def test_a_build_tells_all_of_them_and_leaves_the_last_site(tmp_path, monkeypatch, rare):
    root, site = project(tmp_path / "project"), tmp_path / "site"
    site.mkdir()
    (site / "page").write_text("last")
    (site / ".built").write_text("page\n")
    url, wanted = HOST, ["docs/zh/proposal-3.md:5: no font has a glyph for "]
    change("docs/zh/proposal-3.md", "\u4e16\u754c", f"{RARE}\u4e16\u754c")(root)
    assert confirm(root / "docs", "zh", (), every=True) == []
    if not rare:
        change("mkdocs.yml", "preamble.md", "preambel.md")(root)
        at = (root / SHEET).read_text("utf-8").count("\n") + 1
        added(SHEET, "}")(root)
        added("overrides/unit.html", "=======\n")(root)
        url = "https://example.org/?x"
        wanted = ["SITE_URL: ", "mkdocs.yml:10: `preambel.md` is no page; "]
        wanted += [f"{SHEET}:{at}: is not CSS (", "overrides/unit.html:25: the mark of a merge"]
    done = build(root, site, url)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert [each for each in wanted if f"\n{each}" not in f"\n{done.stderr}"] == []
    assert sorted(each.name for each in site.iterdir()) == [".built", "page"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["project", "site"]
