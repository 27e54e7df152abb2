"""The plan: what the site consists of, as data, before anything is rendered.

    plan(project, url) ──> Site    .pages   address ─> Page, with all that its template asks
                                   .files   address ─> how it is made

To add an output, write a module with a function `files` and name it in OUTPUTS; a language's
own file has its address below `alone(language).folder`. To add a kind of page, add a row to
KINDS and what README.md beside this folder lists.
"""

from __future__ import annotations

from collections.abc import Callable

from outputs import data, feed, sentences, tmx, typesetting
from outputs.citations import cite
from outputs.labels import position, shorten
from outputs.linked_data import linked_data
from outputs.site import Kind, Page, Site, Unmade
from outputs.views import View, absolute, alone, views
from text import Project, Translated

OUTPUTS = (data.files, sentences.files, tmx.files, feed.files, typesetting.files)
"""Every output's files. Those that workers make come last, since a build waits for each in turn."""


def title_of_unit(project: Project, name: str) -> Translated:
    """The title in a unit's front matter."""
    return project.edition.unit(name).title


def title_of_prose(project: Project, name: str) -> Translated:
    """The title in the front matter of a page of prose; that of the contents is the text's."""
    return project.edition.prose[name].title


def string(key: str) -> Callable[[Project, str], Translated]:
    """A title that is a string of the interface."""
    return lambda project, name: project.strings[key]


def by_title(project: Project, name: str, language: str) -> str:
    """What the page is in menus, and of which text."""
    label = KINDS[name].label(project, name)[language]
    return f"{label}{project.strings['of_which'][language]}{project.edition.title[language]}"


def by_help(project: Project, name: str, language: str) -> str:
    """The string that explains a page at its head: `glossary_help` of the glossary."""
    return project.strings[f"{name}_help"][language]


def by_first_paragraph(project: Project, name: str, language: str) -> str:
    """The first paragraph of a page of prose, or of the contents page, which describes the site."""
    prose = project.edition.prose
    blocks = prose.get(name, prose["index"]).blocks
    return next(each[language] for each in blocks if not each[language].startswith("#"))


def by_first_sentence(project: Project, name: str, language: str) -> str:
    """A unit's first sentence, or its first clauses, and a string if that is a translation."""
    unit = project.edition.unit(name)
    is_translation = unit.status[language] == "translation"
    status = project.strings["unofficial"][language] if is_translation else ""
    return shorten(unit.sentences[0].text[language], project.strings["cut"][language]) + status


# fmt: off
# Its template, title, and title in menus; its description, Open Graph's type, and whether it
# is cited, owns files (the full text's are the contents page's), is listed in menus and sitemap,
# has every unit.
UNIT = Kind("unit", title_of_unit, title_of_unit,
            by_first_sentence, "article", True, True, True, False)
"""The kind of every page that KINDS does not name."""

KINDS = {
    "index": Kind("contents", title_of_prose, string("contents"),
                  by_first_paragraph, "website", True, True, True, False),
    "full-text": Kind("full-text", string("full_text"), string("full_text"),
                      by_title, "website", True, False, True, True),
    "glossary": Kind("glossary", string("glossary"), string("glossary"),
                     by_help, "website", False, False, True, False),
    "changes": Kind("changes", string("changes"), string("changes"),
                    by_help, "website", False, False, True, False),
    "about": Kind("about", title_of_prose, title_of_prose,
                  by_first_paragraph, "website", False, False, True, False),
    "404": Kind("404", string("lost"), string("lost"),
                by_first_paragraph, "website", False, False, False, False),
}
"""A row a kind, by the name of its page; each kind has one page in each view."""
# fmt: on


def plan(project: Project, url: str) -> Site:
    """Return the site at an address that is absolute and ends in a slash."""
    shown = views(project.edition)
    pages = [_page(project, name, view, url) for name in (*project.order, "404") for view in shown]
    files = {}
    site = Site(project, url, shown, {page.address: page for page in pages}, files)
    for output in OUTPUTS:
        files.update(output(site))
    return site


def _page(project: Project, name: str, view: View, url: str) -> Page:
    edition = project.edition
    kind = KINDS.get(name, UNIT)
    try:
        unit = edition.unit(name) if kind is UNIT else None
    except KeyError:  # it has a template alone
        message = f"scripts/outputs/plan.py: KINDS has no row for `{name}`; add one"
        raise Unmade(message) from None
    return Page(
        kind=kind,
        name=name,
        view=view,
        address=view.address(name),
        canonical_url=absolute(url, view.address(name)),
        title=kind.title(project, name),
        label=kind.label(project, name),
        unit=unit,
        prose=edition.prose.get(name),
        position=position(edition, project.strings, unit) if unit else None,
        description=" · ".join(kind.description(project, name, each) for each in view.languages),
        citations=tuple(
            cite(project, unit, alone(language), url)
            for language in (view.languages if kind.is_cited else ())
        ),
        file=f"{view.folder}{unit.name if unit else edition.name}",
        linked_data=linked_data(project, unit, view, url) if kind.owns_files else "",
    )
