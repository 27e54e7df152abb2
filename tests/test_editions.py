"""The editions that the benchmark makes up from the text of this one."""

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from lxml import html

from benchmark.editions import bare, enlarge, vanilla
from conftest import EDITION, ROOT, STRINGS, each_view
from outputs.plan import plan
from readers import HOME
from text.project import check, read


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large") / "project"
    enlarge(ROOT, folder, 30)
    return plan(read(folder), HOME)  # raises every fault


def test_an_edition_of_eight_hundred_units_is_not_too_large_to_be_read(tmp_path):
    enlarge(ROOT, tmp_path / "project", 800)
    assert check(tmp_path / "project") == []


def test_an_edition_made_up_repeats_the_proposals_between_preamble_and_closing_call(large):
    units = large.project.edition.units
    own = EDITION.units[1:-1]
    texts = [[dict(sentence.text) for sentence in unit.sentences] for unit in units]
    wanted = [EDITION.units[0], *(own[n % len(own)] for n in range(28)), EDITION.units[-1]]
    assert texts == [[dict(sentence.text) for sentence in unit.sentences] for unit in wanted]
    assert [unit.number for unit in units] == [None, *range(1, 29), None]


def test_an_edition_made_up_has_a_page_for_each_unit_in_its_nav(large):
    names = [page.name for page in large.listed(large.views[0])]
    units = [unit.name for unit in large.project.edition.units]
    assert names == ["index", *units, "full-text", "glossary", "changes", "about"]


@each_view
def test_the_menu_shows_a_mark_without_a_link_for_what_it_leaves_out(large, view):
    here = large.page("proposal-15", view)
    env = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    env.filters["url"] = str
    env.globals.update(view=view, strings=STRINGS, site=large, page=here)
    shown = html.fromstring(env.get_template("partials/menu.html").render())
    menu = large.menu(here)
    marks = [each.get("aria-hidden") for each in shown.xpath("//li") if not each.xpath(".//a")]
    assert marks == ["true"] * menu.count(None) and len(marks) == 2
    assert shown.xpath("//li/a/@href") == [each.address for each in menu if each]
    assert shown.xpath("//*[@aria-current]/@href") == [here.address]


def test_vanilla_has_the_same_sentences_a_page_a_unit(tmp_path):
    vanilla(ROOT, tmp_path)
    nav = yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    for language in EDITION.languages:
        folder = tmp_path / "docs" / language
        assert {path.name for path in folder.iterdir()} == set(nav)
        for unit in EDITION.units:
            text = (folder / f"{unit.name}.md").read_text(encoding="utf-8")
            assert text.split("\n\n")[1:] == [
                sentence.text[language] + ("\n" if sentence is unit.sentences[-1] else "")
                for sentence in unit.sentences
            ]


def test_a_bare_page_holds_the_words_and_no_style(tmp_path):
    page = html.document_fromstring(bare(EDITION.units[0], {"en": "en", "zh": "zh-Hans"}).decode())
    assert [each.text for each in page.xpath("//p")] == [
        text for sentence in EDITION.units[0].sentences for text in sentence.text.values()
    ]
    assert not page.xpath("//style | //link | //script")
