"""What a host asks for beside the text: a file at the root, a number at each page's foot."""

import pytest
from lxml import html

from building.build import add_root
from projects import build, built_well, small

NUMBER = "\u4eacICP\u59072021000000\u53f7-1"
FILING = "https://beian.miit.gov.cn/"


def put(folder, **files):
    """Put files into overrides/root; ``__`` in a name stands for a slash."""
    for name, text in files.items():
        path = folder / "root" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def made(tmp_path):
    (tmp_path / "site" / "en").mkdir(parents=True)
    (tmp_path / "site" / "robots.txt").write_text("ours")
    return tmp_path / "site"


def names(folder):
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def overrides(tmp_path):
    return tmp_path / "overrides"


def test_every_fault_has_its_path_and_replaces_nothing(overrides, made):
    put(overrides, **{"robots.txt": "", "en": "", "in__it": "", "large": "x" * 2_000_000})
    (overrides / "root" / "link").symlink_to("/etc/hostname")
    assert list(map(str, add_root(overrides, made))) == [
        "overrides/root/en:1: the site has something of this name; choose another",
        "overrides/root/large:1: has more than 1,000,000 bytes; shorten it",
        "overrides/root/link:1: is a link; put the file itself here",
        "overrides/root/robots.txt:1: the site has something of this name; choose another",
    ]
    assert names(made) == {"robots.txt", "in/it"} and (made / "robots.txt").read_text() == "ours"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = small(tmp_path_factory.mktemp("hosts") / "project")
    put(root / "overrides", **{"proof.html": "<p>proof", ".well-known__x.txt": "y"})
    return root


def test_a_build_refuses_a_file_that_would_replace_a_page_and_leaves_no_site(root, tmp_path):
    put(root / "overrides", **{"index.html": ""})
    done = build(root, tmp_path / "site")
    (root / "overrides/root/index.html").unlink()
    assert done.returncode == 1
    assert "\noverrides/root/index.html:1: the site has something of this name" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_for_the_root_is_published_and_a_filing_number_stands_at_the_foot_of_every_page(
    root, monkeypatch, browser, serve
):
    monkeypatch.setenv("ICP_NUMBER", NUMBER)
    site = built_well(root, root.parent / "site")
    assert (site / "proof.html").read_text() == "<p>proof"
    assert (site / ".well-known" / "x.txt").read_text() == "y"
    pages = [path for path in site.rglob("*.html") if path.name != "proof.html"]
    assert len(pages) > 20
    window = browser.new_page()
    for path in pages:
        page = html.parse(path).getroot()
        (link,) = page.xpath(f"//footer//p[@class='e-filing']/a[@href='{FILING}']")
        assert link.text == NUMBER and link.get("lang") == "zh-Hans", path
        window.goto(serve(site) + str(path.relative_to(site)))
        window.emulate_media(media="screen")
        assert window.locator(".e-filing").is_visible(), path
        window.emulate_media(media="print")
        assert not window.locator(".e-filing").is_visible(), path
    window.close()


def test_without_a_number_no_page_speaks_of_one(site):
    pages = "".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "</footer>" in pages and "e-filing" not in pages and "beian" not in pages
