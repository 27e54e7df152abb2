"""The edition's digests, its licences, and where to report a fault."""

import hashlib

from conftest import EDITION, ROOT, SITE, STRINGS, build, each_view, project
from readers import HOME, parsed, tree


def lines_of(language):
    """The body's lines of each unit, as the files hold them."""
    for unit in EDITION.units:
        page = (ROOT / "docs" / language / f"{unit.name}.md").read_text(encoding="utf-8")
        yield page.split("---\n", 2)[2].rstrip("\n")


@each_view
def test_the_colophon_holds_the_digests_of_the_source_and_of_each_text(site, view):
    about = tree(site, SITE.page("about", view))
    shown = about.xpath("//*[contains(@class, 'e-colophon')]//dd/text()")
    source = hashlib.sha256((ROOT / "docs" / "source.txt").read_bytes()).hexdigest()
    texts = ["\n".join(lines_of(each)).encode() for each in EDITION.languages]
    assert shown[-3:] == [source, *(hashlib.sha256(each).hexdigest() for each in texts)]


@each_view
def test_the_colophon_names_the_licences_and_how_to_report_a_fault(site, view):
    about = tree(site, SITE.page("about", view))
    (section,) = about.xpath("//*[contains(@class, 'e-colophon')]")
    text = section.text_content()
    for each in view.languages:
        assert STRINGS["licences"][each].format("CC BY 4.0") in text
        assert STRINGS["report"][each] in text
        assert STRINGS["report_fault"][each] not in text  # nowhere to send it
    assert set(section.xpath(".//a[@rel='license']/@href")) == {EDITION.licence[1]}


def test_with_an_address_for_reports_the_page_fills_in_its_link(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_URL", "https://example.org/new?about={}")
    root, site = project(tmp_path / "project"), tmp_path / "site"
    assert build(root, site, HOME).returncode == 0
    page = parsed(site / "zh" / "about" / "index.html")
    (link,) = page.xpath("//*[contains(@class, 'e-colophon')]//a[contains(@href, 'new?')]")
    assert link.text == STRINGS["report_fault"]["zh"]
    assert link.get("href") == "https://example.org/new?about=https%3A//example.org/zh/about/"
