"""Making a submission PDF/A: what is mended in place, and that a reader notices nothing."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.outcome import Conformed
from proceedings.pdf.fonts.truetype import Face, with_advances
from proceedings.readers.comparing import compare
from proceedings.standards import judging
from proceedings.standards.judging import Alarm, Judge
from proceedings.standards.levels import LEVELS, common
from proceedings.standards.verdict import without_waived

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def page_of(content: bytes, **resources: Dictionary) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    pdf.pages[0].obj.Resources = Dictionary({f"/{name}": value for name, value in resources.items()})
    return pdf


def written(text: str = "Café au lait") -> Pdf:
    shown = text.encode("cp1252").hex()
    return page_of(f"BT /F 24 Tf 20 100 Td <{shown}> Tj ET".encode(), Font=Dictionary(F=HELVETICA))


def saved(pdf: Pdf, folder: Path) -> Path:
    path = folder / "cleaned.pdf"
    pdf.save(path)
    return path


def conformed(pdf: Pdf, folder: Path, target: str = "2b", pictures: bool = False) -> tuple[Conformed, Path]:
    out = folder / "out.pdf"
    return conform(saved(pdf, folder), out, target, pictures), out


def judged(path: Path, profile: str = "2b") -> list[str]:
    with Judge() as judge:
        return [finding.rule for finding in without_waived(judge.findings(path, profile), path)]


def test_a_font_that_is_not_embedded_gets_a_stand_in_with_the_same_words_and_widths(tmp_path: Path) -> None:
    result, out = conformed(written(), tmp_path)
    assert result.level == "2b"
    assert judged(out) == []
    assert any("Liberation" in said for said in result.report.details)
    page = pypdf.PdfReader(out).pages[0]
    assert page.extract_text() == "Café au lait"
    font = page["/Resources"]["/Font"]["/F"]  # type: ignore[index]
    assert font["/FontDescriptor"]["/FontFile2"].get_data()
    # Helvetica's own widths of C and a: 722 and 556.
    assert [font["/Widths"][ord(c) - font["/FirstChar"]] for c in "Ca"] == [722, 556]


def test_words_and_looks_stay_the_same(tmp_path: Path) -> None:
    _, out = conformed(written(), tmp_path)
    assert compare(tmp_path / "cleaned.pdf", out).same()


def test_a_stand_in_has_every_character_of_the_usual_encoding(tmp_path: Path) -> None:
    known = (bytes([code]).decode("cp1252", "ignore") for code in range(0x21, 0x100))
    text = "".join(character for character in known if character not in "\x7f\xa0\xad")
    result, out = conformed(written(text), tmp_path)
    assert result.level == "2b"
    assert pypdf.PdfReader(out).pages[0].extract_text() == text


def test_symbol_and_dingbats_show_the_same_characters(tmp_path: Path) -> None:
    fonts = Dictionary(
        S=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Symbol),
        Z=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats),
    )
    pdf = page_of(b"BT /S 20 Tf 20 100 Td (abW) Tj /Z 20 Tf (4) Tj ET", Font=fonts)
    result, out = conformed(pdf, tmp_path)
    assert result.level == "2b"
    assert pypdf.PdfReader(out).pages[0].extract_text() == "αβΩ✔"


def test_a_font_of_pictures_that_we_do_not_have_is_a_problem_with_its_clause(tmp_path: Path) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Wingdings, FirstChar=65, LastChar=65)
    font.Widths = Array([500])
    font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Wingdings, Flags=4, ItalicAngle=0)
    result, _ = conformed(page_of(b"BT /F 20 Tf 20 100 Td (A) Tj ET", Font=Dictionary(F=font)), tmp_path)
    if result.level is None:
        assert [problem.clause for problem in result.problems] == ["6.2.11.4.1"]
        assert "not embedded" in result.problems[0].sentence
    else:
        assert "ghostscript" in result.report.treatment


def test_links_keep_their_targets_and_can_be_printed(tmp_path: Path) -> None:
    pdf = written()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 90, 120, 130]))
    link.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org/"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    _, out = conformed(pdf, tmp_path)
    (kept,) = (a.get_object() for a in pypdf.PdfReader(out).pages[0]["/Annots"])  # type: ignore[attr-defined]
    assert kept["/A"]["/URI"] == "https://example.org/"
    assert kept["/F"] & 4


def test_jumps_stay(tmp_path: Path) -> None:
    pdf = written()
    jump = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    jump.A = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
    pdf.pages[0].obj.Annots = Array([jump])
    result, out = conformed(pdf, tmp_path)
    assert result.level == "2b"
    reader = pypdf.PdfReader(out)
    assert reader.pages[0]["/Annots"][0].get_object()["/A"]["/S"] == "/GoTo"  # type: ignore[index]


def test_cmyk_colours_are_tied_to_a_profile_and_look_the_same(tmp_path: Path) -> None:
    pdf = page_of(b"0 1 1 0 k 20 20 100 100 re f 0.5 0 0 0.2 k 150 20 100 100 re f")
    result, out = conformed(pdf, tmp_path)
    assert result.level == "2b"
    space = pypdf.PdfReader(out).pages[0]["/Resources"]["/ColorSpace"]["/DefaultCMYK"]  # type: ignore[index]
    assert space[0] == "/ICCBased"
    assert space[1].get_object().get_data()[16:20] == b"CMYK"
    assert compare(tmp_path / "cleaned.pdf", out).same()


def test_a_transfer_function_and_interpolation_go(tmp_path: Path) -> None:
    pdf = page_of(b"/G gs q 50 0 0 50 20 20 cm /I Do Q")
    image = pdf.make_stream(b"\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    image.ColorSpace, image.Interpolate = Name.DeviceGray, True
    state = Dictionary(TR=Name.Identity, BM=Name.Sparkling)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=image), ExtGState=Dictionary(G=state))
    result, out = conformed(pdf, tmp_path)
    assert result.level == "2b"
    resources = pypdf.PdfReader(out).pages[0]["/Resources"]
    assert dict(resources["/ExtGState"]["/G"]) == {"/BM": "/Normal"}  # type: ignore[index]
    assert "/Interpolate" not in resources["/XObject"]["/I"]  # type: ignore[index]


def truetype(change: Callable[[Dictionary], None]) -> Pdf:
    """A page in an embedded TrueType font, its dictionary changed as a careless writer might."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    source = Path(__file__).parents[3] / "src/proceedings/fonts/liberation/LiberationSans-Regular.ttf"
    font = TTFont(source)
    subsetter = Subsetter(Options(layout_features=[]))
    subsetter.populate(text="Over")
    subsetter.subset(font)
    data = io.BytesIO()
    font.save(data)
    pdf = page_of(b"BT /F 24 Tf 20 100 Td (Over) Tj ET")
    made = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/AAAAAA+Over"), FirstChar=79, LastChar=118)
    widths = {79: 778, 101: 556, 114: 333, 118: 500}
    made.Widths = Array([widths.get(code, 0) for code in range(79, 119)])
    made.Encoding = Name.WinAnsiEncoding
    made.FontDescriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=made.BaseFont, Flags=32, FontBBox=Array([0, 0, 1000, 1000]), ItalicAngle=0,
        Ascent=900, Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(data.getvalue()),
    )  # fmt: skip
    change(made)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=made))
    return pdf


