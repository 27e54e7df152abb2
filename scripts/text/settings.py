"""The settings: mkdocs.yml as far as it must agree with the text, and the version.

The file is read node by node, so that all faults are found and each has its line. The rules
yield (line, message); the docstring of each is the rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import yaml

from text.faults import Fault
from text.files import Unreadable, compose, read_text

FILE = "mkdocs.yml"

FORM = "each setting as `key: value`"

MADE = ("full-text", "glossary")
"""Pages that are made of the text, and have no file in docs/; they stand before the last."""

KNOWN = (
    *("site_name", "docs_dir", "site_dir", "dev_addr", "nav", "theme", "plugins", "hooks"),
    *("markdown_extensions", "strict", "validation", "extra", "watch"),
)
"""The settings that mean something here; of others MkDocs has some fifty."""

INSTEAD: Mapping[str, str] = {
    "site_url": "delete it, and give the address to the build as SITE_URL",
    "extra_css": "delete it, and link the sheet in overrides/main.html",
    "extra_javascript": "delete it, and load the script in overrides/main.html",
}
"""What to do about a setting that somebody may well want."""

KEPT: Mapping[str, str] = {
    "docs_dir": "docs",  # which the checks read
    "theme.name": "material",
    "theme.custom_dir": "overrides",  # which the checks read, too
    "theme.font": "false",  # else type would come from another host
    "plugins.i18n.docs_structure": "folder",  # a folder a language
    "plugins.i18n.fallback_to_default": "false",  # else a missing page would be in English
    "plugins.i18n.reconfigure_material": "false",  # else its switch would take the place of ours
    "hooks.scripts/hooks.py": "",
    "markdown_extensions.attr_list": "",  # else ids of headings would be words of theirs
}
"""The settings that other parts lean on; of a list, its entries by name."""

ALL = "`- {locale: xx, name: All languages, default: true}`"


Found = Mapping[str, tuple[int, yaml.Node]]
"""From a setting's name, "theme.font", to its line and its value."""


def read_order(
    path: Path, pages: Sequence[str], languages: Sequence[str], others: Container[str] = ()
) -> tuple[tuple[str, ...], list[Fault]]:
    """Return the names of pages in the order of ``nav``, and every fault of mkdocs.yml, for a
    site of these pages and languages. ``others`` may be listed too, anywhere."""
    try:
        tree = compose(read_text(path), FORM, tags=("!ENV",))
    except Unreadable as fault:
        return (), [Fault(path, *fault.args)]
    found = dict(_flat(tree))
    order = partial(nav, pages=pages, others=others)
    rules = (unknown, kept, order, partial(views, languages=languages))
    faults = [Fault(path, line, message) for rule in rules for line, message in rule(found)]
    return tuple(name.removesuffix(".md") for _, name in _entries(found)), faults


def unknown(found: Found) -> Iterator[tuple[int, str]]:
    """No setting and no plugin but those that this site is made with."""
    for key, (line, _) in found.items():
        if "." not in key and key not in KNOWN:
            yield line, f"`{key}` is no setting of this site; {INSTEAD.get(key, 'delete it')}"
        if re.fullmatch(r"plugins\.(?!i18n$)[^.]+", key):
            yield line, f"the plugin `{key.partition('.')[2]}` is one too many; delete it"


def kept(found: Found) -> Iterator[tuple[int, str]]:
    """What other parts lean on is as they expect it."""
    for key, wanted in KEPT.items():
        parent, _, name = key.rpartition(".") if wanted else key.partition(".")
        what = f"`{name}: {wanted}`" if wanted else f"`{name}`"
        if key not in found:
            line, _ = found.get(parent, (1, None))
            yield line, f"has no `{key}`; add {what}{parent and f' under `{parent}`'}"
        elif wanted and _value(found[key][1]) != wanted:
            yield found[key][0], f"`{key}` has another value; write {what}"


