"""Mending a font for PDF/A changes no letter:
what both readers draw for a code before, they draw after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

import coded_glyphs
from arbiter import broken
from coded_glyphs import Drawn, read_by_pdfium, read_by_poppler, show
from font_programs import descriptor, simple
from proceedings.intake.conforming import in_place
from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.undefined import define_glyphs

CODES = bytes([0x41, 0x42, 0xC4, 0x80, 0x27, 0x01, 0x05, 0x61])
TEXTS = dict(zip(CODES, "ABÄ€'ƒ∑a", strict=True))
MAPS: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((1, 0),), ((3, 0),), ((3, 1),), ((1, 0), (3, 0)), ((1, 0), (3, 1)), ((0, 3),), ((3, 0), (3, 1)),
    ((0, 3), (1, 0)),
)  # fmt: skip
FLAGS = (4, 32, 36, 0)
"""Symbolic, nonsymbolic, both, none (ISO 32000-1, table 123)."""
BASES = ("", "WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding")
NAMED = ("A", "B", "Adieresis", "Euro", "quotesingle", "florin", "quoteright", "special", "a")
TRUETYPE_NAMES = [".notdef", *(f"g{number}" for number in range(1, 40)), *NAMED]
OUTLINE_NAMES = [".notdef", *NAMED, "g10", "g11"]
OWN = {0x41: "g10", 0x42: "g11", 0xC4: "special", 0x80: "a", 1: "B", 5: "Euro", 0x27: "quoteright"}

pytestmark = pytest.mark.needs_poppler


def character_maps(chosen: tuple[tuple[int, int], ...]) -> dict[tuple[int, int], dict[int, int]]:
    """Character maps that contradict each other: the glyph tells which of them a reader takes."""
    maps = {}
    for table in chosen:
        first = {(1, 0): 1, (3, 0): 9, (3, 1): 17, (0, 3): 25}[table]
        points = {code: {(1, 0): code, (3, 0): 0xF000 + code}.get(table, ord(TEXTS[code])) for code in CODES}
        maps[table] = {points[code]: first + number for number, code in enumerate(CODES)}
    return maps


def encoding(base: str, differences: bool) -> Any:
    if not differences:
        return Name("/" + base) if base else None
    found = Dictionary(Type=Name.Encoding, Differences=Array([1, Name.A, 5, Name.special, 0x42, Name.Adieresis]))
    if base:
        found.BaseEncoding = Name("/" + base)
    return found


def font_with(pdf: Pdf, maps: tuple[tuple[int, int], ...], flags: int, coded: Any, named: bool = True) -> Object:
    program = coded_glyphs.truetype(TRUETYPE_NAMES, character_maps(maps), named=named)
    return simple(
        pdf, "TrueType", descriptor(pdf, program, "/FontFile2", flags=flags), dict.fromkeys(CODES, 1000.0), coded
    )


def truetype_fonts(pdf: Pdf) -> Iterator[Object]:
    """Each character map with each encoding;
    flags and names in `post` take turns, so that all pairs come.
    """
    turns = list(product(FLAGS, (True, False)))
    for number, (chosen, base, differences) in enumerate(product(MAPS, BASES, (False, True))):
        flags, named = turns[(number + number // len(turns)) % len(turns)]
        yield font_with(pdf, chosen, flags, encoding(base, differences), named)


def outline_programs(own: dict[int, str] | None) -> tuple[tuple[str, str, bytes], ...]:
    """Key and kind in a descriptor, and the program."""
    return (
        ("/FontFile", "", coded_glyphs.type1(OUTLINE_NAMES, own)),
        ("/FontFile3", "Type1C", coded_glyphs.cff(OUTLINE_NAMES, own)),
    )


def outline_fonts(pdf: Pdf) -> Iterator[Object]:
    """Type 1 and CFF with an encoding of their own, and with the standard one."""
    for own, flags, base, differences in product((None, OWN), FLAGS, BASES, (False, True)):
        for key, kind, program in outline_programs(own):
            described = descriptor(pdf, program, key, kind, flags=flags)
            yield simple(pdf, "Type1", described, dict.fromkeys(CODES, 1000.0), encoding(base, differences))


def drawn(path: Path, folder: Path) -> list[tuple[Drawn, Drawn]]:
    return list(zip(read_by_pdfium(path), read_by_poppler(path, folder), strict=True))


@pytest.mark.parametrize("fonts", [truetype_fonts, outline_fonts])
def test_where_readers_agree_the_mended_font_shows_the_same(
    fonts: Callable[[Pdf], Iterator[Object]], tmp_path: Path
) -> None:
    pdf = Pdf.new()
    for font in fonts(pdf):
        show(pdf, font, CODES)
    pdf.save(tmp_path / "source.pdf")
    with pikepdf.open(tmp_path / "source.pdf") as document:
        in_place.mend(document)
        assert define_glyphs(document)
        document.save(tmp_path / "mended.pdf")
    before, after = drawn(tmp_path / "source.pdf", tmp_path / "1"), drawn(tmp_path / "mended.pdf", tmp_path / "2")
    agreed, changed = 0, []
    for page, ((first, second), shown) in enumerate(zip(before, after, strict=True)):
        same = [at for at in range(len(CODES)) if first[at] == second[at]]
        agreed += len(same)
        changed += [(page, CODES[at], first[at], shown) for at in same if any(s[at] != first[at] for s in shown)]
    assert agreed > len(before) * len(CODES) / 2
    assert changed == []


@pytest.mark.parametrize(
    ("maps", "flags", "base", "differences"),
    [
        (((1, 0),), 4, "WinAnsiEncoding", True),
        (((1, 0), (3, 0)), 4, "WinAnsiEncoding", False),
        ((), 4, "WinAnsiEncoding", False),
        ((), 32, "MacRomanEncoding", True),
    ],
)
def test_what_claims_pdf_a_shows_the_letters_of_the_source(
    maps: tuple[tuple[int, int], ...], flags: int, base: str, differences: bool, tmp_path: Path
) -> None:
    pdf = Pdf.new()
    show(pdf, font_with(pdf, maps, flags, encoding(base, differences)), CODES[:2] + CODES[-1:])
    source, out = tmp_path / "source.pdf", tmp_path / "out.pdf"
    pdf.save(source)
    assert conform(source, out).level == "2b"
    before, after = drawn(source, tmp_path / "1")[0], drawn(out, tmp_path / "2")[0]
    assert before[0] == before[1]
    assert after == before
    assert None not in before[0] and 0 not in before[0]
    assert "A" in pypdf.PdfReader(out).pages[0].extract_text()


def test_the_arbiter_agrees_about_fonts_of_each_kind(tmp_path: Path) -> None:
    pdf = Pdf.new()
    show(pdf, font_with(pdf, ((1, 0),), 4, encoding("WinAnsiEncoding", True)), CODES)
    show(pdf, font_with(pdf, (), 32, encoding("MacRomanEncoding", True)), CODES)
    for flags in (4, 32):
        for key, kind, program in outline_programs(OWN):
            described = descriptor(pdf, program, key, kind, flags=flags)
            font = simple(pdf, "Type1", described, dict.fromkeys(CODES, 1000.0), Name.StandardEncoding)
            show(pdf, font, CODES)
    source, out = tmp_path / "source.pdf", tmp_path / "out.pdf"
    pdf.save(source)
    assert conform(source, out).level == "2b"
    assert broken(out, "2b") == {"2b": []}
