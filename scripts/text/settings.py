"""The settings: mkdocs.yml, which gives the order of pages and of languages.

Its faults are found in its nodes, so that each has its line. A rule yields (line, message);
its docstring is the rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

from text.documents import PROSE, number_of
from text.faults import Fault
from text.files import Unreadable, line_of, parse, read_text

FILE = "mkdocs.yml"

FORM = "each setting as `key: value`"

SHARED = ("main", "contents", "unit", "404")
"""Templates of no page in ``nav``; any other template makes the page of its own name."""

REQUIRED = (*PROSE, "full-text", "changes")
"""Pages that others link to."""

KNOWN = (
    *("site_name", "docs_dir", "site_dir", "dev_addr", "nav", "theme", "plugins", "hooks"),
    *("markdown_extensions", "strict", "validation", "extra", "watch"),
)
"""The settings this site uses, of MkDocs' fifty."""

INSTEAD: Mapping[str, str] = {
    "site_url": "delete it, and give the address to the build as SITE_URL",
    "extra_css": "delete it, and link the style sheet in overrides/main.html",
    "extra_javascript": "delete it, and load the script in overrides/main.html",
}
"""What to do about settings that a publisher may want."""

KEPT: Mapping[str, str] = {
    "docs_dir": "docs",  # the checks read it
    "theme.name": "material",
    "theme.custom_dir": "overrides",  # the checks read it
    "theme.font": "false",  # else fonts would come from another host
    "plugins.i18n.docs_structure": "folder",  # a folder a language
    "plugins.i18n.fallback_to_default": "false",  # else a missing page would be in English
    "plugins.i18n.reconfigure_material": "false",  # else its switch would replace ours
    "hooks.scripts/hooks.py": "",
    "markdown_extensions.attr_list": "",  # else ids of headings would be words of theirs
}
"""Settings that other parts rely on; "" for an entry of a list."""

ALL = "`- {locale: xx, name: All languages, default: true}`"

Found = Mapping[str, tuple[int, yaml.Node]]
"""From a setting's name, "theme.font", to its line and its value."""


@dataclass(frozen=True)
class Order:
    """Every page in reading order, and every language, the first being the one that the others
    are paired with."""

    pages: tuple[str, ...]
    languages: tuple[str, ...]


def read_order(
    path: Path, pages: Collection[str], languages: Sequence[str], templates: Collection[str]
) -> tuple[Order, list[Fault]]:
    """Return the order of pages and languages, and every fault of mkdocs.yml.

    ``pages`` and ``languages`` are those in docs/, ``templates`` the pages that a template
    makes. What mkdocs.yml leaves out comes last, so that it is checked all the same.
    """
    faults: list[Fault] = []
    listed: list[str] = []
    locales: list[str] = []
    try:
        found = dict(_flat(parse(read_text(path), FORM, tags=("!ENV",))))
        listed = [name.removesuffix(".md") for _, name in _entries(found)]
        locales = [locale for _, locale, _ in _languages(found)]
        made = {*templates} - {*SHARED}
        wrong = (*unknown(found), *kept(found), *nav(found, pages, made), *views(found, languages))
        faults += (Fault(path, *each) for each in wrong)
    except Unreadable as fault:
        faults.append(Fault(path, *fault.args))
    order = dict.fromkeys((*listed, *sorted(pages)))
    first = [each for each in dict.fromkeys(locales) if each in languages]
    return Order(tuple(order), tuple(dict.fromkeys((*first, *languages)))), faults


def unknown(found: Found) -> Iterator[tuple[int, str]]:
    """This site uses all settings and plugins that are set."""
    for key, (line, _) in found.items():
        if "." not in key and key not in KNOWN:
            yield line, f"`{key}` is no setting of this site; {INSTEAD.get(key, 'delete it')}"
        if re.fullmatch(r"plugins\.(?!i18n$)[^.]+", key):
            yield line, f"the site does not use the plugin `{key.partition('.')[2]}`; delete it"