def nav(found: Found, pages: Sequence[str], others: Container[str]) -> Iterator[tuple[int, str]]:
    """``nav`` names every page there is, once, in reading order, and nothing else."""
    start, _ = found.get("nav", (1, None))
    entries = _entries(found)
    if not all(name for _, name in entries):
        line = next(line for line, name in entries if not name)
        yield line, "an entry with a title or pages below it; write each page as `- name.md`"
        return
    if not entries:
        yield start, "`nav` lists no pages; write each below it as `- name.md`"
        return
    entries = [(line, name) for line, name in entries if name.removesuffix(".md") not in others]
    lines = {name.removesuffix(".md"): line for line, name in reversed(entries)}
    missing = [name for name in pages if name not in lines]
    wrong = bool(missing)
    for line, entry in entries:
        name = entry.removesuffix(".md")
        if lines[name] != line:
            yield line, f"`{entry}` stands in line {lines[name]} already; delete one"
        elif entry != f"{name}.md" or name not in pages:
            meant = [name] if name in pages else get_close_matches(name, missing, 1)
            missing = [each for each in missing if each not in meant]
            yield (
                line,
                f"`{entry}` is no page; {f'write `{meant[0]}.md`' if meant else 'delete it'}",
            )
        else:
            continue
        wrong = True
    for name in missing:
        before = [lines[each] for each in pages[: pages.index(name)] if each in lines]
        yield before[-1] if before else start, f"`nav` leaves out `{name}.md`; add it after this"
    for (line, entry), name in zip(entries, () if wrong else pages, strict=False):
        if entry != f"{name}.md":
            yield line, f"`{entry}` stands where `{name}.md` belongs; keep to the reading order"
            return


def views(found: Found, languages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The plugin builds a view for each language that docs/ has, after that of all of them."""
    start, node = found.get("plugins.i18n.languages", (1, None))
    first, seen = True, set()
    for each in node.value if isinstance(node, yaml.SequenceNode) else ():
        row, line = dict(_flat(each)), _line(each)
        locale = _value(row["locale"][1]) if "locale" in row else ""
        if locale in seen:
            yield line, f"the language `{locale}` stands twice; keep one"
        elif ("default" in row) != first or (first and locale in languages):
            yield line, f"the first and the default is not the view of all; put there {ALL}"
        elif not first and locale not in languages:
            yield line, f"docs has no folder `{locale}`; add it, or delete this line"
        seen.add(locale)
        first = False
    for language in languages:
        if language not in seen:
            message = f"leaves out `{language}`, which docs has; add"
            yield start, f"{message} `- {{locale: {language}, name: its name}}`"


def read_version(path: Path) -> tuple[str, list[Fault]]:
    """Return the edition's version, kept in pyproject.toml, and what is wrong with it."""
    try:
        version = tomllib.loads(read_text(path))["project"]["version"]
    except Unreadable as fault:
        return "", [Fault(path, *fault.args)]
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        return "", [Fault(path, int(at[1]) if at else 1, f"is not TOML ({error}); correct it")]
    except (KeyError, TypeError):
        version = None
    if isinstance(version, str):
        return version, []
    return "", [Fault(path, 1, 'has no version; write `version = "1.0.0"` under [project]')]


def _flat(node: yaml.Node | None, above: str = "") -> Iterator[tuple[str, tuple[int, yaml.Node]]]:
    """Yield every setting; an entry of a list counts as one by its own name."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield f"{above}{key.value}", (_line(key), value)
                yield from _flat(value, f"{above}{key.value}.")
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            if isinstance(each, yaml.ScalarNode):
                yield f"{above}{each.value}", (_line(each), each)
            yield from _flat(each, above)


def _entries(found: Found) -> list[tuple[int, str]]:
    """What ``nav`` lists, each with its line; "" for what is no name."""
    _, node = found.get("nav", (1, None))
    return [
        (_line(each), _value(each)) for each in getattr(node, "value", ()) if node.id == "sequence"
    ]


def _value(node: yaml.Node) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
