"""Which pages of a submission one reader may show wrongly:
marks without appearance, loose fonts, pages without ink.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from proceedings.intake.second_look import DoubtfulPage
from proceedings.readers.lost_ink import Places, boxes
from proceedings.values.geometry import Matrix
from proceedings.values.mark import Mark, MarkFate
from proceedings.values.submission import FontFact, PageFacts

if TYPE_CHECKING:
    import pikepdf

_MARK = "a mark on it had no appearance of its own"
_FONT = "a font in which it is written is not in the file"
_NO_INK = "the first shows nothing on it, though something is drawn"


def places_of(marks: Sequence[Mark], upright: Sequence[Matrix]) -> dict[int, Places]:
    """By page, where marks were drawn and where others were left out;
    on the upright pages, in points.
    """
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.page].append(mark)
    return {page: _places(here, upright[page - 1]) for page, here in found.items() if page <= len(upright)}


def _places(marks: Sequence[Mark], matrix: Matrix) -> Places:
    shown = {fate: boxes([m.box for m in marks if m.fate is fate]) for fate in MarkFate}
    gone = (*shown[MarkFate.HIDDEN], *shown[MarkFate.LEFT_OUT], *shown[MarkFate.UNDRAWN])
    return Places(tuple(map(matrix.box, shown[MarkFate.DRAWN])), tuple(map(matrix.box, gone)))


def doubts(
    marks: Sequence[Mark], places: dict[int, Places], loose: Sequence[int], pages: Sequence[PageFacts], inky: set[int]
) -> Iterator[DoubtfulPage]:
    """The pages to look at again, in order.

    Args:
        marks: what became of annotations.
        places: of them, by page.
        loose: pages with a font that is not embedded and that readers replace in ways of their own.
        pages: as the first reader shows them.
        inky: pages whose content draws something.
    """
    drawn = {mark.page for mark in marks if mark.fate is MarkFate.DRAWN}
    for number, page in enumerate(pages, 1):
        where = places.get(number, Places())
        if number in drawn:
            yield DoubtfulPage(number, _MARK, where)
        elif number in loose:
            yield DoubtfulPage(number, _FONT, where)
        elif page.ink is None and number in inky:
            yield DoubtfulPage(number, _NO_INK, where)


def loose_pages(pdf: pikepdf.Pdf, fonts: Sequence[FontFact]) -> tuple[int, ...]:
    """The pages (1-based) that name a font whose letters another reader may take from elsewhere.

    A simple font with the name of a standard one is no such font: all readers show it alike.
    """
    from proceedings.intake.surveying.font_facts import font_fact, resources_of
    from proceedings.pdf import objects

    doubtful = {fact for fact in fonts if not fact.embedded and fact.draws and not _is_standard(fact)}
    if not doubtful:
        return ()
    names = {fact.name for fact in doubtful}

    def has(page: Any) -> bool:
        held = (font for r in resources_of(page, set()) for _, font in objects.items(objects.get(r, "/Font")))
        return any(not fact.embedded and fact.name in names for fact in map(font_fact, held))

    return tuple(number for number, page in enumerate(pdf.pages, 1) if has(page.obj))


def _is_standard(fact: FontFact) -> bool:
    from proceedings.pdf.fonts.standard_fonts import stand_in

    chosen = stand_in(fact.name, 0)
    return "/" not in fact.kind and chosen is not None and chosen.same_metrics


def drawing_pages(pdf: pikepdf.Pdf, numbers: Sequence[int]) -> set[int]:
    """Those of some pages (1-based) whose content is more than brackets,
    or that have annotations other than links.
    """
    from proceedings.pdf import objects
    from proceedings.pdf.operations import content_of

    found = set()
    for number in numbers:
        page = pdf.pages[number - 1].obj
        kinds = (objects.get(a, "/Subtype") for a in objects.elements(page, "/Annots"))
        if any(kind not in ("/Link", "/Popup") for kind in kinds) or _draws(content_of(page) or b""):
            found.add(number)
    return found


def _draws(content: bytes) -> bool:
    words = content.split(maxsplit=200)
    return len(words) > 200 or any(word not in (b"q", b"Q") for word in words)
