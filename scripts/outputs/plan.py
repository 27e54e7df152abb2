"""The plan: what the site consists of, as data, before anything is rendered.

    plan(project, url) ──> Site    .pages   address ─> Page, with all that its template asks
                                   .files   address ─> how it is made

To add an output, write a module with a function `files` and name it in OUTPUTS. To add a kind
of page, add a row to KINDS, its template, and its name to `nav` in mkdocs.yml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from outputs import citation_files, data, feed, sentences, tmx, typesetting
from outputs.citations import cite
from outputs.labels import position
from outputs.linked_data import linked_data
from outputs.site import Kind, Page, Site
from outputs.views import View, absolute, alone, views
from text.edition import Translated
from text.project import Project

OUTPUTS = (
    *(typesetting.files, data.files, sentences.files, tmx.files),
    *(citation_files.files, feed.files),
)
"""Every output's files, those that take longest first."""


def title_of_whole(project: Project, name: str) -> Translated:
    return project.edition.title


def title_of_unit(project: Project, name: str) -> Translated:
    return project.edition.unit(name).title


def title_of_prose(project: Project, name: str) -> Translated:
    return project.edition.prose[name].title


def string(key: str) -> Callable[[Project, str], Translated]:
    """A title that is a string of the interface."""
    return lambda project, name: project.strings[key]


def by_title(project: Project, name: str, language: str) -> str:
    return project.edition.title[language]


def by_contents(project: Project, name: str, language: str) -> str:
    """The first paragraph of the contents page says what the site is."""
    return project.edition.prose["index"].blocks[0][language]


def by_first_sentence(project: Project, name: str, language: str) -> str:
    """A unit's first sentence, and a word if that is a translation."""
    unit = project.edition.unit(name)
    status = project.strings["unofficial"] if unit.status[language] == "translation" else {}
    return unit.sentences[0].text[language] + status.get(language, "")


# fmt: off
# Its template, title, and title in menus; its description, Open Graph's type, and whether it
# is cited, owns files (the full text's are the contents page's), is listed in menus and sitemap.
UNIT = Kind("unit", title_of_unit, title_of_unit,
            by_first_sentence, "article", True, True, True)
"""The kind of every page that KINDS does not name."""

KINDS = {
    "index": Kind("contents", title_of_whole, string("contents"),
                  by_contents, "website", True, True, True),
    "full-text": Kind("full-text", string("full_text"), string("full_text"),
                      by_title, "website", True, False, True),
    "glossary": Kind("glossary", string("glossary"), string("glossary"),
                     by_title, "website", False, False, True),
    "changes": Kind("changes", string("changes"), string("changes"),
                    by_title, "website", False, False, True),
    "about": Kind("about", title_of_prose, title_of_prose,
                  by_title, "website", False, False, True),
    "404": Kind("404", string("lost"), string("lost"),
                by_contents, "website", False, False, False),
}
"""A row a kind, by the name of its page; each kind has one page in each view."""
# fmt: on


def plan(project: Project, url: str) -> Site:
    """Return the site that stands at ``url`` (absolute, ending in a slash)."""
    edition = project.edition
    shown = views(edition)
    pages = [_page(project, name, view, url) for name in (*project.order, "404") for view in shown]
    site = Site(
        project=project,
        url=url,
        views=shown,
        pages=MappingProxyType({page.address: page for page in pages}),
        files={},
    )
    files = dict(chain.from_iterable(files(site) for files in OUTPUTS))
    return replace(site, files=MappingProxyType(files))


def _page(project: Project, name: str, view: View, url: str) -> Page:
    edition = project.edition
    kind = KINDS.get(name, UNIT)
    unit = edition.unit(name) if kind is UNIT else None
    file = unit.name if unit else edition.name
    home = unit.name if unit else "index"  # the page that owns the files, and is cited
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
        description=kind.description(project, name, view.language),
        citations=tuple(
            cite(
                project,
                unit,
                language,
                url=absolute(url, alone(language).address(home)),
                file=f"{alone(language).folder}{file}",
            )
            for language in (view.languages if kind.is_cited else ())
        ),
        file=f"{view.folder}{file}",
        linked_data=linked_data(project, unit, view, url) if kind.owns_files else "",
    )
