"""A third language is content only: a folder, a column of words.yml, a line of mkdocs.yml."""

import json
import re
import subprocess

import pytest
import yaml
from jsonschema import Draft202012Validator
from lxml import html
from translate.storage.tmx import tmxfile

from conftest import EDITION, ROOT, build, project, verb
from outputs.pages import leaves, read_words, views
from text.checks import check
from text.edition import read_edition

HOME = "https://example.org/some/path/"
NOT_TRANSLATED = {"language": "fr", "locale": "fr_FR", "view": "Français", "numerals": ""}


def french(english):
    """Words that are not English any more, with the marks and the gaps that they had."""
    return re.sub(r"(?<![\w{/(.#])([A-Za-z’]{2,})(?![\w}/.@])", lambda m: f"{m[1]}é", english)


def translate(page):
    """Markdown of a page, in French: facts and lines as a translator would leave them."""
    text = page.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    facts = yaml.safe_load(front)
    said = {key: french(fact) for key, fact in facts.items() if isinstance(fact, str)}
    facts |= said | ({"status": "translation"} if "status" in facts else {})
    for key in ("issuers", "notes"):
        if key in facts:
            each = facts[key]
            facts[key] = (
                [french(name) for name in each]
                if key == "issuers"
                else {number: french(note) for number, note in each.items()}
            )
    lines = [line if line.startswith("##") else french(line) for line in body.splitlines()]
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n" + "\n".join(lines) + "\n"


