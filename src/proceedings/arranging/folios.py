"""Folios: roman and arabic numerals, blank pages,
and the Plan in which every page of the volume has its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from proceedings.arranging.columns import line_of
from proceedings.arranging.placing import mirrored
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.geometry import PageDesign
from proceedings.values.options import Opening
from proceedings.values.plan import Leaf, Matter, Part, PartKind, PlacedPart, Placement, Plan

ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


class PlanError(ProceedingsError):
    """The parts cannot be laid out: one has no pages, or two share an id."""


def roman(number: int) -> str:
    """A positive number in lower-case roman numerals,
    as PDF page labels of style /r count (ISO 32000-2, 12.4.2).

    Raises:
        ValueError: the number is not positive.
    """
    if number < 1:
        raise ValueError(f"there is no roman numeral for {number}")
    numeral = ""
    for value, letters in ROMAN:
        numeral += letters * (number // value)
        number %= value
    return numeral


def paginate(
    parts: Sequence[Part],
    counts: Mapping[str, int],
    placements: Mapping[str, tuple[tuple[Placement, ...], ...]],
    design: PageDesign | None = None,
    *,
    after: int = 0,
    followed: bool = False,
) -> Plan:
    """Give every page of the volume its place, label, folio and running head.

    Args:
        parts: in printing order.
        counts: pages of the typeset parts, by part id.
        placements: what lies on each page of the parts made of submissions, by part id;
            these give their page counts, whatever `counts` says.
        design: when given, slides on versos are moved to the text area of a verso.
        after: arabic pages of the volumes before this one,
            where folios go on from volume to volume; even.
        followed: whether the next volume's folios go on from this one's: it then ends on a verso.

    Returns:
        The plan, with blank parts (`blank-1` …) where a part must open on the other side. Front
        matter counts in roman from i; arabic 1, or the number that follows `after`, is the first
        page of the body, always a recto.

    Raises:
        PlanError: a part has no pages, two parts have one id, or front matter follows the body.

    Source: The Chicago Manual of Style, 17th ed., 1.5-1.9.
    """
    page_counts = {part.id: len(placements.get(part.id, ())) or counts.get(part.id, 0) for part in parts}
    _check(parts, page_counts)
    run = with_blanks(parts, page_counts)
    if followed and sum(count for _, count in run) % 2:
        run.append((_blank(sum(part.kind is PartKind.BLANK for part, _ in run) + 1, parts[-1].matter), 1))
    front = sum(count for part, count in run if part.matter is Matter.FRONT)
    placed: list[PlacedPart] = []
    leaves: list[Leaf] = []
    for part, count in run:
        first = len(leaves)
        labels = [_label(first + k, front, after) for k in range(count)]
        leaves.extend(_leaves(part, first, labels, placements.get(part.id, ()), design))
        placed.append(PlacedPart(part, first + 1, count, labels[0], labels[-1]))
    return Plan(tuple(placed), tuple(leaves))


def with_blanks(parts: Sequence[Part], page_counts: Mapping[str, int]) -> list[tuple[Part, int]]:
    """The parts with their page counts,
    and a blank page wherever the next part would open on the wrong side.

    A blank belongs to the matter that it ends, so that arabic 1 is the opening page itself.
    """
    run: list[tuple[Part, int]] = []
    pages = blanks = 0
    matter = Matter.FRONT
    for part in parts:
        body_begins = matter is Matter.FRONT and part.matter is not Matter.FRONT
        opening = Opening.RECTO if body_begins else part.opening
        if opening is (Opening.VERSO if pages % 2 == 0 else Opening.RECTO):
            blanks += 1
            run.append((_blank(blanks, matter), 1))
            pages += 1
        run.append((part, page_counts[part.id]))
        pages += page_counts[part.id]
        matter = part.matter
    return run


def _check(parts: Sequence[Part], page_counts: Mapping[str, int]) -> None:
    seen: set[str] = set()
    after_front = False
    for part in parts:
        if part.id in seen:
            raise PlanError(f"two parts of the volume have the id “{part.id}”", "give one of them another id")
        seen.add(part.id)
        if page_counts[part.id] < 1:
            raise PlanError(f"the part “{part.id}” has no pages")
        if after_front and part.matter is Matter.FRONT:
            raise PlanError(f"the part “{part.id}” counts in roman but follows pages that count in arabic")
        after_front = part.matter is not Matter.FRONT


def _blank(number: int, matter: Matter) -> Part:
    return Part(id=f"blank-{number}", kind=PartKind.BLANK, matter=matter, title="", prints_folio=False)


def _label(index: int, front_pages: int, after: int) -> str:
    return roman(index + 1) if index < front_pages else str(after + index - front_pages + 1)


def _leaves(
    part: Part,
    first: int,
    labels: Sequence[str],
    pages: tuple[tuple[Placement, ...], ...],
    design: PageDesign | None,
) -> Iterator[Leaf]:
    for k, label in enumerate(labels):
        page = first + k + 1
        head = part.opening_head if k == 0 else part.recto_head if page % 2 else part.verso_head
        lying = pages[k] if pages else ()
        if design is not None and page % 2 == 0:
            lying = mirrored(lying, design)
        line = line_of(lying, design) if design is not None else None
        foot = part.foot_line.says(labels[0], labels[-1]) if part.foot_line and k == 0 else ()
        yield Leaf(part.id, k, label, label if part.prints_folio else None, head, lying, line, foot)
