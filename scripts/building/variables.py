"""Variables: what a build is told by its environment, checked before anything is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

import idna

LOCAL = "http://127.0.0.1:8000/"
"""Where a site stands that is built for nowhere else: where `scripts/serve` shows it."""

FORM = "give the site's whole address, such as https://host/some/path/"


def variables(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the variables that a build reads, and what to give."""
    try:
        read_address(environment.get("SITE_URL", LOCAL))
    except ValueError as error:
        yield f"SITE_URL: {environment['SITE_URL']!r} {error}; {FORM}"
    report = environment.get("REPORT_URL", "")
    if report and not re.fullmatch(r"(https?://|mailto:)[^\s<>\"\\]+", report):
        what = "give one that begins with https:// or mailto:, or unset it"
        yield f"REPORT_URL: {report!r} is no address; {what}"


def read_address(given: str) -> str:
    """Return a site's address as browsers write it, ending in a slash: a domain in other
    letters by its ASCII name (IDNA 2008), a path's percent-encoded. Raises ValueError."""
    if re.search(r"[\s\\<>\"\x00-\x1f\x7f]", given):
        raise ValueError("holds a space, or another character that no address has")
    try:
        parts = urlsplit(given)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise ValueError("has no valid host or port") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("does not begin with https:// or http:// and a host")
    if "@" in parts.netloc:
        raise ValueError("names a user; anybody may read it")
    if "?" in given or "#" in given:
        raise ValueError("goes on after ? or #, where no page can stand")
    if re.search("%(?![0-9A-Fa-f]{2})", parts.path):
        raise ValueError("has a % without two hexadecimal digits")
    path = quote(parts.path, safe="%/:@!$&'()*+,;=~").rstrip("/")
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}/"


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"  # IPv6, as Python has checked
    name = name if name.isascii() else idna.encode(name, uts46=True).decode()
    if not re.fullmatch(r"([a-z0-9_-]+\.)*[a-z0-9_-]*", name):
        raise ValueError
    return name
