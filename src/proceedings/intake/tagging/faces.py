"""The type on a page without tags: whether a font is bold, and what its codes say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from proceedings.pdf import objects
from proceedings.pdf.operations import STRING, strings

_BOLD = re.compile(r"bold|black|heavy|demi|medi(?!um)|bx(?=\d|$)", re.I)
"""In names of fonts; `bx` is the series of TeX's bold extended."""
_HEAVY = 600
"""FontWeight from here on is bold (ISO 32000-2, table 120)."""
_FORCED = 1 << 18
"""The flag ForceBold (ISO 32000-2, table 121)."""
_PIECE = re.compile(rb"(" + STRING + rb"|<[0-9A-Fa-f\x00\t\n\f\r ]*+>)|([-+.\d]++)", re.S)
_APART = 180.0
"""Thousandths of an em by which letters stand apart where a space was meant."""
_COLUMN = 700.0
"""The same where the next column of a table may begin."""
_USUAL = 0.5
"""The width of a letter, in ems, where the font does not say it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Strings of an array up to a wide gap: where among its bytes, how far from its beginning in
    ems, and the operands that show it alone.
    """

    start: int
    end: int
    x: float
    operands: bytes


@dataclass(slots=True, eq=False)
class Face:
    """A font as a page names it; its map of codes is read when it is first asked."""

    font: Any = None
    bold: bool = False
    _texts: Mapping[int, str] | None = field(default=None, repr=False)
    _is_wide: bool = False
    _widths: Mapping[int, float] | None = field(default=None, repr=False)
    _read: dict[bytes, str] = field(default_factory=dict, repr=False)
    """What strings in arrays say, by how they are written: they are few, and come again."""
    _measured: dict[bytes, float] = field(default_factory=dict, repr=False)
    """How wide these are, in ems."""

    def text(self, operands: bytes, most: int | None = None) -> str:
        """What is shown by the operands of one operator; nothing where the font does not tell.
        Letters set far apart in an array have a space between them.

        Args:
            operands: of an operator that shows text.
            most: about so many letters are enough.
        """
        if operands[-1:] != b"]":
            return "".join(map(self._said, strings(operands)))
        said: list[str] = []
        length, known = 0, self._read
        for string, number in _PIECE.findall(operands):
            if string:
                text = known.get(string)
                if text is None:
                    text = known[string] = self._said(_literal(string))
                said.append(text)
                length += len(text)
                if most is not None and length >= most:
                    break
            elif said and number[:1] == b"-" and _is_gap(number) and not said[-1].endswith(" "):
                said.append(" ")
        return "".join(said)

    def advance(self, operands: bytes) -> float:
        """How wide in ems is what the operands of one operator show, without spacing of its own."""
        if operands[-1:] != b"]":
            return sum(map(self._width, strings(operands)))
        return sum(
            self._written_width(string) if string else -_value(number) / 1000
            for string, number in _PIECE.findall(operands)
        )

    def pieces(self, operands: bytes) -> list[Piece]:
        """An array taken apart at its wide gaps; a gap stands before the piece that follows it."""
        found: list[Piece] = []
        start = words = 0
        x = begun = 0.0
        shows = False
        for part in _PIECE.finditer(operands):
            if part[1]:
                x += self._written_width(part[1])
                shows = True
                continue
            x -= (moved := _value(part[2])) / 1000
            if -moved > _COLUMN and shows:
                found.append(Piece(start, part.start(), begun, _array(operands[words : part.start()])))
                start, words, begun, shows = part.start(), part.end(), x, False
        return [*found, Piece(start, len(operands), begun, _array(operands[words:]))]

    def _written_width(self, string: bytes) -> float:
        """Of a string in an array, as it is written."""
        width = self._measured.get(string)
        if width is None:
            width = self._measured[string] = self._width(_literal(string))
        return width

    def _width(self, codes: bytes) -> float:
        if self._widths is None:
            self._widths = _widths(self.font, self._known())
        widths = self._widths
        if self._is_wide:
            return sum([widths.get(codes[i] << 8 | codes[i + 1], _USUAL) for i in range(0, len(codes) - 1, 2)])
        return sum([widths.get(code, _USUAL) for code in codes])

    def _said(self, codes: bytes) -> str:
        texts = self._texts if self._texts is not None else self._known()
        if self._is_wide:
            return "".join([texts.get(codes[i] << 8 | codes[i + 1], "") for i in range(0, len(codes) - 1, 2)])
        return "".join([texts.get(code, "") for code in codes])

    def _known(self) -> Mapping[int, str]:
        if self._texts is None:
            self._is_wide = objects.name(objects.get(self.font, "/Subtype")) == "Type0"
            self._texts = _texts(self.font)
        return self._texts


class Faces:
    """The fonts of a document by the resources that name them, each looked at once."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], Face] = {}
        self._unknown = Face()

    def of(self, resources: Any, name: bytes) -> Face:
        """The font with this name, as content writes it with its slash."""
        font = objects.get(objects.get(resources, "/Font"), name.decode("latin-1"))
        if font is None:
            return self._unknown
        key = objects.identity(font)
        if key is None:
            return Face(font, _is_bold(font))
        if key not in self._found:
            self._found[key] = Face(font, _is_bold(font))
        return self._found[key]


def _array(part: bytes) -> bytes:
    """Elements of an array as one of their own."""
    return b"[" + part.strip(b"[] \t\r\n") + b"]"


def _literal(string: bytes) -> bytes:
    if string[:1] == b"(" and b"\\" not in string and b"\r" not in string:
        return string[1:-1]
    return strings(string)[0]


def _is_gap(number: bytes) -> bool:
    try:
        return -float(number) > _APART
    except ValueError:
        return False


def _value(number: bytes) -> float:
    try:
        return float(number)
    except ValueError:
        return 0.0


def _widths(font: Any, codes: Iterable[int]) -> Mapping[int, float]:
    """In ems, by code; of a CID font those of codes that stand for text."""
    from proceedings.pdf.fonts.widths import given_cid_widths, given_widths

    if font is None:
        return {}
    inner = next(iter(objects.elements(font, "/DescendantFonts")), None)
    if inner is not None:
        return {code: width / 1000 for code, width in given_cid_widths(inner, set(codes)).items()}
    scale = 1000.0
    if objects.name(objects.get(font, "/Subtype")) == "Type3":
        first = next(iter(objects.elements(font, "/FontMatrix")), None)
        scale = 1 / (abs(objects.number(first) or 0.0) or 0.001)
    return {code: width / scale for code, width in given_widths(font).items() if width}


def _is_bold(font: Any) -> bool:
    inner = next(iter(objects.elements(font, "/DescendantFonts")), font)
    descriptor = objects.get(inner, "/FontDescriptor")
    weight, flags = objects.get(descriptor, "/FontWeight"), objects.get(descriptor, "/Flags")
    if isinstance(weight, int) and weight >= _HEAVY:
        return True
    if isinstance(flags, int) and flags & _FORCED:
        return True
    return _BOLD.search(objects.name(objects.get(font, "/BaseFont"))) is not None


def _texts(font: Any) -> Mapping[int, str]:
    from proceedings.pdf.fonts.encodings import character, code_names
    from proceedings.pdf.fonts.unicode_maps import read_texts

    if font is None:
        return {}
    if objects.name(objects.get(font, "/Subtype")) == "Type0":
        return read_texts(font)
    named = {code: character(glyph) or "" for code, glyph in code_names(font).items()}
    return named | read_texts(font)
