"""Sessionize's Excel export of sessions: a row for each session, or for each speaker of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from proceedings.importing.decisions import refusal
from proceedings.importing.gathering import Gathering
from proceedings.importing.material import Source
from proceedings.importing.moments import Moment, length, moment, span
from proceedings.importing.names import several
from proceedings.importing.tables import Sheet, sheet_with

_TRACKS = ("assigned track", "track", "main topic", "topic")
_WAYS = ("%d %b %Y %I:%M %p", "%d %B %Y %I:%M %p", "%d %b %Y %H:%M", "%b %d, %Y %I:%M %p", "%B %d, %Y %I:%M %p")
"""How a day and an hour are written, where the cell is a text."""
Rows = list[Mapping[str, str]]


def sessions_sheet(source: Source) -> Sheet | None:
    """The sheet of sessions; None where the source has none."""
    return sheet_with(source, "session id", "title", "scheduled at") or sheet_with(
        source, "session id", "title", "owner email"
    )


def read_rows(sheet: Sheet, found: Gathering) -> None:
    """Keep the sessions of a sheet; rows of one session stand for its speakers."""
    sessions: dict[str, tuple[str, Rows]] = {}
    for where, cells in sheet.records():
        sessions.setdefault(cells["session id"] or where, (where, []))[1].append(cells)
    for where, rows in sessions.values():
        _session(where, rows, found)


def _session(where: str, rows: Rows, found: Gathering) -> None:
    cells = rows[0]
    if cells.get("status") and (why := refusal(cells["status"])):
        found.refuse(why)
        return
    title, abstract = found.line(cells["title"]), found.prose(cells.get("description"))
    track = found.line(next((cells[head] for head in _TRACKS if cells.get(head)), ""))
    at = scheduled(cells.get("scheduled at", ""))
    speakers = _speakers(rows, found)
    if at is None:
        found.paper(title=title, speakers=speakers, abstract=abstract, track=track, origin=where)
        return
    lasts = length(cells.get("scheduled duration"))
    found.talk(
        span(at, at.local + lasts if lasts else None),
        title=title,
        room=found.line(cells.get("room")),
        track=track,
        speakers=speakers,
        abstract=abstract,
        origin=where,
    )


def scheduled(text: str) -> Moment | None:
    """A day and an hour as the sheet writes them; None where they say nothing sure."""
    found = moment(text)
    if found is not None:
        return found
    for way in _WAYS:
        try:
            return Moment(dt.datetime.strptime(" ".join(text.split()), way), None)
        except ValueError:
            continue
    return None


def _speakers(rows: Rows, found: Gathering) -> list[str]:
    """By the columns of a speaker in each row, else by the cell of names."""
    named = [row for row in rows if row.get("first name") or row.get("last name")]
    if not named:
        return [found.human(name) for name in several(rows[0].get("speakers") or rows[0].get("owner", ""))]
    return [
        found.human(
            f"{row.get('first name', '')} {row.get('last name', '')}".strip(),
            row.get("speaker id") or None,
            title=row.get("tag line"),
            biography=row.get("bio"),
            photo=row.get("profile picture"),
            email=row.get("email"),
        )
        for row in named
    ]
