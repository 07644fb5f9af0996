"""Packages: the parts of ZIP-based office files,
read within bounds, and their XML with short names.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

_MOST_BYTES = 48 << 20
"""Of one part, unpacked."""
_MOST_IN_ALL = 192 << 20

UNREADABLE = (
    *(OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError),
    *(ParseError, OverflowError, MemoryError, struct.error, zlib.error, StopIteration),
)
"""What reading a damaged file may raise. RecursionError is a RuntimeError."""

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        **{f"{base}wordprocessingml{year}/main": "w" for base, year in ((_OOXML, "/2006"), (_STRICT, ""))},
        **{f"{base}presentationml{year}/main": "p" for base, year in ((_OOXML, "/2006"), (_STRICT, ""))},
        **{f"{base}drawingml{year}/main": "a" for base, year in ((_OOXML, "/2006"), (_STRICT, ""))},
        **{f"{base}drawingml{year}/diagram": "dgm" for base, year in ((_OOXML, "/2006"), (_STRICT, ""))},
        **{f"{base}drawingml{year}/chart": "c" for base, year in ((_OOXML, "/2006"), (_STRICT, ""))},
        **{f"{base}officeDocument{year}/math": "m" for base, year in ((_OOXML, "/2006"), (_STRICT, ""))},
        f"{_OOXML}markup-compatibility/2006": "mc",
        f"{_MICROSOFT}powerpoint/2010/main": "p14",
        f"{_MICROSOFT}drawing/2008/diagram": "dsp",
        "urn:schemas-microsoft-com:vml": "v",
        "urn:schemas-microsoft-com:office:office": "o",
        **{f"{_ODF}{name}:1.0": name for name in ("office", "text", "table", "style", "presentation")},
        f"{_ODF}drawing:1.0": "draw",
        f"{_ODF}svg-compatible:1.0": "svg",
        "http://www.w3.org/1998/Math/MathML": "math",
        "http://purl.org/dc/elements/1.1/": "dc",
    }
)
"""Short names of namespaces (ISO/IEC 29500-1 and -4; OpenDocument 1.3 part 3);
of others only the last word counts.
"""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part (ISO/IEC 29500-2, 8.5):
    the last word of its type, and the part or address named.
    """

    kind: str
    target: str
    external: bool


class Package:
    """An open ZIP-based office file.

    Its methods raise what `UNREADABLE` lists for what is damaged, or larger than the bounds.
    """

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._read = 0

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._archive.namelist())

    def data(self, name: str, most: int = _MOST_BYTES) -> bytes:
        """A part, or its first `most` bytes.

        Raises:
            ValueError: the parts read come to more than is read of one file.
        """
        with self._archive.open(name) as part:
            found = part.read(most)
        self._read += len(found)
        if self._read > _MOST_IN_ALL or len(found) == _MOST_BYTES:
            raise ValueError("too much to read")
        return found

    def tree(self, name: str) -> Element:
        """The XML of a part; tags are `prefix:name` with the prefixes above.

        Raises:
            ValueError: it defines entities,
                which office files do not and which can grow without bound.
        """
        data = self.data(name)
        if b"<!ENTITY" in data:
            raise ValueError("entities")
        root = fromstring(data)
        short: dict[str, str] = {}
        for element in root.iter():
            if isinstance(tag := element.tag, str):
                element.tag = short[tag] if tag in short else short.setdefault(tag, _short(tag))
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their id; none where it has none."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.names:
            return {}
        return {
            str(link.get("Id")): Relation(
                str(link.get("Type", "")).rpartition("/")[2],
                _address(folder, str(link.get("Target", "")), external := link.get("TargetMode") == "External"),
                external,
            )
            for link in self.tree(listed)
        }

    def related(self, part: str, kind: str) -> list[str]:
        """The parts to which relationships of a kind lead, if they are there."""
        found = self.relations(part).values()
        return [r.target for r in found if r.kind == kind and not r.external and r.target in self.names]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without a prefix."""
    found = element.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), None)


def below(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a tag below this one."""
    return element.iter(tag)


def children(element: Element, *path: str) -> Iterator[Element]:
    """The elements at the end of a path of tags."""
    if not path:
        yield element
        return
    for inner in element:
        if inner.tag == path[0] or path[0] == "*":
            yield from children(inner, *path[1:])


def child(element: Element, *path: str) -> Element | None:
    """The first element at the end of a path of tags."""
    return next(children(element, *path), None)


def is_on(element: Element | None) -> bool:
    """Whether a property is there and not switched off (ISO/IEC 29500-1, 17.17.4 and 22.9.2.7)."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _short(tag: str) -> str:
    uri, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(uri) or uri.rstrip('/').rpartition('/')[2]}:{name}"


def _address(folder: str, target: str, external: bool) -> str:
    if external:
        return target
    return posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
