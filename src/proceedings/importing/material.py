"""What the editor hands in: a file or a folder, decoded and parsed once, however often
it is asked.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from proceedings.values.diagnostics import ProceedingsError

LARGEST = 200_000_000
"""Bytes of a source; more is no programme."""
_DATA = (".json", ".jsonl", ".yml", ".yaml", ".csv", ".tsv", ".md", ".markdown", ".xml", ".ics", "")
_SHEETS = (".xlsx", ".xls", ".ods")


class Material:
    """One file of a source."""

    def __init__(self, path: Path, name: str, encoding: str) -> None:
        self.path = path
        self.name = name
        self.encoding = encoding

    @cached_property
    def data(self) -> bytes:
        """The file's bytes."""
        if self.path.stat().st_size > LARGEST:
            raise ProceedingsError(f"{self.name} is larger than {LARGEST // 1_000_000} MB", "give the export itself")
        return self.path.read_bytes()

    @cached_property
    def text(self) -> str:
        """The file's text, without a byte order mark, its lines ended by line feeds.

        Raises:
            ProceedingsError: it is not in the encoding that was named, or by default not UTF-8.
        """
        return self.decoded(self.data)

    def decoded(self, data: bytes) -> str:
        """Bytes of the file as text, in the encoding that the editor named; see `text`."""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
        try:
            text = data.decode("utf-8-sig" if self.encoding == "utf-8" else self.encoding)
        except UnicodeDecodeError as problem:
            line = data[: problem.start].count(b"\n") + 1
            raise ProceedingsError(
                f"{self.name} is not {self.encoding.upper()}: line {line} has a byte that no letter of it has",
                "save it as UTF-8, or name its encoding: --encoding cp1252 (Windows), --encoding mac-roman",
            ) from None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def beginning(self) -> str:
        """The first characters, for recognising; undecodable bytes are replaced."""
        return self.data[:4000].decode("utf-8", "replace").lstrip("\ufeff").lstrip()

    @cached_property
    def documents(self) -> list[Any]:
        """The JSON documents of the file: one, or several below each other, as pages of an
        interface and JSON Lines have them; none where something in it is no JSON.
        """
        if self.beginning[:1] not in ("{", "["):
            return []
        if self.json is not None:
            return [self.json]
        decoder, text, place = json.JSONDecoder(), self.text, 0
        found = []
        try:
            while place < len(text):
                document, place = decoder.raw_decode(text, place)
                found.append(document)
                while text[place : place + 1].isspace() or text[place : place + 1] == ",":
                    place += 1
        except (ValueError, RecursionError):
            return []
        return found

    @cached_property
    def json(self) -> Any:
        """The file as JSON; None where it is none."""
        if self.beginning[:1] not in ("{", "["):
            return None
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def rows(self) -> list[list[str]]:
        """The rows of a text table; commas, semicolons or tabs are told by the first line."""
        head = self.text.partition("\n")[0]
        delimiter = max(",;\t|", key=lambda sign: (head.count(sign), -",;\t|".index(sign)))
        csv.field_size_limit(LARGEST)
        return [list(row) for row in csv.reader(io.StringIO(self.text), delimiter=delimiter, skipinitialspace=True)]

    @cached_property
    def sheets(self) -> list[tuple[str, list[list[Any]]]]:
        """Sheets by name, their cells as values; a text table is one sheet without a name."""
        if self.data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            import python_calamine as calamine

            try:
                book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.data))
                return [(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False)) for n in book.sheet_names]
            except (calamine.CalamineError, OSError, ValueError):
                return []
        if b"\0" in self.data[:2000] or self.beginning[:1] in ("{", "[", "<"):
            return []
        return [("", [list(row) for row in self.rows])]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows below the head, each with its row number and by the names of the head."""
        rows = self.rows
        head = [cell.strip() for cell in rows[0]] if rows else []
        for number, row in enumerate(rows[1:], 2):
            if any(cell.strip() for cell in row):
                yield number, {name: cell.strip() for name, cell in zip(head, row, strict=False)}


class Source:
    """What was given: its files by their names within it. A file given alone is the only one."""

    def __init__(self, path: Path, encoding: str = "utf-8", columns: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.columns = columns or {}
        """What the editor said that columns of tables hold."""
        self.is_folder = path.is_dir()
        self.files: dict[str, Material] = {}
        for found in sorted(path.rglob("*")) if self.is_folder else [path]:
            hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
            if found.is_file() and not hidden and (not self.is_folder or found.suffix.lower() in _DATA + _SHEETS):
                name = found.relative_to(path).as_posix() if self.is_folder else found.name
                self.files[name] = Material(found, name, encoding)

    @property
    def only(self) -> Material | None:
        """The file, where the source is one file."""
        return next(iter(self.files.values())) if len(self.files) == 1 else None

    def file(self, name: str) -> Path | None:
        """A file of any kind in the folder, by its path in it or by its name alone; never one
        outside.
        """
        if not self.is_folder or not name:
            return None
        path = (self.path / name).resolve()
        if path.is_relative_to(self.path.resolve()) and path.is_file():
            return path
        plain = name.rpartition("/")[2]
        return self._by_name.get(plain)

    @cached_property
    def _by_name(self) -> dict[str, Path]:
        return {path.name: path for path in sorted(self.path.rglob("*"), reverse=True) if path.is_file()}

    def by_stem(self, stem: str) -> Material | None:
        """The file with this name, whatever its ending and folder."""
        return next((file for name, file in self.files.items() if Path(name).stem == stem), None)

    def with_ending(self, *endings: str) -> list[Material]:
        """The files whose names end so."""
        return [file for name, file in self.files.items() if name.lower().endswith(endings)]
