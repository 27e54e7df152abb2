"""The site on a real nginx with scripts/nginx.conf; other hosts read ``_headers``."""

import fnmatch
import gzip
import os
import re
import socket
import subprocess
import time
from contextlib import closing
from http.client import HTTPConnection
from itertools import pairwise

import pytest

from edition import FIRST, ROOT, SINGLE, UNIT
from projects import free_port
from test_weight import HEADERS

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".tmx": "application/x-tmx+xml",  # XML names its own encoding
    ".pdf": "application/pdf",
    ".png": "image/png",
}
PACKED = {".pdf", ".png"}
"""These are compressed already."""

WRAPPER = """
daemon off; pid {folder}/pid; worker_processes 2; {user}
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
  fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
  {ours}
}}
"""


@pytest.fixture(scope="module")
def port(base, based, tmp_path_factory):
    """Where nginx serves the site, under its path."""
    folder = tmp_path_factory.mktemp("nginx")
    root = folder / "root"
    under = root / base.strip("/")
    under.parent.mkdir(parents=True, exist_ok=True)
    under.symlink_to(based)
    port = free_port()
    ours = (ROOT / "scripts" / "nginx.conf").read_text()
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/site;", f"root {root};"),
        ('set $under "";', f'set $under "{base.rstrip("/")}";'),
    ):
        assert old in ours
        ours = ours.replace(old, new)
    user = "user root;" if os.geteuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(WRAPPER.format(folder=folder, user=user, ours=ours))
    command = ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(conf)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    for _ in range(100):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert server.poll() is None, server.stderr.read()
        time.sleep(0.05)
    yield port
    server.terminate()
    server.communicate(timeout=10)


@pytest.fixture(scope="module")
def get(port, base):
    """Asks for an address under the site's; returns (status, headers, body)."""

    def get(address, method="GET", **headers):
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request(method, base + address, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    return get


def files(site):
    """Every file that is for readers, as (its address under the site, its path)."""
    for path in sorted(site.rglob("*.*")):
        address = path.relative_to(site).as_posix()
        if path.is_file() and path.name not in (".nojekyll", ".built"):
            yield re.sub(r"(^|/)index\.html$", r"\1", address), path


def language(address):
    """The value of Content-Language that a host should send: the folder of a language."""
    return next((v.language for v in SINGLE if address.startswith(v.folder)), None)


def test_every_file_comes_with_its_type_language_and_bytes_compressed_if_that_helps(get, based):
    kinds = set()
    for address, path in files(based):
        status, headers, body = get(address)
        assert (status, headers["Content-Type"]) == (200, TYPES[path.suffix]), address
        assert headers["Content-Language"] == language(address), address
        assert body == path.read_bytes(), address
        kinds.add(path.suffix)
        _, headers, packed = get(address, **{"Accept-Encoding": "gzip"})
        small = path.stat().st_size < 256
        wanted = None if path.suffix in PACKED or small else "gzip"
        assert headers["Content-Encoding"] == wanted, address
        assert (gzip.decompress(packed) if wanted else packed) == body, address
        assert not wanted or headers["Vary"] == "Accept-Encoding"
    assert kinds == set(TYPES)


def test_what_bears_its_digest_is_kept_for_a_year_and_all_else_asked_about(get, based):
    for address, _path in files(based):
        _, headers, _ = get(address, **{"Accept-Encoding": "gzip"})
        if address.startswith("assets/"):
            assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        else:
            assert headers["Cache-Control"] == "no-cache"
        again = {"If-None-Match": headers["ETag"], "Accept-Encoding": "gzip"}
        assert get(address, **again)[::2] == (304, b""), address


def test_what_is_not_there_is_a_404_in_every_language_with_links_that_lead_home(get, base, based):
    page = (based / "404.html").read_bytes()
    assert f'href="{base}{FIRST.folder}"'.encode() in page
    for path in ("nowhere", f"{FIRST.folder}nowhere/x.pdf", "assets/", "_headers", ".built"):
        status, headers, body = get(path)
        assert (status, body) == (404, page), path
        assert headers["Content-Type"] == TYPES[".html"]
        assert "frame-ancestors" in headers["Content-Security-Policy"]


def test_an_address_without_its_slash_leads_to_the_page_on_any_port(get, base):
    address = FIRST.address(UNIT.name)
    status, headers, _ = get(address.removesuffix("/"))
    assert (status, headers["Location"]) == (301, base + address)


def test_nothing_can_be_sent_to_the_host(get):
    assert get("", "POST")[0] == get("", "PUT")[0] == 405


def test_an_answers_headers_weigh_what_the_budgets_allow_for(port, base):
    for path in ("", FIRST.address(UNIT.name), "nowhere"):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            ask = f"GET {base}{path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n"
            line.sendall(f"{ask}Connection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        assert 200 < len(answer.partition(b"\r\n\r\n")[0]) <= HEADERS


def rules(site):
    """The rules in ``_headers``: [(pattern, header, value)]."""
    found = []
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            pattern = line.strip()
        elif line.startswith("  "):
            header, _, value = line.strip().partition(": ")
            found.append((pattern, header, value))
        else:
            assert not line or line.startswith("#"), line
    return found


def test_headers_for_other_hosts_are_those_of_nginx(get, based):
    matched = set()
    for address, _ in files(based):
        _, headers, _ = get(address)
        for rule in rules(based):
            pattern, header, value = rule
            if fnmatch.fnmatchcase("/" + address, pattern):
                assert headers[header] == value, (address, header)
                matched.add(rule)
    assert matched == set(rules(based)) and len(matched) >= 8


def test_no_header_is_set_twice_for_an_address_for_hosts_would_join_the_values(site):
    found = sorted((header, pattern) for pattern, header, _ in rules(site))
    for (one, wide), (other, narrow) in pairwise(found):
        assert one != other or not fnmatch.fnmatchcase(narrow, wide)
