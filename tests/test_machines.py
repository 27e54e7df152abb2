"""What a page's head holds for previews, reference managers and search engines."""

import json
import re

from conftest import each_page, each_unit
from edition import EDITION, HOST, PROJECT, STRINGS, TAGS, view_of
from outputs.labels import shorten
from readers import data, tagged, tags, title_of, tree


def test_a_description_that_is_too_long_ends_with_a_clause():
    assert shorten("Short, and whole.", "…") == "Short, and whole."
    assert shorten(f"One clause, another, {'long ' * 40}", "…") == "One clause, another…"
    assert shorten("\u4e00\u53e5\uff0c" + "\u957f" * 99, "……") == "\u4e00\u53e5……"


@each_page
def test_a_description_begins_the_unit_and_says_if_that_is_a_translation_and_is_no_heading(page):
    for each in page.view.languages:
        said = page.kind.description(PROJECT, page.name, each)
        if page.unit:
            status = STRINGS["unofficial"][each] * (page.unit.status[each] == "translation")
            assert said == shorten(page.unit.sentences[0].text[each], STRINGS["cut"][each]) + status
        assert said in page.description and said[0] != "#"


@each_page
def test_preview_is_complete_and_absolute_on_every_page(based, base, page):
    root, lead = tree(based, page), page.view.language
    found = tags(root)
    titles = [
        title_of(page, each) if page.kind.is_cited else page.title[each]
        for each in page.view.languages
    ]
    title = " · ".join(titles)
    alt = " · ".join(
        STRINGS["card"][each].format(title if page.unit else EDITION.title[each])
        for each, title in zip(page.view.languages, titles, strict=True)
    )
    wanted = {
        "og:type": "article" if page.unit else "website",
        "og:title": title,
        "og:description": page.description,
        "description": page.description,
        "og:site_name": EDITION.short_title[lead],
        "og:url": HOST + base + page.address,
        "og:locale": STRINGS["locale"][lead],
        "og:image": f"{HOST}{base}{page.view.folder}{page.name if page.unit else EDITION.name}.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
    }
    assert {key: found[key] for key in wanted} == {key: [text] for key, text in wanted.items()}
    others = [STRINGS["locale"][each] for each in EDITION.languages if each != lead]
    assert found.get("og:locale:alternate", []) == others
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
        "citation_publication_date": [str(EDITION.year)],
        "citation_language": [TAGS[lead]],
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
    modified = ("dateModified", PROJECT.release.date.isoformat())
    assert dates == [("datePublished", str(EDITION.year)), modified]
    assert whole["version"] == PROJECT.release.number


@each_unit
def test_a_translation_names_an_original_and_an_original_its_translations(based, base, page):
    if page.view.is_parallel:
        return
    found, status = data(tree(based, page)), page.unit.status
    works = {"original": [], "translation": []}
    for each in EDITION.languages:
        address = f"{HOST}{base}{view_of(each).address(page.name)}"
        works[status[each]].append({"@type": "Chapter", "@id": address, "inLanguage": TAGS[each]})
    relations = found.keys() & {"workTranslation", "translationOfWork", "translator"}
    if status[page.view.language] == "translation":
        assert relations == {"translationOfWork", "translator"}
        one, *others = works["original"]
        assert found["translationOfWork"] == ([one, *others] if others else one)
        assert found["translator"]["@id"] == found["publisher"]["@id"]
    else:
        assert relations == ({"workTranslation"} if works["translation"] else set())
        assert found.get("workTranslation", []) == works["translation"]
