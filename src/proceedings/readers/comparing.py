"""Is a changed document still the same to its reader? Words and pixels of each page,
shown by who wrote neither.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from proceedings.readers.lost_ink import Places, lost_ink
from proceedings.values.counting import counted

if TYPE_CHECKING:
    from PIL import Image

    from proceedings.programs.poppler import Shown

_NOWHERE: Mapping[int, Places] = MappingProxyType({})
_WHITE = 250
_LARGEST = 1600
"""Pixels of the longer side of a rendering: a poster is compared at a lower resolution."""
_SIZE_TOLERANCE = 1.5
"""Points by which a page may be larger or smaller: rounding of programs."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much may differ before two pages are not the same.

    `words` that may be missing from a page, `new_words` that may be on it; `greatest` grey
    difference (of 255) of a spot about a letter wide; `changed` share of the page's pixels that may
    differ visibly.
    """

    words: int = 0
    new_words: int = 0
    greatest: int = 90
    changed: float = 0.001


STRICT = Tolerance()
"""For changes that should not be visible at all.
Renderings of the same outlines by the same engine meet it.
"""

FLATTENED = Tolerance(new_words=1_000_000)
"""For form fields and comments made part of their pages:
pdfium does not count their words before.
"""

PICTURED = Tolerance(greatest=255, changed=0.1)
"""For pages that became pictures of 300 dpi: the same shapes, but edges of letters are drawn from
pixels. A page of text that lost its ink differs by 0.15 to 0.25.
"""


@dataclass(frozen=True, slots=True)
class PageComparison:
    """What differs on a page (1-based).

    `changed` is the share of pixels that differ visibly, `greatest` the largest grey difference
    after blurring; `size` says that the page has another size or orientation; `seen` is False where
    the original cannot be shown.
    """

    page: int
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    changed: float = 0.0
    greatest: int = 0
    size: bool = False
    seen: bool = True

    def same(self, tolerance: Tolerance = STRICT) -> bool:
        """True when a reader would see and find the same."""
        return (
            not self.size
            and len(self.lost) <= tolerance.words
            and len(self.gained) <= tolerance.new_words
            and self.greatest <= tolerance.greatest
            and self.changed <= tolerance.changed
        )

    def sentence(self) -> str:
        """What differs, in one sentence."""
        said = []
        if self.size:
            said.append("it has another size")
        if self.lost:
            said.append(f"{counted(len(self.lost), 'word')} missing ({', '.join(self.lost[:3])})")
        if self.gained:
            said.append(f"{counted(len(self.gained), 'word')} new ({', '.join(self.gained[:3])})")
        if self.changed or self.greatest:
            said.append(f"{self.changed:.1%} of it looks different")
        return f"page {self.page}: {'; '.join(said) or 'the same'}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two documents.
    `unreadable` says why they could not be compared at all.
    """

    pages_before: int
    pages_after: int
    pages: tuple[PageComparison, ...] = ()
    unreadable: str | None = None

    @property
    def seen(self) -> bool:
        """True when a page of the original could be shown;
        else there was nothing to compare with.
        """
        return self.unreadable is None and any(page.seen for page in self.pages)

    def same(self, tolerance: Tolerance = STRICT) -> bool:
        """True when both were read, have equally many pages and every page is the same."""
        return self.unreadable is None and self.pages_before == self.pages_after and not self.different(tolerance)

    def different(self, tolerance: Tolerance = STRICT) -> tuple[PageComparison, ...]:
        """The pages that are not the same."""
        return tuple(p for p in self.pages if not p.same(tolerance))

    def sentence(self, tolerance: Tolerance = STRICT) -> str:
        """The outcome in one sentence, without a full stop."""
        if self.unreadable is not None:
            return self.unreadable
        if self.pages_before != self.pages_after:
            return f"it has {counted(self.pages_after, 'page')} instead of {self.pages_before}"
        different = self.different(tolerance)
        if not different:
            return f"{counted(len(self.pages), 'page')} compared, all the same"
        more = f" and {counted(len(different) - 1, 'other page')}" if len(different) > 1 else ""
        return different[0].sentence() + more


