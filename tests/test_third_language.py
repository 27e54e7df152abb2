"""A third language is content only: a folder, a column of words.yml, a line of mkdocs.yml."""

import json
import re
import shutil
import subprocess

import pytest
import yaml

from conftest import EDITION, build, once, project, verb
from outputs.plan import plan
from readers import holds, made, text_of, tree
from released import publish
from test_exports import from_json, from_text, from_tmx
from text.project import check, read
from text.rules import WHOLE

HOME = "https://example.org/some/path/"
NOT_TRANSLATED = {"language": "fr", "locale": "fr_FR", "view": "Français", "numerals": ""}


def french(fact):
    """A fact whose texts are not English any more, with the marks and the gaps that they had."""
    if isinstance(fact, dict):
        return {key: french(each) for key, each in fact.items()}
    if isinstance(fact, list):
        return [french(each) for each in fact]
    if not isinstance(fact, str):
        return fact
    return re.sub(r"(?<![\w{/(.#])([A-Za-z’]{2,})(?![\w}/.@])", lambda m: f"{m[1]}é", fact)


def translate(page):
    """Markdown of a page, in French: facts and lines as a translator would leave them."""
    text = page.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    facts = {key: each for key, each in yaml.safe_load(front).items() if key not in WHOLE}
    facts = french(facts)
    if "status" in facts:
        facts["status"] = "translation"
    lines = [line if line.startswith("##") else french(line) for line in body.splitlines()]
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n" + "\n".join(lines) + "\n"


def add_french(root):
    """Do what the README says of adding a language; return how confirming it ended."""
    docs = root / "docs"
    (docs / "fr").mkdir()
    for page in (docs / "en").glob("*.md"):
        (docs / "fr" / page.name).write_text(translate(page), encoding="utf-8", newline="\n")
    words = root / "overrides" / "words.yml"
    lines = words.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            ((key, texts),) = yaml.safe_load(line).items()
            word = NOT_TRANSLATED.get(key, texts["en"])
            assert line.endswith("}")
            lines[number] = f"{line[:-1]}, fr: {json.dumps(word, ensure_ascii=False)}}}"
    words.write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    line = "        - {locale: zh, name: Chinese}\n"
    assert line in before
    added = before.replace(line, line + "        - {locale: fr, name: French}\n")
    settings.write_text(added, encoding="utf-8")
    how = verb(root, "text.confirm", "fr", "--all")
    return subprocess.run(**how, capture_output=True, text=True, timeout=60)


def make_root(folder):
    done = add_french(project(folder / "project"))
    assert done.returncode == 0, done.stderr
    publish(folder / "project")


def make_site(folder):
    done = build(once("french", make_root) / "project", folder / "site", HOME)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def root():
    return once("french", make_root) / "project"


@pytest.fixture(scope="module")
def french_site(root):
    """The plan of the site of three languages; reading it raises every fault."""
    return plan(read(root), HOME)


@pytest.fixture(scope="module")
def edition(french_site):
    return french_site.project.edition


@pytest.fixture(scope="module")
def strings(french_site):
    return french_site.project.strings


@pytest.fixture(scope="module")
def built():
    """The site of three languages, built as a user would build it."""
    return once("french-site", make_site) / "site"


def listed(french_site):
    return [page for page in french_site.pages.values() if page.kind.is_listed]


def test_every_page_stands_in_every_view_in_its_language(built, french_site, strings):
    assert french_site.project.edition.languages == ("en", "fr", "zh")
    for page in listed(french_site):
        assert tree(built, page).get("lang") == strings["language"][page.view.language]


def test_alternates_and_the_switch_name_every_view(built, french_site, strings):
    for page in listed(french_site):
        root = tree(built, page)
        alternates = root.xpath("//head/link[@rel='alternate'][@hreflang]")
        bare = french_site.views[-1].address(page.name)
        assert {a.get("hreflang"): a.get("href") for a in alternates} == {
            "x-default": HOME + bare,
            **{tag: f"{HOME}{each}/{bare}" for each, tag in strings["language"].items()},
        }
        names = [a.text_content() for a in root.xpath("//*[@class='e-switch']/a")]
        languages = french_site.project.edition.languages
        all_views = strings["view_all"][page.view.language]
        assert names == [*(strings["view"][each] for each in languages), all_views]


def test_a_row_shows_a_sentence_in_all_three(built, french_site, edition, strings):
    for unit in edition.units:
        root = tree(built, french_site.pages[f"{unit.name}/"])
        assert root.xpath("//article/@data-languages") == ["3"]
        for sentence in unit.sentences:
            (row,) = root.xpath(f"//*[@id='{sentence.label}']")
            assert [(p.get("lang"), text_of(p)) for p in row.findall("p")] == [
                (strings["language"][each], sentence.text[each]) for each in edition.languages
            ]


