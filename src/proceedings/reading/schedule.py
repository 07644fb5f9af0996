"""When things happen: ends after starts, items in order,
days within the event, parallel sessions told apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from proceedings.reading.findings import Findings
from proceedings.reading.schema import ContributionEntry
from proceedings.values.book import Day, Event, Item
from proceedings.values.diagnostics import Place

Times = tuple[dt.time | None, dt.time | None]

_DAY = 24 * 60


_PARALLEL = "if the two run in parallel, give each a `track:` or a `room:`"


def times_of(entry: ContributionEntry, findings: Findings, next_day: bool = False) -> Times:
    """Start and end of an entry, from `time:` or from `starts:` and `ends:`.

    An end that is not after the start is an error and left out,
    unless the entry runs past midnight.
    """
    span = entry.time
    if span is not None and (entry.starts or entry.ends):
        findings.error(
            "time-given-twice",
            entry.at("starts" if entry.starts else "ends"),
            "`time:` says already when this is",
            "keep `time:`, or `starts:` and `ends:`",
        )
    starts, ends = (span.starts, span.ends) if span else (entry.starts, entry.ends)
    if starts is None or ends is None or ends > starts or next_day:
        return starts, ends
    findings.error(
        "end-before-start",
        entry.at("time" if span else "ends"),
        f"it ends at {ends:%H:%M}, before it starts at {starts:%H:%M}"
        if ends < starts
        else f"it ends at {ends:%H:%M}, when it starts",
        "correct one of the two; write `next_day: yes` if it runs past midnight" if ends < starts else None,
    )
    return starts, None


def check_contribution_times(item: Item, times: Sequence[tuple[Times, Place]], findings: Findings) -> None:
    """Warn of contributions outside the time of their session, or earlier than the one before."""
    latest: dt.time | None = None
    for (starts, ends), place in times:
        if starts is None or item.past_midnight:
            continue
        too_early = item.starts is not None and starts < item.starts
        too_late = item.ends is not None and (ends or starts) > item.ends
        if too_early or too_late:
            findings.warning("outside-session", place, "this is outside the time of its session")
        if latest is not None and starts < latest:
            findings.warning(
                "out-of-order", place, f"this starts before the one above it, at {starts:%H:%M}", "sort them by time"
            )
        latest = starts


def check_days(days: Sequence[Day], places: Sequence[Place], event: Event, findings: Findings) -> None:
    """Warn of days out of order, written twice, or outside the dates of the event;
    then of items within each.
    """
    for n, (day, place) in enumerate(zip(days, places, strict=True)):
        if n and day.date == days[n - 1].date:
            findings.warning("same-day-twice", place, f"{day.date} is also the date of the day before", "join the two")
        elif n and day.date < days[n - 1].date:
            findings.warning("out-of-order", place, f"{day.date} comes after {days[n - 1].date} here", "sort the days")
        before = event.starts is not None and day.date < event.starts
        after = event.ends is not None and day.date > event.ends
        if before or after:
            findings.warning(
                "day-outside-event",
                place,
                f"{day.date} is {'before the event starts' if before else 'after the event ends'}, "
                f"on {event.starts if before else event.ends}",
                "correct it here, or `starts:` and `ends:` of the event in volume.yaml",
            )
        _check_items(day.items, findings)


def _check_items(items: Sequence[Item], findings: Findings) -> None:
    """Warn of items out of order,
    and of items at one time that neither tracks nor rooms tell apart.
    """
    latest = -1
    running: list[tuple[int, Item]] = []
    for item in items:
        if item.starts is None:
            continue
        starts, ends = _minutes(item)
        if starts < latest:
            findings.warning(
                "out-of-order",
                item.place,
                f"this starts at {item.starts:%H:%M}, earlier than an item above it",
                "sort the items by time; write `next_day: yes` for those after midnight",
            )
            continue
        latest = starts
        running = [(end, other) for end, other in running if end > starts]
        clash = next((other for _, other in running if _one_place(item, other)), None)
        if clash is not None:
            findings.warning(
                "overlapping-items",
                item.place,
                f"this overlaps with the item in line {clash.place.line}"
                + (f", which is in the room {item.room} too" if item.room and item.room == clash.room else ""),
                "correct the times" + (", or the room" if item.room and item.room == clash.room else "; " + _PARALLEL),
            )
        if ends is not None:
            running.append((ends, item))


def _one_place(one: Item, other: Item) -> bool:
    """True unless a track or a room tells two items apart."""
    tracks = one.track and other.track and one.track != other.track
    rooms = one.room and other.room and one.room != other.room
    return not (tracks or rooms)


def _minutes(item: Item) -> tuple[int, int | None]:
    """Start and end in minutes of the programme's day, which goes on after midnight."""
    assert item.starts is not None
    starts = item.starts.hour * 60 + item.starts.minute
    ends = item.ends.hour * 60 + item.ends.minute if item.ends else None
    if item.past_midnight and (ends is None or ends > starts):
        return starts + _DAY, ends + _DAY if ends is not None else None
    if item.past_midnight and ends is not None:
        return starts, ends + _DAY
    return starts, ends