def compare(
    before: Path | bytes,
    after: Path | bytes,
    pages: Iterable[int] | None = None,
    dpi: float = 36.0,
    *,
    printed: bool = False,
    places: Mapping[int, Places] = _NOWHERE,
) -> Comparison:
    """Compare words and looks of two versions of a document, page by page.

    Args:
        before: the version to be faithful to.
        after: the changed version.
        pages: 0-based pages to compare, all when None.
        dpi: resolution of the renderings; 36 shows a missing word and takes about 15 ms a page.
        printed: compare what is printed (annotations and layers that print)
            rather than what the screen shows.
        places: pages (1-based) with marks that were drawn anew:
            they may show more, and the marks may look otherwise.

    Returns:
        The comparison; where a file cannot be opened, one that says so and is not `same`.
    """
    import pypdfium2 as pdfium

    opened: list[Any] = []
    try:
        for name, file in (("the original", before), ("the result", after)):
            try:
                opened.append(_opened(file))
            except (pdfium.PdfiumError, OSError):
                return Comparison(0, 0, (), f"{name} cannot be opened to compare it")
        old, new = opened
        both = min(len(old), len(new))
        wanted = range(both) if pages is None else [p for p in pages if 0 <= p < both]
        return Comparison(
            len(old), len(new), tuple(_compare_page(old, new, p, dpi, printed, places.get(p + 1)) for p in wanted)
        )
    finally:
        for document in opened:
            document.close()


def compare_by_poppler(before: Path, after: Path, dpi: float = 36.0, *, seconds: float, memory: int) -> Comparison:
    """Compare as `compare` does, with the eyes of poppler: for a version that pdfium cannot open.

    Returns:
        The comparison; where poppler is not installed or cannot show a file,
        one that says so and is not `same`.
    """
    from proceedings.programs import poppler

    with (
        poppler.shown(before, dpi, seconds=seconds, memory=memory) as old,
        poppler.shown(after, dpi, seconds=seconds, memory=memory) as new,
    ):
        if not old or not new or all(_is_empty(_seen_by_poppler(page, dpi)) for page in old):
            return Comparison(0, 0, (), "poppler is not installed or cannot show it")
        both = zip(old, new, strict=False)
        looks = ((_seen_by_poppler(one, dpi), _seen_by_poppler(other, dpi)) for one, other in both)
        return Comparison(len(old), len(new), tuple(_difference(n, *pair) for n, pair in enumerate(looks, 1)))


def is_blank(file: Path | bytes) -> bool:
    """True when no page of a document has a word or a mark on it,
    or when it cannot be opened at all.
    """
    import pypdfium2 as pdfium

    try:
        document = _opened(file)
    except (pdfium.PdfiumError, OSError):
        return True
    try:
        looks = (_look_at(document, index, 36, False) for index in range(len(document)))
        return all(look is None or _is_empty(look) for look in looks)
    finally:
        document.close()


def pages_claimed(file: Path | bytes) -> int:
    """How many pages a document says it has, none of them looked at; 0 when it cannot be opened."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(file)
    except (pdfium.PdfiumError, OSError):
        return 0
    try:
        return len(document)
    finally:
        document.close()


def _opened(file: Path | bytes) -> Any:
    """A document of pdfium with its form fields, which are drawn like the rest of a page."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(file)
    logger = logging.getLogger("pypdfium2")
    before = logger.level
    logger.setLevel(logging.CRITICAL)  # it warns of XFA forms, of which the ordinary form is drawn
    try:
        document.init_forms()
    finally:
        logger.setLevel(before)
    return document


def words_of(page: Any) -> Counter[str]:
    """The words of a page of pdfium,
    without the marks of hyphenation, whatever the spaces between them.
    """
    text = page.get_textpage()
    try:
        return _words_in(text.get_text_range(errors="replace"))
    finally:
        text.close()