def kept(found: Found) -> Iterator[tuple[int, str]]:
    """Settings that other parts rely on have the values they expect."""
    for key, wanted in KEPT.items():
        parent, _, name = key.rpartition(".") if wanted else key.partition(".")
        what = f"`{name}: {wanted}`" if wanted else f"`{name}`"
        if key not in found:
            line, _ = found.get(parent, (1, None))
            yield line, f"has no `{key}`; add {what}{parent and f' under `{parent}`'}"
        elif wanted and _value(found[key][1]) != wanted:
            yield found[key][0], f"`{key}` has another value; write {what}"


def nav(found: Found, pages: Collection[str], made: Collection[str]) -> Iterator[tuple[int, str]]:
    """``nav`` lists every page once, in reading order, index.md first; numbers at the end of
    names run 1, 2, 3 and so on, since labels consist of them."""
    start, _ = found.get("nav", (1, None))
    entries = _entries(found)
    if not all(name for _, name in entries):
        line = next(line for line, name in entries if not name)
        yield line, "an entry with a title or pages below it; write each page as `- name.md`"
        return
    if not entries:
        yield start, "`nav` lists no pages; write each below it as `- name.md`"
        return
    lines = {name.removesuffix(".md"): line for line, name in reversed(entries)}
    missing = sorted({*pages, *REQUIRED} - lines.keys())
    numbers = 0
    for line, entry in entries:
        name = entry.removesuffix(".md")
        if lines[name] != line:
            yield line, f"`{entry}` is in line {lines[name]} already; delete one"
        elif entry == name or name not in (*pages, *made):
            meant = [name] if name in (*pages, *made) else get_close_matches(name, missing, 1)
            missing = [each for each in missing if each not in meant]
            advice = f"add overrides/{name}.html, or a unit of this name, or delete the line"
            advice = f"write `{meant[0]}.md`" if meant else advice
            yield line, f"`{entry}` is no page; {advice}"
        elif number_of(name) is not None:
            if number_of(name) != numbers + 1:
                message = f"`{entry}` is where number {numbers + 1} comes next"
                yield line, f"{message}; list parts by number"
            numbers = number_of(name)
    if entries[0][1] != "index.md" and "index" in lines:
        yield entries[0][0], "`nav` does not begin with `index.md`; move that here"
    for name in missing:
        yield start, f"`nav` leaves out `{name}.md`; list it, in reading order"


def views(found: Found, languages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The plugin builds a view for each language that docs/ has, after that of all of them."""
    start, _ = found.get("plugins.i18n.languages", (1, None))
    seen: set[str] = set()
    for line, locale, default in _languages(found):
        if locale in seen:
            yield line, f"the language `{locale}` is given twice; keep one"
        elif default != (not seen) or (default and locale in languages):
            yield line, f"the first, and the default, is the view of all languages; put there {ALL}"
        elif not default and locale not in languages:
            yield line, f"docs has no folder `{locale}`; add it, or delete this line"
        seen.add(locale)
    for language in languages:
        if language not in seen:
            message = f"leaves out `{language}`, which docs has; add"
            yield start, f"{message} `- {{locale: {language}, name: its name}}`"


def _flat(node: yaml.Node | None, above: str = "") -> Iterator[tuple[str, tuple[int, yaml.Node]]]:
    """Yield every setting; an entry of a list counts as one by its own name."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield f"{above}{key.value}", (line_of(key), value)
                yield from _flat(value, f"{above}{key.value}.")
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            if isinstance(each, yaml.ScalarNode):
                yield f"{above}{each.value}", (line_of(each), each)
            yield from _flat(each, above)


def _entries(found: Found) -> list[tuple[int, str]]:
    """What ``nav`` lists, each with its line; "" for an entry that is not a name."""
    return [(line_of(each), _value(each)) for each in _list(found, "nav")]


def _languages(found: Found) -> Iterator[tuple[int, str, bool]]:
    """Yield (line, locale, whether it is the default) for each of the plugin's languages."""
    for each in _list(found, "plugins.i18n.languages"):
        row = dict(_flat(each))
        yield line_of(each), _value(row["locale"][1]) if "locale" in row else "", "default" in row


def _list(found: Found, key: str) -> Sequence[yaml.Node]:
    _, node = found.get(key, (1, None))
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def _value(node: yaml.Node) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else ""
