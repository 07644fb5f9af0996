"""Running heads, folios and slide numbers:
one font for the volume, one small content stream a page.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from proceedings.binding.grafting import graft
from proceedings.pdf.content import numbers
from proceedings.pdf.lexical import number
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Leaf

if TYPE_CHECKING:
    from proceedings.binding.lines import DrawnLine

FONT_KEY = "/ProceedingsHead"
"""Name of the font in every page's resources; no producer of submissions uses it."""

ELLIPSES = ("…", "...")
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "FFTM", "meta", "kern")
"""Tables of a font program that a PDF reader never looks at."""

_USUAL = frozenset("0123456789….ivxlcdm ")
"""What folios and cut heads need."""

_SHAPED = ((0x0900, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1C7F), (0xA800, 0xABFF), (0x10000, 0x1FFFF))
"""Blocks of scripts whose letters join, move or change places."""

_NOTHING = "\u200b"
"""Stands in the Unicode map for a piece that says nothing by itself;
a map must not be empty (PDF/A-2, 6.2.11.7).
"""

SLIDE_NUMBER_SIZE = 0.75
"""Type size of a slide's number, as a share of the folio's."""


FOOT_LINE_SIZE = 0.85
"""Type size of the line at the foot of a first page, as a share of the head's."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text in the head font:
    glyph numbers in hexadecimal and its width, in thousandths of the type size.
    """

    glyphs: str
    width: float


