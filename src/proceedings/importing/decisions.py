"""What reviewing systems decided of a submission, in whatever words."""

from __future__ import annotations

import re

_REFUSED = re.compile(r"reject|refus|declin|not accept|no accept|abgelehnt|refusé|rechaz", re.IGNORECASE)
_GONE = re.compile(r"withdr|cancel|deleted|retract|zurückgezogen|retir", re.IGNORECASE)
_TAKEN = re.compile(r"accept|angenommen|aceptad|oral|poster|spotlight|camera|confirmed|published", re.IGNORECASE)


def refusal(*words: object) -> str:
    """The word by which a submission is not accepted: `rejected`, `withdrawn`, `undecided`; empty
    where it is accepted.

    Args:
        words: what the source has in its fields for status and decision.
    """
    said = [str(word).strip() for word in words if word not in (None, "", False)]
    if any(_GONE.search(word) for word in said):
        return "withdrawn"
    if any(_REFUSED.search(word) for word in said):
        return "rejected"
    return "" if any(_TAKEN.search(word) for word in said) else "undecided"
