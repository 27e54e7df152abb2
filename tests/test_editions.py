"""The editions that the benchmark makes up from a text."""

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from benchmark.editions import enlarge, vanilla
from edition import ROOT
from outputs.plan import plan
from projects import small
from readers import HOME
from text.project import check, read


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return small(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture(scope="module")
def large(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large") / "project"
    enlarge(root, folder, 30)
    return plan(read(folder), HOME)  # raises every fault


def test_an_edition_of_eight_hundred_units_is_not_too_large_to_be_read(root, tmp_path):
    enlarge(root, tmp_path / "project", 800)
    assert check(tmp_path / "project") == []


def test_the_menu_shows_a_mark_without_a_link_for_what_it_leaves_out(large):
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


def test_vanilla_has_the_same_sentences_a_page_a_unit(root, tmp_path):
    vanilla(root, tmp_path)
    edition = read(root).edition
    for language in edition.languages:
        folder = tmp_path / "docs" / language
        names = {"index", "about", *(unit.name for unit in edition.units)}
        assert {path.stem for path in folder.iterdir()} == names
        for unit in edition.units:
            text = (folder / f"{unit.name}.md").read_text(encoding="utf-8").rstrip("\n")
            assert text.split("\n\n")[1:] == [each.text[language] for each in unit.sentences]
