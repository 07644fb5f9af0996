"""Compares the pages of a volume with the pages of its sources:
words by two readers, ink by rendering.
"""

from __future__ import annotations

import logging
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageFilter

from proceedings.arranging.placing import mirrored, place_sheets
from proceedings.pipeline.gathering import Gathered
from proceedings.values.geometry import Box
from proceedings.values.plan import Placement

SCALE = 0.75
"""Pixels a point at which ink is compared: 54 dpi."""
VISIBLE = 60
"""Grey difference (of 255), once smoothed, that counts."""
INK = 0.004
"""Share of a page's pixels that may differ:
edges that fall between pixels when a page is moved or scaled.
"""


@dataclass(frozen=True)
class Difference:
    """What a page of the volume (1-based) does not show as its source does;
    `what` is pypdf, pdfium or ink.
    """

    source: str
    page: int
    what: str
    detail: str


@dataclass(frozen=True)
class Pair:
    """A document in the volume:
    its first page there (0-based), its source as PDF, and how each page of it lies.
    """

    source: str
    first: int
    pdf: Path
    layout: tuple[tuple[Placement, ...], ...]


def pairs(contents: Mapping[str, Any], gathered: Gathered, pdfs: Mapping[str, Path]) -> Iterator[Pair]:
    """Every document of a volume whose source is known as a PDF, by the name of its source."""
    volume, layout = gathered.volume, gathered.layout
    assert volume is not None
    assert layout is not None
    design = layout.design(volume.settings.trim)
    first = {part["source"]: part["first_page"] - 1 for part in contents["parts"] if part["source"]}
    for document in volume.documents:
        submission, source = gathered.submissions.get(document.id), str(document.source)
        if submission is None or source not in pdfs:
            continue
        placed = place_sheets(
            submission.facts, document.kind, document.treatment, design, volume.settings.slides_per_page
        )
        sides = enumerate(placed, first[source] + 1)
        turned = tuple(mirrored(lying, design) if page % 2 == 0 else lying for page, lying in sides)
        yield Pair(source, first[source], pdfs[source], turned)


def differences(volume_pdf: Path, clear: Box, all_pairs: Iterator[Pair]) -> Iterator[Difference]:
    """All differences. `clear` is the part of a page that head and folio leave alone."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)
    volume, reader = opened(volume_pdf), pypdf.PdfReader(volume_pdf)
    for pair in all_pairs:
        try:
            source = opened(pair.pdf)
        except pypdfium2.PdfiumError:
            yield Difference(pair.source, 1, "pdfium", "unreadable")
        else:
            yield from _by_pdfium(pair, volume, source, clear)
            source.close()
        yield from _by_pypdf(pair, reader)


def opened(path: Path) -> pypdfium2.PdfDocument:
    """A document of pdfium with its form fields, which print like the rest of a page."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    return document


def _by_pdfium(
    pair: Pair, volume: pypdfium2.PdfDocument, source: pypdfium2.PdfDocument, clear: Box
) -> Iterator[Difference]:
    for offset, lying in enumerate(pair.layout):
        page = volume[pair.first + offset]
        found, shown = _words(page.get_textpage().get_text_range(errors="replace")), _picture(page, SCALE)
        wanted: Counter[str] = Counter()
        for placement in lying:
            try:
                original = source[placement.source_page]
            except pypdfium2.PdfiumError:
                yield Difference(pair.source, placement.source_page + 1, "pdfium", "unreadable")
                continue
            wanted += _words(original.get_textpage().get_text_range(errors="replace"))
            share = _ink(original, placement, shown, page.get_height(), placement.frame or clear)
            if share > INK:
                yield Difference(pair.source, placement.source_page + 1, "ink", f"{share:.1%}")
        if lost := _lost(wanted, found):
            yield Difference(pair.source, lying[0].source_page + 1, "pdfium", " ".join(lost[:4]))


def _by_pypdf(pair: Pair, volume: pypdf.PdfReader) -> Iterator[Difference]:
    source: pypdf.PdfReader | None = None
    for offset, lying in enumerate(pair.layout):
        wanted: Counter[str] = Counter()
        try:
            source = source or pypdf.PdfReader(pair.pdf)
            for placement in lying:
                wanted += _words(source.pages[placement.source_page].extract_text())
        except Exception as error:  # what pypdf cannot read of the source cannot be compared
            yield Difference(pair.source, lying[0].source_page + 1, "pypdf", f"unreadable: {type(error).__name__}")
            continue
        if lost := _lost(wanted, _words(volume.pages[pair.first + offset].extract_text())):
            yield Difference(pair.source, lying[0].source_page + 1, "pypdf", " ".join(lost[:4]))


def _words(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text)
    # Codes of symbol fonts (Co) say nothing to a reader; the volume has the signs that they show.
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zs", "Cn", "Co") else c for c in folded)
    return Counter(kept.replace("\u00ad", "").replace("\ufffd", "").split())


def _lost(wanted: Counter[str], found: Counter[str]) -> list[str]:
    """Words of the source that the volume lacks;
    other spaces between the same letters do not count.
    """
    lost, gained = wanted - found, found - wanted
    letters = Counter("".join(lost.elements())) - Counter("".join(gained.elements()))
    return sorted(lost.elements()) if letters else []


def _picture(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    drawn: Image.Image = page.render(scale=scale, grayscale=True, extra_flags=pdfium.FPDF_PRINTING).to_pil()
    return drawn


def _ink(original: pypdfium2.PdfPage, lying: Placement, shown: Image.Image, height: float, clear: Box) -> float:
    """The share of pixels, where the source lies, that look otherwise than it."""
    scale = SCALE * lying.matrix.a
    if scale * max(original.get_size()) > 6000:
        scale = 6000 / max(original.get_size())
    picture = _picture(original, scale)
    size = tuple(max(1, round(side * SCALE * lying.matrix.a)) for side in original.get_size())
    if picture.size != size:
        picture = picture.resize((size[0], size[1]), Image.Resampling.BOX)
    expected = Image.new("L", shown.size, 255)
    top = height - (lying.matrix.f + lying.matrix.a * original.get_height())
    expected.paste(picture, (round(lying.matrix.e * SCALE), round(top * SCALE)))
    within = tuple(
        round(v * SCALE) for v in (clear.left + 2, height - clear.top + 2, clear.right - 2, height - clear.bottom - 2)
    )
    smooth = ImageFilter.BoxBlur(2)
    one, other = (p.filter(smooth).crop((within[0], within[1], within[2], within[3])) for p in (expected, shown))
    histogram = ImageChops.difference(one, other).histogram()
    return sum(histogram[VISIBLE:]) / max(1, sum(histogram))
