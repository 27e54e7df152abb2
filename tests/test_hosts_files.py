"""What a host asks for beside the text: a file at the root, a number at each page's foot."""

from lxml import html

from projects import build, built_well
from refused import HUGE
from slips import added

NUMBER = "\u4eacICP\u59072021000000\u53f7-1"
FILING = "https://beian.miit.gov.cn/"


def test_a_build_names_every_file_that_cannot_be_put_there_and_leaves_no_site(root, tmp_path):
    for name, text in {"index.html": "", "en": "", "x.txt": "", "large.png": HUGE}.items():
        added(f"overrides/root/{name}", text)(root)
    (root / "overrides/root/link.png").symlink_to("/etc/hostname")
    done = build(root, tmp_path / "site")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("overrides/")] == [
        "overrides/root/en:1: the site has something of this name; choose another",
        "overrides/root/index.html:1: the site has something of this name; choose another",
        "overrides/root/large.png:1: has more than 1,000,000 bytes; shorten it",
        "overrides/root/link.png:1: is a link; put the file itself here",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_a_file_for_the_root_is_published_and_a_filing_number_stands_at_the_foot_of_every_page(
    root, monkeypatch, browser, serve
):
    added("overrides/root/proof.html", "<p>proof")(root)
    added("overrides/root/.well-known/x.txt", "y")(root)
    monkeypatch.setenv("ICP_NUMBER", NUMBER)
    site = built_well(root, root.parent / "site")
    assert (site / "proof.html").read_text() == "<p>proof"
    assert (site / ".well-known" / "x.txt").read_text() == "y"
    pages = [path for path in site.rglob("*.html") if path.name != "proof.html"]
    assert len(pages) > 20
    for path in pages:
        page = html.parse(path)
        (link,) = page.xpath(f"//footer//p[@class='e-filing']/a[@href='{FILING}']")
        assert link.text == NUMBER and link.get("lang") == "zh-Hans", path
    with browser.new_page() as page:
        page.goto(serve(site))
        assert page.locator(".e-filing").is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".e-filing").is_visible()


def test_without_a_number_no_page_speaks_of_one(site):
    pages = "".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "</footer>" in pages and "e-filing" not in pages and "beian" not in pages