def test_widths_of_the_page_win_over_those_of_the_font(tmp_path: Path) -> None:
    def wider(font: Dictionary) -> None:
        font.Widths[0] = 1000

    result, out = conformed(truetype(wider), tmp_path)
    assert result.level == "2b"
    assert compare(tmp_path / "cleaned.pdf", out).same()
    font = pypdf.PdfReader(out).pages[0]["/Resources"]["/Font"]["/F"]  # type: ignore[index]
    assert font["/Widths"][0] == 1000
    from fontTools.ttLib import TTFont

    program = TTFont(io.BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()))
    assert program["hmtx"][program.getBestCmap()[ord("O")]][0] == 2048


@pytest.mark.parametrize("same", [False, True])
def test_a_changed_advance_leaves_the_rest_of_a_font_program(same: bool) -> None:
    from fontTools.ttLib import TTFont

    source = Path(__file__).parents[3] / "src/proceedings/fonts/liberation/LiberationMono-Regular.ttf"
    font = TTFont(source)
    glyph = font.getGlyphID("O")
    if same:  # all glyphs share one advance
        font["hmtx"].metrics = {name: (1229, left) for name, (_, left) in font["hmtx"].metrics.items()}
    data = io.BytesIO()
    font.save(data)
    before = TTFont(data)
    changed = with_advances(Face(data.getvalue()), {glyph: 500.0})
    after = TTFont(io.BytesIO(changed), checkChecksums=2)
    assert {name for name in before["hmtx"].metrics if before["hmtx"][name] != after["hmtx"][name]} == {"O"}
    assert after["hmtx"]["O"] == (1024, before["hmtx"]["O"][1])
    assert after.reader is not None
    assert before.reader is not None
    for table in set(before.reader.keys()) - {"hmtx", "hhea", "head"}:
        assert after.reader[table] == before.reader[table]
    assert sum(struct.unpack(f">{len(changed) // 4}I", changed)) % 2**32 == 0xB1B0AFBA  # ISO/IEC 14496-22, 5.2.2


def test_a_symbol_font_with_an_encoding_keeps_its_words_and_looks(tmp_path: Path) -> None:
    def symbolic(font: Dictionary) -> None:
        font.FontDescriptor.Flags = 4

    result, out = conformed(truetype(symbolic), tmp_path)
    assert result.level == "2b"
    assert compare(tmp_path / "cleaned.pdf", out).same()
    assert pypdf.PdfReader(out).pages[0].extract_text() == "Over"


