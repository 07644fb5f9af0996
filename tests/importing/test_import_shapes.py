"""Exports that are not of the shape that their format promises: told or passed over, no crash."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proceedings.importing.material import Source
from proceedings.importing.paper_lists import in_sessions, without_days
from proceedings.importing.recognising import read_source
from proceedings.importing.workspace_files import files_of
from proceedings.values.diagnostics import ProceedingsError

TIME = {"date": "2026-05-01", "time": "09:00:00", "tz": "Europe/Zurich"}
TALK = {"title": "T", "startDate": TIME, "endDate": TIME, "speakers": [{"first_name": "A", "last_name": "B"}],
        "folders": [{"attachments": [{}]}], "subContributions": [{"title": "S"}],
        "primaryauthors": [{"name": "C"}]}  # fmt: skip
EXPORTS: dict[str, Any] = {
    "frab": {"schedule": {"conference": {"title": "C", "days": [{"date": "2026-05-01", "rooms": {"H": [
        {"title": "T", "date": "2026-05-01T09:00:00+02:00", "duration": "00:30", "persons": [{"name": "A B"}],
         "attachments": [{"title": "x"}]}]}}]}}},
    "sessionize": {"sessions": [{"id": "1", "title": "T", "startsAt": "2026-05-01T09:00:00", "isServiceSession": False,
        "speakers": ["a"], "categoryItems": [1], "roomId": 1}], "rooms": [{"id": 1, "name": "H"}],
        "speakers": [{"id": "a", "fullName": "A B", "links": []}],
        "categories": [{"title": "Track", "items": [{"id": 1, "name": "N"}]}]},
    "indico": {"_type": "HTTPAPIResult", "results": [{"title": "C", "timezone": "Europe/Zurich", "startDate": TIME,
        "contributions": [TALK], "sessions": [{"title": "P", "startDate": TIME, "contributions": [TALK]}]}]},
    "timetable": {"results": {"1": {"20260501": {"s": {"entryType": "Session", "title": "P", "startDate": TIME,
        "conveners": [{"name": "A B"}], "entries": {"c": {**TALK, "entryType": "Contribution"}}}}}}},
    "pretalx": {"results": [{"code": "A", "title": "T", "state": "confirmed", "submission_type": {"en": "Talk"},
        "speakers": [{"code": "B", "name": "A B"}], "resources": [{"resource": "x"}],
        "slots": [{"start": "2026-05-01T09:00:00Z", "room": {"name": {"en": "H"}}}]}]},
    "hotcrp": [{"pid": 1, "title": "T", "decision": "Accept", "authors": [{"first": "A", "last": "B"}],
        "final": {"content_file": "x.pdf"}}],
    "openreview": {"notes": [{"id": "a", "forum": "a", "number": 1, "content": {"title": {"value": "T"},
        "authors": {"value": ["A B"]}, "authorids": {"value": ["~A1"]}, "venueid": {"value": "X/2026/Y"}}}]},
    "sched": [{"name": "T", "event_start": "2026-05-01 09:00", "speakers": "A B", "active": "Y"}],
}  # fmt: skip
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 0, -5, 3.5, True, [], {}, ["x"], {"a": 1}, "2026-13-45", [None], [[]], [{}]]
)


def places(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if above:
        yield above
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from places(value, (*above, key))


@pytest.mark.parametrize("name", EXPORTS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=60
)
@given(data=st.data())
def test_a_value_of_another_kind_is_no_crash(name: str, data: st.DataObject, tmp_path: Path) -> None:
    export = copy.deepcopy(EXPORTS[name])
    place = data.draw(st.sampled_from(list(places(export))))
    inside = export
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = data.draw(ODD)
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export), "utf-8")
    try:
        _, programme = read_source(Source(path))
    except ProceedingsError:
        return
    if without_days(programme):
        programme = in_sessions(programme, dt.date(2026, 5, 1), "a guess")
    assert "proceedings/agenda.yaml" in files_of(programme, path).texts
