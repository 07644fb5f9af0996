"""Which glyphs of its embedded program a simple font shows, read from what readers draw.

The standard lets readers differ where a font's flags, encoding and character maps do not fit
together (ISO 32000-1, 9.6.6.4). What they draw is then the only answer: pdfium is asked, and
poppler where pdfium finds no glyph.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from proceedings.programs import poppler

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

_COLUMNS, _CELL, _SIZE = 16, 64, 32
"""A page of the sample has up to 16 x 16 cells of 64 points,
each with a glyph of 32 points; a point is a pixel.
"""
_ORIGIN = (12, 20)
_PAGE = _COLUMNS * _COLUMNS
_EMPTY = b"\xff" * (_CELL * _CELL)
_SECONDS = 20.0
_Cell = bytes
_Reader = Callable[[Path, int], "Image.Image | None"]
"""Draws a page (0-based) of a file."""


def drawn_glyphs(font: pikepdf.Object, guess: Mapping[int, int], glyph_count: int) -> dict[int, int] | None:
    """The glyphs that readers draw for codes of an embedded TrueType font; 0 is the undefined one.

    Args:
        font: a simple TrueType font of an open document.
        guess: the codes, and the glyphs that they should show.
        glyph_count: of the program.

    Returns:
        None where what is drawn for a code is no glyph of the program,
        or the font is no object of its own.
    """
    import pikepdf

    if not guess:
        return {}
    if not font.is_indirect:
        return None
    with TemporaryDirectory(prefix="proceedings-") as name:
        samples = _Samples(Path(name), font, guess, glyph_count)
        try:
            found = _read(_pdfium, samples)
            doubtful = {code for code, glyph in (found or {}).items() if not glyph and guess[code]}
            second = _read(_poppler, samples) if doubtful and poppler.is_there() else None
        except (pikepdf.PdfError, RuntimeError):  # pypdfium2's errors are of this kind
            return None
    if found is None:
        return None
    return found | {code: glyph for code, glyph in (second or {}).items() if code in doubtful}


def drawn_names(font: pikepdf.Object, codes: Collection[int], names: Sequence[str]) -> dict[int, str]:
    """The names of the glyphs that pdfium draws for codes of an embedded Type 1 or CFF font.

    Args:
        font: a simple font of an open document.
        codes: of the font.
        names: of the glyphs of its program; where two look the same, the first is taken.

    Returns:
        Without the codes for which pdfium draws nothing, or none of the glyphs.
    """
    import pikepdf

    if not codes or not font.is_indirect:
        return {}
    with TemporaryDirectory(prefix="proceedings-") as folder:
        path = Path(folder) / "names.pdf"
        try:
            _write_names(path, font, codes, names)
            cells = dict(zip(codes, _cells(_pdfium(path, 0)), strict=False))
            known = _numbers(_pdfium, path, set(cells.values()), len(names), first=1)
        except (pikepdf.PdfError, RuntimeError):
            return {}
    return {code: names[known[cell]] for code, cell in cells.items() if cell in known and cell != _EMPTY}


def _write_names(path: Path, font: pikepdf.Object, codes: Collection[int], names: Sequence[str]) -> None:
    """The codes on the first page, the names on the others."""
    import pikepdf

    with pikepdf.new() as sample:
        simple = sample.copy_foreign(font)
        _add_page(sample, simple, [b"%02x" % code for code in codes])
        for numbers in _pages(len(names)):
            named = pikepdf.Dictionary({key: simple[key] for key in simple.keys()})  # noqa: SIM118
            entries = [pikepdf.Name("/" + names[number]) for number in numbers]
            named["/Encoding"] = pikepdf.Dictionary(Differences=pikepdf.Array([0, *entries]))
            _add_page(sample, sample.make_indirect(named), [b"%02x" % code for code in range(len(numbers))])
        sample.save(path)


def _pdfium(path: Path, page: int) -> Image.Image:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        picture: Image.Image = document[page].render(scale=1, may_draw_forms=False, draw_annots=False).to_pil()
    return picture.convert("L")


def _poppler(path: Path, page: int) -> Image.Image | None:
    return poppler.picture(path, page + 1, 72, seconds=_SECONDS)


@dataclass(frozen=True, slots=True)
class _Samples:
    """Files that show a font's codes, and the glyphs of its program."""

    folder: Path
    font: pikepdf.Object
    guess: Mapping[int, int]
    glyph_count: int

    def codes(self) -> Path:
        """The codes on the first page, the glyphs that they should show on the second."""
        import pikepdf

        path = self.folder / "codes.pdf"
        if not path.exists():
            with pikepdf.new() as sample:
                simple = sample.copy_foreign(self.font)
                _add_page(sample, simple, [b"%02x" % code for code in self.guess])
                _add_page(sample, _by_number(sample, simple), [b"%04x" % glyph for glyph in self.guess.values()])
                sample.save(path)
        return path

    def glyphs(self) -> Path:
        """All glyphs, by number."""
        import pikepdf

        path = self.folder / "glyphs.pdf"
        if not path.exists():
            with pikepdf.new() as sample:
                every = _by_number(sample, sample.copy_foreign(self.font))
                for numbers in _pages(self.glyph_count):
                    _add_page(sample, every, [b"%04x" % number for number in numbers])
                sample.save(path)
        return path


