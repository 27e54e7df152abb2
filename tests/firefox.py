"""Debian's Firefox, asked to print a page: Playwright drives only a Firefox of its own."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import time
from pathlib import Path


class Firefox:
    """A browser without a window, spoken to by Marionette: "length:[0, id, command, what]"."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = {"marionette.port": port, "app.normandy.enabled": False}
        (folder / "user.js").write_text(
            "".join(
                f'user_pref("{key}", {json.dumps(value)});\n' for key, value in settings.items()
            )
        )
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", str(folder)],
            # Its sandbox for pages needs rights that root in a container lacks.
            env={**os.environ, "HOME": str(folder), "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = self._connect(port)
        self.stream = self.socket.makefile("rwb")
        self._answer()
        self.ask("WebDriver:NewSession")

    def _connect(self, port: int):
        for _ in range(150):
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=60)
            except OSError:
                time.sleep(0.2)
        raise TimeoutError("Firefox opens no port")

    def _answer(self):
        length = b""
        while not length.endswith(b":"):
            length += self.stream.read(1)
        return json.loads(self.stream.read(int(length[:-1])))

    def ask(self, command: str, **what):
        """Give a command; return its outcome."""
        text = json.dumps([0, 1, command, what]).encode()
        self.stream.write(b"%d:%s" % (len(text), text))
        self.stream.flush()
        _, _, error, outcome = self._answer()
        assert not error, error
        return outcome

    def pdf(self, address: str) -> bytes:
        """Print the page at an address, with the margins its style asks for."""
        self.ask("WebDriver:Navigate", url=address)
        return base64.b64decode(
            self.ask("WebDriver:Print", page={"width": 21, "height": 29.7})["value"]
        )

    def close(self):
        self.stream.close()
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)
