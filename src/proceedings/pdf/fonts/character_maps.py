"""Which CIDs the strings of a composite font show: by Identity or a character map in the file.

Source: ISO 32000-1, 9.7.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.pdf.shown import wide_codes

if TYPE_CHECKING:
    import pikepdf

_IDENTITY = ("/Identity-H", "/Identity-V")
_USES = re.compile(rb"\busecmap\b")
_COMMENT = re.compile(rb"%[^\r\n]*")
_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar)(.*?)end\1", re.S)
_HEX = rb"<([0-9A-Fa-f\s]*)>\s*"
_PAIR = re.compile(_HEX + _HEX)
_RANGE = re.compile(_HEX + _HEX + rb"(\d+)")
_CHAR = re.compile(_HEX + rb"(\d+)")
_LONGEST = 4
"""Bytes of a code at most (9.7.6.2)."""


class UnknownMap(ValueError):
    """What codes mean cannot be told: the map is predefined, builds on another, or is damaged."""


@dataclass(frozen=True, slots=True)
class CharacterMap:
    """Spaces of codes and ranges of CIDs, each with its first and last code in bytes."""

    spaces: tuple[tuple[bytes, bytes], ...]
    ranges: tuple[tuple[bytes, bytes, int], ...]

    def cids(self, strings: Iterable[bytes]) -> set[int]:
        """The CIDs of the codes in strings; 0 for a code that no range has (9.7.6.3)."""
        return {self._cid(code) for code in {code for text in strings for code in self._codes(text)}}

    def _codes(self, text: bytes) -> Iterator[bytes]:
        at = 0
        while at < len(text):
            lengths = range(1, _LONGEST + 1)
            length = next((n for n in lengths if self._is_code(text[at : at + n])), self._shortest)
            yield text[at : at + length]
            at += length

    def _is_code(self, code: bytes) -> bool:
        return any(
            len(code) == len(first) and all(a <= byte <= b for a, byte, b in zip(first, code, last, strict=True))
            for first, last in self.spaces
        )

    @property
    def _shortest(self) -> int:
        return min((len(first) for first, _ in self.spaces), default=1)

    def _cid(self, code: bytes) -> int:
        for first, last, cid in self.ranges:
            if len(code) == len(first) and first <= code <= last:
                return cid + int.from_bytes(code, "big") - int.from_bytes(first, "big")
        return 0


def cids_shown(font: pikepdf.Object, strings: Iterable[bytes]) -> set[int]:
    """The CIDs that strings show in a composite font.

    Raises:
        UnknownMap: its character map is no Identity and stands not in the file, or not whole.
    """
    import pikepdf

    encoding = font.get("/Encoding")
    if encoding in _IDENTITY:
        return wide_codes(set(strings))
    if not isinstance(encoding, pikepdf.Stream) or "/UseCMap" in encoding:
        raise UnknownMap("its codes are mapped by a table of their own")
    try:
        return read_map(encoding.read_bytes()).cids(strings)
    except pikepdf.PdfError as problem:
        raise UnknownMap(str(problem)) from problem


def read_map(data: bytes) -> CharacterMap:
    """A character map as its file says it.

    Raises:
        UnknownMap: it builds on another, or says nothing of codes.
    """
    data = _COMMENT.sub(b"", data)
    if _USES.search(data):
        raise UnknownMap("it builds on another map")
    spaces: list[tuple[bytes, bytes]] = []
    ranges: list[tuple[bytes, bytes, int]] = []
    for kind, body in _SECTION.findall(data):
        if kind == b"codespacerange":
            spaces += [(_bytes(first), _bytes(last)) for first, last in _PAIR.findall(body)]
        elif kind == b"cidrange":
            ranges += [(_bytes(first), _bytes(last), int(cid)) for first, last, cid in _RANGE.findall(body)]
        else:
            ranges += [(_bytes(code), _bytes(code), int(cid)) for code, cid in _CHAR.findall(body)]
    if not spaces or any(len(first) != len(last) for first, last in spaces):
        raise UnknownMap("it does not say which codes there are")
    return CharacterMap(tuple(spaces), tuple(ranges))


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))
