"""Papers of which nobody said when they are presented: they stand in sessions by track."""

from __future__ import annotations

import dataclasses
import datetime as dt

from proceedings.importing.programme import Entry, Programme, Remark

UNTITLED = "Papers"


def without_days(programme: Programme) -> bool:
    """True where there are entries and none of them has a day."""
    return bool(programme.entries) and not any(entry.day for entry in programme.entries)


def in_sessions(programme: Programme, day: dt.date, why: str) -> Programme:
    """The programme with its papers in sessions, one for each track, all on one day.

    Args:
        programme: entries without days.
        day: the day that they get.
        why: where the day is from, for the editor.
    """
    tracks: dict[str, list[Entry]] = {}
    for entry in programme.entries:
        tracks.setdefault(entry.track, []).append(entry)
    sessions = tuple(_session(track, papers, day) for track, papers in tracks.items())
    sentence = (
        f"the source does not say when its papers are presented ({len(programme.entries)}): they stand in "
        + (f"{len(sessions)} sessions by track" if len(sessions) > 1 else "one session")
        + f" on {day}, {why}; correct days and order in agenda.yaml"
    )
    meeting = programme.meeting
    if meeting.starts is None:
        meeting = dataclasses.replace(meeting, starts=day, ends=day)
    remarks = (*programme.remarks, Remark("", sentence))
    return dataclasses.replace(programme, meeting=meeting, entries=sessions, remarks=remarks)


def _session(track: str, papers: list[Entry], day: dt.date) -> Entry:
    contributions = tuple(dataclasses.replace(paper, kind="", track="") for paper in papers)
    return Entry(title=track or UNTITLED, day=day, session="", contributions=contributions)
