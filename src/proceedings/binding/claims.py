"""What the volume may claim to be: the level that the editor asked for, lowered to what all its parts hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proceedings.diagnostics import Diagnostic, Severity
from proceedings.intake.conforming.levels import LEVELS, Level
from proceedings.intake.sheets import Sheets
from proceedings.intake.tagging import BY_US
from proceedings.model import Volume

SETTING = "trust-made-tags"
"""Under `options:` of volume.yaml: `yes` says that the editor has read the tags that documents got here."""


ATTACHING = "4f"
"""The level of a volume that brings the submissions along; without any it is PDF/A-4."""
USUAL = "2b"
"""The archival level where the editor asks only for accessibility."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The levels that hold: one of PDF/A or none, and whether PDF/UA-1."""

    archival: Level | None
    accessible: bool = False

    @property
    def levels(self) -> tuple[Level, ...]:
        """All of them."""
        found = (self.archival,) if self.archival else ()
        return (*found, LEVELS["ua-1"]) if self.accessible else found


def wanted(conformance: str) -> Claim:
    """What `conformance:` of volume.yaml asks for: `2a`, `ua-1`, or both as in `2a ua-1` or `2a+ua-1`."""
    names = [name for name in re.split(r"[\s,+]+", conformance.strip().lower()) if name in LEVELS]
    archival = next((LEVELS[name] for name in names if LEVELS[name].is_archival), LEVELS[USUAL])
    return Claim(archival, "ua-1" in names)


def claim(volume: Volume, sheets: Mapping[str, Sheets]) -> tuple[Claim, tuple[Diagnostic, ...]]:
    """The highest claim that holds for all documents, and what stands in the way of a higher one.

    Our own pages hold every level. PDF/UA-1 is claimed wherever it holds, asked for or not.

    Returns:
        The claim, and a notice for each document that stands in the way of PDF/UA-1, or a warning where it is what
        the editor asked for; one warning that names all documents in the way where the PDF/A level was lowered.
    """
    asked = wanted(volume.settings.conformance)
    found: list[Diagnostic] = []
    trusted = volume.settings.says_yes(SETTING)
    taken = [sheets[d.id] for d in volume.documents if d.id in sheets]
    archival = _archival(volume, asked.archival, taken, trusted, found) if asked.archival else None
    if archival and archival.name == ATTACHING and not taken:  # ISO 19005-4, 6.9: it has something attached
        archival = LEVELS["4"]
    barred = [(sheet, _barriers(sheet, trusted)) for sheet in taken]
    found += _hindrances(volume, barred, asked.accessible)
    return Claim(archival, not any(barriers for _, barriers in barred)), tuple(found)


def _archival(
    volume: Volume, asked: Level, taken: list[Sheets], trusted: bool, found: list[Diagnostic]
) -> Level | None:
    chain = [asked, *(LEVELS[name] for name in asked.lower)]
    held = next((level for level in chain if all(_holds(sheet, level, trusted) for sheet in taken)), None)
    if held is not asked:
        in_the_way = [sheet.document for sheet in taken if not _holds(sheet, asked, trusted)]
        says = f"PDF/A-{held.name}" if held else "no level of PDF/A"
        hint = "the documents' own messages say what is wrong with them" if held is None else _REASONS[asked.tagged]
        found.append(
            Diagnostic(
                "claim-lowered",
                Severity.WARNING,
                volume.place,
                f"the volume is asked to be PDF/A-{asked.name} and claims {says}, because of {', '.join(in_the_way)}",
                hint,
            )
        )
    return held


_REASONS = {
    True: "level A needs documents that their authors tagged, with every character explained by its font",
    False: "level U needs fonts that explain every character; ask for a file made by the program that wrote the text",
}


def _holds(sheet: Sheets, level: Level, trusted: bool) -> bool:
    """True when the document holds what the level asks of content, and has tags of its author's where it wants them."""
    if sheet.conforms is None:
        return False
    if level.tagged and (
        any("Unicode" in barrier for barrier in sheet.barriers or ()) or not _has_tags(sheet, trusted)
    ):
        return False
    return not level.unicode or sheet.conforms[-1:] in ("u", "a")


def _has_tags(sheet: Sheets, trusted: bool) -> bool:
    return trusted if BY_US in sheet.treatment else sheet.barriers is not None


def _barriers(sheet: Sheets, trusted: bool) -> tuple[str, ...]:
    """Why a document is not PDF/UA-1, in sentences; empty where it is."""
    if BY_US in sheet.treatment:
        unclear = () if (sheet.conforms or "")[-1:] in ("u", "a") else ("a font does not explain its characters",)
        return unclear if trusted else ("its author did not tag it, plain tags were added", *unclear)
    if sheet.barriers is None:
        return ("it was not examined",)
    return sheet.barriers


def _hindrances(volume: Volume, barred: list[tuple[Sheets, tuple[str, ...]]], asked: bool) -> Iterator[Diagnostic]:
    places = {d.id: d.place for d in volume.documents}
    for sheet, barriers in barred:
        if barriers:
            yield Diagnostic(
                "not-accessible",
                Severity.WARNING if asked else Severity.NOTICE,
                places[sheet.document],
                f"the document keeps the volume from being PDF/UA-1: {'; '.join(barriers)}",
                "ask its author for a tagged PDF, or for the file it was made from",
                sheet.document,
            )
