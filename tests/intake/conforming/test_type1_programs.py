"""Type 1 programs as authors' programs leave them:
other headers, hexadecimal, in segments, cut off anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import freetype
import pikepdf
import pytest
from fontTools.misc import eexec
from hypothesis import given, settings
from hypothesis import strategies as st

import font_programs
from arbiter import arbiter
from proceedings.intake.cleaning import clean
from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.type1_programs import is_whole, written
from proceedings.programs import ghostscript, verapdf

GLYPHS = {"A": 600, "B": 700}
PROGRAM = font_programs.type1(GLYPHS)
HEADERS = (b"%!", b"%!PS-Adobe-3.0 Resource-Font", b"%!FontType1-1.0: Odd", b"% a font", b"\n%!PS-AdobeFont-1.0: Odd")


def in_segments(program: bytes) -> bytes:
    """The program with the marks of a font file for Windows."""
    first, last = program.index(b"eexec\n") + 6, program.index(b"\n" + b"0" * 64)
    parts = ((1, program[:first]), (2, program[first:last]), (1, program[last:]))
    marked = (b"\x80" + bytes([kind]) + len(part).to_bytes(4, "little") + part for kind, part in parts)
    return b"".join(marked) + b"\x80\x03"


def programs() -> Iterator[tuple[str, bytes]]:
    """Programs by what is odd about them."""
    for header in HEADERS:
        yield f"header {header.decode().strip()}", font_programs.type1(GLYPHS, header=header)
    hexadecimal = font_programs.type1(GLYPHS, in_hexadecimal=True)
    yield "hexadecimal", hexadecimal
    yield "in segments", in_segments(PROGRAM)
    end = PROGRAM.index(b"\n" + b"0" * 64)
    yield "without its tail", PROGRAM[:end]
    for cut in range(20, 420, 40):
        yield f"cut off by {cut}", PROGRAM[: end - cut]
    yield "in segments, cut off", in_segments(PROGRAM)[: end - 100]
    yield "hexadecimal, cut off", hexadecimal[: -len(PROGRAM[end:]) - 101]
    for stores in (b"", b" |-", b" noaccess def"):
        yield f"glyphs stored by {stores.decode() or 'nothing'}", font_programs.type1(GLYPHS, stores=stores)
    bare = font_programs.type1(GLYPHS, stores=b"")
    yield "glyphs stored by nothing, cut off", bare[: bare.index(b"\n" + b"0" * 64) - 100]
    yield "cut off before its glyphs", PROGRAM[: PROGRAM.index(b"eexec") + 60]
    yield "cut off in the clear", PROGRAM[:200]


def document(program: bytes) -> pikepdf.Pdf:
    """A page that shows A and B in the font."""
    pdf = pikepdf.new()
    described = font_programs.descriptor(pdf, program, "/FontFile", flags=32)
    font = font_programs.simple(pdf, "Type1", described, {65: 600, 66: 700}, pikepdf.Name.WinAnsiEncoding)
    return font_programs.showing(pdf, font, b"AB")


def test_a_claim_on_a_document_with_an_odd_type1_program_is_what_the_arbiter_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = arbiter()
    monkeypatch.setattr(ghostscript, "find", lambda: None)  # as mended, not as rewritten
    levels: dict[str, str | None] = {}
    for number, (name, data) in enumerate(programs()):
        with document(data) as pdf:
            clean(pdf)
            pdf.save(tmp_path / f"{number}-clean.pdf")
        levels[name] = conform(tmp_path / f"{number}-clean.pdf", tmp_path / f"{number}.pdf").level
    verdicts = verapdf.validate_all([tmp_path / f"{n}.pdf" for n in range(len(levels))], "2b", program)
    for (name, level), verdict in zip(levels.items(), verdicts, strict=True):
        assert (level == "2b") == verdict.compliant, (name, level, verdict.broken)
    refused = {name for name, level in levels.items() if level is None}
    assert {"cut off before its glyphs", "cut off in the clear"} <= refused
    whole = [name for name in levels if name.startswith(("header", "hex", "in seg", "without", "glyphs"))]
    assert not refused & {name for name in whole if not name.endswith("cut off")}, levels


@pytest.mark.parametrize("header", HEADERS)
def test_freetype_opens_a_program_whatever_it_began_with(header: bytes, tmp_path: Path) -> None:
    (tmp_path / "font.pfa").write_bytes(written(font_programs.type1(GLYPHS, header=header)).data)
    face = freetype.Face(str(tmp_path / "font.pfa"))
    assert face.num_glyphs == 1 + len(GLYPHS)
    assert face.get_name_index(b"A")


def test_a_sentence_says_that_a_font_is_cut_off_and_its_whole_characters_stay(tmp_path: Path) -> None:
    with document(PROGRAM[: PROGRAM.index(b"\n" + b"0" * 64) - 120]) as pdf:
        pdf.save(tmp_path / "in.pdf")
    said = " ".join(conform(tmp_path / "in.pdf", tmp_path / "out.pdf").report.details)
    assert "ABCDEF+Odd is cut off" in said


@given(st.integers(0, len(PROGRAM)))
def test_a_program_cut_off_anywhere_is_written_once_and_for_all_or_is_not_taken_for_whole(length: int) -> None:
    cut = PROGRAM[:length]
    try:
        mended = written(cut)
    except ValueError:
        assert not is_whole(cut)
        return
    assert not (mended.lost and is_whole(cut))
    assert written(mended.data).data == mended.data


@settings(max_examples=30, deadline=None)
@given(st.text(" \t\r\n", max_size=8).map(str.encode), st.sampled_from((0, 1_000, 5_000)))
def test_a_last_glyph_is_found_whatever_stands_behind_the_closing_word(spaces: bytes, more: int) -> None:
    for stores, whole in ((b" ND", True), (b"", False)):
        program = font_programs.type1(GLYPHS, stores=stores)
        begin, end = program.index(b"eexec\n") + 6, program.index(b"\n" + b"0" * 64)
        plain = eexec.decrypt(program[begin:end], 55665)[0].rstrip()
        plain = plain.replace(b"/lenIV", b"%" + b"x" * more + b"\n/lenIV", 1) + spaces
        longer = program[:begin] + eexec.encrypt(plain, 55665)[0] + program[end:]
        assert (written(longer).data == longer) is whole
