"""The neighbourhood of a source:
the other parts of the book, by the names under which its links may know them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proceedings.binding.folding_jobs import VolumeFacts
from proceedings.values.book import Volume
from proceedings.values.plan import Plan


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The parts by which submissions may refer to each other:
    by lower-case DOI and by the name of the file.

    `parts` are those of this volume, `elsewhere` those of the other volumes of the book.
    """

    parts: frozenset[str]
    elsewhere: frozenset[str]
    by_doi: Mapping[str, str]
    by_file: Mapping[str, str]

    def facts_for(self, asked: Mapping[str, Sequence[str]]) -> VolumeFacts:
        """What a quire must heed of it: the answers to what its links asked."""
        by_file = {name: self.by_file[name] for name in asked["file"] if name in self.by_file}
        return VolumeFacts(
            by_doi={doi: self.by_doi[doi] for doi in asked["doi"] if doi in self.by_doi},
            by_file=by_file,
            missing=tuple(part for part in asked["part"] if part not in self.parts | self.elsewhere),
            elsewhere=tuple(sorted(self.elsewhere.intersection([*asked["part"], *by_file.values()]))),
        )


def neighbourhood(volume: Volume, plan: Plan) -> Neighbourhood:
    """The parts by their names.
    A DOI leads out of the volume where its document lies in another one.
    """
    here = {placed.part.document: placed.part.id for placed in plan.parts if placed.part.document}
    there = {where.placed.part.document: part for part, where in plan.elsewhere.items() if where.placed.part.document}
    by_doi: dict[str, str] = {}
    by_file: dict[str, str] = {}
    for item in volume.items:
        for contribution in item.contributions:
            for document in contribution.documents:
                part = here.get(document.id)
                doi = document.doi or contribution.doi
                if part and doi:
                    by_doi.setdefault(doi.lower(), part)
                anywhere = part or there.get(document.id)
                if anywhere and document.source is not None:
                    by_file.setdefault(document.source.name.lower(), anywhere)
    parts = frozenset(placed.part.id for placed in plan.parts)
    return Neighbourhood(parts, frozenset(plan.elsewhere) - parts, by_doi, by_file)
