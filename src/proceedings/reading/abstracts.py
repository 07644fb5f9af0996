"""The abstracts of contributions:
Markdown with pictures, printed where `abstracts:` of volume.yaml says.
"""

from __future__ import annotations

from collections.abc import Collection

from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.schema import ContributionEntry, PartEntry, VolumeEntry
from proceedings.reading.texts import FRONT_FOLDER, looked_through
from proceedings.values.book import Text
from proceedings.values.diagnostics import Place
from proceedings.values.settings import Abstracts

ABSTRACTS = "abstracts"
"""The name of the part, in `parts:` and everywhere."""


def abstract_of(entry: ContributionEntry, file: str, files: WorkspaceFiles, findings: Findings) -> Text | None:
    """The abstract of an entry of this file; None where it has none.
    Problems in it are told at its key.
    """
    if not entry.abstract:
        return None
    return looked_through(Text(file, entry.abstract), files, findings, entry.at("abstract"))


def abstracts_setting(entry: VolumeEntry, front: Collection[str]) -> Abstracts:
    """Where abstracts go: as the editor says,
    else in a part where `parts:` names one, else on the dividers.

    `front` are the names of the front texts: one that is called so is what `parts:` means.
    """
    if entry.abstracts is not None:
        return Abstracts(entry.abstracts)
    return Abstracts.PART if _named(entry, front) else Abstracts.DIVIDER


def _named(entry: VolumeEntry, front: Collection[str]) -> PartEntry | None:
    return None if ABSTRACTS in front else next((part for part in entry.parts if part.part == ABSTRACTS), None)


def check_abstracts(entry: VolumeEntry, front: Collection[str], findings: Findings) -> None:
    """Say so where `parts:` and `abstracts:` disagree, so that the abstracts would be nowhere."""
    named = _named(entry, front)
    wanted = abstracts_setting(entry, front)
    if wanted is Abstracts.PART and ABSTRACTS in front:
        findings.error(
            "reserved-id",
            Place(f"{FRONT_FOLDER}/{ABSTRACTS}.md"),
            f"`abstracts: part` gives the volume a part `{ABSTRACTS}` of its own; this text needs another name",
            "rename the file",
        )
        return
    if wanted is Abstracts.PART and entry.parts and named is None:
        findings.warning(
            "abstracts-left-out",
            entry.at("parts"),
            "`abstracts: part` asks for a part that `parts:` does not name: the abstracts are left out",
            f"add `- {ABSTRACTS}` where it belongs",
        )
    elif wanted is not Abstracts.PART and named is not None:
        findings.error(
            "misplaced-key",
            named.at("part"),
            f"`parts:` names `{ABSTRACTS}`, and `abstracts: {wanted}` says that there is no such part",
            "write `abstracts: part`, or remove this line",
        )
