"""The parts of a ZIP file:
read within limits, and a copy of the file with some of them written anew.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import Path

from proceedings.office_files.markup import Element, UnreadableMarkup, as_utf8, parse
from proceedings.office_files.parts import Parts

_MOST_BYTES = 48 << 20
"""Of one part; a larger one is left as it is."""
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Package:
    """A ZIP file, open for reading."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """A part in UTF-8; empty where there is none, or where it is too large."""
        if name not in self.names or self._archive.getinfo(name).file_size > _MOST_BYTES:
            return b""
        with self._archive.open(name) as part:
            return as_utf8(part.read(_MOST_BYTES))

    def tree(self, name: str) -> Element | None:
        """The root of a part; None where it is not there or cannot be read."""
        try:
            return parse(data) if (data := self.read(name)) else None
        except UnreadableMarkup:
            return None

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids (ISO/IEC 29500-2, 6.5)."""
        root = self.tree(relations_part(part))
        found = {}
        for element in root.children if root else ():
            said = element.attributes
            kind, target = said.get("Type", "").rpartition("/")[2], said.get("Target", "")
            is_external = said.get("TargetMode") == "External"
            where = target if is_external else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
            found[said.get("Id", "")] = Relation(kind, where.lstrip("/") if not is_external else where, is_external)
        return found


class Relation:
    """A relationship: its kind, the part or address it leads to,
    and whether that is outside the file.
    """

    __slots__ = ("is_external", "kind", "target")

    def __init__(self, kind: str, target: str, is_external: bool) -> None:
        self.kind, self.target, self.is_external = kind, target, is_external


def relations_part(part: str) -> str:
    """The name of the part with another part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def with_relations(data: bytes, added: Mapping[str, str]) -> bytes:
    """A part of relationships with hyperlinks added:
    their addresses by id. An empty one is begun.
    """
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{RELATIONSHIPS}/hyperlink" Target="{address}" TargetMode="External"/>'
        for id_, address in added.items()
    )
    return _with_lines(data, lines.encode())


def with_relation(data: bytes, id_: str, kind: str, target: str) -> bytes:
    """A part of relationships with one to another part added. An empty one is begun."""
    return _with_lines(data, f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'.encode())


def _with_lines(data: bytes, lines: bytes) -> bytes:
    if not data:
        return f'<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}">'.encode() + lines + b"</Relationships>"
    head, found, tail = data.rpartition(b"</Relationships>")
    if found:
        return head + lines + found + tail
    if not data.rstrip().endswith(b"/>"):
        raise UnreadableMarkup("relationships under another name")
    return data.rstrip().removesuffix(b"/>") + b">" + lines + b"</Relationships>"


def copied(source: Path, copy: Path, changed: Mapping[str, bytes]) -> None:
    """Write a ZIP file anew with some of its parts in another form.

    Raises:
        OSError, zipfile.BadZipFile: it cannot be read or written.
    """
    with zipfile.ZipFile(source) as archive:
        parts = Parts(archive)
        parts.changed.update(changed)
        parts.write(copy)
