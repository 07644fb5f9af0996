"""Citation keys: ASCII, one for each contribution, the same whatever becomes of titles."""

from __future__ import annotations

from proceedings.publishing.record import PublishedContribution, Record
from proceedings.words.suggestions import slug

_LONGEST = 24
_NAMELESS = "proceedings"
"""Stands for a title without Latin letters."""


def volume_key(record: Record) -> str:
    """The key of the volume: `global-labour-mobility-2007`.

    Its series and number tell it from the other volumes, else short title and year.
    """
    series = record.series
    name = series.title if series and series.number else record.short_title or record.event.name or record.title
    parts = [slug(name, _LONGEST) or _NAMELESS]
    if series and series.number:
        parts.append(slug(series.number, _LONGEST))
    if day := record.ends or record.date:
        parts.append(str(day.year))
    return "-".join(part for part in parts if part)


def key_of(record: Record, contribution: PublishedContribution) -> str:
    """The key of a contribution: that of the volume and its id, which its title does not change."""
    return f"{volume_key(record)}-{contribution.id}"
