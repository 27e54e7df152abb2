"""What the code takes for granted in others' packages and programs: when one of them moves, the
name of a test here says which habit has changed, and its message where ours depends on it.

Only what would break without a clear error is here; a renamed function fails by itself.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from types import SimpleNamespace

import material
import pytest
from jinja2 import Environment, nodes
from mkdocs.commands import serve
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.utils import CountHandler
from mkdocs_static_i18n.plugin import I18n

from building import css
from building.templates import COPIED, environment
from conftest import ROOT
from hooks import AFTER_I18N

MAIN = (ROOT / "overrides" / "main.html").read_text(encoding="utf-8")
OURS = "".join(path.read_text("utf-8") for path in (ROOT / "overrides/assets/css").glob("*.css"))
THEME = Path(material.__file__).parent / "templates"
SHEET = next((THEME / "assets" / "stylesheets").glob("main.*.css"), None)
FILLED = [node.name for node in Environment().parse(MAIN).body if isinstance(node, nodes.Block)]
"""The blocks of Material's page that ours fills; those within them are its own."""


class Journal(BasePlugin):
    """Does what scripts/hooks.py does at each event, and writes down what it meets."""

    def __init__(self, site):
        self.site, self.events, self.files, self.templates, self.made = site, [], {}, [], []

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
        language = self.note("files", config)
        self.files[language] = [file.dest_uri for file in files]
        files.append(File.generated(config, f"{language}/made.md", content="made"))

    def on_env(self, env, config, files):
        if self.note("env", config) == "xx":
            self.emptied = not (self.site / "stale").exists()
            (self.site / "file").touch()
        else:
            config.theme.static_templates.clear()

    def on_template_context(self, context, template_name, config):
        self.templates.append(template_name)

    @event_priority(AFTER_I18N)
    def on_post_build(self, config):
        self.note("post", config)


def configured(folder, **other):
    """The configuration in mkdocs.yml without our hooks and text, and a journal of its build."""
    for name in ("site", "docs"):
        (folder / name).mkdir()
    theme = {"name": "material", "font": False, "static_templates": ["404.html", "sitemap.xml"]}
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "site"),
        theme=theme | other,
        hooks=[],
        nav=["index.md"],
        strict=False,
    )
    config.plugins["journal"] = journal = Journal(folder / "site")
    return config, journal


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A page a view, built by MkDocs, static-i18n and Material, with our blocks empty."""
    folder = tmp_path_factory.mktemp("bare")
    overrides = folder / "overrides"
    blocks = (
        f"{{% block {name} %}}[{name}]{'{{ super() }}' if name == 'styles' else ''}{{% endblock %}}"
        for name in FILLED
    )
    for path, text in {
        "main.html": '{% extends "base.html" %}' + "".join(blocks),
        "sitemap.xml": "ours",
        "partials/language.html": "{% macro t(key) %}{{ key }}{% endmacro %}",
        "partials/javascripts/base.html": "",
        "partials/javascripts/content.html": "",
    }.items():
        (overrides / path).parent.mkdir(parents=True, exist_ok=True)
        (overrides / path).write_text(text)
    config, journal = configured(folder, custom_dir=str(overrides))
    languages = [each.locale for each in config.plugins["i18n"].config.languages]
    for language in languages:
        (folder / "docs" / language).mkdir()
        (folder / "docs" / language / "index.md").write_text("words")
    (folder / "site" / "stale").touch()
    build(config)
    return SimpleNamespace(site=folder / "site", journal=journal, languages=languages)


def test_static_i18n_builds_the_default_view_first_and_the_others_within_its_last_event(bare):
    first, *others = bare.languages
    order = ("config", "files", "env", "post")
    expected = [(event, first, False) for event in order[:-1]]
    expected += [(event, each, True) for each in others for event in order]
    assert bare.journal.events == [*expected, ("post", others[-1], False)], (
        "hooks.py begins the site where `building` is false in on_config, writes files from the"
        " first view's on_env on, and publishes where `building` is false in on_post_build"
    )


@pytest.mark.parametrize("event", ["on_config", "on_files", "on_post_build"])
def test_static_i18n_comes_before_ours_at_an_event_that_both_want(event):
    theirs = getattr(I18n, event).mkdocs_priority
    assert theirs > AFTER_I18N, "hooks.AFTER_I18N: it makes every File anew, and fails on ours"


def test_static_i18n_has_chosen_a_views_files_before_ours_see_them(bare):
    for language in bare.languages:
        pages = [each for each in bare.journal.files[language] if each.endswith(".html")]
        folder = "" if language == "xx" else f"{language}/"
        assert pages == [f"{folder}index.html"], "hooks.on_files adds pages after it (AFTER_I18N)"
        made = bare.site / language / "made" / "index.html"
        assert made.is_file(), "hooks.on_files uses File.generated"


def test_mkdocs_empties_the_folder_before_the_first_on_env_and_never_after(bare):
    assert bare.journal.emptied and (bare.site / "file").is_file(), (
        "building/build.py writes there from then on"
    )


def test_mkdocs_asks_the_theme_for_an_environment_a_view(bare):
    assert len(bare.journal.made) == len(bare.languages), "hooks.on_config replaces theme.get_env"


def test_mkdocs_fills_static_templates_of_ours_once_and_compresses_the_sitemap(bare):
    assert sorted(bare.journal.templates) == ["404.html", "sitemap.xml"], "hooks.on_env clears them"
    assert (bare.site / "sitemap.xml").read_text() == "ours", "static-i18n brings one of its own"
    packed = [path.name for path in bare.site.rglob("*.gz")]
    assert packed == ["sitemap.xml.gz"], "building/build.py deletes it, for it bears the time"


@pytest.mark.parametrize("error", [OSError("disk"), Abort("fault")], ids=["OSError", "Abort"])
def test_mkdocs_hands_every_error_to_on_build_error_which_may_raise_its_own(tmp_path, error):
    config, _ = configured(tmp_path)
    seen = []

    class Failing(BasePlugin):
        def on_pre_build(self, config):
            raise error

        def on_build_error(self, error):
            seen.append(error)
            raise Abort("ours")

    config.plugins["failing"] = Failing()
    with pytest.raises(Abort, match="ours"):
        build(config)
    assert seen == [error], "hooks.on_build_error discards what was staged, and says what to do"


def test_mkdocs_counts_what_is_logged_under_its_name():
    counter, logger = CountHandler(level=logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(counter)
    get_plugin_logger("any").warning("a warning, counted")
    logger.removeHandler(counter)
    assert counter.get_counts() == [("WARNING", 1)], "hooks.on_post_build publishes none then"


def test_mkdocs_serve_names_itself_and_puts_a_script_into_each_page(tmp_path, monkeypatch):
    config, journal = configured(tmp_path)
    journal.on_startup = lambda command, dirty: journal.events.append(command)
    config.plugins["journal"] = journal  # again, with this event
    pages = []
    monkeypatch.setattr(serve, "load_config", lambda **_: config)
    monkeypatch.setattr(serve, "build", lambda *_, **__: None)
    monkeypatch.setattr(
        LiveReloadServer, "serve", lambda self, **_: pages.append(self._inject_js_into_html(b"", 1))
    )
    serve.serve()
    assert journal.events == ["serve"], "hooks.on_startup waits for corrections"
    assert b"<script>" in pages[0], "the policy would forbid it; building/build.py leaves it out"


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
    assert css.KEPT.search(sheets[0]), "building/css.py would version it again"
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