def add_french(root):
    """Do what the README says of adding a language; return what confirming it said."""
    docs = root / "docs"
    (docs / "fr").mkdir()
    for page in (docs / "en").glob("*.md"):
        (docs / "fr" / page.name).write_text(translate(page), encoding="utf-8", newline="\n")
    words = root / "overrides" / "words.yml"
    lines = words.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            ((key, said),) = yaml.safe_load(line).items()
            word = NOT_TRANSLATED.get(key, said["en"])
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


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = project(tmp_path_factory.mktemp("third") / "project")
    done = add_french(root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def edition(root):
    return read_edition(root / "docs")


@pytest.fixture(scope="module")
def words(root):
    return read_words(root)


@pytest.fixture(scope="module")
def built(root):
    """The site of three languages, built as a user would build it."""
    site = root.parent / "site"
    done = build(root, site, HOME)
    assert done.returncode == 0, done.stderr
    return site


def shown(built, leaf, view):
    path = built / leaf.address(view) / "index.html"
    return html.document_fromstring(path.read_bytes().decode())


def own(node):
    tools = "@class='number' or @class='note-mark' or @class='other'"
    return "".join(node.xpath(f".//text()[not(ancestor::*[{tools}])]")).strip()


def pages(edition, words):
    return [(leaf, view) for leaf in leaves(edition, words).values() for view in views(edition)]


def test_the_text_of_three_languages_has_no_fault(root):
    assert check(root) == []


def test_the_code_is_the_projects_own(root):
    for path in (ROOT / "scripts").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert (root / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_every_page_stands_in_every_view_in_its_language(built, edition, words):
    assert edition.languages == ("en", "fr", "zh")
    for leaf, view in pages(edition, words):
        assert shown(built, leaf, view).get("lang") == words["language"][view.lead]


def test_alternates_and_the_switch_name_every_view(built, edition, words):
    for leaf, view in pages(edition, words):
        page = shown(built, leaf, view)
        bare = "" if leaf.name == "index" else f"{leaf.name}/"
        assert dict(
            (a.get("hreflang"), a.get("href")) for a in page.xpath("//head/link[@rel='alternate']")
        ) == {
            "x-default": HOME + bare,
            **{words["language"][each]: f"{HOME}{each}/{bare}" for each in edition.languages},
        }
        names = [a.text_content() for a in page.xpath("//*[@class='switch']/a")]
        both = words["view_all"][view.lead]
        assert names == [*(words["view"][each] for each in edition.languages), both]


def test_a_row_shows_a_sentence_in_all_three_and_no_column_is_lost(built, edition, words):
    all_leaves, all_views = leaves(edition, words), views(edition)
    for unit in edition.units:
        page = shown(built, all_leaves[unit.name], all_views[-1])
        assert not page.xpath("//*[contains(@class, '--two')]")
        for sentence in unit.sentences:
            (row,) = page.xpath(f"//*[@id='{sentence.label}']")
            assert [(p.get("lang"), own(p)) for p in row.findall("p")] == [
                (words["language"][each], sentence.text[each]) for each in edition.languages
            ]


def test_a_page_of_french_leads_to_each_sentence_elsewhere(built, edition, words):
    view = views(edition)[1]
    for unit in edition.units:
        page = shown(built, leaves(edition, words)[unit.name], view)
        for sentence in unit.sentences:
            (node,) = page.xpath(f"//*[@id='{sentence.label}']")
            assert own(node) == sentence.text["fr"]
            assert [a.get("href") for a in node.xpath("./a[@class='other']")] == [
                f"../../{each}/{unit.name}/#{sentence.label}" for each in ("en", "zh")
            ]


def test_prose_is_woven_block_by_block_in_all_three(built, edition, words):
    page = shown(built, leaves(edition, words)["about"], views(edition)[-1])
    blocks = page.xpath("//*[@class='prose']")[0]
    tags = [words["language"][each] for each in edition.languages]
    assert [node.get("lang") or tags[0] for node in blocks] == tags * (len(blocks) // 3)
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_a_unit_is_shared_and_cited_in_all_three(built, edition, words):
    for leaf, view in pages(edition, words):
        if leaf.kind == "unit":
            page = shown(built, leaf, view)
            assert len(page.xpath("//*[@data-slot='0' or @data-slot='1' or @data-slot='2']")) == 3
            assert page.xpath("count(//*[contains(@class, 'cite')]//small)") == len(view.languages)
    assert "language = {fr}" in (built / "fr/proposal-3.bib").read_text(encoding="utf-8")


def test_the_data_hold_all_three(root, built, edition, words):
    tags = [words["language"][each] for each in edition.languages]
    data = json.loads((built / "initiative.json").read_text(encoding="utf-8"))
    schema = json.loads((built / "initiative.schema.json").read_text(encoding="utf-8"))
    assert data["languages"] == tags and Draft202012Validator(schema).is_valid(data)
    memory = tmxfile.parsestring((built / "initiative.tmx").read_bytes())
    sentences = [sentence for unit in edition.units for sentence in unit.sentences]
    for entry, sentence in zip(memory.units, sentences, strict=True):
        assert [entry.get_target_dom(tag).findtext("{*}seg") for tag in tags] == [
            sentence.text[each] for each in edition.languages
        ]
    search = json.loads((built / "sentences.json").read_text(encoding="utf-8"))
    assert search["languages"] == tags
    assert search["sentences"][0][2] == list(edition.units[0].sentences[0].text.values())
    assert f"3.2\t{edition.units[3].sentences[1].text['fr']}" in (
        built / "fr/initiative.txt"
    ).read_text(encoding="utf-8-sig")


def test_the_search_finds_french(built, edition, browser, serve):
    text = edition.units[0].sentences[0].text["fr"]
    page = browser.new_page()
    page.goto(f"{serve(built)}fr/?q={text[:30]}")
    page.locator(".search li").first.wait_for()
    assert page.locator(".search li").count() == 1
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("address", ["", "proposal-3/", "about/"])
def test_three_languages_fit_the_screen(built, browser, serve, address, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(serve(built) + address)
    ends = "[...document.querySelectorAll('#text p, #text a, #text li, .switch a')].map("
    right = page.evaluate(f"Math.max(...{ends}node => node.getBoundingClientRect().right))")
    page.close()
    assert right <= width


@pytest.fixture
def copy(root, tmp_path):
    copy = project(tmp_path / "project")
    assert add_french(copy).returncode == 0
    return copy


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


def test_a_line_less_in_french_is_told(copy):
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
    told = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    sentences = [f"fr {s.label}" for unit in EDITION.units for s in unit.sentences]
    assert set(sentences) < set(told)
    after = (root / "docs/translations.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("fr ")] == before
    assert [" ".join(line.split()[:2]) for line in after if line.startswith("fr ")] == told
