"""The environment's variables that a build reads, checked before anything is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

import idna

LOCAL = "http://127.0.0.1:8000/"
"""The address of a site that is built for no host: where `scripts/serve` shows it."""


def variables(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the variables, and what to give."""
    given = environment.get("SITE_URL", LOCAL)
    try:
        read_address(given)
    except ValueError:
        what = "give it as https://host/some/path/, without a user, ? or #"
        yield f"SITE_URL: {given!r} is no address of a site; {what}"
    given = environment.get("REPORT_URL", "")
    if given and not re.fullmatch(r"(https?://|mailto:)[^\s<>\"\\]+", given):
        what = "give one that begins with https:// or mailto:, or unset it"
        yield f"REPORT_URL: {given!r} is no address; {what}"


def read_address(given: str) -> str:
    """Return a site's address as browsers write it, ending in a slash: a domain in other
    letters by its ASCII name (IDNA 2008), a path's percent-encoded. Raises ValueError."""
    if not re.fullmatch(r"https?://[^\s\\<>\"?#@/]+(/[^\s\\<>\"?#]*)?", given, re.IGNORECASE):
        raise ValueError("not the form of an address")
    parts = urlsplit(given)
    host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    if ":" in host:
        host = f"[{host}]"  # IPv6
    elif not host.isascii():
        host = idna.encode(host, uts46=True).decode()
    if not re.fullmatch(r"\[.+\]|([a-z0-9_-]+\.)*[a-z0-9_-]+\.?", host):
        raise ValueError("no name of a host")
    if re.search("%(?![0-9A-Fa-f]{2})", parts.path):
        raise ValueError("% without two hexadecimal digits")
    path = quote(parts.path, safe="%/:@!$&'()*+,;=~").rstrip("/")
    return f"{parts.scheme}://{host}{port}{path}/"
