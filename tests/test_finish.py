import shutil

import pytest

from conftest import PAGES, address, build, project, serving
from finish import finish, names, reduce

HOST = "https://example.org/"


def test_classes_and_ids_are_found_in_the_tags_alone():
    assert names('<p class="a b" id="c">class="d"</p>') == {"a", "b", "c"}


def test_rules_for_what_no_page_bears_are_dropped():
    css = reduce(".a{color:red}.b{color:red}#c{color:red}", {"a"})
    assert ".a{" in css and ".b{" not in css and "#c{" not in css


def test_variables_that_nothing_reads_are_dropped_with_those_they_alone_read():
    css = reduce(":root{--a:1px;--b:var(--c);--c:2px}p{margin:var(--a)}", set())
    assert "--a:1px" in css and "--b" not in css and "--c" not in css


@pytest.mark.parametrize("page", PAGES, ids=address)
def test_page_carries_its_style_and_links_to_none(site, page):
    html = (site / address(page)[1:] / "index.html").read_text(encoding="utf-8")
    assert html.count("<style>") == 1 and "@layer theme{" in html
    assert 'rel="stylesheet"' not in html


def test_finishing_twice_changes_nothing(site, tmp_path):
    again = shutil.copytree(site, tmp_path / "site")
    finish(again)
    for path in site.rglob("*"):
        assert path.is_dir() or path.read_bytes() == (again / path.relative_to(site)).read_bytes()


@pytest.fixture(scope="module")
def unpruned(tmp_path_factory):
    """The same site with every rule of Material's kept."""
    root = project(tmp_path_factory.mktemp("unpruned"))
    hooks = root / "scripts" / "hooks.py"
    text = hooks.read_text().replace(
        "finish(build.staging.folder)", "finish(build.staging.folder, prune=False)"
    )
    assert "prune=False" in text
    hooks.write_text(text)
    site = root / "site"
    assert build(root, site, HOST).returncode == 0
    return site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path", ["/", "en/proposal-4/#4.3", "proposal-4/#4.3", "zh/full-text/", "about/"]
)
def test_dropping_unused_rules_changes_no_pixel(site, unpruned, browser, path, width, scheme):
    pictures = []
    for folder in (site, unpruned):
        with serving(folder) as home:
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme
            )
            page = context.new_page()
            page.goto(home + path.lstrip("/"))
            pictures.append(page.screenshot(full_page=True, animations="disabled"))
            if width == 390:
                page.locator(".menu-button").click()
                pictures[-1] += page.screenshot(animations="disabled")
            context.close()
    assert pictures[0] == pictures[1]
