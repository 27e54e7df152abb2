"""MkDocs' events, passed on. The only module that knows MkDocs.

static-i18n (1.3.1) builds one view after another: first the default, which shows all
languages, and in its last event, nested, the others. So each event comes once for every view,
and what concerns all views waits until the outermost build ends.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from functools import partial
from pathlib import Path

from jinja2 import pass_context
from mkdocs.commands import serve
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.utils import CountHandler, normalize_url

sys.path.insert(0, str(Path(__file__).parent))

from building.build import Build, explain
from building.templates import environment
from outputs import prose, workers
from outputs.labels import edition_name, imprint
from text import EDITIONS, is_side_file, split_at_terms

AFTER_I18N = -150  # its own events run at -100
ROOT = Path(__file__).parents[1]
OVERRIDES = ROOT / "overrides"

build: Build | None = None
remarked = False  # that the text is not released


def on_startup(command, dirty):
    os.umask(0o022)  # the site is for a web server, which is another user
    for stop in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(stop) is not signal.SIG_IGN:  # nohup ignores it
            signal.signal(stop, lambda number, frame: sys.exit(128 + number))
    if command == "serve":
        serve.build = patient(serve.build)
    workers.start()


def patient(run):
    """Let the first build fail as any later one may: MkDocs (1.6.1) would end, and not wait."""

    def first(config, **options):
        serve.build = run
        try:
            run(config, **options)
        except Abort as fault:
            print(f"{fault}\nThe server waits until that is corrected.", file=sys.stderr)

    return first


def on_shutdown():
    if build:
        build.discard()


@event_priority(AFTER_I18N)
def on_config(config):
    global build, remarked
    if not config.plugins["i18n"].building:
        build = Build(ROOT, Path(config.site_dir), config.site_url or "")
        for fault in () if remarked else build.project.unreleased:
            remarked = True
            print(f"{fault}\nThe site is served all the same.", file=sys.stderr)
        config.site_dir = str(build.folder)
        config.theme.get_env = partial(environment, config.theme.get_env)
    config.site_url = build.site.url
    config.site_name = build.project.edition.short_title[view_of(config).language]


@event_priority(AFTER_I18N)
def on_files(files, config):
    for file in list(files):
        # Terms and editions are published in other forms, the record of reviews in none.
        path = Path(file.src_uri)
        if is_side_file(path.name) or path.suffix in (".yml", ".lock") or EDITIONS in path.parts:
            files.remove(file)
    for page in build.site.listed[view_of(config)]:
        source = f"{page.view.folder}{page.name}.md"
        if source not in files.src_uris:
            files.append(File.generated(config, source, content=""))


def on_page_markdown(markdown, page, config, files):
    ours = page_of(page.file.name, config)
    page.meta["template"] = f"{ours.kind.template}.html"
    return prose.markdown(ours, build.project.strings)  # not what MkDocs took for front matter


def on_env(env, config, files):
    if not view_of(config).is_parallel:
        config.theme.static_templates.clear()  # one for the site, not one a view
    ours = {path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*")}
    env.autoescape = ours.__contains__  # Material's own templates expect none
    env.filters["url"] = link
    env.globals.update(
        site=build.site,
        edition=build.project.edition,
        strings=build.project.strings,
        view=view_of(config),
        size=build.size,
        dated=edition_name(build.project.strings, build.project.release),
        imprint=imprint(build.project.edition, build.project.strings),
        pieces=partial(split_at_terms, build.project.terms),
    )


@pass_context
def link(context, address):
    """An address as the page links to it: relative, but from the 404 page, shown at any depth."""
    page = context["page"]
    return normalize_url(str(address), page if page.kind.is_listed else None, context["base_url"])


def on_template_context(context, template_name, config):
    context["page"] = page_of("404", config)


def on_page_context(context, page, config, nav):
    context |= {"page": page_of(page.file.name, config), "content": page.content}


@event_priority(AFTER_I18N)
def on_post_build(config):
    if config.plugins["i18n"].building:
        return
    build.complete()
    counters = logging.getLogger("mkdocs").handlers
    if any(each.get_counts() for each in counters if isinstance(each, CountHandler)):
        build.discard()  # MkDocs stops after this event, for it is strict
    else:
        build.publish()


def on_build_error(error):
    if build:
        build.discard()
    if message := explain(error, OVERRIDES, build.folder.parent if build else ROOT):
        print(message, file=sys.stderr)
        raise Abort("Nothing was built.")


def view_of(config):
    """The view that is being built."""
    return build.view(config.plugins["i18n"].current_language)


def page_of(name, config):
    """The page of a name in the view that is being built."""
    return build.site.page(name, view_of(config))