def test_a_page_of_french_leads_to_each_sentence_elsewhere(built, french_site, edition):
    for unit in edition.units:
        root = tree(built, french_site.pages[f"fr/{unit.name}/"])
        for sentence in unit.sentences:
            (node,) = root.xpath(f"//*[@id='{sentence.label}']")
            assert text_of(node) == sentence.text["fr"]
            assert [a.get("href") for a in node.xpath("./a[@class='e-other']")] == [
                f"../../{each}/{unit.name}/#{sentence.label}" for each in ("en", "zh")
            ]


def test_prose_alternates_block_by_block_in_all_three(built, french_site, edition, strings):
    root = tree(built, french_site.pages["about/"])
    blocks = root.xpath("//*[@class='e-prose']")[0]
    tags = [strings["language"][each] for each in edition.languages]
    assert [node.get("lang") or tags[0] for node in blocks] == tags * (len(blocks) // 3)
    assert len(set(root.xpath("//@id"))) == len(root.xpath("//@id"))


def test_a_unit_is_shared_and_cited_in_all_three(built, french_site):
    for page in listed(french_site):
        if page.unit:
            root = tree(built, page)
            assert len(root.xpath("//*[@data-slot='0' or @data-slot='1' or @data-slot='2']")) == 3
            cited = root.xpath("count(//*[contains(@class, 'e-cite')]//small)")
            assert cited == len(page.view.languages)
    assert "language = {fr}" in (built / "fr/proposal-3.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize("read", [from_json, from_tmx, from_text], ids=["json", "tmx", "text"])
def test_the_data_hold_all_three(french_site, edition, read):
    wanted = {each.label: dict(each.text) for unit in edition.units for each in unit.sentences}
    assert read(made(french_site), edition.languages, french_site.project.strings) == wanted


def test_the_search_finds_french(built, edition, browser, serve):
    text = edition.units[0].sentences[0].text["fr"]
    page = browser.new_page()
    page.goto(f"{serve(built)}fr/?q={text[:30]}")
    page.locator(".e-search li").first.wait_for()
    assert page.locator(".e-search li").count() == 1
    page.close()


@pytest.mark.parametrize("address", ["", "proposal-3/", "about/"])
def test_three_languages_fit_the_screen(built, window, serve, address):
    window.goto(serve(built) + address)
    ends = "[...document.querySelectorAll('#text p, #text a, #text li, .e-switch a')].map("
    for width in (320, 390, 1280):
        window.set_viewport_size({"width": width, "height": 800})
        right = window.evaluate(f"Math.max(...{ends}node => node.getBoundingClientRect().right))")
        assert right <= width


def test_print_files_hold_french_beside_the_others(built, edition):
    for folder, languages in (("fr", ["fr"]), ("", edition.languages)):
        for sentence in edition.unit("proposal-3").sentences:
            for each in languages:
                assert holds(built / folder / "proposal-3.pdf", sentence.text[each], each)


@pytest.fixture
def copy(root, tmp_path):
    return shutil.copytree(root, tmp_path / "project")


def test_a_changed_original_names_each_of_its_translations(copy):
    page = copy / "docs/en/about.md"
    text = page.read_text(encoding="utf-8")
    line = text.splitlines()[5]
    page.write_text(text.replace(line, "Another."), encoding="utf-8")
    faults = [str(fault) for fault in check(copy)]
    assert faults == [
        f"docs/{each}/about.md:6: translates “Another.”, which has changed since; "
        f"review it, then run sh scripts/confirm {each} about.2"
        for each in ("fr", "zh")
    ]


def test_a_line_less_in_french_is_a_fault(copy):
    page = copy / "docs/fr/preamble.md"
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    page.write_text("".join(lines[:-1]), encoding="utf-8")
    assert [str(fault) for fault in check(copy)] == [
        "docs/fr/preamble.md:7: 3 sentences where en has 4; make line n render line n"
    ]


def test_french_is_paired_with_the_english_even_where_chinese_is_original(edition):
    unit = edition.units[1]
    assert dict(unit.status) == {"en": "original", "fr": "translation", "zh": "original"}


def test_confirming_a_new_language_says_each_line_and_leaves_the_others(tmp_path):
    root = project(tmp_path / "project")
    before = (root / "docs/translations.lock").read_text(encoding="utf-8").splitlines()
    done = add_french(root)
    printed = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    sentences = [f"fr {s.label}" for unit in EDITION.units for s in unit.sentences]
    assert set(sentences) < set(printed)
    after = (root / "docs/translations.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("fr ")] == before
    assert [" ".join(line.split()[:2]) for line in after if line.startswith("fr ")] == printed
