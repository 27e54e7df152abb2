"""TMX: the aligned sentences as translators' tools take them (Translation Memory eXchange
1.4b, LISA OSCAR, 2005)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree

from outputs.labels import edition_name, rights
from outputs.site import Make, Site
from text import STATUSES, Project

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def files(site: Site) -> Iterator[tuple[str, Make]]:
    """Yield (address, how it is made) of the one file."""
    yield f"{site.project.edition.name}.tmx", partial(memory, site.project)


def memory(project: Project) -> bytes:
    """Return a translation memory, a unit a sentence.

    A unit's ``tuid`` is the sentence's label. Each variant has its status, which the header
    explains to a reader, and the editorial note on it. There is no DOCTYPE, which would name
    a file that isn't there. The header has the edition's number and date; no sentence's is known.
    """
    edition, strings = project.edition, project.strings
    tags = strings["language"]
    source = tags[edition.languages[0]]
    root = ElementTree.Element("tmx", {"version": "1.4"})
    header = ElementTree.SubElement(
        root,
        "header",
        {
            "creationtool": edition.name,
            "creationtoolversion": str(project.release.number),
            "segtype": "sentence",
            "o-tmf": edition.name,
            "adminlang": source,
            "srclang": source,
            "datatype": "plaintext",
        },
    )
    about = {"edition": edition_name(strings, project.release), "rights": rights(edition, strings)}
    about |= {status: strings[status] for status in STATUSES}
    for kind, words in about.items():
        for language in edition.languages:
            prop = ElementTree.SubElement(header, "prop", {"type": kind, LANG: tags[language]})
            prop.text = words[language]
    body = ElementTree.SubElement(root, "body")
    for unit in edition.units:
        for sentence in unit.sentences:
            entry = ElementTree.SubElement(body, "tu", {"tuid": sentence.label})
            for language, text in sentence.text.items():
                variant = ElementTree.SubElement(entry, "tuv", {LANG: tags[language]})
                if note := sentence.note.get(language):
                    ElementTree.SubElement(variant, "note").text = note
                prop = ElementTree.SubElement(variant, "prop", {"type": "status"})
                prop.text = unit.status[language]
                ElementTree.SubElement(variant, "seg").text = text
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
