"""The workspace's files as the reading room sees them:
never outside the workspace, never without a sentence.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from itertools import islice
from pathlib import Path, PurePosixPath

from proceedings.images.picture_kinds import BEGINNING, picture_kind
from proceedings.reading.findings import Findings
from proceedings.reading.pasted import misread
from proceedings.values.diagnostics import Place
from proceedings.words.suggestions import nearest

LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes that one of the editor's own text files may have."""

# Characters that YAML 1.2 (5.1) and XML 1.0 (2.2) both refuse, and so does print.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_UTF_16 = "the file is in UTF-16, not in UTF-8", "save it once more, with the encoding UTF-8"
_MISREAD_HINT = "write the letters that are meant; other lines may have the same fault"

_ALL_NEEDED = frozenset(f"proceedings/{name}.yaml" for name in ("volume", "agenda", "people"))
_HEAD = 4096
_DRAWING = re.compile(rb"<svg[\s>:]", re.IGNORECASE)


class WorkspaceFiles:
    """Reads and finds files below one root; every problem goes to the findings."""

    def __init__(self, root: Path, findings: Findings) -> None:
        self.root = root.resolve()
        self._findings = findings
        self._listings: dict[Path, dict[str, str]] = {}
        self._inside: dict[Path, bool] = {}

    def text(self, name: str, required_for: str | None = None) -> str | None:
        """The text of one of the editor's files, with Unix line ends and without byte order mark.

        Args:
            name: relative to the workspace.
            required_for: what the file is for; a missing file is then an error.

        Returns:
            None when it cannot be read; the reason is among the findings.
        """
        place = Place(name, 1, 1)
        path = self.root / name
        if not path.exists():
            if required_for:
                self._findings.error(
                    "missing-file",
                    Place(name),
                    f"there is no such file; it holds {required_for}",
                    self.hint_at_similar(name),
                )
            return None
        if not self.is_inside(path):
            self._outside(place, name)
            return None
        if not path.is_file():
            self._findings.error("not-a-file", Place(name), "this is not a file that can be read")
            return None
        try:
            if path.stat().st_size > LARGEST_TEXT:
                self._findings.error("file-too-large", Place(name), "more than 8 MB of text; the book holds less")
                return None
            raw = path.read_bytes()
        except OSError as problem:
            self._findings.error("unreadable-file", Place(name), f"the file cannot be read: {problem.strerror}")
            return None
        return self._decoded(raw, name)

    def _decoded(self, raw: bytes, name: str) -> str | None:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            if (known := _no_text(raw)) is not None:
                self._findings.error("not-utf-8", Place(name, 1, 1), *known)
                return None
            line, column = _position(raw[: problem.start].decode("utf-8-sig", "replace"))
            self._findings.error(
                "not-utf-8",
                Place(name, line, column),
                f"the file is not UTF-8 text: byte 0x{raw[problem.start]:02X} does not belong here",
                "save it with the encoding UTF-8",
            )
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        odd = _UNPRINTABLE.search(text)
        if odd:
            self._odd(name, text, odd)
            return None
        for at, letters, meant in islice(misread(text), 1):
            said = f"`{letters}` should be `{meant}`: letters of UTF-8 were read as those of another encoding"
            self._findings.warning("misread-letters", Place(name, *_position(text[:at])), said, _MISREAD_HINT)
        return text

    def _odd(self, name: str, text: str, odd: re.Match[str]) -> None:
        """Tell of a character that no page shows, and what may be meant."""
        if text.count("\0") * 4 > len(text):
            self._findings.error("not-utf-8", Place(name, 1, 1), *_UTF_16)
            return
        place = Place(name, *_position(text[: odd.start()]))
        run = next((run for run in misread(text) if run[0] <= odd.start() < run[0] + len(run[1])), None)
        if run is not None:
            said = f"`{run[2]}` was meant: letters of UTF-8 were read as those of another encoding"
            self._findings.error("control-character", place, said, _MISREAD_HINT)
            return
        said = f"the character U+{ord(odd[0]):04X} cannot be printed"
        self._findings.error("control-character", place, said, "delete it; it is often invisible in an editor")

    def folder(self, name: str) -> tuple[str, ...]:
        """The names in a folder of the workspace, sorted; hidden files are left out.
        Empty where there is no folder.
        """
        path = self.root / name
        if not path.is_dir():
            return ()
        if not self.is_inside(path):
            self._outside(Place(name), name)
            return ()
        try:
            return tuple(sorted(p.name for p in path.iterdir() if not p.name.startswith((".", "~$"))))
        except OSError as problem:
            self._findings.error("unreadable-file", Place(name), f"the folder cannot be read: {problem.strerror}")
            return ()

    def is_inside(self, path: Path) -> bool:
        """True when a path, symbolic links followed, lies in the workspace."""
        try:
            parent = path.parent
            if parent not in self._inside:
                self._inside[parent] = parent.resolve().is_relative_to(self.root)
            if not path.is_symlink():
                return self._inside[parent]
            return path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError, ValueError):
            return False

    def locate(self, name: str, place: Place) -> tuple[PurePosixPath, bool] | None:
        """Where a file named by the editor is.

        Returns:
            Its path relative to the workspace as it is spelt on disk, and whether it is there; None
            when it must not be used (outside the workspace, a folder, a web address), which is then
            an error among the findings.
        """
        relative = self._relative(name, place)
        if relative is None:
            return None
        path = self.root / relative
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError):
            twin = self._same_name(relative)
            return (relative, False) if twin is None else self.locate(str(twin), place)
        if not self.is_inside(path):
            self._outside(place, name)
            return None
        if not stat.S_ISREG(mode):
            self._findings.error("not-a-file", place, f"`{name}` is a folder, not a file")
            return None
        return relative, True

    def _relative(self, name: str, place: Place) -> PurePosixPath | None:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", name):
            self._findings.error(
                "not-a-file", place, f"`{name}` is a web address", "download the file into papers/ and name it there"
            )
            return None
        if "\\" in name:
            self._findings.error("bad-path", place, *_backslashed(name))
            return None
        parts: list[str] = []
        for part in PurePosixPath(name).parts:
            if part == ".." and parts:
                parts.pop()
            elif part in ("..", "/") or re.fullmatch("[A-Za-z]:", part):
                self._outside(place, name)
                return None
            else:
                parts.append(part)
        if not parts:
            self._findings.error("not-a-file", place, f"`{name}` is a folder, not a file")
            return None
        return PurePosixPath(*parts)

    def is_picture(self, name: PurePosixPath) -> bool:
        """Whether a file that is there begins as a picture does, whatever kind its name says."""
        try:
            with (self.root / name).open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            return False
        return picture_kind(head[:BEGINNING]) is not None or _DRAWING.search(head) is not None

    def hint_at_similar(self, wanted: str) -> str | None:
        """A hint that names the file an editor may have meant by one that is not there."""
        found = self.similar(PurePosixPath(wanted))
        if found is None or str(found) in _ALL_NEEDED:
            return None
        return f"did you mean `{found}`?"

    def similar(self, wanted: PurePosixPath) -> PurePosixPath | None:
        """The file that an editor may have meant by one that is not there."""
        for folder in dict.fromkeys((wanted.parent, PurePosixPath("papers"))):
            found = nearest(wanted.name, self._names(self.root / folder).values(), 0.7)
            if found and (folder / found) != wanted:
                return folder / found
        return None

    def _names(self, folder: Path) -> dict[str, str]:
        """Names in a folder, by their composed Unicode form."""
        if folder not in self._listings:
            try:
                names = sorted(p.name for p in folder.iterdir()) if self.is_inside(folder / "x") else []
            except (OSError, ValueError):
                names = []
            self._listings[folder] = {unicodedata.normalize("NFC", n): n for n in names if not n.startswith(".")}
        return self._listings[folder]

    def is_in_cloud(self, relative: PurePosixPath) -> bool:
        """Whether only what iCloud leaves in place of a file is there: `.paper.pdf.icloud`."""
        return (self.root / relative.parent / f".{relative.name}.icloud").is_file()

    def leads_out(self, relative: PurePosixPath) -> bool:
        """Whether a file is a link that leads out of the workspace."""
        path = self.root / relative
        return path.is_symlink() and not path.resolve().is_relative_to(self.root.resolve())

    def _same_name(self, relative: PurePosixPath) -> PurePosixPath | None:
        """The file whose name differs only in how accents are encoded,
        as archives made on another system have it.
        """
        name = self._names(self.root / relative.parent).get(unicodedata.normalize("NFC", relative.name))
        found = relative.parent / name if name else None
        return found if found and found != relative and (self.root / found).exists() else None

    def _outside(self, place: Place, name: str) -> None:
        self._findings.error(
            "outside-workspace",
            place,
            f"`{name}` lies outside the workspace; nothing is read from there",
            "copy the file into the workspace, for instance into papers/",
        )


def _position(before: str) -> tuple[int, int]:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def _no_text(raw: bytes) -> tuple[str, str] | None:
    """What a file is that is no text in UTF-8, and what to do; None where it may be one."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _UTF_16
    if raw.startswith(b"PK\x03\x04"):
        return "this is a Word file or another ZIP file, not plain text", "save it as plain text in UTF-8"
    if raw.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")):
        return "this is a file of a word processor, not plain text", "save it as plain text in UTF-8"
    return None


def _backslashed(name: str) -> tuple[str, str]:
    if re.match(r"[A-Za-z]:|\\\\", name):
        last = re.split(r"[\\/]", name)[-1]
        return f"`{name}` is a place on one computer", f"copy the file into papers/ and write `papers/{last}`"
    return f"`{name}` has backslashes", f"write `{name.replace(chr(92), '/')}`, with slashes"
