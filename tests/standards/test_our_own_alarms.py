"""Where rules of our own once saw a fault and veraPDF none, or the reverse: both say the same of
each file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

import font_programs as made
from arbiter import arbiter
from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.full_verdict import full_verdict
from proceedings.intake.conforming.stamp import save, stamp
from proceedings.pdf.content_grammar import is_right
from proceedings.pdf.operations import DRAWING, steps
from proceedings.pdf.shown import shown_strings
from proceedings.programs import verapdf
from proceedings.standards.judging import shared_judge
from proceedings.standards.levels import LEVELS
from proceedings.standards.output_intent import replace_output_intents

Maker = Callable[[], Pdf]
_MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap %% of our own
/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def
/CMapName /Own def /CMapType 1 def /WMode 0 def
%s
endcmap CMapName currentdict /CMap defineresource pop end end"""
ONE_BYTE = b"1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <00> <FF> 0 endcidrange"
MIXED = (
    b"2 begincodespacerange <00> <7F> <8100> <9FFF> endcodespacerange"
    b" 1 begincidrange <8101> <8110> 1 endcidrange 1 begincidchar <41> 2 endcidchar"
)
WIDTHS: Mapping[int, float] = {1: 600, 2: 700, 3: 800}
OTHER: Mapping[int, float] = {1: 600, 2: 900, 3: 800}
SHOWS_GLYPH_0 = b"\0\0\0\0\0\1\0\2"


def mapped(kind: str, own: bytes, text: bytes, widths: Mapping[int, float], glyphs: bytes | None = None) -> Maker:
    """A composite font whose codes a map in the file turns into CIDs."""

    def make() -> Pdf:
        pdf = Pdf.new()
        advances = [500, 600, 700, 800]
        if kind == "CIDFontType0":
            held = made.descriptor(pdf, made.cid_keyed(advances), "/FontFile3", "CIDFontType0C")
        else:
            held = made.descriptor(pdf, made.truetype(advances, {}), "/FontFile2")
        font = made.composite(pdf, kind, held, widths, glyphs)
        info = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
        font.Encoding = pdf.make_stream(_MAP % own, Type=Name.CMap, CMapName=Name.Own, CIDSystemInfo=info)
        return made.showing(pdf, font, text)

    return make


def used(program: bytes | None, content: bytes) -> Maker:
    """A simple font with this program, and a page with this content."""

    def make() -> Pdf:
        pdf = Pdf.new()
        held = made.descriptor(pdf, program or b"", "/FontFile2")
        if program is None:
            del held["/FontFile2"]
        font = made.simple(pdf, "TrueType", held, {65: 600}, Name.WinAnsiEncoding)
        made.showing(pdf, font, b"")
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        return pdf

    return make


def cff_index(*items: bytes) -> bytes:
    """An INDEX of CFF (Technical Note 5176, 5) with offsets of one byte."""
    if not items:
        return b"\0\0"
    ends = [1 + sum(map(len, items[:n])) for n in range(len(items) + 1)]
    return len(items).to_bytes(2, "big") + b"\1" + bytes(ends) + b"".join(items)


def standard_cff() -> bytes:
    """CFF of two glyphs that names no list of characters, so that ISOAdobe counts: `.notdef` and
    `space`.
    """
    shapes = cff_index(b"\x0e", b"\x0e")  # endchar
    private = b"\xf7\x8e\x14"  # 250 defaultWidthX
    long = b"\x1d%s"
    before = b"\1\0\4\1" + cff_index(b"ABCDEF+Standard")
    after = cff_index() + cff_index()
    length = len(cff_index(bytes(5 + 1 + 5 + 5 + 1)))
    start = len(before) + length + len(after)
    top = long % start.to_bytes(4, "big") + b"\x11" + long % len(private).to_bytes(4, "big")
    top += long % (start + len(shapes)).to_bytes(4, "big") + b"\x12"
    return before + cff_index(top) + after + shapes + private


def of_isoadobe(kept: int | None = None) -> Pdf:
    """A font with that program, or the beginning of it."""
    pdf = Pdf.new()
    held = made.descriptor(pdf, standard_cff()[:kept], "/FontFile3", "Type1C")
    return made.showing(pdf, made.simple(pdf, "Type1", held, {32: 250}, Name.WinAnsiEncoding), b"  ")


