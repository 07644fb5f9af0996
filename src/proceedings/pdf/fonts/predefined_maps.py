"""Composite fonts that are not in the file,
with predefined character maps (ISO 32000-1, 9.7.5): mostly East Asian.
"""

from __future__ import annotations

from collections.abc import Collection as Strings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.pdf import objects
from proceedings.pdf.code_lengths import codes_in, writes_downwards
from proceedings.pdf.fonts.read_by_pdfium import Meaning, meanings
from proceedings.pdf.fonts.unicode_maps import read_texts

if TYPE_CHECKING:
    import pikepdf

LANGUAGES: Mapping[str, str] = MappingProxyType({"Japan1": "ja", "GB1": "zh-cn", "CNS1": "zh-tw", "Korea1": "ko"})
"""In which language the letters of a character collection are written."""


@dataclass(frozen=True, slots=True)
class Composite:
    """The codes of a composite font, in order, what each means, and how it writes."""

    meanings: Mapping[bytes, Meaning]
    unknown: tuple[bytes, ...]
    downwards: bool
    language: str

    @property
    def letters(self) -> list[str]:
        """The characters to be drawn, each once; spaces are not."""
        return sorted({text for m in self.meanings.values() for text in m.text if not text.isspace()})


def composite(font: pikepdf.Object, strings: Strings[bytes]) -> Composite | None:
    """What a composite font shows; None where its character map is none of the predefined ones."""
    encoding = objects.name(objects.get(font, "/Encoding"))
    codes = codes_in(strings, encoding)
    if codes is None:
        return None
    found = dict(meanings(font, sorted(codes)))
    for code, text in read_texts(font).items():
        key = code.to_bytes(2, "big") if code < 0x10000 else b""
        if key in codes and key not in found and text:
            found[key] = Meaning(text, 1000.0)
    cid_font = next(iter(objects.elements(font, "/DescendantFonts")), None)
    ordering = objects.text(objects.get(objects.get(cid_font, "/CIDSystemInfo"), "/Ordering"))
    unknown = tuple(sorted(codes - found.keys()))
    return Composite(found, unknown, writes_downwards(encoding), LANGUAGES.get(ordering, ""))


def character_map(codes: Sequence[bytes], downwards: bool) -> bytes:
    """A CMap that gives the codes the numbers 1, 2, 3 … (ISO 32000-1, 9.7.5.3)."""
    entries = [b"<%s> %d" % (code.hex().encode(), number) for number, code in enumerate(codes, 1)]
    return b"\n".join(
        (
            b"%!PS-Adobe-3.0 Resource-CMap",
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def",
            b"/CMapName /Codes-%s def /CMapType 1 def /WMode %d def" % (b"V" if downwards else b"H", downwards),
            *_spaces(codes),
            *_in_hundreds(entries, b"cidchar"),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )


def unicode_map(texts: Mapping[bytes, str]) -> bytes:
    """A ToUnicode map for codes of different lengths."""
    entries = [
        b"<%s> <%s>" % (code.hex().encode(), text.encode("utf-16-be").hex().encode()) for code, text in texts.items()
    ]
    return b"\n".join(
        (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            *_spaces(list(texts)),
            *_in_hundreds(entries, b"bfchar"),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )


def _spaces(codes: Sequence[bytes]) -> list[bytes]:
    """The space of codes: one range for each first byte, so that lengths can be told apart."""
    leads = sorted({(code[0], len(code)) for code in codes})
    ranges = [b"<%02x%s> <%02x%s>" % (lead, b"00" * (length - 1), lead, b"ff" * (length - 1)) for lead, length in leads]
    return _in_hundreds(ranges, b"codespacerange")


def _in_hundreds(entries: Sequence[bytes], kind: bytes) -> list[bytes]:
    found = []
    for start in range(0, len(entries), 100):
        chunk = entries[start : start + 100]
        found.append(b"%d begin%s\n%s\nend%s" % (len(chunk), kind, b"\n".join(chunk), kind))
    return found