def test_a_part_of_a_page_without_resources_of_its_own_gets_those_of_the_page(tmp_path: Path) -> None:
    pdf = written()
    form = pdf.make_stream(b"BT /F 24 Tf 20 40 Td (inside) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 300, 200])
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(X=form)
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" /X Do")
    result, out = conformed(pdf, tmp_path)
    assert result.level == "2b"
    assert "inside" in pypdf.PdfReader(out).pages[0].extract_text()


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    results = [conformed(written(), folder)[1].read_bytes() for folder in (first, second)]
    assert results[0] == results[1]


def test_the_claim_is_never_higher_than_what_holds(tmp_path: Path) -> None:
    def nameless(font: Dictionary) -> None:
        font.FontDescriptor.Flags = 4
        del font["/Encoding"]

    pdf = truetype(nameless)
    with_names, _ = conformed(written(), tmp_path, "2u")
    assert with_names.level == "2u"
    result, out = conformed(pdf, tmp_path, "2u")
    assert result.level is not None
    assert judged(out, result.level) == []
    xmp = pypdf.PdfReader(out).trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert f"<pdfaid:conformance>{LEVELS[result.level].conformance}<" in xmp


def test_a_wrong_stream_length_is_not_waived(tmp_path: Path) -> None:
    _, out = conformed(written(), tmp_path)
    alarm = (Alarm("STREAM-LENGTH", "a stream /Length does not match its raw content length"),)
    assert without_waived(alarm, out) == ()
    data = out.read_bytes()
    at = data.index(b"/Length ") + len(b"/Length ")
    end = data.index(b" ", at)
    wrong = str(int(data[at:end]) - 1).zfill(end - at).encode()
    out.write_bytes(data[:at] + wrong + data[end:])
    assert without_waived(alarm, out) == alarm


def test_the_lowest_level_of_the_parts_is_what_a_volume_may_claim() -> None:
    assert common(("2u", "2a"), "2a") == "2u"
    assert common(("2u", "2b"), "2a") == "2b"
    assert common(("2b", "3b"), "2b") is None


@pytest.mark.parametrize("name", sorted(LEVELS))
def test_each_level_says_what_its_metadata_must_hold(name: str) -> None:
    properties = {prefix + ":" + key: value for _, prefix, key, value in LEVELS[name].xmp}
    assert properties.get("pdfaid:part", properties.get("pdfuaid:part")) == str(LEVELS[name].part)
    assert ("pdfaid:conformance" in properties) == (LEVELS[name].conformance is not None)


def test_content_that_holds_2b_may_be_bound_into_a_volume_of_part_4(tmp_path: Path) -> None:
    result, _ = conformed(written(), tmp_path, "4")
    assert result.level == "4"
    assert common((result.level, "4f"), "4") == "4"


def test_a_file_whose_trailer_has_no_size_can_be_read_afterwards(tmp_path: Path) -> None:
    pdf = written()
    source = saved(pdf, tmp_path)
    pdf.save(source, qdf=True)
    data = source.read_bytes()
    at = data.rindex(b"trailer")
    end = data.index(b"startxref", at)
    bare = b"trailer << /Root 1 0 R >>\n"
    source.write_bytes(data[:at] + bare + data[end:])
    result = conform(source, tmp_path / "out.pdf")
    assert result.level == "2b"
    assert len(pypdf.PdfReader(tmp_path / "out.pdf").pages) == 1


def test_names_that_look_like_forbidden_entries_are_left_alone(tmp_path: Path) -> None:
    pdf = page_of(b"BT /AA 24 Tf 20 100 Td (Words) Tj ET /HT Do", Font=Dictionary(AA=HELVETICA))
    form = pdf.make_stream(b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
    form.Resources = Dictionary()
    pdf.pages[0].obj.Resources.XObject = Dictionary(HT=form, Ref=form)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(TR=Name.Row, A=Name.Link))
    _, out = conformed(pdf, tmp_path)
    reader = pypdf.PdfReader(out)
    resources = reader.pages[0]["/Resources"]
    assert set(resources["/XObject"]) == {"/HT", "/Ref"}  # type: ignore[index]
    assert set(resources["/Font"]) == {"/AA"}  # type: ignore[index]
    assert set(reader.trailer["/Root"]["/StructTreeRoot"]["/RoleMap"]) == {"/TR", "/A"}  # type: ignore[index]


def test_a_judge_that_hangs_is_ended_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hangs.py").write_text("import time; time.sleep(15); print('[]')")
    monkeypatch.setattr(judging, "_PROGRAM", tmp_path / "hangs.py")
    path = saved(written(), tmp_path)

    with Judge(limit=0.05) as judge:
        assert [finding.rule for finding in judge.findings(path, "2b")] == ["UNREADABLE"]
