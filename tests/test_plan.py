"""The plan says what the site consists of; what is added there is built, and nothing else."""

from edition import EDITION, SITE, VIEWS
from outputs.plan import plan
from projects import built_well, change
from readers import HOME

BESIDE = {".built", "404.html", "_headers", ".nojekyll", "robots.txt", "sitemap.xml", "source.txt"}


def test_every_page_and_file_of_the_plan_is_built_and_nothing_else(site):
    pages = {page.address for page in SITE.pages.values() if page.kind.is_listed}
    made = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    planned = {f"{address}index.html" for address in pages} | set(SITE.files)
    assert planned <= made
    assert {name for name in made - planned if not name.startswith("assets/")} == BESIDE


def test_each_language_has_a_view_and_the_last_shows_all():
    languages = EDITION.languages
    wanted = [*((f"{each}/", (each,)) for each in languages), ("", languages)]
    assert [(view.folder, view.languages) for view in VIEWS] == wanted


def test_pages_stand_in_the_order_of_nav():
    for view in VIEWS:
        assert tuple(page.name for page in SITE.listed[view]) == SITE.project.order


def test_a_new_output_is_one_module_and_one_line(root, tmp_path):
    module = root / "scripts" / "outputs" / "hello.py"
    module.write_text("def files(site):\n    yield 'hello.txt', site.url.encode\n")
    plan = root / "scripts" / "outputs" / "plan.py"
    change(plan, "OUTPUTS = (", "OUTPUTS = (hello.files, ")
    change(plan, "import data,", "import data, hello,")
    assert (built_well(root, tmp_path / "site") / "hello.txt").read_text() == HOME


def test_a_new_kind_of_page_is_a_row_a_template_and_a_line_of_nav(root, tmp_path):
    row = 'KINDS = {"colours": Kind("colours", string("dark"), string("dark"), by_title, "article",'
    row += " False, False, True, False),"
    change(root / "scripts" / "outputs" / "plan.py", "KINDS = {", row)
    change(root / "mkdocs.yml", "  - about.md\n", "  - about.md\n  - colours.md\n")
    template = '{% extends "main.html" %}{% block content %}<h1>{{ page.address }}</h1>'
    (root / "overrides" / "colours.html").write_text(template + "{% endblock %}")
    site = built_well(root, tmp_path / "site")
    for folder in ("en/", "zh/", ""):
        page = (site / folder / "colours" / "index.html").read_text(encoding="utf-8")
        assert f"<h1>{folder}colours/</h1>" in page and "citation_title" not in page


def test_planning_reads_and_writes_nothing(monkeypatch):
    def refuse(*given, **named):
        raise AssertionError("a plan reads no file")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    again = plan(SITE.project, SITE.url)
    assert again.pages == SITE.pages and list(again.files) == list(SITE.files)
