"""What the editor asks a volume to conform to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conformance:
    """A level of PDF/A, as in `2a`, `3b`, `4f`, and whether PDF/UA-1 as well.

    `conformance:` of volume.yaml may name PDF/UA-1 alone: then PDF/A is the usual level.
    """

    archival: str = "2b"
    accessible: bool = False
