"""What the code takes for granted in others' packages and programs: when one of them moves, the
name of a test here says which habit has changed, and its message where ours depends on it.

Only what would break without a clear error is here; a renamed function fails by itself.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import material
import pytest
from jinja2 import Environment, nodes
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin, event_priority

from building import css, scripts
from building.templates import COPIED, environment
from edition import EDITION, ROOT
from hooks import AFTER_I18N

MAIN = (ROOT / "overrides" / "main.html").read_text(encoding="utf-8")
OURS = "".join(path.read_text("utf-8") for path in (ROOT / "overrides/assets/css").glob("*.css"))
THEME = Path(material.__file__).parent / "templates"
SHEET = next((THEME / "assets" / "stylesheets").glob("main.*.css"), None)
LANGUAGES = ("xx", *EDITION.languages)
FILLED = [node.name for node in Environment().parse(MAIN).body if isinstance(node, nodes.Block)]
"""The blocks of Material's page that ours fills; those within them are its own."""


class Journal(BasePlugin):
    """Listens to the events of scripts/hooks.py, and writes down what it meets."""

    events, files, made = [], {}, []

    def note(self, event, config):
        i18n = config.plugins["i18n"]
        self.events.append((event, i18n.current_language, i18n.building))
        return i18n.current_language

    @event_priority(AFTER_I18N)
    def on_config(self, config):
        self.note("config", config)
        if not config.plugins["i18n"].building:
            make = config.theme.get_env
            config.theme.get_env = lambda: self.made.append(1) or environment(make)

    @event_priority(AFTER_I18N)
    def on_files(self, files, config):
        self.files[self.note("files", config)] = [file.dest_uri for file in files]

    def on_env(self, env, config, files):
        self.note("env", config)

    @event_priority(AFTER_I18N)
    def on_post_build(self, config):
        self.note("post", config)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A page a view, built by MkDocs, static-i18n and Material as mkdocs.yml sets them, with our
    blocks empty and without our hooks and text."""
    folder = tmp_path_factory.mktemp("bare")
    overrides = folder / "overrides"
    blocks = (
        f"{{% block {name} %}}[{name}]{'{{ super() }}' if name == 'styles' else ''}{{% endblock %}}"
        for name in FILLED
    )
    for path, text in {
        "overrides/main.html": '{% extends "base.html" %}' + "".join(blocks),
        "overrides/partials/language.html": "{% macro t(key) %}{{ key }}{% endmacro %}",
        "overrides/partials/javascripts/base.html": "",
        "overrides/partials/javascripts/content.html": "",
        **{f"docs/{each}/index.md": "words" for each in LANGUAGES},
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "site"),
        theme={"name": "material", "font": False, "custom_dir": str(overrides)},
        hooks=[],
        nav=["index.md"],
        strict=False,
    )
    config.plugins["journal"] = journal = Journal()
    build(config)
    return SimpleNamespace(site=folder / "site", journal=journal)


def test_static_i18n_builds_the_default_view_first_and_the_others_within_its_last_event(bare):
    first, *others = LANGUAGES
    order = ("config", "files", "env", "post")
    expected = [(event, first, False) for event in order[:-1]]
    expected += [(event, each, True) for each in others for event in order]
    assert bare.journal.events == [*expected, ("post", others[-1], False)], (
        "hooks.py begins the site where `building` is false in on_config, writes files from the"
        " first view's on_env on, and publishes where `building` is false in on_post_build"
    )
    made = len(bare.journal.made)
    assert made == len(LANGUAGES), "hooks.on_config replaces theme.get_env, asked once a view"


def test_static_i18n_has_chosen_a_views_files_before_ours_see_them(bare):
    for language in LANGUAGES:
        pages = [each for each in bare.journal.files[language] if each.endswith(".html")]
        folder = "" if language == "xx" else f"{language}/"
        assert pages == [f"{folder}index.html"], "hooks.on_files adds pages after it (AFTER_I18N)"


def test_material_has_each_block_that_ours_fills():
    theirs = Environment().parse((THEME / "base.html").read_text(encoding="utf-8"))
    names = {block.name for block in theirs.find_all(nodes.Block)}
    assert set(FILLED) <= names, "what overrides/main.html puts into a block would vanish"


def test_material_keeps_its_frame_around_our_blocks(bare):
    page = (bare.site / "index.html").read_text(encoding="utf-8")
    kept, removed = css.FIXTURES.subn("", page)
    assert removed == 6, "building/css.py removes two toggles, overlay, skip, announce and dialog"
    sheet = f"assets/stylesheets/{SHEET.name}"
    assert css.LINK.findall(kept) == [sheet], "building/css.py inlines the sheet that it finds"
    assert re.sub(r"\s+", " ", css.LINK.sub("", kept)).replace("> <", "><").strip() == (
        '<!doctype html><html lang="language" class="no-js"><head> [site_meta] [htmltitle] [styles]'
        ' [libs] </head><body dir="direction"> [header] <div class="md-container"'
        ' data-md-component="container"><main class="md-main" data-md-component="main"><div'
        ' class="md-main__inner md-grid"> [site_nav] [container] </div></main> [footer] </div>'
        " [config] [scripts] </body></html>"
    ), "overrides/main.html and partials/language.html fill this; FIXTURES in building/css.py"


def test_material_has_one_main_sheet_and_its_name_bears_a_digest():
    sheets = [path.name for path in THEME.glob("assets/stylesheets/main.*.css")]
    assert len(sheets) == 1 and COPIED[-1] == f"{css.THEME}main.*.css", "templates.Loader"
    assert scripts.KEPT.search(sheets[0]), "building/css.py would version it again"
    text = SHEET.read_text(encoding="utf-8")
    assert text.count("@charset") == text.startswith(css.CHARSET) == 1, "css.CHARSET"


def test_material_styles_what_our_sheets_take_from_it():
    theirs = SHEET.read_text(encoding="utf-8")
    for name in {*re.findall(r"\.md-[\w-]+", OURS), *re.findall(r'class="(md-[\w-]+)', MAIN)}:
        name = name.removeprefix(".")
        assert re.search(rf"\.{name}(?![\w-])", theirs), (
            f"{name}: overrides/assets/css/ builds on it"
        )
    for name in set(re.findall(r"--md-[\w-]+(?=:)", OURS)):
        assert f"var({name})" in theirs, f"{name}: Material no longer asks for it (reading.css)"
    assert "min-width:76.25em" in theirs, "frame.css changes from drawer to column where it does"
