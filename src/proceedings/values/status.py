"""What became of a talk or a session that did not happen as announced."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What the editor says of an entry of the agenda; its documents follow from that.

    `CANCELLED`: nobody spoke, nothing is owed; what was sent is bound. `WITHDRAWN`: the author took
    the work back, nothing of it is bound. `RETRACTED`: its pages stay, and each says so. `MOVED`:
    it is at another place of the agenda.
    """

    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"
    MOVED = "moved"

    @property
    def owes_nothing(self) -> bool:
        """Whether nobody waits for a document, a biography or a portrait."""
        return self is not Status.RETRACTED


OF_SESSIONS = (Status.CANCELLED, Status.MOVED)
"""What can be said of sessions, breaks and plain entries, which are no work of an author's."""

STATUS_WORDS = (
    ("canceled", "cancelled"),
    ("no-show", "cancelled"),
    ("no show", "cancelled"),
    ("withdrew", "withdrawn"),
    ("retraction", "retracted"),
    ("rescheduled", "moved"),
    ("postponed", "moved"),
    ("relocated", "moved"),
)
"""Other words for a status, each with the one that it means."""


def status_of(word: str) -> Status | None:
    """The status that another program's word for the state of a talk means; None for any other."""
    said = dict(STATUS_WORDS).get(word.strip().casefold(), word.strip().casefold())
    return Status(said) if said in tuple(Status) else None
