"""Whether a page shows nothing but decoration: all that it draws is marked as an artifact."""

from __future__ import annotations

from proceedings.pdf.operations import SHOWS, UnreadableContent, split, steps

_PAINTS = frozenset({*SHOWS, *b"f F f* S s B B* b b* sh Do BI".split()})
"""Operators that put something on the page (ISO 32000-2, tables 58, 59, 76, 86, 107)."""


def is_artifact(operands: bytes) -> bool:
    """Whether the operands of `BMC` or `BDC` begin an artifact (ISO 32000-2, 14.8.2.2)."""
    return next(iter(split(operands)), b"") == b"/Artifact"


def is_decoration(content: bytes) -> bool:
    """True where contents paint nothing, or only inside of artifacts;
    False also where they cannot be read.
    """
    artifacts: list[bool] = []
    try:
        for operator, operands, _, _ in steps(content):
            if operator in (b"BMC", b"BDC"):
                artifacts.append(is_artifact(operands))
            elif operator == b"EMC":
                del artifacts[-1:]
            elif operator in _PAINTS and not any(artifacts):
                return False
    except UnreadableContent:
        return False
    return True
