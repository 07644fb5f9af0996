"""The claim of a volume beside its contents.json:
whether both say the same, and which documents lowered it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from proceedings.values.diagnostics import Diagnostic, Place, error, warning


def called(level: str) -> str:
    """A level as people call it: `PDF/A-2b`, `PDF/UA-1`."""
    return "PDF/UA-1" if level == "ua-1" else f"PDF/A-{level}"


def all_called(levels: Sequence[str]) -> str:
    """Several levels in one phrase."""
    return " and ".join(map(called, levels)) or "neither PDF/A nor PDF/UA"


def check_claims(pdf: str, claimed: Sequence[str], file: str, contents: dict[str, Any]) -> Iterator[Diagnostic]:
    """An error where a volume claims other levels than contents.json says;
    a warning for each document that lowered it.

    A contents.json of an older version tells nothing of claims, and nothing is said.

    Args:
        pdf: the name of the volume's file.
        claimed: the levels that its metadata claim.
        file: the name of contents.json.
        contents: what it says of this volume.
    """
    record = contents.get("conformance")
    if not isinstance(record, dict):
        return
    said = _words(record.get("claimed"))
    if sorted(said) != sorted(claimed):
        says = f"It says that the volume claims {all_called(said)}; {pdf} claims {all_called(claimed)}."
        yield error("contents-claim-differs", Place(file), says)
    lowered = record.get("lowered_by")
    for one in lowered if isinstance(lowered, list) else ():
        if isinstance(one, dict):
            level = called(str(one.get("level")))
            says = f"The volume lost the claim of {level}, and claims {all_called(claimed)}: {one.get('source')} keeps "
            says += f"it from being {level}: {one.get('reason')}."
            yield warning("claim-lowered", Place(pdf), says, one.get("remedy"), one.get("document"))


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
