"""What was carried over from the volume before this one, and may be out of date in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remnant:
    """A sentence of the volume before that names what holds for that volume alone.

    `kind` is year, date, ordinal or name; `what` is the year, the date, the number or the person.
    """

    kind: str
    what: str
    sentence: str
    where: str
    """The file, and for volume.yaml the key: `proceedings/volume.yaml: title`."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The volume before: the year of its meeting, and what of it may be out of date now."""

    year: int
    remnants: tuple[Remnant, ...] = ()
