"""The type on a page without tags: whether a font is bold, and what its codes say."""

from __future__ import annotations

import re
from collections.abc import Mapping
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


@dataclass(slots=True, eq=False)
class Face:
    """A font as a page names it; its map of codes is read when it is first asked."""

    font: Any = None
    bold: bool = False
    _texts: Mapping[int, str] | None = field(default=None, repr=False)
    _is_wide: bool = False

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
        length = 0
        for found in _PIECE.finditer(operands):
            string, number = found[1], found[2]
            if string:
                said.append(self._said(_literal(string)))
                length += len(said[-1])
                if most is not None and length >= most:
                    break
            elif said and number[:1] == b"-" and _is_gap(number) and not said[-1].endswith(" "):
                said.append(" ")
        return "".join(said)

    def _said(self, codes: bytes) -> str:
        texts = self._known()
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


def _literal(string: bytes) -> bytes:
    if string[:1] == b"(" and b"\\" not in string and b"\r" not in string:
        return string[1:-1]
    return strings(string)[0]


def _is_gap(number: bytes) -> bool:
    try:
        return -float(number) > _APART
    except ValueError:
        return False


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
