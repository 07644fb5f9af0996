"""Chinese, Japanese and Korean in fonts that a submission only names:
drawn by a font of the machine, or told of.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from proceedings.pdf.code_lengths import codes_in
from proceedings.pdf.fonts.predefined_maps import composite

LETTERS = "あ日本語한國中"
MAPS = [
    ("H", "Japan1", "iso2022_jp", "あ日本語"),
    ("V", "Japan1", "iso2022_jp", "あ日本語"),
    ("EUC-H", "Japan1", "euc_jp", "あ日a本語"),
    ("90ms-RKSJ-H", "Japan1", "cp932", "あ日a本語"),
    ("90ms-RKSJ-V", "Japan1", "cp932", "あ日本語"),
    ("UniJIS-UCS2-H", "Japan1", "utf-16-be", "あ日本語"),
    ("UniJIS-UTF16-H", "Japan1", "utf-16-be", "あ日本語"),
    ("GBK-EUC-H", "GB1", "gbk", "日a本中"),
    ("GB-EUC-H", "GB1", "gb2312", "日本中"),
    ("UniGB-UCS2-H", "GB1", "utf-16-be", "日本中"),
    ("ETen-B5-H", "CNS1", "big5", "日本a國中"),
    ("UniCNS-UTF16-H", "CNS1", "utf-16-be", "日本國中"),
    ("KSCms-UHC-H", "Korea1", "cp949", "한a國中"),
    ("KSC-EUC-V", "Korea1", "euc_kr", "한國中"),
    ("UniKS-UCS2-H", "Korea1", "utf-16-be", "한國中"),
]


def coded(text: str, codec: str) -> bytes:
    data = text.encode(codec)
    return data.removeprefix(b"\x1b$B").removesuffix(b"\x1b(B") if codec == "iso2022_jp" else data


def paper(encoding: str, ordering: str, shown: bytes) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    system = Dictionary(Registry=String("Adobe"), Ordering=String(ordering), Supplement=2)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/Mincho"), Flags=4, FontBBox=Array([0, -120, 1000, 880]),
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=700, StemV=80,
    )  # fmt: skip
    cid_font = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/Mincho"), CIDSystemInfo=system,
        FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Mincho"), Encoding=Name("/" + encoding),
        DescendantFonts=Array([pdf.make_indirect(cid_font)]),
    )  # fmt: skip
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"BT /F 20 Tf 50 200 Td <%s> Tj ET" % shown.hex().encode())
    return pdf


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a font that has the letters,
    as black squares in PostScript outlines, and a way to find it.
    """
    folder = tmp_path_factory.mktemp("fonts")
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in LETTERS)]
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"u{ord(letter):04X}" for letter in LETTERS})
    builder.setupCFF("Squares", {}, dict.fromkeys(names, pen.getCharString()), {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120, sCapHeight=700)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupPost()
    builder.save(folder / "squares.otf")
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{folder}</dir>'
        f"<cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    return folder


def inspected(pdf: Pdf, folder: Path, fonts: Path) -> dict[str, str]:
    """The codes of what is said, with the words, by a process that sees only these fonts."""
    path = folder / "paper.pdf"
    pdf.save(path)
    command: list[str | Path] = [Path(sys.executable).with_name("proceedings"), "inspect", str(path), "--json"]
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts / "fonts.conf")}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return {d["code"]: f"{d['message']} {d['hint']}" for d in found["diagnostics"]} | {
        "": f"{found['conforms']} {found['details']}"
    }


@pytest.mark.parametrize(("encoding", "ordering", "codec", "text"), MAPS, ids=[row[0] for row in MAPS])
def test_the_letters_of_predefined_maps_are_known(encoding: str, ordering: str, codec: str, text: str) -> None:
    shown = coded(text, codec)
    pdf = paper(encoding, ordering, shown)
    found = composite(pdf.pages[0].obj.Resources.Font.F, {shown})
    assert found is not None
    assert sorted(m.text for m in found.meanings.values()) == sorted(text)
    assert not found.unknown
    assert found.downwards == encoding.endswith("V")
    assert {m.width for m in found.meanings.values() if m.text > "z"} == {1000.0}


@pytest.mark.parametrize("row", [MAPS[3], MAPS[4], MAPS[10]], ids=lambda row: row[0])
def test_an_installed_font_draws_them_and_the_claim_stands(
    row: tuple[str, str, str, str], fonts: Path, tmp_path: Path
) -> None:
    encoding, ordering, codec, text = row
    said = inspected(paper(encoding, ordering, coded(text, codec)), tmp_path, fonts)
    assert said[""].startswith("2b")
    assert "Squares, which is installed here, stands in" in said[""]
    assert "missing-glyph" not in said


def test_what_is_drawn_can_be_read(fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from proceedings.intake.conforming.conform import conform

    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts / "fonts.conf"))
    source, out = tmp_path / "source.pdf", tmp_path / "out.pdf"
    paper("90ms-RKSJ-H", "Japan1", coded("あ日a本語", "cp932")).save(source)
    assert conform(source, out).level == "2b"
    with pypdfium2.PdfDocument(out) as document:
        assert document[0].get_textpage().get_text_range().strip() == "あ日a本語"
        drawn = document[0].render(scale=1).to_pil().convert("L")
    squares = drawn.point([255 if grey < 128 else 0 for grey in range(256)]).getbbox()
    assert squares is not None and squares[2] - squares[0] == pytest.approx(96, abs=3), "four squares and the letter a"


def test_letters_that_no_font_has_are_named_with_the_package_that_brings_them(fonts: Path, tmp_path: Path) -> None:
    said = inspected(paper("90ms-RKSJ-H", "Japan1", coded("日本酒", "cp932")), tmp_path, fonts)
    assert "no font here has these letters of it" in said["missing-glyph"]
    assert "酒" in said["missing-glyph"]
    assert "apt-get install fonts-noto-cjk" in said["missing-glyph"]
    assert said[""].startswith("None")


@given(st.sampled_from([row[0] for row in MAPS]), st.lists(st.binary(max_size=20), max_size=4))
def test_codes_are_parts_of_the_strings(encoding: str, strings: list[bytes]) -> None:
    found = codes_in(strings, encoding)
    assert found is not None
    assert all(any(code in text for text in strings) and 1 <= len(code) <= 4 for code in found)
    assert bool(found) == any(strings)
