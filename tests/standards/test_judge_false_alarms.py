"""Files that hold PDF/A by veraPDF
and in which the day's judge sees faults that are none: taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from arbiter import arbiter
from font_programs import cff, cid_keyed, composite, descriptor, showing, simple, truetype, type1
from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.stamp import save, stamp
from proceedings.pdf.fonts.unicode_maps import write_map
from proceedings.programs import verapdf
from proceedings.readers.comparing import compare
from proceedings.standards.judging import shared_judge
from proceedings.standards.levels import LEVELS
from proceedings.standards.output_intent import replace_output_intents
from proceedings.standards.verdict import verdict


def blank(content: bytes = b"", **resources: Dictionary) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    pdf.pages[0].obj.Resources = Dictionary({f"/{name}": value for name, value in resources.items()})
    return pdf


def with_bookmarks(number: int, deep: bool) -> Pdf:
    """One page with so many bookmarks, all on one level or each below the one before."""
    pdf = blank()
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    items = [pdf.make_indirect(Dictionary(Title=String(f"Slide {n}"), Dest=String("x"))) for n in range(number)]
    for above, item, following in zip([root, *items], items, [*items[1:], None], strict=False):
        item.Parent = above if deep else root
        if deep:
            above.First = above.Last = item
        elif following is not None:
            item.Next, following.Prev = following, item
    root.First, root.Last = items[0], items[0 if deep else -1]
    pdf.Root.Outlines = root
    return pdf


def with_markers(number: int) -> Pdf:
    """A scatter plot as programs draw it: one form, shown once for each point."""
    pdf = blank(b"".join(b"q 1 0 0 1 %d %d cm /M0 Do Q\n" % (n % 300, n % 200) for n in range(number)))
    marker = pdf.make_stream(b"0 0 2 2 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 2, 2]))
    marker.Resources = Dictionary()
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(M0=marker))
    return pdf


def with_a_large_stream(size: int) -> Pdf:
    return blank(b"0 0 10 10 re f\n" + b" " * size)


def of_type1(glyphs: Any, text: bytes, widths: Mapping[int, int], names: Any = None, **how: Any) -> Pdf:
    pdf = Pdf.new()
    return showing(pdf, simple(pdf, "Type1", descriptor(pdf, type1(glyphs, **how), "/FontFile"), widths, names), text)


def of_cff(glyphs: Mapping[str, int], text: bytes, widths: Mapping[int, int], **how: Any) -> Pdf:
    pdf = Pdf.new()
    held = descriptor(pdf, cff(glyphs, **how), "/FontFile3", "Type1C")
    return showing(pdf, simple(pdf, "Type1", held, widths, Name.WinAnsiEncoding), text)


def of_cids(advances: Sequence[int], text: bytes, widths: Mapping[int, int], **how: Any) -> Pdf:
    pdf = Pdf.new()
    held = descriptor(pdf, cid_keyed(advances, **how), "/FontFile3", "CIDFontType0C")
    return showing(pdf, composite(pdf, "CIDFontType0", held, widths), text)


def of_truetype(maps: Any, text: bytes, widths: Mapping[int, int], names: Any, flags: int = 32) -> Pdf:
    pdf = Pdf.new()
    held = descriptor(pdf, truetype([500, 600, 700], maps), "/FontFile2", flags=flags)
    return showing(pdf, simple(pdf, "TrueType", held, widths, names), text)


def of_truetype_cids(text: bytes, widths: Mapping[int, int], glyphs: bytes | None = None) -> Pdf:
    pdf = Pdf.new()
    held = descriptor(pdf, truetype([500, 600, 700], {}), "/FontFile2")
    return showing(pdf, composite(pdf, "CIDFontType2", held, widths, glyphs), text)


def named(*entries: int | str, base: Any = None) -> Dictionary:
    held = Dictionary(
        Type=Name.Encoding, Differences=Array([e if isinstance(e, int) else Name("/" + e) for e in entries])
    )
    if base is not None:
        held.BaseEncoding = base
    return held


MAC, WIN = Name.MacRomanEncoding, Name.WinAnsiEncoding
SIZES: Mapping[str, Callable[[], Pdf]] = {
    "300 bookmarks on one level": lambda: with_bookmarks(300, deep=False),
    "3000 bookmarks on one level": lambda: with_bookmarks(3000, deep=False),
    "300 levels of bookmarks": lambda: with_bookmarks(300, deep=True),
    "a chart of 12000 markers": lambda: with_markers(12_000),
    "contents of 34 MB": lambda: with_a_large_stream(34_000_000),
}
SOUND: Mapping[str, Callable[[], Pdf]] = {
    "Type 1 that begins like CM-Super": lambda: of_type1(
        {"A": 600}, b"A", {65: 600}, header=b"%!FontType1-1.0: SFTT0900 1.0"
    ),
    "Type 1 with a width that is divided out": lambda: of_type1({"A": (1200, 2)}, b"A", {65: 600}),
    "Type 1 with a large width divided down": lambda: of_type1({"A": (565_600, 1000)}, b"A", {65: 566}),
    "Type 1 with a hyphen in a name": lambda: of_type1(
        {"f-i": 400, "A": 600}, b"A\1", {1: 400, 65: 600}, named(1, "f-i", 65, "A")
    ),
    "Type 1 with an underscore in a name": lambda: of_type1(
        {"f_i": 400, "A": 600}, b"A\1", {1: 400, 65: 600}, named(1, "f_i", 65, "A")
    ),
    "Type 1 with such a name in its own encoding": lambda: of_type1(
        {"A": 600, "T_h": 400}, b"A\1", {1: 400, 65: 600}, encoding={65: "A", 1: "T_h"}
    ),
    "Type 1 read by -|": lambda: of_type1({"A": 600}, b"A", {65: 600}, read=b"-|"),
    "CFF with a default width": lambda: of_cff({"A": 500, "B": 700}, b"AB", {65: 500, 66: 700}),
    "CFF that begins upwards": lambda: of_cff({"A": 500, "B": 700}, b"AB", {65: 500, 66: 700}, moves="vmoveto"),
    "CIDs of two private dictionaries": lambda: of_cids(
        [500, 500, 700, 510, 600], b"\0\1\0\2\0\3\0\4", {1: 500, 2: 700, 3: 510, 4: 600}, parts=2
    ),
    "CIDs of three private dictionaries": lambda: of_cids(
        [500, 500, 700, 510, 600, 520, 700],
        b"\0\1\0\2\0\3\0\4\0\5\0\6",
        {1: 500, 2: 700, 3: 510, 4: 600, 5: 520, 6: 700},
        parts=3,
        moves="rmoveto",
    ),
    "TrueType, fi of MacRoman, by Unicode": lambda: of_truetype(
        {(3, 1): {65: 1, 0xFB01: 2}}, b"A\xde", {65: 600, 222: 700}, MAC
    ),
    "TrueType, fi of MacRoman, by the Macintosh's map": lambda: of_truetype(
        {(1, 0): {65: 1, 222: 2}}, b"A\xde", {65: 600, 222: 700}, MAC
    ),
    "TrueType, é of MacRoman": lambda: of_truetype({(1, 0): {65: 1, 142: 2}}, b"A\x8e", {65: 600, 142: 700}, MAC),
    "TrueType, é of WinAnsi by the Macintosh's map": lambda: of_truetype(
        {(1, 0): {65: 1, 142: 2}}, b"A\xe9", {65: 600, 233: 700}, WIN
    ),
    "TrueType with a name of its own": lambda: of_truetype(
        {(3, 1): {65: 1, 0x3B1: 2}}, b"AB", {65: 600, 66: 700}, named(66, "alpha", base=WIN)
    ),
    "TrueType with symbols at F100": lambda: of_truetype({(3, 0): {0xF141: 1}}, b"A", {65: 600}, None, flags=4),
    "TrueType, a CID that shows glyph 0": lambda: of_truetype_cids(
        b"\0\1\0\2", {1: 500, 2: 700}, glyphs=bytes([0, 0, 0, 0, 0, 2])
    ),
}
"""Fonts in which the judge sees a fault, or saw one, and veraPDF none."""
FAULTY: Mapping[str, Callable[[], Pdf]] = {
    "Type 1 like CM-Super, another width": lambda: of_type1({"A": 500}, b"A", {65: 600}, header=b"%!FontType1-1.0"),
    "Type 1 like CM-Super, a glyph missing": lambda: of_type1(
        {"A": 600}, b"AB", {65: 600, 66: 600}, header=b"%!FontType1-1.0"
    ),
    "Type 1, another width": lambda: of_type1({"A": 500}, b"A", {65: 600}),
    "Type 1, another quotient": lambda: of_type1({"A": (1300, 2)}, b"A", {65: 600}),
    "Type 1, a glyph missing": lambda: of_type1({"A": 600}, b"AB", {65: 600, 66: 600}),
    "Type 1, no width given": lambda: of_type1({"A": 600, "B": 600}, b"AB", {65: 600}),
    "Type 1, undefined": lambda: of_type1({"A": 600}, b"A\1", {1: 250, 65: 600}, named(1, ".notdef", 65, "A")),
    "CFF, another width": lambda: of_cff({"A": 500}, b"A", {65: 550}),
    "CFF, a glyph missing": lambda: of_cff({"A": 500}, b"AB", {65: 500, 66: 500}),
    "CIDs, another width": lambda: of_cids(
        [500, 500, 700, 510, 600], b"\0\1\0\2\0\3\0\4", {1: 500, 2: 700, 3: 560, 4: 600}, parts=2
    ),
    "CIDs, a glyph missing": lambda: of_cids([500, 600, 700], b"\0\1\0\5", {1: 600, 5: 700}),
    "TrueType, a glyph missing": lambda: of_truetype({(3, 1): {65: 1}}, b"AB", {65: 600, 66: 600}, WIN),
    "TrueType, another width": lambda: of_truetype({(3, 1): {65: 1}}, b"A", {65: 650}, WIN),
    "TrueType, a CID beyond the font": lambda: of_truetype_cids(b"\0\1\0\x09", {1: 600, 9: 500}),
    "TrueType, another width of a CID": lambda: of_truetype_cids(b"\0\1\0\2", {1: 650, 2: 700}),
}
"""The same kinds with a fault that is one."""


def by_the_arbiter(files: Mapping[str, Path]) -> dict[str, bool]:
    """What veraPDF says of each file: all with one start of it."""
    verdicts = verapdf.validate_all(list(files.values()), "2b", arbiter())
    return {name: verdict.compliant for name, verdict in zip(files, verdicts, strict=True)}


def stamped(makers: Mapping[str, Callable[[], Pdf]], folder: Path) -> dict[str, Path]:
    """The documents as they are, but for what every archival file needs."""
    files = {}
    for number, (name, make) in enumerate(makers.items()):
        pdf, files[name] = make(), folder / f"{number}.pdf"
        replace_output_intents(pdf)
        stamp(pdf, LEVELS["2b"])
        save(pdf, files[name], LEVELS["2b"])
    return files


def test_size_alone_is_no_fault(tmp_path: Path) -> None:
    files = stamped(SIZES, tmp_path)
    assert {name: verdict(shared_judge(), path, "2b") for name, path in files.items()} == dict.fromkeys(files, ())
    assert by_the_arbiter(files) == dict.fromkeys(files, True)


def test_fonts_that_are_sound_are_taken_as_they_are(tmp_path: Path) -> None:
    files = stamped(SOUND, tmp_path)
    assert {name: verdict(shared_judge(), path, "2b") for name, path in files.items()} == dict.fromkeys(files, ())
    assert by_the_arbiter(files) == dict.fromkeys(files, True)


def test_no_true_fault_of_a_font_is_waived(tmp_path: Path) -> None:
    files = stamped(FAULTY, tmp_path)
    assert [name for name, path in files.items() if not verdict(shared_judge(), path, "2b")] == []
    assert by_the_arbiter(files) == dict.fromkeys(files, False)


def test_invisible_text_may_have_any_widths_but_shows_no_undefined_glyph(tmp_path: Path) -> None:
    pdf = Pdf.new()
    held = descriptor(pdf, truetype([500, 600], {}), "/FontFile2")
    font = composite(pdf, "CIDFontType2", held, {1: 100})
    showing(pdf, font, b"\0\1", mode=3)
    assert conformed(pdf, tmp_path) == ("2b", ("conformed",))


def conformed(pdf: Pdf, folder: Path) -> tuple[str | None, tuple[str, ...]]:
    pdf.save(folder / "cleaned.pdf")
    result = conform(folder / "cleaned.pdf", folder / "out.pdf")
    return result.level, result.report.treatment


def test_a_paper_set_with_cm_super_is_not_rewritten(tmp_path: Path) -> None:
    """Of two pages, because Ghostscript once helped where there was one."""
    pdf = of_type1({"A": 600}, b"A", {65: 600}, header=b"%!FontType1-1.0: SFTT0900 1.0")
    pdf.pages.append(pdf.pages[0])
    assert conformed(pdf, tmp_path) == ("2b", ("conformed",))


def of_type3(pictures: Mapping[str, bytes], widths: Mapping[int, int], names: Any) -> Pdf:
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, Encoding=names, Resources=Dictionary())
    font.FontBBox, font.FontMatrix = Array([0, 0, 1000, 1000]), Array([0.001, 0, 0, 0.001, 0, 0])
    font.CharProcs = Dictionary({"/" + name: pdf.make_stream(drawn) for name, drawn in pictures.items()})
    font.FirstChar, font.LastChar = min(widths), max(widths)
    font.Widths = Array([widths.get(code, 0) for code in range(min(widths), max(widths) + 1)])
    return showing(pdf, pdf.make_indirect(font), bytes(widths))


BOX = b"600 0 0 0 600 600 d1 0 0 300 300 re f"
MENDED: Mapping[str, Callable[[], Pdf]] = {
    "CID 0 with a real glyph": lambda: of_truetype_cids(
        b"\0\0\0\2", {0: 600, 2: 700}, glyphs=bytes([0, 1, 0, 0, 0, 2])
    ),
    "CID 0 with glyph 0": lambda: of_truetype_cids(b"\0\0\0\2", {0: 500, 2: 700}, glyphs=bytes([0, 0, 0, 0, 0, 2])),
    "CID 0 without a map": lambda: of_truetype_cids(b"\0\0\0\2\0\0", {0: 500, 2: 700}),
    "CID 0 of CFF": lambda: of_cids([500, 600, 700], b"\0\1\0\0", {0: 500, 1: 600}),
    "CID 0 of CFF with matrices": lambda: of_cids(
        [500, 600, 700], b"\0\1\0\0", {0: 500, 1: 600}, moves="rmoveto", matrices=True
    ),
    "a code that CFF lacks": lambda: of_cff({"A": 500}, b"AB", {65: 500, 66: 500}),
    "a code that Type 1 lacks": lambda: of_type1({"A": 600}, b"AB", {65: 600, 66: 600}),
    "a code that CM-Super lacks": lambda: of_type1({"A": 600}, b"AB", {65: 600, 66: 600}, header=b"%!FontType1-1.0"),
    "a code that Type 1 calls undefined": lambda: of_type1(
        {"A": 600}, b"A\1", {1: 250, 65: 600}, named(1, ".notdef", 65, "A")
    ),
    "a code that TrueType lacks": lambda: of_truetype({(3, 1): {65: 1}}, b"AB", {65: 600, 66: 555}, WIN),
    "a drawn character called undefined": lambda: of_type3(
        {".notdef": BOX, "b": BOX}, {65: 600, 66: 600}, named(65, ".notdef", "b")
    ),
    "a drawn character that is not there": lambda: of_type3({"b": BOX}, {65: 250, 66: 600}, named(65, "a", "b")),
    "a drawn character without a width": lambda: of_type3(
        {"a": b"% none\n0 0 d0 0 0 9 9 re f", "b": BOX}, {65: 250, 66: 600}, named(65, "a", "b")
    ),
}
"""One glyph that PDF/A does not allow, in a font of each kind."""


def test_one_glyph_is_mended_in_the_font_and_the_page_looks_the_same(tmp_path: Path) -> None:
    files = {}
    for number, (name, make) in enumerate(MENDED.items()):
        (tmp_path / str(number)).mkdir()
        assert conformed(make(), tmp_path / str(number)) == ("2b", ("conformed",)), name
        files[name] = tmp_path / str(number) / "out.pdf"
        assert compare(files[name].with_name("cleaned.pdf"), files[name]).same(), name
    assert by_the_arbiter(files) == dict.fromkeys(files, True)


def test_text_under_a_new_code_is_still_found(tmp_path: Path) -> None:
    pdf = of_truetype_cids(b"\0\0\0\2", {0: 600, 2: 700}, glyphs=bytes([0, 1, 0, 0, 0, 2]))
    (font,) = (item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Subtype") == "/Type0")
    font.ToUnicode = pdf.make_stream(write_map({0: "−", 2: "2"}, 2))
    assert conformed(pdf, tmp_path)[0] == "2b"
    assert pypdf.PdfReader(tmp_path / "out.pdf").pages[0].extract_text().strip() == "−2"


def test_a_page_of_one_point_is_no_fault_because_the_volume_has_pages_of_its_own(tmp_path: Path) -> None:
    pdf = blank(b"0 0 1 1 re f")
    pdf.pages[0].obj.MediaBox = Array([0, 0, 1, 1])
    assert conformed(pdf, tmp_path) == ("2b", ("conformed",))
