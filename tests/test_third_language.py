"""A third language is content only: a folder, a column of words.yml, a line of mkdocs.yml."""

import json
import re
import shutil
import subprocess

import pytest
import yaml

from outputs.plan import plan
from projects import built_well, change, once, small, verb
from readers import holds, made, text_of, tree
from test_exports import from_json, from_text, from_tmx
from text.project import check, read

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
    return re.sub(r"(?<![\w{/(.#])([A-Za-z’]{2,})(?![\w}/.@:])", lambda m: f"{m[1]}é", fact)


def translate(page):
    """Markdown of a page, in French: facts and lines as a translator would leave them."""
    _, front, body = page.read_text(encoding="utf-8").split("---\n", 2)
    facts = french(yaml.safe_load(front))
    for fact in ("year", "name", "licence", "licence_url"):
        facts.pop(fact, None)  # the first language's index.md has them
    if "status" in facts:
        facts["status"] = "translation"
    lines = [line if line.startswith("##") else french(line) for line in body.splitlines()]
    front = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n" + "\n".join(lines) + "\n"


def add_french(root):
    """Do what the README says of adding a language; return how confirming it ended."""
    docs, words = root / "docs", root / "overrides" / "words.yml"
    (docs / "fr").mkdir()
    for page in (docs / "en").glob("*.md"):
        (docs / "fr" / page.name).write_text(translate(page), encoding="utf-8", newline="\n")
    lines = words.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            ((key, texts),) = yaml.safe_load(line).items()
            word = NOT_TRANSLATED.get(key, texts["en"])
            lines[number] = f"{line[:-1]}, fr: {json.dumps(word, ensure_ascii=False)}}}"
    words.write_text("\n".join(lines) + "\n", encoding="utf-8")
    line = "        - {locale: zh, name: Chinese}\n"
    change(root / "mkdocs.yml", line, line + "        - {locale: fr, name: French}\n")
    how = verb(root, "text.confirm", "fr", "--all")
    return subprocess.run(**how, capture_output=True, text=True, timeout=60)


def make(folder):
    root = small(folder / "project")
    before = (root / "docs/translations.lock").read_text(encoding="utf-8")
    done = add_french(root)
    assert done.returncode == 0, done.stderr
    (folder / "printed").write_text(done.stdout, encoding="utf-8")
    (folder / "before").write_text(before, encoding="utf-8")


@pytest.fixture(scope="module")
def folder():
    return once("french", make)


@pytest.fixture(scope="module")
def root(folder):
    return folder / "project"


@pytest.fixture(scope="module")
def french_site(root):
    """The plan of the site of three languages; reading it raises every fault."""
    return plan(read(root), HOME)


@pytest.fixture(scope="module")
def edition(french_site):
    return french_site.project.edition


@pytest.fixture(scope="module")
def tags(french_site):
    return french_site.project.strings["language"]


@pytest.fixture(scope="module")
def built(root):
    """The site of three languages, built as a user would build it."""
    return once("french-site", lambda folder: built_well(root, folder / "site", HOME)) / "site"


def test_every_view_leads_to_every_other(built, french_site, edition, tags):
    strings = french_site.project.strings
    assert edition.languages == ("en", "zh", "fr")
    for view in french_site.views:
        root = tree(built, french_site.page("proposal-2", view))
        assert root.get("lang") == tags[view.language]
        alternates = {a.get("hreflang") for a in root.xpath("//head/link[@rel='alternate']")}
        assert alternates == {"x-default", *tags.values()}
        names = [a.text_content() for a in root.xpath("//*[@class='e-switch']/a")]
        assert names == ["English", "中文", "Français", strings["view_all"][view.language]]
        assert root.xpath("count(//*[contains(@class, 'e-cite')]//small)") == len(view.languages)


def test_a_row_shows_a_sentence_in_all_three_and_a_page_of_one_leads_to_it_in_the_others(
    built, french_site, edition, tags
):
    for unit in edition.units:
        together, alone = (tree(built, french_site.pages[f"{f}{unit.name}/"]) for f in ("", "fr/"))
        assert together.xpath("//article/@data-languages") == ["3"]
        for sentence in unit.sentences:
            (row,) = together.xpath(f"//*[@id='{sentence.label}']")
            assert [(p.get("lang"), text_of(p)) for p in row.findall("p")] == [
                (tags[each], sentence.text[each]) for each in edition.languages
            ]
            (node,) = alone.xpath(f"//*[@id='{sentence.label}']")
            assert text_of(node) == sentence.text["fr"]
            assert [a.get("href") for a in node.xpath("./a[@class='e-other']")] == [
                f"../../{each}/{unit.name}/#{sentence.label}" for each in ("en", "zh")
            ]


def test_prose_alternates_block_by_block_in_all_three(built, french_site, edition, tags):
    root = tree(built, french_site.pages["about/"])
    blocks = root.xpath("//*[@class='e-prose']")[0]
    order = [tags[each] for each in edition.languages]
    assert [node.get("lang") or order[0] for node in blocks] == order * (len(blocks) // 3)
    assert len(set(root.xpath("//@id"))) == len(root.xpath("//@id"))


@pytest.mark.parametrize("read", [from_json, from_tmx, from_text], ids=["json", "tmx", "text"])
def test_the_data_hold_all_three(french_site, edition, tags, read):
    wanted = {each.label: dict(each.text) for unit in edition.units for each in unit.sentences}
    assert read(made(french_site), edition.languages, tags) == wanted


@pytest.mark.parametrize("address", ["", "proposal-2/", "about/"])
def test_three_languages_fit_the_screen(built, window, serve, address):
    window.goto(serve(built) + address)
    ends = "[...document.querySelectorAll('#text p, #text a, #text li, .e-switch a')].map("
    for width in (320, 390, 1280):
        window.set_viewport_size({"width": width, "height": 800})
        right = window.evaluate(f"Math.max(...{ends}node => node.getBoundingClientRect().right))")
        assert right <= width


def test_print_files_hold_french_beside_the_others(built, edition):
    for folder, languages in (("fr", ["fr"]), ("", edition.languages)):
        for sentence in edition.unit("proposal-2").sentences:
            for each in languages:
                assert holds(built / folder / "proposal-2.pdf", sentence.text[each], each)


def test_a_changed_original_names_each_of_its_translations_and_a_line_less_is_a_fault(
    root, tmp_path
):
    copy = shutil.copytree(root, tmp_path / "project")
    change(copy / "docs/en/preamble.md", "We met.", "Another.")
    change(copy / "docs/fr/closing-call.md", "\nCome", "\nCome.\nCome")
    found = [str(fault) for fault in check(copy)]
    assert [fault for fault in found if "source.txt" not in fault] == [
        "docs/fr/closing-call.md:6: 2 sentences where en has 1; make line n render line n",
        *(
            f"docs/{each}/preamble.md:5: renders “Another.”, which has changed since; "
            f"compare them, then run sh scripts/confirm {each} preamble.1"
            for each in ("fr", "zh")
        ),
    ]


def test_confirming_a_new_language_says_each_line_and_leaves_the_others(folder, root, edition):
    printed = (folder / "printed").read_text(encoding="utf-8").splitlines()
    printed = [line for line in printed if not line.startswith(" ")]
    sentences = [f"fr {s.label}" for unit in edition.units for s in unit.sentences]
    assert set(sentences) < set(printed)
    after = (root / "docs/translations.lock").read_text(encoding="utf-8").splitlines()
    before = (folder / "before").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("fr ")] == before
    assert [" ".join(line.split()[:2]) for line in after if line.startswith("fr ")] == printed
