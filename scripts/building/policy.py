"""Policy: what a page may load and run, told to the browser in its head (CSP Level 3).

The page's own style and script are named by their hashes, so that nothing put into the
page runs; files come from the page's own host alone. Who may frame the page only a header
can say: ``_headers`` and nginx.conf.
"""

from __future__ import annotations

import base64
import hashlib
import re

INLINE = re.compile(r'<(style|script)(?: media="\w+")?>(.*?)</\1>', re.DOTALL)
"""An element with its content; a script of a type (JSON) is data, and needs no leave."""

CHARSET = '<meta charset="utf-8">'
"""A page's first element: what stands before the policy isn't held to it."""


def with_policy(html: str) -> str:
    """Put a page's policy at the head of it, unless it has one."""
    if "Content-Security-Policy" in html:
        return html
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    return html.replace(CHARSET, f"{CHARSET}\n  {meta}", 1)


def policy(html: str) -> str:
    """What the page needs, and nothing else: by hash what stands in it, by ``self`` its files."""
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for element, content in INLINE.findall(html):
        hashes[element].append(sha256(content))
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes["script"]],
        "style-src": hashes["style"],
        "img-src": ["'self'", "data:"],  # data: what stands for the unseen picture without a script
        "connect-src": ["'self'"],  # the search's sentences
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return ";".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def sha256(content: str) -> str:
    """A hash as CSP writes it."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
