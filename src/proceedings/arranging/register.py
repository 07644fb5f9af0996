"""Who and what appears where: the data of the list of participants and of the index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locator:
    """A printed folio and where it leads: a part, perhaps an anchor in it."""

    folio: str
    part: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the participants or the index: `Bunjun, Kreshna` and the folios where they appear."""

    heading: str
    detail: str | None
    locators: tuple[Locator, ...]
    person: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """The entries under one letter of the alphabet of the volume's language."""

    letter: str
    entries: tuple[RegisterEntry, ...]
