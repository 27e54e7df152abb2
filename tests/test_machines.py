"""What a page's head holds for previews, reference managers and search engines."""

import json
import re

import pytest

from conftest import EDITION, HOST, STRINGS, each_page, each_unit
from outputs.linked_data import dump
from readers import (
    data,
    tagged,
    tags,
    title_of,
    tree,
    view_of,
)

END = {"en": "work together", "zh": "经济全球化成果"}
"""Of the closing call, whose only sentence is too long, the last words that describe it."""


def described(page, language):
    """What a page's description says of it in a language."""
    if page.unit:
        first, cut = page.unit.sentences[0].text[language], STRINGS["cut"][language]
        if page.name == "closing-call":  # to the end of a clause
            first = first[: first.index(END[language])] + END[language] + cut
        is_translation = page.unit.status[language] == "translation"
        return first + (STRINGS["unofficial"][language] if is_translation else "")
    title = f"{page.title[language]}{STRINGS['of_which'][language]}{EDITION.title[language]}"
    return {
        "index": EDITION.prose["index"].blocks[0][language],
        "about": EDITION.prose["about"].blocks[1][language],
        "glossary": STRINGS["glossary_help"][language],
    }.get(page.name, title)


@each_page
def test_preview_is_complete_and_absolute_on_every_page(based, base, page):
    root, lead = tree(based, page), page.view.language
    found = tags(root)
    titles = [
        title_of(page, each) if page.kind.is_cited else page.title[each]
        for each in page.view.languages
    ]
    title = " · ".join(titles)
    description = " · ".join(described(page, each) for each in page.view.languages)
    others = [each for each in EDITION.languages if each != lead]
    alt = " · ".join(
        STRINGS["card"][each].format(title if page.unit else EDITION.title[each])
        for each, title in zip(page.view.languages, titles, strict=True)
    )
    picture = page.name if page.unit else "initiative"
    wanted = {
        "og:type": "website" if page.name == "index" else "article",
        "og:title": title,
        "og:description": description,
        "description": description,
        "og:site_name": EDITION.short_title[lead],
        "og:url": HOST + base + page.address,
        "og:locale": STRINGS["locale"][lead],
        "og:image": f"{HOST}{base}{page.view.folder}{picture}.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
    }
    assert {key: found[key] for key in wanted} == {key: [text] for key, text in wanted.items()}
    assert found["og:locale:alternate"] == [STRINGS["locale"][each] for each in others]
    assert root.xpath("//link[@rel='canonical']/@href") == found["og:url"]


@each_page
def test_every_page_of_the_text_is_complete_for_reference_managers(based, base, page):
    found = tags(tree(based, page))
    cited = {key: value for key, value in found.items() if key.startswith("citation_")}
    if not page.kind.is_cited:
        assert not cited
        return
    lead = page.view.language
    # Zotero takes a name with spaces apart unless it ends with a comma, which it drops.
    names = [f"{each}," if " " in each else each for each in EDITION.issuers[lead]]
    whole = {"citation_inbook_title": [EDITION.title[lead]]} if page.unit else {}
    assert cited == whole | {
        "citation_title": [title_of(page, lead)],
        "citation_author": names,
        "citation_publication_date": ["2018"],
        "citation_language": [STRINGS["language"][lead]],
        "citation_public_url": [HOST + base + page.address],
    }


@each_page
def test_linked_data_describe_the_page(based, base, page):
    root, view = tree(based, page), page.view
    if not page.kind.owns_files:
        assert not root.xpath("//script[@type='application/ld+json']")
        return
    found = data(root)
    home, lead = HOST + base, view.language
    whole = found["isPartOf"] if page.unit else found
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == ("Chapter" if page.unit else "CreativeWork")
    assert found["@id"] == home + page.address
    assert found["name"] == title_of(page, lead)
    languages = tagged(view.languages)
    assert found["inLanguage"] == (languages if view.is_parallel else languages[0])
    assert (whole["@id"], whole["name"]) == (home + view.folder, EDITION.title[lead])
    assert [author["name"] for author in whole["author"]] == EDITION.issuers[lead]
    assert found["publisher"]["name"] not in EDITION.issuers[lead]
    assert found["publisher"]["@id"] == f"{home}{view.folder}about/#edition"
    parts = [home + view_of(each).address(page.name) for each in view.languages]
    assert [part["@id"] for part in found.get("hasPart", [])] == (parts if view.is_parallel else [])
    dates = re.findall(r'"([^"]*[dD]ate[^"]*)": "([^"]*)"', json.dumps(found))
    assert dates == [("datePublished", "2018")]


@each_unit
def test_translation_names_its_original_and_the_original_its_translation(based, base, page):
    if page.view.is_parallel:
        return
    found, name = data(tree(based, page)), page.name
    relations = found.keys() & {"workTranslation", "translationOfWork", "translator"}
    other = {"@type": "Chapter"}
    if page.unit.status["zh"] == "original":
        assert not relations
    elif page.view.language == "en":
        other |= {"@id": f"{HOST}{base}zh/{name}/", "inLanguage": "zh-Hans"}
        assert relations == {"workTranslation"} and found["workTranslation"] == [other]
    else:
        other |= {"@id": f"{HOST}{base}en/{name}/", "inLanguage": "en"}
        assert relations == {"translationOfWork", "translator"}
        assert found["translationOfWork"] == other
        assert found["translator"]["@id"] == found["publisher"]["@id"]


@pytest.mark.parametrize("text", ['</script><script>alert(1)</script><!--"', '\\ " {}'])
def test_hostile_text_stays_text_in_json_ld(text):
    dumped = dump({"name": text})
    assert json.loads(dumped) == {"name": text}
    assert "<" not in dumped
