"""A built site that has editions: its pages, its print files, what a build refuses."""

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest

from benchmark.editions import lengthen
from outputs.labels import edition_name
from projects import build, built_well, once, repository, small
from readers import parsed, tree
from reading import press
from released import CORRECTED, HOME, correct, noted, release_corrections, site_of
from test_serve import eventually, served


def make(folder):
    root = small(folder / "project")
    release_corrections(root)
    built_well(root, folder / "site", HOME)


@pytest.fixture
def root(tmp_path):
    return shutil.copytree(once("released", make) / "project", tmp_path / "root", symlinks=True)


@pytest.fixture(scope="module")
def site():
    return once("released", make) / "site"


@pytest.fixture(scope="module")
def plan():
    return site_of(once("released", make) / "project")


@pytest.fixture(params=range(3), ids=["en", "zh", "all"])
def view(plan, request):
    return plan.views[request.param]


def test_the_page_shows_each_change_before_and_after_and_marks_what_is_new_or_translated(
    site, plan, view
):
    shown = tree(site, plan.page("changes", view))
    assert shown.xpath("//section[@class='e-edition']/@id") == [e.id for e in plan.changes.entries]
    for entry in plan.changes.entries:
        for changed in entry.changed:
            (section,) = shown.xpath("//*[@id=$id]", id=changed.id)
            texts = [each.text_content().strip() for each in section.iter("dd")]
            pieces = [side for each in changed.changes for side in (each.before, each.after)]
            assert texts == ["".join(text for _, text in side) for side in pieces]
            for tag, at in (("del", 0), ("ins", 1)):
                marked = [text for side in pieces[at::2] for is_change, text in side if is_change]
                assert [each.text_content() for each in section.iter(tag)] == marked
            marks = [each.xpath("boolean(.//abbr)") for each in section.iter("dt")]
            assert marks == [
                changed.field in ("text", "title")
                and changed.unit.status[each.language] == "translation"
                for each in changed.changes
                for _ in ("before", "after")
            ]


def test_a_changed_sentence_says_so_on_its_page_and_leads_to_the_change_and_back(site, plan, view):
    units = plan.project.edition.units
    changes = tree(site, plan.page("changes", view))
    for name, shown in [*((unit.name, [unit]) for unit in units), ("full-text", units)]:
        links = tree(site, plan.page(name, view)).xpath("//a[@data-changed]")
        newest = plan.changes.newest(shown, view.languages)
        wanted = [changed for group in newest.values() for changed in group]
        assert [each.get("data-changed") for each in links] == [each.label for each in wanted]
        for link, changed in zip(links, wanted, strict=True):
            assert link.get("href").endswith(f"changes/#{changed.id}")
            (back,) = changes.xpath("//*[@id=$id]//h3/a", id=changed.id)
            anchor = f"#{changed.label}" if changed.label else ""
            assert back.get("href").endswith(f"{changed.unit.name}/{anchor}")


def test_a_change_leads_to_the_one_before_it_of_the_same_sentence(site, plan, view):
    shown = tree(site, plan.page("changes", view))
    (link,) = shown.xpath("//section[@class='e-changed']/p/a")
    assert link.getparent().getparent().get("id") == f"edition-4-{CORRECTED}"
    assert link.get("href") == f"#edition-2-{CORRECTED}"
    said = plan.project.strings["changed_in"]
    assert link.text_content() == " · ".join(said[each].format(2) for each in view.languages)


@pytest.mark.parametrize("name", ["proposal-2", "full-text"])
def test_a_title_or_note_that_was_changed_is_named_in_each_language_of_the_view(
    site, plan, name, view
):
    unit, sentence = noted(plan.project.root)
    shown = tree(site, plan.page(name, view))
    titles = shown.xpath("//a[@data-changed='']")
    notes = shown.xpath("//a[contains(@href, '-note')]")
    if view.languages == ("zh",):
        assert titles == notes == []
        return
    strings = plan.project.strings
    of = "" if name == unit.name else f"Proposal {unit.number}: "
    assert titles[0].text_content().startswith(f"{of}{strings['fact_title']['en']}")
    named = [strings["note"][each].format(sentence.label) for each in view.languages]
    assert notes[0].text_content() == " · ".join(named)
    colon = notes[0].getparent()[1]  # after the last language, so of that
    assert colon.get("lang") == strings["language"][view.languages[-1]]


@pytest.mark.parametrize("name", ["proposal-2", "full-text"])
def test_the_sheet_of_a_changed_sentence_leads_to_the_change(site, plan, serve, window, name):
    _, sentence = noted(plan.project.root)
    window.goto(f"{serve(site)}{name}/")
    press(window, sentence.label)
    lines = press(window, sentence.label).locator("p:has([href*='changes/'])")  # as the first time
    said = plan.project.strings["changed_in"].values()
    note, text = (" · ".join(each.format(number) for each in said) for number in (3, 2))
    of = " · ".join(f.format(sentence.label) for f in plan.project.strings["note"].values())
    assert lines.all_inner_texts() == [f"{note}: {of}", f"{text}: {sentence.label}"]
    joined = "spans => spans.map(span => getComputedStyle(span, '::after').content)"
    assert {*lines.locator("span").evaluate_all(joined)} == {"none"}  # by words, not by style
    lines.first.locator("a").click()
    assert window.url.endswith(f"changes/#edition-3-{sentence.label}-note")