TRUETYPE = made.truetype([500, 600], {(3, 1): {65: 1}})
CASES: Mapping[str, Maker] = {
    "one byte, CFF": mapped("CIDFontType0", ONE_BYTE, b"\1\2", WIDTHS),
    "one byte, CFF, another width": mapped("CIDFontType0", ONE_BYTE, b"\1\2", OTHER),
    "one byte, TrueType": mapped("CIDFontType2", ONE_BYTE, b"\1\2", WIDTHS),
    "one byte, TrueType, another width": mapped("CIDFontType2", ONE_BYTE, b"\1\2", OTHER),
    "one byte, TrueType, CID 0": mapped("CIDFontType2", ONE_BYTE, b"\0\1", WIDTHS),
    "one byte, TrueType, a CID that shows glyph 0": mapped(
        "CIDFontType2", ONE_BYTE, b"\1\2", {1: 500, 2: 600}, SHOWS_GLYPH_0
    ),
    "lengths mixed, CFF": mapped("CIDFontType0", MIXED, b"\x81\1\x41\x81\2", WIDTHS),
    "lengths mixed, CFF, another width": mapped("CIDFontType0", MIXED, b"\x81\1\x41\x81\2", OTHER),
    "lengths mixed, CFF, a code without a CID": mapped("CIDFontType0", MIXED, b"\x42", WIDTHS),
    "lengths mixed, TrueType, a code without a CID": mapped("CIDFontType2", MIXED, b"\x42", WIDTHS),
    "lengths mixed, a CID beyond the font": mapped("CIDFontType2", MIXED, b"\x81\x10", WIDTHS),
    **{
        f"{program} program, {how}": used(data, content)
        for program, data in (("missing", None), ("damaged", b"no font"))
        for how, content in {
            "not used": b"0 0 9 9 re f",
            "chosen": b"BT /F 12 Tf ET",
            "empty string": b"BT /F 12 Tf () Tj ET",
            "invisible": b"BT /F 12 Tf 3 Tr (A) Tj ET",
            "visible": b"BT /F 12 Tf (A) Tj ET",
            "visible after invisible": b"BT /F 12 Tf 3 Tr (A) Tj 0 Tr (A) Tj ET",
        }.items()
    },
    "CFF with the standard's characters": of_isoadobe,
    "the same, cut off": lambda: of_isoadobe(kept=-8),
}


def test_our_rules_and_verapdf_say_the_same(tmp_path: Path) -> None:
    files = {}
    for number, (name, make) in enumerate(CASES.items()):
        pdf, files[name] = make(), tmp_path / f"{number}.pdf"
        replace_output_intents(pdf)
        stamp(pdf, LEVELS["2b"])
        save(pdf, files[name], LEVELS["2b"])
    theirs = verapdf.validate_all(list(files.values()), "2b", arbiter())
    ours = {name: not full_verdict(shared_judge(), path, "2b") for name, path in files.items()}
    assert ours == {name: verdict.compliant for name, verdict in zip(files, theirs, strict=True)}
    assert {True, False} == set(ours.values())


def packed(pdf: Pdf, data: bytes, **parameters: Any) -> Any:
    """A stream that says that it is deflated, whatever it is."""
    stream = pdf.make_stream(b"")
    stream.write(data, filter=Name.FlateDecode, decode_parms=Dictionary(**parameters) if parameters else None)
    return stream


SOUND = b"0 0 50 50 re f"
UNREADABLE: Mapping[str, Callable[[Pdf], Any]] = {
    "garbage": lambda pdf: packed(pdf, b"no deflated data"),
    "impossible parameters": lambda pdf: packed(
        pdf, bytes.fromhex("789c030000000001"), Predictor=10, Colors=536870913, Columns=1, BitsPerComponent=8
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_contents_that_nobody_can_unpack_are_empty_and_the_rest_stays(name: str, tmp_path: Path) -> None:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    pdf.pages[0].obj.Contents = pdf.make_indirect(Array([pdf.make_stream(SOUND), UNREADABLE[name](pdf)]))
    pdf.save(tmp_path / "cleaned.pdf")
    done = conform(tmp_path / "cleaned.pdf", tmp_path / "out.pdf")
    assert (done.level, done.report.treatment) == ("2b", ("conformed",))
    assert any("cannot be unpacked" in said for said in done.report.details)
    content = pypdf.PdfReader(tmp_path / "out.pdf").pages[0].get_contents()
    assert content is not None
    assert SOUND in content.get_data()
    assert verapdf.validate_all([tmp_path / "out.pdf"], "2b", arbiter())[0].compliant


def test_an_operand_before_an_operator_that_is_asked_for_is_not_passed_over() -> None:
    """Python 3.11.2 gives a possessive repetition what it took before it failed."""
    found = list(steps(b"1 0 0 rg BT /F 12 Tf 1 2 Td 3 Tr (A) Tj ET", DRAWING))
    assert [(operator, operands.strip()) for operator, operands, _, _ in found if operator == b"Tr"] == [(b"Tr", b"3")]
    assert not is_right(b"q Q 1 2")


def test_text_that_is_not_painted_is_not_among_the_visible() -> None:
    pdf = used(TRUETYPE, b"BT /F 12 Tf 3 Tr (B) Tj 0 Tr (A) Tj ET")()
    pdf = Pdf.open(saved(pdf))
    assert list(shown_strings(pdf, visible=True).values()) == [{b"A"}]
    assert list(shown_strings(pdf).values()) == [{b"A", b"B"}]


def saved(pdf: Pdf) -> io.BytesIO:
    out = io.BytesIO()
    pdf.save(out)
    out.seek(0)
    return out
