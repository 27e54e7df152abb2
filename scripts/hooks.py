"""MkDocs' events, each passed on in a line or two. The only module that knows MkDocs.

static-i18n (1.3.1) builds the views one after the other: the default, which is that of
all languages, first, and the others nested in its last event. So each event below comes
once for every view, and what is for the whole site waits until the outermost build ends.
"""

from __future__ import annotations

import gc
import logging
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.utils import CountHandler

sys.path.insert(0, str(Path(__file__).parent))

from building.css import finish
from building.publish import Staging, complaint
from building.templates import environment, told
from outputs.citations import Citations
from outputs.colophon import read_colophon
from outputs.data import export, read_version
from outputs.glossary import glossary
from outputs.linked_data import linked_data
from outputs.pages import leaves, menus, place, read_words, views, wanted
from outputs.paper import Unset, dated
from outputs.sharing import share
from outputs.typesetting import begin, start
from text.checks import check
from text.documents import ORIGINAL_LANGUAGE
from text.edition import read_edition
from text.terms import parted, read_terms

AFTER_I18N = -150  # its own events run at -100


@contextmanager
def setting():
    """Stop the build where a print file or a picture can't be set, and say why."""
    try:
        yield
    except Unset as fault:
        print(fault, file=sys.stderr)
        raise Abort("A print file can't be set; nothing was built.") from None


class Build:
    """What one build of the whole site holds from its first event to its last."""

    def __init__(self, config):
        self.root = root = Path(config.config_file_path).parent
        if faults := check(root):
            print(*faults, sep="\n", file=sys.stderr)
            raise Abort(f"Faults: {len(faults)}; nothing was built.")
        self.i18n = config.plugins["i18n"]
        self.edition = read_edition(root / "docs")
        self.words = read_words(root)
        self.views = views(self.edition)
        self.files = self.typeset(config.site_url)  # goes on while the pages are made
        self.terms = read_terms(root / "docs", self.edition.languages)
        self.glossaries = {
            language: glossary(self.edition, self.terms, language)
            for language in self.edition.languages
        }
        self.colophon = read_colophon(root, self.edition)
        self.leaves = leaves(self.edition, self.words)
        self.citations = Citations(self.edition, self.words, self.leaves, config.site_url)
        self.version = read_version(root)
        self.overrides = Path(config.theme.custom_dir)
        self.staging = Staging(Path(config.site_dir))
        self.warnings = CountHandler(level=logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self.warnings)

    @property
    def view(self):
        """The view being built."""
        folder = f"{self.i18n.current_language}/"
        return next((view for view in self.views if view.folder == folder), self.views[-1])

    def typeset(self, url):
        """Begin the print files and pictures."""
        with setting():
            self.dated = dated(self.words, self.root)
            return begin(self.edition, self.words, self.views, self.root, url)

    def put(self, ending):
        """Put the files of an ending in the new site; return the size of each, in bytes."""
        sizes = {}
        for address, file in self.files.items():
            if address.endswith(ending):
                path = self.staging.folder / address
                path.parent.mkdir(exist_ok=True)
                with setting():
                    sizes[address] = path.write_bytes(file.result())
        return sizes

    def end(self):
        for file in self.files.values():
            file.cancel()
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        return self.warnings.get_counts()


build: Build | None = None
serving = False


def on_startup(command, dirty):
    global serving
    serving = command == "serve"
    start()
    gc.freeze()  # what has been imported stays; looking through it again takes time


@event_priority(AFTER_I18N)
def on_config(config):
    global build
    if not config.plugins["i18n"].building:
        build = Build(config)
        config.site_dir = str(build.staging.folder)
        config.theme.get_env = partial(environment, config.theme.get_env)
    config.site_name = build.edition.short_title[build.view.lead]


@event_priority(AFTER_I18N)
def on_files(files, config):
    for file in list(files):
        if not wanted(file.src_uri):
            files.remove(file)
    for leaf in build.leaves.values():
        source = leaf.source(build.view)
        if source not in files.src_uris:
            content = leaf.weave(build.view, build.words)
            files.append(File.generated(config, source, content=content))


def on_nav(nav, config, files):
    build.menus = menus([build.leaves[item.file.name] for item in nav.items])


def on_page_markdown(markdown, page, config, files):
    leaf = build.leaves[page.file.name]
    page.meta["template"] = f"{leaf.kind}.html"
    return leaf.weave(build.view, build.words)  # as checked; MkDocs may find other front matter


def on_env(env, config, files):
    if build.view.is_parallel:  # the first; MkDocs has emptied the folder, and pages tell sizes
        terms = build.glossaries[ORIGINAL_LANGUAGE]
        build.sizes = export(build.staging.folder, build.citations, build.version, terms)
        build.sizes |= build.put(".pdf")
    else:
        config.theme.static_templates.clear()  # one for the site, not one a view
    ours = {path.relative_to(build.overrides).as_posix() for path in build.overrides.rglob("*")}
    env.autoescape = ours.__contains__  # Material's own templates expect none
    env.globals.update(
        edition=build.edition,
        words=build.words,
        views=build.views,
        view=build.view,
        leaves=build.leaves,
        citations=build.citations,
        sizes=build.sizes,
        colophon=build.colophon,
        glossary=build.glossaries[build.view.lead],
        linked_data=linked_data,
        parted=partial(parted, build.terms),
        place=partial(place, build.edition, build.words),
        share=partial(share, build.edition, build.words, view=build.view, site_url=config.site_url),
        dated=build.dated,
    )


def on_template_context(context, template_name, config):
    context |= {"leaf": build.leaves["index"], "menu": build.menus["index"]}


def on_page_context(context, page, config, nav):
    context |= {"leaf": build.leaves[page.file.name], "menu": build.menus[page.file.name]}


@event_priority(AFTER_I18N)
def on_post_build(config):
    if build.i18n.building:
        return
    build.citations.write(build.staging.folder)
    finish(build.staging.folder, guard=not serving)  # MkDocs writes its reload into pages
    (build.staging.folder / "sitemap.xml.gz").unlink()  # bears the time; hosts compress themselves
    build.put(".png")
    if build.end() and config.strict:
        build.staging.discard()  # MkDocs will stop with its count of the warnings
    else:
        build.staging.publish()


def on_build_error(error):
    if build:
        build.end()
        build.staging.discard()
    if isinstance(error, TemplateError) and build and (message := told(error, build.overrides)):
        raise Abort(f"{message}\nMend the template; nothing was built.")
    if isinstance(error, OSError):
        raise Abort(complaint(error, build.staging.site.parent if build else "The disk"))