class HeadFont:
    """The font of heads and folios, reduced to the characters of this volume.

    The same file and the same texts give the same bytes.
    """

    def __init__(self, path: Path, texts: Iterable[str], measure: float = inf, language: str = "en") -> None:
        """The font for these texts.

        Args:
            path: the layout's font.
            texts: all that is to be set.
            measure: thousandths of the type size;
                a text that the font cannot set letter by letter is cut to it.
            language: of the volume (BCP 47).
        """
        from fontTools.ttLib import TTFont

        font = TTFont(path, recalcTimestamp=False, lazy=True)
        plain, shaped = _apart({_composed(text) for text in texts}, font.getBestCmap())
        lines = _lines(shaped, path, measure, language)
        self._font, tabular = _subset(font, sorted({c for text in plain for c in text} | _USUAL))
        self._glyph_of: dict[str, str] = {chr(c): g for c, g in self._font.getBestCmap().items()}
        grafts, self._drawn_texts = graft(self._font, lines) if lines else ({}, {})
        self._tabular = {c: tabular.get(self._glyph_of[c], self._glyph_of[c]) for c in "0123456789" if c in self}
        self._per_em = 1000 / self._font["head"].unitsPerEm
        self._widths: dict[str, int] = {g: width for g, (width, _) in self._font["hmtx"].metrics.items()}
        self._plain = {c: self._drawn(g) for c, g in self._glyph_of.items()}
        self._figures = self._plain | {c: self._drawn(g) for c, g in self._tabular.items()}
        self._lines = {text: self._run([self._drawn(g) for g in names]) for text, names in grafts.items()}
        self._fitted: dict[tuple[str, float], Run] = {}
        self.missing = tuple(sorted({c for line in lines.values() for c in line.missing}))
        """Characters that no font has: the words that hold them are left out."""

    def __contains__(self, character: str) -> bool:
        return character in self._glyph_of

    def set(self, text: str, tabular: bool = False) -> Run:
        """The text as glyphs; what no font has is left out (see `missing`)."""
        composed = _composed(text)
        if composed in self._lines:
            return self._lines[composed]
        table = self._figures if tabular else self._plain
        return self._run([table[c] for c in composed if c in table])

    def _run(self, drawn: list[tuple[str, int]]) -> Run:
        return Run("".join([glyph for glyph, _ in drawn]), sum([width for _, width in drawn]) * self._per_em)

    def _drawn(self, glyph: str) -> tuple[str, int]:
        """A glyph's number in hexadecimal and its width in the font's own units."""
        return f"{self._font.getGlyphID(glyph):04X}", self._widths[glyph]

    def set_within(self, text: str, width: float) -> Run:
        """The text, cut at a word
        and closed by an ellipsis where it is wider than `width` (thousandths).
        """
        key = text, width
        if key not in self._fitted:
            self._fitted[key] = self._fit(text, width)
        return self._fitted[key]

    def _fit(self, text: str, width: float) -> Run:
        run = self.set(text)
        if run.width <= width or _composed(text) in self._lines:
            return run
        ellipsis = next((e for e in ELLIPSES if all(c in self for c in e)), "")
        words = text.split()
        for count in range(len(words) - 1, 0, -1):
            run = self.set(" ".join(words[:count]).rstrip(" ,;:.–—-") + ellipsis)
            if run.width <= width:
                return run
        for length in range(len(text) - 1, 0, -1):
            run = self.set(text[:length].rstrip() + ellipsis)
            if run.width <= width:
                return run
        return Run("", 0.0)

    def embed(self, pdf: Pdf) -> Object:
        """The font as an indirect object of `pdf`:
        Type 0, Identity-H, embedded, with its Unicode map.

        Source: ISO 32000-2, 9.7; PDF/A-2, 6.2.11.
        """
        descriptor, name = self._descriptor(pdf)
        outlines = "/FontFile2" in descriptor
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2 if outlines else Name.CIDFontType0,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([0, Array([round(self._widths[g] * self._per_em, 2) for g in self._font.getGlyphOrder()])]),
        )
        if outlines:
            descendant["/CIDToGIDMap"] = Name.Identity
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(self._unicode_map()),
            )
        )

    def _descriptor(self, pdf: Pdf) -> tuple[Dictionary, Name]:
        font: Any = self._font
        program = io.BytesIO()
        if "glyf" in font:
            # Saving measures the letters.
            font.save(program, reorderTables=True)
        family = str(font["name"].getDebugName(6) or "Head").replace(" ", "")
        name = Name("/HEADAA+" + "".join(c for c in family if c.isascii() and (c.isalnum() or c in "-_")))
        head, os2 = font["head"], font["OS/2"]
        box = [round(v * self._per_em) for v in (head.xMin, head.yMin, head.xMax, head.yMax)]
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array(box),
            ItalicAngle=round(float(font["post"].italicAngle), 2),
            Ascent=round(font["hhea"].ascent * self._per_em),
            Descent=round(font["hhea"].descent * self._per_em),
            CapHeight=round(getattr(os2, "sCapHeight", 0) * self._per_em) or 700,
            StemV=round(50 + (os2.usWeightClass / 65) ** 2),
        )
        if "glyf" in font:
            descriptor["/FontFile2"] = pdf.make_stream(program.getvalue(), Length1=len(program.getvalue()))
        else:
            compact = font.getTableData("CFF ")
            descriptor["/FontFile3"] = pdf.make_stream(compact, Subtype=Name.CIDFontType0C)
        return descriptor, name

    def _unicode_map(self) -> bytes:
        texts: dict[int, str] = {}
        for character, glyph in [*self._tabular.items(), *sorted(self._glyph_of.items(), reverse=True)]:
            texts[self._font.getGlyphID(glyph)] = character
        for glyph, text in self._drawn_texts.items():
            texts[self._font.getGlyphID(glyph)] = text or _NOTHING
        pairs = [f"<{gid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for gid, text in sorted(texts.items())]
        blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
        body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _apart(texts: Iterable[str], known: Container[int]) -> tuple[set[str], set[str]]:
    """The texts that the font sets letter by letter,
    and those that need another font, or shaping.
    """
    texts = set(texts)
    hard = {c for c in {c for text in texts for c in text} if ord(c) not in known or _is_shaped(c)}
    shaped = {text for text in texts if not hard.isdisjoint(text)} if hard else set()
    return texts - shaped, shaped


def _is_shaped(character: str) -> bool:
    """Whether its form or place depends on its neighbours:
    Arabic, Hebrew, marks above and below, scripts of Asia.
    """
    if unicodedata.bidirectional(character) in ("R", "AL", "AN", "NSM"):
        return True
    return any(first <= ord(character) <= last for first, last in _SHAPED)


def _lines(texts: set[str], font: Path, measure: float, language: str) -> dict[str, DrawnLine]:
    if not texts:
        return {}
    from proceedings.binding.lines import draw_lines

    return draw_lines(texts, font, measure, language)


def _subset(font: Any, characters: Iterable[str]) -> tuple[Any, dict[str, str]]:
    """The font with only these characters and the tabular forms of its figures;
    which glyph has which form.
    """
    from fontTools.subset import Options, Subsetter

    font.flavor = None
    tabular = _substitutes(font, "tnum")
    for table in LAYOUT_TABLES:
        if table in font:
            # Unread, they need not be taken apart: that is nine tenths of the time.
            del font[table]
    cmap = font.getBestCmap()
    figures = {cmap[ord(c)]: tabular.get(cmap[ord(c)], "") for c in "0123456789" if ord(c) in cmap}
    options = Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[6], recalc_timestamp=False, glyph_names=False
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in characters], glyphs=[form for form in figures.values() if form])
    subsetter.subset(font)
    kept = set(font.getGlyphOrder())
    return font, {plain: form for plain, form in figures.items() if form in kept}


