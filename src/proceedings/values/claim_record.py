"""What contents.json tells of a volume's claim:
what was asked for, what holds, who judged it, what lowered it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JudgeRecord:
    """Who judged: a validator, its version, and the program whose own rules were asked beside it.

    It is the same wherever a volume is built, since it comes with this program;
    other validators are for `verify`.
    """

    name: str
    version: str
    rules: str


@dataclass(frozen=True, slots=True)
class LoweringRecord:
    """A document that keeps the volume from a level (`2b`, `ua-1`)
    that was asked for: why, and the remedy.
    """

    document: str
    source: str
    level: str
    reason: str
    remedy: str | None


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """The claim of one volume. Levels are called as in `conformance:` of volume.yaml."""

    asked: tuple[str, ...]
    claimed: tuple[str, ...]
    judge: JudgeRecord
    lowered_by: tuple[LoweringRecord, ...]
