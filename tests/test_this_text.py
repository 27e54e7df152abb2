"""What is true of this text alone: its words, its addresses, its source.

Publishing another text? Delete this file and permalinks.txt, or write your own.
"""

import hashlib
import re

import pytest

from edition import EDITION, PAGES, PROJECT, ROOT, SENTENCES, SITE, VIEWS
from plain_truth import truth
from printed import PDFS, each_file, made, opened
from readers import CITED, HOME, references, tree
from test_find import found, searching  # noqa: F401

HELD = (ROOT / "tests" / "permalinks.txt").read_text(encoding="utf-8").splitlines()
LABELS = SENTENCES.keys()
OUR_OWN = {"sentences.json", *(each for each in SITE.files if each.startswith("codes/"))}
"""What our own script alone reads; nobody links to it."""
RELEASED = {address for address in SITE.files if re.fullmatch(r"editions/\d+\.json", address)}
"""Every release adds one; test_site.py holds them all, so that no release changes a test."""


# Addresses and labels are for ever: permalinks.txt holds them, and only grows.


def with_labels(page, labels):
    return {f"/{page.address}", *(f"/{page.address}#{label}" for label in labels)}


def planned():
    """Every address of the plan that somebody may keep."""
    files = SITE.files.keys() - OUR_OWN - RELEASED
    found = {f"/{address}" for address in files} | {"/source.txt"}
    for page in PAGES:
        labels = {sentence.label for sentence in page.unit.sentences} if page.unit else set()
        found |= with_labels(page, LABELS if page.name == "full-text" else labels)
    return found


def test_every_address_of_the_plan_is_held():
    new = sorted(planned() - set(HELD))
    assert not new, "\n".join(["add these lines to tests/permalinks.txt", *new])


def test_every_address_held_is_built(site):
    built = {f"/{path.relative_to(site)}" for path in site.rglob("*")}
    for page in PAGES:
        built |= with_labels(page, tree(site, page).xpath("//@id"))
    assert [address for address in HELD if address not in built] == []


def test_every_address_that_readme_names_is_on_the_site():
    text = (ROOT / "README.md").read_text("utf-8")
    named = re.findall(r"`/((?:en/|zh/)?[\w.-]*/?)(?:#[\w.]+)?`", text)
    assert len(named) > 12
    assert not [name for name in named if name not in {*SITE.pages, *SITE.files, ""}]


def test_every_file_of_the_text_that_readme_names_is_there():
    named = re.findall(r"`(docs/[\w./-]+)`", (ROOT / "README.md").read_text("utf-8"))
    assert len(named) > 5 and all((ROOT / name).exists() for name in named)


# The text is as it was found.


def test_the_source_is_as_it_was_found():
    assert hashlib.sha256(PROJECT.source.raw).hexdigest() == (
        "a1001d71f582848e1c5220abdf7ccc66f875c1d84f137ada05654af229799ac7"
    )


def test_only_the_english_and_the_chinese_of_proposal_1_are_original():
    original = [unit.name for unit in EDITION.units if unit.status["zh"] == "original"]
    assert original == ["proposal-1"]
    assert {unit.status["en"] for unit in EDITION.units} == {"original"}


# What is made of it reads as it should.


@each_file
def test_the_text_is_a_sheet_and_a_unit_a_page(address):
    with opened(made(address)) as pdf:
        assert "-large" in address or len(pdf.pages) == (1 if PDFS[address].unit else 2)


def test_references_read_as_their_rules_ask(site):
    root = tree(site, SITE.page("proposal-3", VIEWS[-1]))
    title, release = EDITION.unit("proposal-3").title, PROJECT.release
    number, day = release.number, release.date  # what a release changes; so may a title be
    assert references(root) == {
        "en": "Ministry of Commerce of the People\u2019s Republic of China & United Nations "
        f"Conference on Trade and Development. (2018). Proposal 3: {title['en']}. "
        "In Cooperation Initiative of Global Trade in Services Summit of the 5th CIFTIS "
        f"(Edition {number} of {day.day} {day:%B %Y}). {HOME}en/proposal-3/",
        "zh-Hans": "中华人民共和国商务部, 联合国贸易和发展会议. "
        f"倡议三\uff1a{title['zh']}: 网络版非官方译文[EB/OL]"
        f"//第五届京交会全球服务贸易峰会合作倡议. {number}版. 北京, 2018({day}). "
        f"{HOME}zh/proposal-3/.",
    }
    assert root.xpath("//*[contains(@class, 'e-cite')]//span/@data-today") == ["[{}]"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_references_say_what_is_translated(site, language):
    for page in CITED:
        if page.unit and page.view.language == language:
            (shown,) = references(tree(site, page)).values()
            translated = page.unit.status[language] == "translation"
            assert ("Unofficial translation" in shown or "译文" in shown) == translated


def test_the_chinese_glossary_begins_and_ends_as_a_dictionary_would():
    chinese = [each.term.text["zh"][0] for each in SITE.glossary["zh"]]
    assert [each for each in chinese if each != "《"][:6] == list("包便产持重大")
    assert chinese[-6:] == list("增政治中自最")


# What readers remember of it is found.

QUERIES = {
    # labels and parts
    "4.3": "proposal-4/#4.3",
    "preamble 2": "preamble/#preamble.2",
    "preamble.2": "preamble/#preamble.2",
    "proposal 4": "proposal-4/",
    "PROPOSAL 4, sentence 5": "proposal-4/#4.5",
    "倡议四": "proposal-4/",
    "倡议4": "proposal-4/",
    "第四条": "proposal-4/",
    "倡议四第5句": "proposal-4/#4.5",
    "序言2": "preamble/#preamble.2",
    "结语": "closing-call/",
    # titles and issuers
    "Open up and liberalize": "proposal-4/",
    "United Nations Conference": "",
    "商务部": "",
    "Cooperation Initiative": "",
    # words, in any order, folded
    "growth": "preamble/#preamble.2",
    "services trade": "",
    "2030 年": "proposal-2/",
    "开放 包容": "proposal-4/#4.5",
    "rule based": "proposal-4/#4.5",
    "rule-based": "proposal-4/#4.5",
    "world's": "proposal-4/#4.2",
    "worlds prosperous": "proposal-4/#4.2",
    "２０３０": "proposal-2/",
    "ciftis": "",
    '"inclusive growth"': None,
    "“一带一路”": "proposal-4/#4.4",
    "cloud computing": "proposal-5/#5.2",
    # the notes
    "as found": "proposal-4/#note-4.3",
    "照录原文": "proposal-4/#note-4.3",
    # Traditional characters, two languages at once
    "服務貿易": "",
    "開放": "preamble/#preamble.3",
    "trade 服务贸易": "",
}


@pytest.mark.parametrize("query", QUERIES)
def test_what_readers_remember_leads_to_its_place(searching, query):  # noqa: F811
    places = found(searching, query)
    assert places == truth(query)
    assert (places or [None])[0] == QUERIES[query]
