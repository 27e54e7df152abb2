"""How the tests read what was built: pages, print files, citations, and what they should hold."""

from __future__ import annotations

import dataclasses
import json
import re
from functools import cache

import bibtexparser
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from lxml import html
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from conftest import of_view, over
from edition import EDITION, HOST, PAGES, PROJECT, STRINGS, TAGS, view_of  # noqa: F401
from outputs.labels import heading
from outputs.plan import plan

HOME = f"{HOST}/"
OWNERS = [page for page in PAGES if page.kind.owns_files]
"""The pages with a print file and a picture of their own; citation files if of one language."""
CITED = [page for page in OWNERS if not page.view.is_parallel]
each_paper = over(OWNERS, of_view)


@cache
def parsed(path):
    return html.document_fromstring(path.read_bytes().decode())


def tree(site, page):
    """A page of a site, as a browser's parser reads it."""
    return parsed(site / page.address / "index.html")


def language(node):
    """The language of an element, its own or that of what it stands in."""
    return next((n.get("lang") for n in (node, *node.iterancestors()) if n.get("lang")), None)


def tagged(languages):
    """The tags of some languages."""
    return [TAGS[each] for each in languages]


def text_of(node):
    """The text of a sentence, without its number, its note's mark and its links elsewhere."""
    tools = " or ".join(f"@class='e-{name}'" for name in ("number", "note-mark", "other"))
    return "".join(node.xpath(f".//text()[not(ancestor::*[{tools}])]")).strip()


def tags(root):
    """From a meta tag's name to its content, each time it stands there."""
    found = {}
    for node in root.xpath("//head/meta[@name or @property]"):
        found.setdefault(node.get("property") or node.get("name"), []).append(node.get("content"))
    return found


def data(root):
    """A page's JSON-LD."""
    (script,) = root.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script)


def references(root):
    """From a language to the reference shown in it, without what a script would fill."""
    found = {}
    for node in root.xpath("//details[contains(@class, 'e-cite')]//p"):
        hidden = "ancestor::*[@hidden]"
        found[node.get("lang")] = "".join(node.xpath(f".//text()[not({hidden})]")).strip()
    return found


def title_of(page, language):
    """A page's title as it is cited: a numbered unit's after its number."""
    return heading(STRINGS, page.unit, language) if page.unit else EDITION.title[language]


def note_of(page, language):
    """The note in a citation of a translation; None for the text of the source."""
    found = {unit.status[language] for unit in ([page.unit] if page.unit else EDITION.units)}
    key = "partly" if len(found) > 1 else next(iter(found))
    return None if key == "original" else STRINGS[key][language]


def read_bibtex(text):
    """The only entry, TeX's escapes undone, and its fields as a dict."""
    database = get_default_latex_context_db()
    braces = [("textbraceleft", "{"), ("textbraceright", "}"), ("textasciicircum", "^")]
    specs = [MacroTextSpec(macro, simplify_repl=mark) for macro, mark in braces]
    database.add_context_category("braces", prepend=True, macros=specs)
    decoder = LatexNodes2Text(latex_context=database, math_mode="verbatim")
    library = bibtexparser.parse_string(
        text, append_middleware=[SeparateCoAuthors(), LatexDecodingMiddleware(decoder=decoder)]
    )
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {key: field.value for key, field in entry.fields_dict.items()}
    # Each author in braces still: a name that no reader takes apart.
    assert all(re.fullmatch(r"\{.*\}", author, re.DOTALL) for author in fields["author"])
    fields["author"] = [decoder.latex_to_text(author) for author in fields["author"]]
    return entry, fields


def read_ris(text):
    (record,) = rispy.loads(text)
    return record


def bare(text):
    """Text without the breaks, spaces and joiners that setting adds or takes."""
    return re.sub(r"[\s\u2060\u00ad]", "", text)


def replanned(edition, url=HOME, project=PROJECT):
    """The plan of a project with another edition."""
    units = (unit.name for unit in edition.units)
    order = ("index", *units, "full-text", "glossary", "changes", "about")
    return plan(dataclasses.replace(project, edition=edition, order=order), url)


def altered(name, edition=EDITION, **what):
    """An edition with facts of one unit changed."""
    units = tuple(
        dataclasses.replace(unit, **what) if unit.name == name else unit for unit in edition.units
    )
    return dataclasses.replace(edition, units=units)


def made(site, *addresses):
    """The bytes of some files of a plan, or of all that are not typeset, by address."""
    chosen = addresses or [each for each in site.files if not each.endswith((".pdf", ".png"))]
    return {each: site.files[each]() for each in chosen}
