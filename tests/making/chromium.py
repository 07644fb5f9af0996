"""A headless Chromium, spoken to through pipes in the DevTools protocol."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    *("--window-size=1300,900", "--remote-debugging-pipe"),
)
_ON_THREE_AND_FOUR = """\
import os, sys
# Out of the way first: either may be 3 or 4 already.
reading, writing = (os.dup2(int(handle), 40 + place) for place, handle in enumerate(sys.argv[1:3]))
os.dup2(reading, 3), os.dup2(writing, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


class Chromium:
    """One tab; use it as a context manager."""

    def __init__(self, profile: Path) -> None:
        program = next(p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n)))
        theirs, to_it = os.pipe()
        from_it, theirs_too = os.pipe()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _ON_THREE_AND_FOUR, str(theirs), str(theirs_too)),
                *(program, *_QUIET, f"--user-data-dir={profile}", "about:blank"),
            ],
            pass_fds=(theirs, theirs_too),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(theirs_too)
        self._to, self._from = os.fdopen(to_it, "wb", 0), os.fdopen(from_it, "rb", 0)
        self._numbers = itertools.count(1)
        self._rest = b""
        self._session: str | None = None

    def __enter__(self) -> Self:
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(t["targetId"] for t in targets if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        return self

    def __exit__(self, *_: object) -> None:
        self._to.close()
        self._process.kill()
        self._process.wait()
        self._from.close()

    def call(self, method: str, **parameters: Any) -> Any:
        """Call a method and give back its result; events are passed over."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == number:
                assert "error" not in heard, heard
                return heard["result"]

    def resize(self, width: int, height: int) -> None:
        """Give the page a size, in CSS pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is there."""
        self.call("Page.navigate", url=address)
        self.wait_for("location.href !== 'about:blank' && document.readyState === 'complete'")

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, script: str, seconds: float = 120) -> Any:
        """The value of an expression as soon as it is true."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if value := self.ask(script):
                return value
            time.sleep(0.2)
        raise AssertionError(f"never true: {script}; the page says {self.ask('document.body.innerText')}")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            block = self._from.read(1 << 16)
            assert block, "Chromium has ended"
            self._rest += block
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found