def _words_in(text: str) -> Counter[str]:
    return Counter(text.translate(_NO_MARKS).split())


_NO_MARKS = {0x00AD: None, 0xFFFE: None, 0x0002: None, 0x0000: None}


def grey(page: Any, dpi: float, *, printed: bool = False) -> Image.Image:
    """A page of pdfium as a grey picture, at most 1600 pixels long."""
    import pypdfium2.raw as pdfium_c

    scale = min(dpi / 72, _LARGEST / max(page.get_width(), page.get_height(), 1.0))
    flags = pdfium_c.FPDF_PRINTING if printed else 0
    bitmap = page.render(scale=scale, grayscale=True, extra_flags=flags)
    try:
        picture: Image.Image = bitmap.to_pil().copy()
    finally:
        bitmap.close()
    return picture


@dataclass(frozen=True, slots=True)
class _Look:
    """How a page looks: its size in points, its words, and a picture of it."""

    size: tuple[float, float]
    words: Counter[str]
    picture: Image.Image


def _is_empty(look: _Look) -> bool:
    return not look.words and not any(look.picture.histogram()[:_WHITE])


def _look_at(document: Any, index: int, dpi: float, printed: bool) -> _Look | None:
    """A page as it looks; None when it cannot be shown, or has no area to show."""
    import pypdfium2 as pdfium

    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        return _Look(page.get_size(), words_of(page), grey(page, dpi, printed=printed))
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()


def _seen_by_poppler(page: Shown, dpi: float) -> _Look:
    from PIL import Image

    with Image.open(page.picture) as picture:
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        picture.thumbnail((_LARGEST, _LARGEST))
        return _Look(size, _words_in(page.text), picture.convert("L"))


def _compare_page(
    old: Any, new: Any, index: int, dpi: float, printed: bool, places: Places | None = None
) -> PageComparison:
    before, after = _look_at(old, index, dpi, printed), _look_at(new, index, dpi, printed)
    if places is not None and places.marks and before is not None and after is not None:
        lost, gained = _different_words(before.words, after.words)
        less = lost_ink(before.picture, after.picture, before.size[1], places)
        return PageComparison(index + 1, lost, gained, less, 255 if less else 0)
    return _difference(index + 1, before, after)


def _difference(page: int, before: _Look | None, after: _Look | None) -> PageComparison:
    if before is None:
        return PageComparison(page, seen=False)  # what nobody could see is not lost
    if after is None:
        return PageComparison(page, size=True)
    lost, gained = _different_words(before.words, after.words)
    changed, greatest = _different_pixels(before.picture, after.picture)
    sides = zip(before.size, after.size, strict=True)
    size = any(abs(a - b) > _SIZE_TOLERANCE + 0.002 * a for a, b in sides)
    return PageComparison(page, lost, gained, changed, greatest, size)


def _different_words(before: Counter[str], after: Counter[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lost, gained = before - after, after - before
    if "".join(sorted("".join(lost.elements()))) == "".join(sorted("".join(gained.elements()))):
        # The same letters: a space more or less than before, where letters stand a hair closer.
        return (), ()
    return tuple(sorted(lost.elements())), tuple(sorted(gained.elements()))


_VISIBLE = 32
"""Grey difference (of 255) that a reader would notice after blurring."""


def _different_pixels(before: Image.Image, after: Image.Image) -> tuple[float, int]:
    """Share of visibly different pixels,
    and the greatest difference, once single pixels are smoothed away.
    """
    from PIL import ImageChops, ImageFilter

    if before.size != after.size:
        after = after.resize(before.size)
    blur = ImageFilter.BoxBlur(1)
    histogram = ImageChops.difference(before.filter(blur), after.filter(blur)).histogram()
    greatest = max((value for value, count in enumerate(histogram) if count), default=0)
    return sum(histogram[_VISIBLE:]) / max(1, sum(histogram)), greatest
