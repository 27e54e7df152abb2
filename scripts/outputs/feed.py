"""The feed: every edition as an entry, in each language (Atom, RFC 4287).

    en/changes.xml   zh/changes.xml

An id is made of the digest of an edition, which never changes, wherever the site is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from uuid import NAMESPACE_OID, uuid5
from xml.etree import ElementTree

from outputs.changes import Changed
from outputs.marks import Pieces
from outputs.site import Make, Page, Site
from text import Release

NAMESPACE = "http://www.w3.org/2005/Atom"

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """Yield (address, how it is made) of every file."""
    for view in site.views:
        if not view.is_parallel:
            yield site.feed(view.language), partial(feed, site, site.page("changes", view))


def feed(site: Site, page: Page) -> bytes:
    """The feed of the page of changes in one language."""
    language, strings = page.view.language, site.project.strings
    entries, between = site.changes.of(page.view.languages), strings["of_which"][language]
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, LANG: strings["language"][language]})
    first = site.project.history[0]
    _texts(
        root,
        id=_id(first.digest, language),
        title=f"{site.project.edition.title[language]}{between}{page.title[language]}",
        updated=_moment(site.project.release),
    )
    _link(root, "self", site.absolute(site.feed(language)), "application/atom+xml")
    _link(root, "alternate", page.canonical_url, "text/html")
    author = ElementTree.SubElement(root, "author")
    _texts(author, name=strings["editors"][language])
    for each in entries:
        entry = ElementTree.SubElement(root, "entry")
        _texts(
            entry,
            id=_id(each.release.digest, f"{language} {each.release.number}"),
            title=each.name[language],
            updated=_moment(each.release),
            published=_moment(each.release),
            summary=each.release.reason.get(language, ""),
        )
        if each.changed:
            content = ElementTree.SubElement(entry, "content", type="html")
            content.text = "\n".join(_shown(site, changed, language) for changed in each.changed)
        _link(entry, "alternate", f"{page.canonical_url}#{each.id}", "text/html")
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _shown(site: Site, changed: Changed, language: str) -> str:
    """A change as HTML: what it is of, then each language, before and after. A translation is
    named in words, since a reader of feeds shows no more of a mark than its letters."""
    strings = site.project.strings

    def version(key: str, pieces: Pieces, of: str, element: str, is_translation: bool) -> str:
        name = strings[key][language] + strings["unofficial"][language] * is_translation
        if not pieces:
            return f"<dt>{escape(name)}</dt><dd>{escape(strings['absent'][language])}</dd>"
        words = "".join(
            f"<{element}>{escape(text)}</{element}>" if is_change else escape(text)
            for is_change, text in pieces
        ).replace("\n", "<br>")
        tag, direction = strings["language"][of], strings["direction"][of]
        return f'<dt>{escape(name)}</dt><dd lang="{tag}" dir="{direction}">{words}</dd>'

    versions = (
        version("before", each.before, each.language, "del", each.was_translation)
        + version("after", each.after, each.language, "ins", each.is_translation)
        for each in changed.changes
    )
    lists = "".join(f"<dl>{each}</dl>" for each in versions)
    return f"<h3>{escape(changed.name[language])}</h3>{lists}"


def _texts(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            ElementTree.SubElement(parent, name).text = text


def _link(parent: ElementTree.Element, rel: str, href: str, type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": href, "type": type})


def _moment(release: Release) -> str:
    """An edition's day as RFC 3339 asks for a moment: its beginning in UTC."""
    return f"{release.date}T00:00:00Z"


def _id(*names: str) -> str:
    return uuid5(NAMESPACE_OID, " ".join(names)).urn
