"""What the volume says about itself: information dictionary and XMP, the same facts in both, and how it opens."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Pdf, String

from proceedings import __version__
from proceedings.model import ItemKind, Volume

PRODUCER = f"proceedings {__version__}"


def moment_of(volume: Volume) -> dt.datetime | None:
    """The date of the volume: published, else SOURCE_DATE_EPOCH, else the last day of the event. Never today."""
    if volume.published is not None:
        return _midnight(volume.published)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    days = [day.date for day in volume.days]
    last = volume.event.ends or (max(days) if days else volume.event.starts)
    return _midnight(last) if last else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def creators_of(volume: Volume) -> tuple[str, ...]:
    """Who made the volume: its editors, else the organizers, else everybody who speaks, in the agenda's order."""
    if volume.editors:
        return tuple(member.name for member in volume.editors)
    if volume.event.organizers:
        return volume.event.organizers
    return tuple(dict.fromkeys(_speakers(volume)))


def _speakers(volume: Volume) -> Iterator[str]:
    for item in volume.items:
        if item.kind is ItemKind.BREAK:
            continue
        for contribution in item.contributions:
            yield from (speaker.person.name for speaker in contribution.speakers)


def subject_of(volume: Volume) -> str:
    """The editor's description, else the event with its place."""
    event = volume.event
    where = ", ".join(part for part in (event.venue, event.city, event.country) if part)
    return volume.description or volume.subtitle or ". ".join(part for part in (event.name, where) if part)


def full_title(volume: Volume) -> str:
    """Title and subtitle."""
    return f"{volume.title}: {volume.subtitle}" if volume.subtitle else volume.title


def describe(pdf: Pdf, volume: Volume) -> None:
    """Write title, authors, subject, keywords, language and dates, and how the volume opens.

    Source: ISO 32000-2, 14.3 and 12.2; ISO 19005-2, 6.6.2 and 6.6.3.
    """
    title, creators, moment = full_title(volume), creators_of(volume), moment_of(volume)
    info = {"/Title": title, "/Subject": subject_of(volume), "/Creator": PRODUCER, "/Producer": PRODUCER}
    if creators:
        # Several authors are one string here; a semicolon keeps "McKinley, Brunson" whole (ISO 19005-1, 6.7.3).
        info["/Author"] = "; ".join(creators)
    if volume.keywords:
        info["/Keywords"] = ", ".join(volume.keywords)
    if moment is not None:
        info["/CreationDate"] = info["/ModDate"] = moment.strftime("D:%Y%m%d%H%M%S+00'00'")
    for key, value in info.items():
        pdf.docinfo[key] = String(value)
    _write_xmp(pdf, volume, info, creators, moment)
    root = pdf.Root
    root.Lang = String(volume.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines if "/Outlines" in root else Name.UseNone
    root.PageLayout = Name.TwoPageRight


def _write_xmp(
    pdf: Pdf, volume: Volume, info: dict[str, str], creators: tuple[str, ...], moment: dt.datetime | None
) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = info["/Title"]
        xmp["dc:description"] = info["/Subject"]
        xmp["dc:language"] = {volume.language}
        xmp["dc:format"] = "application/pdf"
        if creators:
            # One name as in the information dictionary, for validators that compare the two; PDF/A-2 says so.
            xmp["dc:creator"] = [info["/Author"]] if len(creators) == 1 else list(creators)
        if volume.publisher is not None:
            xmp["dc:publisher"] = {volume.publisher.name}
        if volume.rights:
            xmp["dc:rights"] = volume.rights
        if volume.keywords:
            xmp["dc:subject"] = set(volume.keywords)
            xmp["pdf:Keywords"] = info["/Keywords"]
        identifier = volume.doi or (f"urn:isbn:{volume.isbn}" if volume.isbn else None)
        if identifier:
            xmp["dc:identifier"] = identifier
        xmp["pdf:Producer"] = info["/Producer"]
        xmp["xmp:CreatorTool"] = info["/Creator"]
        if moment is not None:
            stamp = moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                xmp[key] = stamp
            xmp["dc:date"] = [moment.strftime("%Y-%m-%d")]
