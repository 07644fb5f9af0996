"""Running heads in any script:
shaped and in reading order, as WeasyPrint sets the same words; else left out.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import weasyprint
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat

from bound_books import DESIGN, FONT, HEIGHT, WIDTH, Book, paper
from proceedings.binding.heads import HeadFont
from proceedings.values.diagnostics import Severity

ARABIC = "محمد العلي: Measuring Skills"
MIXED = "دَوْلَةٌ 2007، العربية"
HEBREW = "שלום עולם: עוד"
MEASURE = DESIGN.text_box(1).width / DESIGN.head_size * 1000


def has_font_for(text: str) -> bool:
    """Whether a font of this machine has these letters."""
    html = weasyprint.HTML(string=f"<p>{text}").render()
    html.write_pdf()
    return not any(font.missing for font in html.fonts.values())


needs_arabic = pytest.mark.skipif(not has_font_for(ARABIC + MIXED), reason="no Arabic font is installed")
needs_hebrew = pytest.mark.skipif(not has_font_for(HEBREW), reason="no Hebrew font is installed")


def ink(pdf: Path | bytes, page: int = 0) -> Image.Image:
    """The running head as a picture, cropped to its ink, at 432 dpi; ink is white."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[page].render(scale=6, grayscale=True).to_pil()
    document.close()
    band = picture.crop((0, 0, picture.width, int(DESIGN.head_baseline * 6 * 1.6)))
    black = band.point(lambda grey: 255 if grey < 128 else 0)
    return black.crop(black.getbbox())


def difference(one: Image.Image, other: Image.Image) -> float:
    """The ink that differs as a share of all ink,
    the pictures moved by a pixel where that fits better.
    """
    pairs = [(ImageChops.offset(one, across, 0), other) for across in (-1, 0, 1)]
    sizes = [(min(a.width, b.width), min(a.height, b.height)) for a, b in pairs]
    differing = [
        ImageChops.difference(a.crop((0, 0, *s)), b.crop((0, 0, *s))) for (a, b), s in zip(pairs, sizes, strict=True)
    ]
    return min(float(ImageStat.Stat(d).mean[0]) for d in differing) / float(ImageStat.Stat(other).mean[0])


def as_weasyprint_sets_it(text: str) -> bytes:
    made = io.BytesIO()
    weasyprint.HTML(
        string=f"<style>@font-face {{ font-family: Head; src: url({FONT.as_uri()}) }}"
        f"@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 0 }} p {{ font: {DESIGN.head_size}pt Head; margin: 25pt }}"
        f"</style><p>{text}"
    ).write_pdf(made)
    return made.getvalue()


def bound(folder: Path, head: str) -> Path:
    book = Book(folder)
    book.submission(paper(folder / "p.pdf", 1), head=head)
    out, result = book.bind()
    assert result.diagnostics == ()
    return out


@needs_arabic
@pytest.mark.parametrize("text", [ARABIC, MIXED, pytest.param(HEBREW, marks=needs_hebrew)])
def test_a_head_in_another_script_looks_as_weasyprint_sets_it(text: str, tmp_path: Path) -> None:
    ours, theirs = ink(bound(tmp_path, text)), ink(as_weasyprint_sets_it(text))
    assert ours.size == pytest.approx(theirs.size, abs=3)
    assert difference(ours, theirs) < 0.25, "letters unshaped, out of order or displaced differ in most of the ink"


@needs_arabic
def test_its_words_are_in_the_unicode_map_and_its_widths_are_those_of_the_embedded_font(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, MIXED)) as pdf:
        font = pdf.pages[0].Resources.Font.ProceedingsHead
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        widths = [round(width * 1000 / program["head"].unitsPerEm, 2) for width, _ in program["hmtx"].metrics.values()]
        assert [float(width) for width in descendant.W[1]] == widths
        said = font.ToUnicode.read_bytes().decode()
    assert all(f"<{letter.encode('utf-16-be').hex().upper()}>" in said for letter in "دولةالعربي")
    assert "<>" not in said


@needs_arabic
def test_a_head_that_is_too_wide_is_cut_at_a_word_within_the_measure(tmp_path: Path) -> None:
    text = "محمد العلي: " + "Measuring the skills of those who move " * 4
    font = HeadFont(FONT, [text], MEASURE)
    assert 0.7 * MEASURE < font.set_within(text, MEASURE).width <= MEASURE
    picture = ink(bound(tmp_path, text))
    assert picture.width <= DESIGN.text_box(1).width * 6 + 2


def test_words_that_no_font_has_are_left_out_with_one_warning(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2), head="\U000f1234\U000f1235: Measuring Skills")
    book.submission(paper(tmp_path / "q.pdf", 1), head="More \U000f1234")
    out, result = book.bind()
    (found,) = result.diagnostics
    assert (found.code, found.severity) == ("missing-glyph", Severity.WARNING)
    assert "\U000f1234" in found.message
    document = pypdfium2.PdfDocument(out)
    heads = [document[page].get_textpage().get_text_range() for page in range(3)]
    document.close()
    assert "Measuring Skills" in heads[0] and "More" in heads[2]
    assert ":" not in heads[0]


@pytest.mark.parametrize(
    "head", ["\U000f1234", "\U000f1234 ,;:–", "\u200b\U000f1234", "\U000f1234\U000f1235: \U000f1234"]
)
def test_a_head_of_which_no_letter_can_be_drawn_is_left_out(tmp_path: Path, head: str) -> None:
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2), head=head)
    book.submission(paper(tmp_path / "q.pdf", 1), head="Measuring Skills")
    out, result = book.bind()
    assert [found.code for found in result.diagnostics] == ["missing-glyph"]
    document = pypdfium2.PdfDocument(out)
    heads = [document[page].get_textpage().get_text_range() for page in range(3)]
    document.close()
    assert "Measuring Skills" in heads[2]
    assert not set("\U000f1234\U000f1235").intersection("".join(heads))


@needs_arabic
def test_a_head_font_with_postscript_outlines_takes_letters_too(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    pen = T2CharStringPen(500, None)
    pen.moveTo((50, 0))
    pen.curveTo((50, 400), (450, 400), (450, 0))
    pen.closePath()
    letters = "0123456789.…ivxlcdm "
    names = {ord(c): f"c{k}" for k, c in enumerate(letters)}
    shapes = {name: pen.getCharString() for name in (".notdef", *names.values())}
    builder.setupGlyphOrder(list(shapes))
    builder.setupCharacterMap(names)
    builder.setupCFF("Plain", {}, shapes, {})
    builder.setupHorizontalMetrics({name: (500, 50) for name in shapes})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Plain", "psName": "Plain"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "plain.otf")
    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1), head="محمد")
    out, _ = book.bind(head_font=tmp_path / "plain.otf")
    assert ink(out).size == pytest.approx(ink(as_weasyprint_sets_it("محمد")).size, abs=3)


@needs_arabic
def test_the_same_heads_give_the_same_bytes(tmp_path: Path) -> None:
    outs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        outs.append(bound(tmp_path / name, ARABIC).read_bytes())
    assert outs[0] == outs[1]