@pytest.mark.parametrize(
    "address", ["en/", "zh/full-text/", "", "en/changes/", "zh/proposal-2/", "proposal-2/"]
)
def test_a_page_names_the_feeds_of_its_languages(site, plan, address):
    links = parsed(site / address / "index.html").xpath("//link[@type='application/atom+xml']")
    languages = plan.pages[address].view.languages
    tags = [plan.project.strings["language"][each] for each in languages]
    assert [(each.get("rel"), each.get("lang")) for each in links] == [
        ("alternate", each) for each in tags
    ]
    found = [urljoin(f"{HOME}{address}", each.get("href")) for each in links]
    assert found == [f"{HOME}{language}/changes.xml" for language in languages]
    assert all((site / each.removeprefix(HOME)).is_file() for each in found)


def test_colophon_and_reference_name_the_edition(site, plan):
    release = plan.project.release
    name, number = edition_name(plan.project.strings, release)["en"], release.number
    assert name in tree(site, plan.pages["en/about/"]).xpath("string(//dl)")
    cited = "string(//details[contains(@class, 'e-cite')]//p)"
    assert f"({name})" in tree(site, plan.pages["en/"]).xpath(cited)
    assert f". {number}版 " in tree(site, plan.pages["zh/"]).xpath(cited)


def test_changes_are_marked_without_colour_too(site, plan, serve, window, view):
    window.goto(serve(site) + view.address("changes"))
    of = "getComputedStyle(document.querySelector"
    spoken = window.evaluate(f"{of}('ins:lang(zh)'), '::before').content")
    assert spoken == f'"{plan.project.strings["put_in"]["zh"].partition("{}")[0]}"'
    for tag, line in (("del", "line-through"), ("ins", "underline")):
        assert window.evaluate(f"{of}('{tag}')).textDecorationLine") == line


def test_the_site_has_each_edition_as_planned_and_not_as_docs_has_it(site, plan):
    published = {path.name: path.read_bytes() for path in (site / "editions").iterdir()}
    numbers = range(1, plan.project.release.number + 1)
    assert published == {f"{n}.json": plan.files[f"editions/{n}.json"]() for n in numbers}


def test_what_was_put_in_has_a_ground_of_its_own_in_the_change_that_the_address_names(
    site, serve, window
):
    window.goto(f"{serve(site)}changes/#edition-2-{CORRECTED}")
    ground = "element => getComputedStyle(element).backgroundColor"
    named = window.locator(".e-changed:target")
    assert named.evaluate(ground) != named.locator("ins").first.evaluate(ground)


def test_a_build_refuses_text_that_is_not_released_and_leaves_the_last_site(root, tmp_path):
    label = correct(root, "曾")
    (tmp_path / "site").mkdir()
    done = build(root, tmp_path / "site", HOME)
    assert done.returncode and f"{label} (zh)" in done.stderr
    assert "sh scripts/release --why-en" in done.stderr and "Traceback" not in done.stderr
    assert list((tmp_path / "site").iterdir()) == []


def test_serving_goes_on_with_text_that_is_not_released_and_says_so_once(root, tmp_path):
    correct(root, "曾")
    with served(root, tmp_path) as server:
        eventually(lambda: "曾\u3002" in server.shown("zh/full-text/"))
        correct(root, "又")
        eventually(lambda: "曾又\u3002" in server.shown("zh/full-text/"))
        log = server.log.read_text()
        assert log.count("is no longer the text") == 1 and "sh scripts/release" in log


def test_fifty_editions_add_a_file_each_and_nothing_to_pages_but_those_of_changes(
    site, plan, tmp_path
):
    """The page of the sentence that all of them change names the newest alone."""
    count = plan.project.release.number
    lengthen(plan.project.root, tmp_path / "root", 50)
    later = built_well(tmp_path / "root", tmp_path / "site", HOME)
    before, after = ({p.relative_to(each) for p in each.rglob("*")} for each in (site, later))
    new = {Path(f"editions/{number}.json") for number in range(count + 1, count + 51)}
    assert (after - before, before - after) == (new, set())

    def lines(page):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r'(dition[ -]|第|\. |"version":)\d+|\d+ kB', "", text)
        return sorted(text.splitlines())  # the full text begins with what was changed last

    for page in site.rglob("*.html"):
        if page.parent.name != "changes":
            assert lines(later / page.relative_to(site)) == lines(page)


def test_print_files_are_the_same_bytes_until_text_or_templates_change(root, tmp_path):
    def built(name):
        site = built_well(repository(root), tmp_path / name, HOME)
        about = (site / "en/about/index.html").read_text(encoding="utf-8")
        files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*.p[dn][fg]")}
        return re.findall(r"\b[0-9a-f]{40}\b", about), files

    commit, files = built("before")
    with (root / "overrides/assets/css/frame.css").open("a") as sheet:
        sheet.write("/* another commit */\n")
    other, again = built("after")
    assert commit and other and commit != other
    assert files and files == again
