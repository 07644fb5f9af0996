"""Spots: places in one submission to which another one leads,
found where its pages lie in the volume.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, String

from proceedings.binding.destinations import Site, Target, read_target, write
from proceedings.binding.placement import Position, position
from proceedings.binding.sources import Source, open_source
from proceedings.pdf import objects
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Diagnostic, Place, notice
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Leaf, PlacedPart, Plan
from proceedings.values.submission import Submission

_NUMBERED = re.compile(r"page ([0-9]+) (.*)", re.DOTALL)
_PAGE = re.compile(r"page=([0-9]+)", re.IGNORECASE)
_NAMED = re.compile(r"nameddest=([^&]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in another submission:
    `page N [/Kind …]` (0-based, an explicit destination) or `name HEX`.
    """

    said: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where a spot is: the 1-based page of the volume and the rest of an explicit destination.

    `known` is False where the submission has no such place: it is then its first page.
    """

    page: int
    rest: str
    known: bool = True


def spot_of(destination: object) -> Spot | None:
    """The spot that a link to another file names (ISO 32000-2, 12.6.4.3);
    None where it names none.
    """
    if isinstance(destination, (String, Name)):
        return Spot(f"name {objects.name_key(destination).hex()}")
    if isinstance(destination, Array) and len(destination) and isinstance(destination[0], int):
        number, view = int(destination[0]), Array([0, *list(destination)[1:]]).unparse().decode("latin-1")
        return Spot(f"page {number} {view}") if number >= 0 else None
    return None


def spot_of_fragment(fragment: str) -> Spot | None:
    """The spot that the end of a web address names, `page=3` or `nameddest=x` (RFC 8118)."""
    if match := _PAGE.search(fragment):
        return Spot(f"page {max(0, int(match[1]) - 1)} [ 0 /Fit ]")
    name = match[1] if (match := _NAMED.search(fragment)) else fragment
    if not name or "=" in name:
        return None
    return Spot(f"name {unquote(name).encode('utf-8').hex()}")


class SpotFinder:
    """Finds spots; a submission is opened when the first
    of its own is asked for. Close it after use.
    """

    def __init__(self, volume: Volume, plan: Plan, submissions: Mapping[str, Submission], design: PageDesign) -> None:
        self._plan, self._submissions, self._design = plan, submissions, design
        self._documents = {d.id: d for d in volume.documents}
        self._sources: dict[str, Source] = {}

    def find(self, part: str, said: str) -> Found | None:
        """Where a spot of a part of this volume is; None where the part is no submission of it."""
        placed = self._plan.place_of(part)
        submission = self._submissions.get(placed.part.document or "") if placed else None
        if placed is None or submission is None:
            return None
        source = self._source(placed.part.document or "", submission)
        wanted = _wanted(source, said)
        found = wanted and self._placed(placed, source, *wanted)
        return found or Found(placed.first_page, "/Fit", known=False)

    def close(self) -> None:
        """Close what was opened."""
        for source in self._sources.values():
            source.pdf.close()

    def _source(self, document: str, submission: Submission) -> Source:
        if document not in self._sources:
            known = self._documents[document]
            file = str(known.source or submission.pdf.name)
            self._sources[document] = open_source(submission.pdf, False, file, document, known.treatment)
        return self._sources[document]

    def _placed(self, placed: PlacedPart, source: Source, number: int, target: Target) -> Found | None:
        first = placed.first_page - 1
        for index, leaf in enumerate(self._plan.leaves[first : first + placed.page_count], first):
            site = self._site(leaf, source, number)
            if site is not None:
                rest = list(write(site, target))[1:]
                said = (Array([v]).unparse().decode("latin-1").strip()[1:-1].strip() for v in rest)
                return Found(index + 1, " ".join(said))
        return None

    def _site(self, leaf: Leaf, source: Source, number: int) -> Site | None:
        placement = next((p for p in leaf.placements if p.source_page == number), None)
        if placement is None or number >= len(source.pages):
            return None
        view = source.view(number)
        if len(leaf.placements) == 1:
            where = position(view, placement.matrix, self._design.width, leaf.height or self._design.height)
            return Site(Dictionary(), where)
        return Site(Dictionary(), Position(view, view.upright.then(placement.matrix)), alone=False)


def unknown_spots(volume: Volume, documents: Collection[str]) -> Iterator[Diagnostic]:
    """What is to be said of documents, by id,
    that do not have a place to which another one links.
    """
    for document in volume.documents:
        if document.id in documents and document.source is not None:
            said = "another paper links to a place that this one does not have; the link leads to its first page"
            yield notice("link-to-unknown-place", Place(str(document.source)), said, None, document.id)


def _wanted(source: Source, said: str) -> tuple[int, Target] | None:
    """The 0-based page of the submission, and what of it is to be seen."""
    if match := _NUMBERED.fullmatch(said):
        return int(match[1]), read_target(Object.parse(match[2].encode("latin-1")))
    array = source.names.find(bytes.fromhex(said.removeprefix("name ")))
    if array is None:
        return None
    page = array[0]
    if isinstance(page, int):
        return int(page), read_target(array)
    numbers = {p.objgen: number for number, p in enumerate(source.pages)}
    number = numbers.get(page.objgen) if isinstance(page, Dictionary) else None
    return None if number is None else (number, read_target(array))
