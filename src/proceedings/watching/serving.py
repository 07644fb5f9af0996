"""The server of the page: on the loopback address alone, for browsers on this machine."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from proceedings.values.diagnostics import UsageError
from proceedings.watching.board import Board
from proceedings.watching.pictures import PagePictures

LOOPBACK = "127.0.0.1"
_PATIENCE = 15.0
"""Seconds after which a waiting browser hears that nothing happened,
so that a closed one is noticed.
"""
_FILES = {
    "/contents.json": "application/json",
    "/check.html": "text/html; charset=utf-8",
}
_VOLUME = re.compile(r"proceedings(-[1-9][0-9]{0,3})?\.pdf")
"""The only files that are served: these two, and the volumes."""
_POLICY = {
    "/": "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    "/check.html": "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
}
"""What the pages may load:
nothing from elsewhere, and the report runs no scripts, whatever a submission says.
"""


class PageServer(ThreadingHTTPServer):
    """Serves the page, the files of the build folder and pictures of the volume's pages."""

    daemon_threads = True

    def __init__(self, folder: Path, board: Board, port: int) -> None:
        """Open the port; 0 chooses a free one.

        Raises:
            UsageError: the port is taken.
        """
        self.folder, self.board = folder, board
        self._pictures: dict[str, PagePictures] = {}
        self.page = Path(__file__).with_name("page.html").read_bytes()
        try:
            super().__init__((LOOPBACK, port), _Answer)
        except OSError as problem:
            raise UsageError(f"port {port} cannot be used: {problem.strerror}", "choose another with --port") from None

    @property
    def address(self) -> str:
        """What to type into the browser."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def pictures(self, volume: str) -> PagePictures:
        """Pictures of the volume with this file name;
        of the only one where the name is none of a volume.
        """
        name = volume if _VOLUME.fullmatch(volume) else "proceedings.pdf"
        return self._pictures.setdefault(name, PagePictures(self.folder / name))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error."""


class _Answer(BaseHTTPRequestHandler):
    server: PageServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a browser on this machine; refuse any other host's name."""
        address = urlsplit(self.path)
        path, volume = address.path, parse_qs(address.query).get("of", [""])[0]
        if self.headers.get("Host") not in [f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")]:
            # A page from elsewhere whose name was made to lead here must not read the volume.
            self._send(403, "text/plain", b"not from here")
        elif path == "/":
            self._send(200, "text/html; charset=utf-8", self.server.page, _POLICY[path])
        elif path in _FILES:
            self._file(path, _FILES[path])
        elif _VOLUME.fullmatch(path[1:]):
            self._file(path, "application/pdf")
        elif path == "/pages.json":
            self._send(200, "application/json", json.dumps(self.server.pictures(volume).sizes()).encode())
        elif path == "/desk.json" and self.server.board.desk is not None:
            self._send(200, "application/json", self.server.board.desk.encode())
        elif path.startswith("/page/"):
            self._picture(path, volume)
        elif path == "/events":
            self._events()
        else:
            self._send(404, "text/plain", b"nothing here")

    def log_message(self, format: str, *arguments: Any) -> None:
        """The terminal belongs to the build."""

    def _file(self, path: str, kind: str) -> None:
        try:
            content = (self.server.folder / path[1:]).read_bytes()
        except OSError:
            self._send(404, "text/plain", b"not built yet")
            return
        self._send(200, kind, content, _POLICY.get(path))

    def _picture(self, path: str, volume: str) -> None:
        number = path.removeprefix("/page/").removesuffix(".jpg")
        drawn = self.server.pictures(volume).draw(int(number) - 1) if number.isdecimal() else None
        if drawn is None:
            self._send(404, "text/plain", b"no such page")
        else:
            self._send(200, "image/jpeg", drawn)

    def _events(self) -> None:
        """Tell every change of the board,
        until the browser goes away (Server-Sent Events, WHATWG HTML, 9.2).
        """
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        serial, notice = self.server.board.read()
        while True:
            self.wfile.write(b"data: " + json.dumps(notice.as_json()).encode() + b"\n\n")
            self.wfile.flush()
            serial, notice = self.server.board.wait(serial, _PATIENCE)

    def _send(self, status: int, kind: str, content: bytes, policy: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(content)
