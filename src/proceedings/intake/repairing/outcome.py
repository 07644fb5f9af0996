"""What repairing gives back: a document that can be used, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from proceedings.values.report import Report
from proceedings.values.trouble import Trouble


class Way(StrEnum):
    """How a document came to be usable, gentlest first."""

    AS_IT_IS = "as-it-is"
    CLOSED = "closed"
    DECRYPTED = "decrypted"
    MENDED = "mended"
    REWRITTEN = "rewritten"
    GHOSTSCRIPT = "ghostscript"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document that can be used.

    `details` are sentences about what was put right. `problem` is a sentence when the result does
    not show all that the original shows: an editor must look at it. `verified` is False when no
    reader could show the original.
    """

    pdf: Path
    way: Way
    details: tuple[str, ...] = ()
    decrypted: bool = False
    problem: str | None = None
    verified: bool = True

    @property
    def report(self) -> Report:
        """What is said of the repair; nothing of a document that was sound."""
        return Report(_TREATMENT[self.way], self.details, tuple(_troubles(self)))


_TREATMENT: Mapping[Way, tuple[str, ...]] = {
    Way.AS_IT_IS: (),
    Way.CLOSED: (),
    Way.DECRYPTED: ("decrypted",),
    Way.MENDED: ("repaired",),
    Way.REWRITTEN: ("repaired",),
    Way.GHOSTSCRIPT: ("repaired", "ghostscript"),
    Way.PICTURES: ("repaired", "pictures"),
}
_COMPARE = "compare its pages with the file as submitted"


def _troubles(done: Repaired) -> Iterator[Trouble]:
    if "repaired" not in _TREATMENT[done.way]:
        return
    if done.way is Way.PICTURES:
        reason = "the file is damaged, and no other way kept all that it shows"
        message = f"all its pages became pictures of 300 dpi: {reason}; their words can be found"
        yield Trouble.warning("pages-became-pictures", message, "ask its author to export the document again")
    if done.problem:
        yield Trouble.warning("repaired-document-differs", f"the file was damaged; {done.problem}", _COMPARE)
        return
    said = " ".join(done.details)
    if not done.verified:
        said += " No reader shows the file as it came, so that the repaired copy could not be compared with it."
    yield Trouble.notice("repaired-document", f"the file was damaged and has been repaired. {said}".strip(), _COMPARE)
