"""MkDocs' events, passed on. The only module that knows MkDocs.

static-i18n (1.3.1) builds one view after another: first the default, which shows all
languages, and in its last event, nested, the others. So each event comes once for every view,
and what concerns the whole site waits until the outermost build ends.
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

from building.build import Build
from building.publish import Refused, complaint
from building.templates import environment, is_wanted, locate
from outputs import prose, workers
from outputs.paper import dated
from outputs.site import Unmade
from text.project import Faulty
from text.terms import split_at_terms

AFTER_I18N = -150  # its own events run at -100

build: Build | None = None
serving = False
remarked = False  # that the text is not released
warnings = CountHandler(level=logging.WARNING)


def on_startup(command, dirty):
    global serving
    serving = command == "serve"
    logging.getLogger("mkdocs").addHandler(warnings)
    os.umask(0o022)  # the site is for a web server, which is another user
    for stop in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(stop) is not signal.SIG_IGN:  # nohup ignores it
            signal.signal(stop, lambda number, frame: sys.exit(128 + number))
    if serving:
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
        root = Path(config.config_file_path).parent
        warnings.counts.clear()
        try:
            # While serving, MkDocs knows the address.
            url = config.site_url if serving else ""
            build = Build(root, Path(config.site_dir), url, draft=serving)
        except (Faulty, Refused, Unmade) as error:
            raise stopped(error) from None
        for fault in () if remarked else build.project.unreleased:
            remarked = True
            print(f"{fault}\nIt is served all the same; this is said once.", file=sys.stderr)
        config.site_dir = str(build.staging.folder)
        config.theme.get_env = partial(environment, config.theme.get_env)
    config.site_url = build.site.url
    config.site_name = build.project.edition.short_title[view_of(config).language]


@event_priority(AFTER_I18N)
def on_files(files, config):
    for file in list(files):
        if not is_wanted(file.src_uri):
            files.remove(file)
    for page in build.site.listed(view_of(config)):
        source = f"{page.view.folder}{page.name}.md"
        if source not in files.src_uris:
            content = prose.markdown(page, build.project.strings)
            files.append(File.generated(config, source, content=content))


def on_page_markdown(markdown, page, config, files):
    ours = page_of(page.file.name, config)
    page.meta["template"] = f"{ours.kind.template}.html"
    return prose.markdown(ours, build.project.strings)  # not what MkDocs took for front matter


def on_env(env, config, files):
    if not view_of(config).is_parallel:
        config.theme.static_templates.clear()  # one for the site, not one a view
    ours = {path.relative_to(build.overrides).as_posix() for path in build.overrides.rglob("*")}
    env.autoescape = ours.__contains__  # Material's own templates expect none
    env.filters["url"] = link
    env.globals.update(
        site=build.site,
        edition=build.project.edition,
        strings=build.project.strings,
        view=view_of(config),
        size=build.files.size,
        dated=dated(build.project),
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
    build.complete(guard=not serving)
    if warnings.get_counts() and config.strict:
        build.discard()  # MkDocs stops with its count of the warnings
    else:
        build.publish()


def on_build_error(error):
    if build:
        build.discard()
    if message := stopped(error):
        raise message


def stopped(error):
    """What to say of an error that stops a build, as MkDocs takes it; None for one of its own."""
    if isinstance(error, Faulty):
        print(*error.args, sep="\n", file=sys.stderr)
        return Abort(f"Faults: {len(error.args)}; nothing was built.")
    if isinstance(error, Unmade):
        print(error, file=sys.stderr)
        return Abort("A file can't be made; nothing was built.")
    if isinstance(error, Refused):
        return Abort(f"{error}. Nothing was built.")
    if build and (message := locate(error, build.overrides)):
        return Abort(f"{message}; correct it. Nothing was built.")
    if isinstance(error, OSError):
        return Abort(complaint(error, build.staging.site.parent if build else "The disk"))
    return None


def view_of(config):
    """The view that is being built."""
    return build.view(config.plugins["i18n"].current_language)


def page_of(name, config):
    """The page of a name in the view that is being built."""
    return build.site.page(name, view_of(config))
