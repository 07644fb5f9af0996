"""Fonts that a submission only names:
their letters are those that readers show, and only fonts that draw count.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from proceedings.intake.conforming.conform import conform
from proceedings.intake.surveying.facts import read_facts

CODES = bytes([0x41, 0x27, 0x60, 0xAA, 0xBA, 0xB1, 0xE1, 0xF1, 0xF9])
STANDARD = "A’‘“”–Ææø"
"""The same codes in StandardEncoding (ISO 32000-1, D.2)."""
SYMBOLIC, NONSYMBOLIC = 4, 32


def font_of(kind: str, name: str, encoding: pikepdf.Object | None, flags: int | None) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name("/" + kind), BaseFont=Name("/" + name))
    if encoding is not None:
        font.Encoding = encoding
    if flags is not None:
        font.FirstChar, font.LastChar, font.Widths = 0, 255, Array([600] * 256)
        font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=font.BaseFont, Flags=flags)
    return font


def page_in(font: Dictionary, content: bytes) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 100))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    return pdf


def letters_after_intake(font: Dictionary, folder: Path) -> str:
    """What pypdf reads on the page once it is PDF/A."""
    source, out = folder / "source.pdf", folder / "out.pdf"
    page_in(font, b"BT /F 18 Tf 10 40 Td <%s> Tj ET" % CODES.hex().encode()).save(source)
    assert conform(source, out).level == "2b"
    text: str = pypdf.PdfReader(out).pages[0].extract_text()
    return text.replace("ﬁ", "fi").strip()


NAMES = ("ArialMT", "Helvetica", "CourierNew,Bold", "TimesNewRomanPS-ItalicMT", "Garamond")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["Type1", "TrueType", "MMType1"])
@pytest.mark.parametrize("flags", [None, NONSYMBOLIC, SYMBOLIC])
def test_without_an_encoding_the_codes_are_those_of_the_standard_encoding(
    kind: str, name: str, flags: int | None, tmp_path: Path
) -> None:
    assert letters_after_intake(font_of(kind, name, None, flags), tmp_path) == STANDARD


@pytest.mark.parametrize("kind", ["Type1", "TrueType"])
@pytest.mark.parametrize(
    ("encoding", "letters"),
    [
        (Name.WinAnsiEncoding, CODES.decode("cp1252")),
        (Name.MacRomanEncoding, CODES.decode("mac_roman")),
        (Name.StandardEncoding, STANDARD),
        (Dictionary(BaseEncoding=Name.MacRomanEncoding), CODES.decode("mac_roman")),
        (Dictionary(Type=Name.Encoding), STANDARD),
        (Dictionary(Differences=Array([0x41, Name.oslash, 0xF9, Name.germandbls])), "ø" + STANDARD[1:-1] + "ß"),
        (
            Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([0x41, Name.lslash])),
            "ł" + CODES.decode("cp1252")[1:],
        ),
    ],
)
def test_an_encoding_and_its_differences_count(
    kind: str, encoding: pikepdf.Object, letters: str, tmp_path: Path
) -> None:
    assert letters_after_intake(font_of(kind, "ArialMT", encoding, NONSYMBOLIC), tmp_path) == letters


@pytest.mark.parametrize(
    ("content", "draws"),
    [
        (b"BT /F 12 Tf (seen) Tj ET", True),
        (b"BT /F 12 Tf [(seen) 20 ()] TJ ET", True),
        (b"BT 3 Tr /F 12 Tf (a scan's words) Tj ET BT 0 Tr (seen) Tj ET", True),
        (b"q 3 Tr Q BT /F 12 Tf (seen) Tj ET", True),
        (b"BT /F 12 Tf 14.4 TL ET", False),
        (b"BT /F 12 Tf () Tj [-200] TJ ET", False),
        (b"BT 3 Tr /F 12 Tf (a scan's words) Tj ET", False),
        (b"BT q /F 12 Tf Q (in no font) Tj ET", False),
    ],
)
def test_only_a_font_in_which_something_is_painted_draws(content: bytes, draws: bool) -> None:
    font = font_of("Type1", "Helvetica", Name.WinAnsiEncoding, None)
    (fact,) = read_facts(page_in(font, content), 0).fonts
    assert (fact.embedded, fact.draws) == (False, draws)


def test_a_form_without_resources_draws_with_those_of_the_page() -> None:
    pdf = page_in(font_of("Type1", "Helvetica", None, None), b"/X Do")
    form = pdf.make_stream(b"BT /F 12 Tf (seen) Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    (fact,) = read_facts(pdf, 0).fonts
    assert fact.draws


@pytest.mark.parametrize("name", ["Helvetica", "Wingdings-Regular", "Ryumin-Light"])
def test_a_font_that_draws_nothing_costs_no_claim_and_no_words(name: str, tmp_path: Path) -> None:
    source, out = tmp_path / "source.pdf", tmp_path / "out.pdf"
    page_in(font_of("TrueType", name, None, SYMBOLIC), b"BT /F 12 Tf 14.4 TL ET 10 10 50 50 re f").save(source)
    done = conform(source, out)
    assert done.level == "2b"
    assert not [said for said in done.report.details if "font" in said]
