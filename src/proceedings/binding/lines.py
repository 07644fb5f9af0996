"""Single lines drawn as outlines:
shaped, in reading order, and with the machine's fonts where one font lacks letters.

Running heads are set by binding in one font of the layout, letter by letter. What that font cannot
set so, Arabic or Chinese names say, is set here by WeasyPrint, as the rest of the volume is, and
taken apart into outlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from proceedings.pdf.fonts.unicode_maps import read_texts
from proceedings.pdf.fonts.widths import given_cid_widths
from proceedings.values.geometry import Matrix
from proceedings.words.wording import direction

ELLIPSIS = "…"

_EM = 1000
"""Pixels of an em while a line is set: positions are then thousandths of the type size."""

_PIXEL = 0.75
"""Points of a CSS pixel."""

_CHUNK = 200
"""Lines in one document."""

_CUTS = 8
"""How often a line is cut until it fits; two or three are usual."""

Stroke = tuple[str, tuple[tuple[float, float], ...]]
"""A pen's step and its points: `lineTo`, `curveTo` …"""


@dataclass(frozen=True, slots=True)
class DrawnGlyph:
    """A letter of a line: its outline,
    where it stands (thousandths of the type size, from the line's left edge).
    """

    text: str
    outline: tuple[Stroke, ...]
    left: float
    rise: float


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line, its letters from left to right as they are seen,
    and its width in thousandths of the type size.

    `missing` are the characters that no font has; their words are left out.
    """

    glyphs: tuple[DrawnGlyph, ...]
    width: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Try:
    """What is left of a text: with an ellipsis, once it was cut."""

    words: str
    missing: tuple[str, ...] = ()
    cut: bool = False

    @property
    def shown(self) -> str:
        return self.words + (ELLIPSIS if self.cut and self.words else "")


def draw_lines(texts: Iterable[str], font: Path, measure: float, language: str) -> dict[str, DrawnLine]:
    """Each text as one line no wider than the measure,
    cut and closed by an ellipsis where it must be.

    Args:
        texts: plain.
        font: the face they are set in, as far as it has their letters;
            the machine's fonts have the others.
        measure: thousandths of the type size.
        language: BCP 47 tag; it chooses between the forms of a letter,
            and says from where a line is read.
    """
    tries = {text: _Try(text) for text in sorted(set(texts))}
    lines: dict[str, DrawnLine] = {}
    for turn in range(_CUTS):
        todo = [text for text in tries if text not in lines]
        for start in range(0, len(todo), _CHUNK):
            some = todo[start : start + _CHUNK]
            drawn, lacking = _set([tries[text].shown for text in some], font, language)
            for text, line in zip(some, drawn, strict=True):
                gone = tuple(sorted(lacking.intersection(tries[text].words)))
                if gone:
                    tries[text] = _without(tries[text], gone)
                elif line.width > measure and turn < _CUTS - 1:
                    tries[text] = _shorter(tries[text], measure / line.width)
                else:
                    lines[text] = replace(line, missing=tries[text].missing)
    return lines


def _without(tried: _Try, gone: tuple[str, ...]) -> _Try:
    """Without the words that hold these characters,
    and without the marks that they leave at either end.
    """
    kept = " ".join(word for word in tried.words.split() if not set(gone).intersection(word))
    return _Try(kept.strip(" ,;:–—-"), tuple(sorted({*tried.missing, *gone})), tried.cut)


def _shorter(tried: _Try, share: float) -> _Try:
    """Cut to about this share: at a word, or within it where the script divides none."""
    room = max(1, min(len(tried.words) - 1, int(len(tried.words) * share)))
    head = tried.words[:room]
    if tried.words[room] != " " and len(head.split()) > 1:
        head = head.rpartition(" ")[0]
    return replace(tried, words=head.rstrip(" ,;:.–—-"), cut=True)


def _set(texts: Sequence[str], font: Path, language: str) -> tuple[list[DrawnLine], set[str]]:
    """The texts as WeasyPrint sets them, and the characters that no font has."""
    import io

    from pikepdf import Pdf

    from proceedings.programs.weasyprint_import import weasyprint

    fonts = weasyprint.text.fonts.FontConfiguration()
    style = (
        f'@font-face {{ font-family: "Line"; src: url("{font.as_uri()}") }}'
        "@page { size: 400000px 3000px; margin: 0 }"
        f'p {{ font: {_EM}px/2000px "Line"; margin: 0; white-space: nowrap; break-after: page }}'
    )
    lines = "".join(f"<p>{escape(text)}</p>" for text in texts)
    html = weasyprint.HTML(
        string=f'<html lang="{escape(language)}" dir="{direction(language)}"><body>{lines}</body></html>'
    )
    laid_out = html.render(font_config=fonts, stylesheets=[weasyprint.CSS(string=style, font_config=fonts)])
    lacking = {chr(point) for face in laid_out.fonts.values() for point in face.missing}
    pdf = laid_out.write_pdf()
    lacking |= {chr(point) for face in laid_out.fonts.values() for point in face.missing}
    with Pdf.open(io.BytesIO(pdf)) as made:
        faces: dict[str, _Face] = {}
        return [_line(page, faces) for page in made.pages], lacking


def _line(page: Any, faces: dict[str, _Face]) -> DrawnLine:
    shown = list(_shown(page, faces))
    if not shown:
        return DrawnLine((), 0.0)
    left = min(x for x, _, _, _ in shown)
    right = max(x + face.advance(glyph) for x, _, face, glyph in shown)
    ordered = sorted(shown, key=lambda one: one[0])
    glyphs = tuple(DrawnGlyph(f.text(g), f.outline(g), x - left, rise) for x, rise, f, g in ordered)
    return DrawnLine(glyphs, right - left)


def _shown(page: Any, faces: dict[str, _Face]) -> Iterator[tuple[float, float, _Face, int]]:
    """Each glyph of a page with its place in thousandths of the type size,
    as far as it is type with outlines.
    """
    from pikepdf import parse_content_stream

    matrix, stack, face = Matrix(), [], None
    x = rise = 0.0
    for step in parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = Matrix(*map(float, operands)).then(matrix)
            case "Tm":
                x = Matrix(*map(float, operands)).then(matrix).e / _PIXEL
            case "Tf":
                face = _face(page, str(operands[0]), faces)
            case "Ts":
                rise = float(operands[0])
            case "TJ":
                for piece in operands[0]:
                    if isinstance(piece, (int, float)) or not hasattr(piece, "__bytes__"):
                        x -= float(piece)
                        continue
                    codes = bytes(piece)
                    for glyph in (int.from_bytes(codes[k : k + 2]) for k in range(0, len(codes), 2)):
                        if face is not None:
                            yield x, rise, face, glyph
                            x += face.advance(glyph)


def _face(page: Any, name: str, faces: dict[str, _Face]) -> _Face | None:
    """The face with this name in the page's resources;
    None where it has no outlines (pictures of letters).
    """
    font = page.obj["/Resources"]["/Font"][name]
    if font.get("/Subtype") != "/Type0":
        return None
    if name not in faces:
        faces[name] = _Face(font)
    return faces[name]


class _Face:
    """A font as WeasyPrint embeds it: codes of two bytes are numbers of glyphs."""

    def __init__(self, font: Any) -> None:
        import io

        from fontTools.ttLib import TTFont

        descendant = font["/DescendantFonts"][0]
        descriptor = descendant["/FontDescriptor"]
        program = descriptor["/FontFile2" if "/FontFile2" in descriptor else "/FontFile3"]
        self._font = TTFont(io.BytesIO(bytes(program.read_bytes())), lazy=True)
        self._order = self._font.getGlyphOrder()
        self._glyphs = self._font.getGlyphSet()
        self._scale = _EM / self._font["head"].unitsPerEm
        self._widths = given_cid_widths(descendant, set(range(len(self._order))))
        self._texts = read_texts(font)
        self._outlines: dict[int, tuple[Stroke, ...]] = {}

    def advance(self, glyph: int) -> float:
        """Thousandths of the type size."""
        return self._widths.get(glyph, float(_EM))

    def text(self, glyph: int) -> str:
        """What the glyph stands for; nothing where it is a part of the one beside it."""
        return self._texts.get(glyph, "")

    def outline(self, glyph: int) -> tuple[Stroke, ...]:
        """Its outline in thousandths of the type size, without references to other glyphs."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.transformPen import TransformPen

        if glyph >= len(self._order):
            # A stand-in for a letter that no font has.
            return ()
        if glyph not in self._outlines:
            pen = DecomposingRecordingPen(self._glyphs)
            self._glyphs[self._order[glyph]].draw(TransformPen(pen, (self._scale, 0, 0, self._scale, 0, 0)))
            self._outlines[glyph] = tuple(pen.value)
        return self._outlines[glyph]