def _substitutes(font: Any, feature: str) -> dict[str, str]:
    """Glyph to glyph, as the single substitutions of an OpenType feature have it."""
    if "GSUB" not in font or font["GSUB"].table.FeatureList is None:
        return {}
    table = font["GSUB"].table
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != feature:
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[index].SubTable:
                found.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    return found


class HeadSetter:
    """Sets heads and folios at the places the design gives them."""

    def __init__(self, font: HeadFont, design: PageDesign) -> None:
        self._font = font
        self._design = design

    def lines(self, page: int, leaf: Leaf, origin: tuple[float, float]) -> str:
        """Content operators for head
        and folio of the physical page with this 1-based number; empty for neither.

        Args:
            page: odd is a recto: head and folio at the right; even is a verso: at the left,
                where pages face.
            leaf: its head, cut with an ellipsis where it is wider than the text; its folio;
                between which edges they
                stand, and how high the page is.
            origin: lower left corner of the page's boxes.
        """
        design, recto, text = self._design, self._design.is_recto(page), self._design.text_box(page)
        start, end = leaf.line or (text.left, text.right)
        said = ""
        if leaf.head:
            run = self._font.set_within(leaf.head, (end - start) / design.head_size * 1000)
            left = end - run.width * design.head_size / 1000 if recto else start
            place = origin[0] + left, origin[1] + (leaf.height or design.height) - design.head_baseline
            said += self._artifact("/Header /Attached [/Top]", run, design.head_size, place)
        if leaf.folio:
            run = self._font.set(leaf.folio, tabular=True)
            left = end - run.width * design.folio_size / 1000 if recto else start
            place = origin[0] + left, origin[1] + design.folio_baseline
            said += self._artifact("/Footer /Attached [/Bottom]", run, design.folio_size, place)
        return said + (self._foot(leaf, start, end, recto, origin) if leaf.foot else "")

    def _foot(self, leaf: Leaf, start: float, end: float, recto: bool, origin: tuple[float, float]) -> str:
        """The line that stands at the folio's height, at the other edge of the text."""
        design, size = self._design, self._design.head_size * FOOT_LINE_SIZE
        taken = self._font.set(leaf.folio, tabular=True).width * design.folio_size / 1000 if leaf.folio else 0.0
        room = (end - start - taken - 2 * design.folio_size) / size * 1000
        runs = (self._font.set(text) for text in leaf.foot)
        run = next((run for run in runs if run.width <= room), None) or self._font.set_within(leaf.foot[-1], room)
        left = start if recto else end - run.width * size / 1000
        place = origin[0] + left, origin[1] + design.folio_baseline
        return self._artifact("/Footer /Attached [/Bottom]", run, size, place)

    def slide_number(self, label: str, right: float, bottom: float) -> str:
        """Content operators for a slide's number,
        ending at the lower right corner of its frame, just below it.
        """
        size = self._design.folio_size * SLIDE_NUMBER_SIZE
        run = self._font.set(label, tabular=True)
        return self._artifact("/PageNum", run, size, (right - run.width * size / 1000, bottom - size * 1.35))

    def _artifact(self, subtype: str, run: Run, size: float, place: tuple[float, float]) -> str:
        if not run.glyphs:
            return ""
        return (
            f"/Artifact <</Type /Pagination /Subtype {subtype}>> BDC\n"
            f"q BT 0 g {FONT_KEY} {number(size)} Tf 1 0 0 1 {numbers(*place)} Tm <{run.glyphs}> Tj ET Q\nEMC\n"
        )


def add_font(page: Object, font: Object) -> None:
    """Give a page the head font. Resources shared between pages get it once and stay shared."""
    resources = page.get("/Resources")
    if not isinstance(resources, Dictionary):
        resources = page["/Resources"] = Dictionary()
    fonts = resources.get("/Font")
    if not isinstance(fonts, Dictionary):
        resources["/Font"] = Dictionary({FONT_KEY: font})
    elif FONT_KEY not in fonts:
        fonts[FONT_KEY] = font
