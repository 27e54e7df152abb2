"""What a page may load and run, in a real browser."""

import base64
import hashlib
import re

import pytest
from lxml import html

from conftest import address
from edition import FIRST, LAYOUTS, UNIT, some_words

INJECTED = {
    "script": "<script>window.hacked = 1</script>",
    "script of another host": '<script src="https://example.org/x.js"></script>',
    "script in an address": '<a id="go" href="javascript:window.hacked=1">x</a>',
    "event": '<img src="data:," onerror="window.hacked = 1">',
    "style": "<style>h1 { display: none }</style>",
    "style in an attribute": '<p style="position: fixed; inset: 0">x</p>',
    "picture": '<img src="https://example.org/x.png">',
    "frame": '<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>',
    "base": '<base href="https://example.org/">',
    "form": '<form id="go" action="/about/"><button>x</button></form>',
    "plugin": '<object data="/x.pdf"></object>',
}
"""Ways into a page. (A script of its own host is let in: whoever can put a file there needs
no way into a page.)"""


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_page_allows_itself_alone_and_before_all_else(site):
    for path in site.rglob("*.html"):
        tree = html.fromstring(path.read_text(encoding="utf-8"))
        charset, meta = tree.xpath("//head/*")[:2]
        assert charset.get("charset") and meta.get("http-equiv") == "Content-Security-Policy", path
        found = meta.get("content")
        assert found.startswith("default-src 'none';")
        assert "unsafe" not in found and "http" not in found
        assert "base-uri 'none'" in found and "form-action 'none'" in found
        assert tree.xpath("//@style | //@*[starts-with(name(), 'on')]") == []
        assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
        inline = tree.xpath("//style | //script[not(@src) and not(contains(@type, 'json'))]")
        assert set(re.findall(r"'sha256-[^']+'", found)) == {digest(node.text) for node in inline}


@pytest.mark.parametrize("each", LAYOUTS, ids=address)
def test_in_use_a_page_does_nothing_refused_asks_no_other_host_and_keeps_the_scheme_alone(
    visit, each
):
    page = visit(each.address, (390, 800), wait_until="networkidle")
    page.locator("[data-scheme-button]").click()
    page.locator(".e-menu-button").click()
    page.keyboard.press("Escape")
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")
    page.keyboard.press("Control+k")
    page.keyboard.type(some_words())
    page.locator("dialog li").first.wait_for()
    page.keyboard.press("Escape")  # a form of method dialog is no sending
    page.emulate_media(media="print")
    assert page.wrong == []
    assert [url for url in page.asked if not url.startswith((page.home, "data:"))] == []
    cookies = page.context.cookies()
    assert cookies == [] and page.evaluate("Object.keys(localStorage)") == ["scheme"]


@pytest.mark.parametrize("attack", INJECTED, ids=str)
def test_what_is_put_into_a_page_does_nothing_and_is_refused(visit, site, attack):
    address = FIRST.address(UNIT.name)
    text = (site / address / "index.html").read_text(encoding="utf-8")
    spoilt = text.replace("<article", INJECTED[attack] + "<article", 1)
    assert spoilt != text
    page = visit("")
    here = page.home + address
    page.route("**", lambda route: route.abort())  # nothing leaves this machine
    page.route(f"{page.home}**", lambda route: route.continue_())
    page.route(here, lambda route: route.fulfill(body=spoilt, content_type="text/html"))
    page.goto(here)
    page.eval_on_selector_all("#go, #go button", "all => all.at(-1)?.click()")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None and page.url == here
    assert page.locator("h1").is_visible()
    assert any("Content Security Policy" in line for line in page.wrong)
    page.wrong.clear()
