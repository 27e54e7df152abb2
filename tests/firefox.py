"""Firefox, driven over WebDriver BiDi (w3.org/TR/webdriver-bidi), which it speaks by itself.

Playwright drives only a Firefox of its own making; these few lines drive Debian's.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.sync.client import connect

from outputs.typesetting import font_folders


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, socket):
        self.socket = socket
        self.numbers = itertools.count(1)
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters) -> dict:
        """Send a command and return its result; raises AssertionError with Firefox's error."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(timeout=120))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self.tab, viewport=viewport)

    def go(self, url: str) -> None:
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def run(self, expression: str) -> object:
        """Evaluate an expression in the page (a promise is awaited) and return its value."""
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        result = self.ask(
            "script.evaluate",
            expression=wrapped,
            target={"context": self.tab},
            awaitPromise=True,
            userActivation=True,
        )
        assert result["type"] == "success", result
        return json.loads(result["result"].get("value", "null"))

    def pdf(self, url: str) -> bytes:
        """Print the page at an address on A4, with the margins its style asks for."""
        self.go(url)
        a4 = {"width": 21, "height": 29.7}  # centimetres
        return b64decode(self.ask("browsingContext.print", context=self.tab, page=a4)["data"])

    def press(self, *keys: str) -> None:
        """Press and release each key in turn; WebDriver's code points name the special ones."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self.tab, actions=[source])


@contextmanager
def running(profile: Path) -> Iterator[Firefox]:
    """Start Firefox on an empty profile; quiet on the network but for loopback."""
    quiet = {
        "app.update.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "network.dns.disabled": True,
        "extensions.update.enabled": False,
        # Its processes that paint may read no file but the system's, fonts not excepted.
        "security.sandbox.content.read_path_whitelist": ",".join(
            f"{each}/" for each in font_folders()
        ),
        "services.settings.server": "data:,",
        "toolkit.telemetry.enabled": False,
    }
    lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in quiet.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        heard = next(filter(None, (re.search(r"ws://\S+", line) for line in process.stderr)), None)
        assert heard, "Firefox ended, and named no address (ws://) for WebDriver BiDi on stderr"
        with connect(f"{heard[0]}/session", max_size=None, open_timeout=120) as socket:
            yield Firefox(socket)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
