"""The editions that the benchmark makes up from a text."""

from jinja2 import Environment, FileSystemLoader
from lxml import html

from benchmark.editions import enlarge
from edition import ROOT
from outputs.plan import plan
from readers import HOME
from text.project import check, read


def test_an_edition_of_eight_hundred_units_is_not_too_large_to_be_read(root, tmp_path):
    enlarge(root, tmp_path / "large", 800)
    assert check(tmp_path / "large") == []


def test_the_menu_shows_a_mark_without_a_link_for_what_it_leaves_out(root, tmp_path):
    enlarge(root, tmp_path / "large", 30)
    large = plan(read(tmp_path / "large"), HOME)
    for view in large.views:
        here = large.page(large.project.edition.units[15].name, view)
        env = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
        env.filters["url"] = str
        env.globals.update(view=view, strings=large.project.strings, site=large, page=here)
        shown = html.fromstring(env.get_template("partials/menu.html").render())
        menu = large.menu(here)
        marks = [each.get("aria-hidden") for each in shown.xpath("//li") if not each.xpath(".//a")]
        assert marks == ["true"] * menu.count(None) and len(marks) == 2
        assert shown.xpath("//li/a/@href") == [each.address for each in menu if each]
        assert shown.xpath("//*[@aria-current]/@href") == [here.address]