def _read(draw: _Reader, samples: _Samples) -> dict[int, int] | None:
    """What one reader draws for the codes; None where that is no glyph, or the reader fails."""
    guess = samples.guess
    shown, expected = draw(samples.codes(), 0), draw(samples.codes(), 1)
    if shown is None or expected is None:
        return None
    cells = dict(zip(guess, _cells(shown), strict=False))
    meant = dict(zip(guess, _cells(expected), strict=False))
    found = {code: guess[code] for code in guess if cells[code] == meant[code]}
    wanted = {cells[code] for code in guess.keys() - found.keys()}
    known = _numbers(draw, samples.glyphs(), wanted, samples.glyph_count, first=0) if wanted else {}
    if _EMPTY in wanted:  # a reader that draws nothing for a code shows no glyph of the program
        known.setdefault(_EMPTY, 0)
    if wanted - known.keys():
        return None
    return {code: found.get(code, known.get(cells[code], 0)) for code in guess}


def _numbers(draw: _Reader, path: Path, wanted: Collection[_Cell], glyph_count: int, *, first: int) -> dict[_Cell, int]:
    """The first glyph with each picture;
    a file shows all glyphs in order, from the page `first` (0-based).
    """
    found: dict[_Cell, int] = {}
    for page, numbers in enumerate(_pages(glyph_count), first):
        drawn = draw(path, page)
        if drawn is None:
            break
        for number, cell in zip(numbers, _cells(drawn), strict=False):
            if cell in wanted:
                found.setdefault(cell, number)
        if found.keys() >= set(wanted):
            break
    return found


def _pages(glyph_count: int) -> Iterator[range]:
    """The numbers of all glyphs, a page of them at a time."""
    for first in range(0, glyph_count, _PAGE):
        yield range(first, min(first + _PAGE, glyph_count))


def _cells(picture: Image.Image) -> Iterator[_Cell]:
    for index in range(_COLUMNS * (picture.height // _CELL)):
        left, top = _CELL * (index % _COLUMNS), _CELL * (index // _COLUMNS)
        yield picture.crop((left, top, left + _CELL, top + _CELL)).tobytes()


def _by_number(sample: pikepdf.Pdf, font: pikepdf.Object) -> pikepdf.Object:
    """The same program as a composite font whose codes are glyph numbers."""
    import pikepdf
    from pikepdf import Name

    part = pikepdf.Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=font.get("/BaseFont", Name.Sample),
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        FontDescriptor=font["/FontDescriptor"],
    )
    whole = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=part["/BaseFont"])
    whole["/Encoding"] = Name("/Identity-H")
    whole["/DescendantFonts"] = pikepdf.Array([sample.make_indirect(part)])
    return sample.make_indirect(whole)


def _add_page(sample: pikepdf.Pdf, font: pikepdf.Object, strings: Sequence[bytes]) -> None:
    import pikepdf

    rows = -(-len(strings) // _COLUMNS)
    sample.add_blank_page(page_size=(_COLUMNS * _CELL, rows * _CELL))
    page = sample.pages[-1].obj
    page["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page["/Contents"] = sample.make_stream(b"\n".join(_shows(strings, rows)))


def _shows(strings: Sequence[bytes], rows: int) -> Iterator[bytes]:
    for index, string in enumerate(strings):
        left, bottom = _CELL * (index % _COLUMNS), _CELL * (rows - 1 - index // _COLUMNS)
        clip = b"q %d %d %d %d re W n" % (left, bottom, _CELL, _CELL)
        yield clip + b" BT /F %d Tf %d %d Td <%s> Tj ET Q" % (_SIZE, left + _ORIGIN[0], bottom + _ORIGIN[1], string)
