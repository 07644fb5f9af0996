"""Programmes of other systems through `proceedings import`, made here in the shape of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exports import SECRET, imported, read, rows, run


def write(path: Path, data: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def session(number: int, title: str, starts: str | None, **more: Any) -> dict[str, Any]:
    ends = starts and starts[:11] + f"{int(starts[11:13]) + 1:02}" + starts[13:]
    return {
        "id": str(number),
        "title": title,
        "description": "Told\r\nhere.",
        "startsAt": starts,
        "endsAt": ends,
        "isServiceSession": False,
        "isPlenumSession": False,
        "speakers": ["s1"],
        "categoryItems": [7],
        "roomId": 1,
        "questionAnswers": [{"id": 1, "answerValue": f"call me, me@{SECRET}"}],
        **more,
    }


SPEAKER = {
    "id": "s1",
    "firstName": "Ada",
    "lastName": "Example",
    "fullName": "Ada Example",
    "bio": "Writes.",
    "tagLine": "Analyst",
    "profilePicture": "https://example.org/a.jpg",
    "links": [{"title": "Blog", "url": "https://ada.example", "linkType": "Blog"}],
    "sessions": [1],
    "questionAnswers": [{"answerValue": f"ada@{SECRET}"}],
}
ALL = {
    "sessions": [
        session(1, "One", "2026-05-01T09:00:00"),
        session(2, "Lunch", "2026-05-01T12:00:00", isServiceSession=True, speakers=[], description="Food"),
        session(3, "Not yet", None),
    ],
    "speakers": [SPEAKER],
    "rooms": [{"id": 1, "name": "Hall", "sort": 1}],
    "categories": [{"id": 3, "title": "Track", "items": [{"id": 7, "name": "Numbers"}], "type": "session"}],
    "questions": [],
}


def test_sessionize_all(tmp_path: Path) -> None:
    told = imported(write(tmp_path / "all.json", ALL), tmp_path / "ws")
    assert rows(tmp_path / "ws") == [
        ("2026-05-01", "09:00–10:00", "Hall", "One", ("Ada Example",)),
        ("2026-05-01", "12:00–13:00", "Hall", "Lunch", ()),
    ]
    items = read(tmp_path / "ws", "agenda")["days"][0]["items"]
    assert (items[0]["track"], items[0]["abstract"], items[1]["note"]) == ("Numbers", "Told\nhere.", "Food")
    assert "“Not yet” has no day" in told and "time zone" in told


def test_sessionize_grid_is_counted_once_and_z_is_no_zone(tmp_path: Path) -> None:
    one = session(1, "One", "2026-05-01T09:00:00Z", room="Hall", speakers=[{"id": "s1", "name": "Ada Example"}])
    room = {"id": 1, "name": "Hall", "sessions": [one]}
    slot = {"slotStart": "09:00:00", "rooms": [{"id": 1, "name": "Hall", "session": one}]}
    grid = [{"date": "2026-05-01T00:00:00Z", "rooms": [room], "timeSlots": [slot]}]
    told = imported(write(tmp_path / "grid.json", grid), tmp_path / "ws")
    assert rows(tmp_path / "ws") == [("2026-05-01", "09:00–10:00", "Hall", "One", ("Ada Example",))]
    assert "end in Z" in told and "timezone" not in read(tmp_path / "ws", "volume")["event"]


def test_sessions_that_have_no_hour_yet_are_a_list_by_track(tmp_path: Path) -> None:
    data = {**ALL, "sessions": [session(n, f"T{n}", None, categoryItems=[7] if n < 3 else []) for n in range(1, 5)]}
    told = imported(write(tmp_path / "conf-2026.json", data), tmp_path / "ws")
    items = read(tmp_path / "ws", "agenda")["days"][0]["items"]
    assert [(item["title"], len(item["contributions"])) for item in items] == [("Numbers", 2), ("Papers", 2)]
    assert "2026-01-01" in told and "by track" in told
    run("check", tmp_path / "ws", "--draft", "--jobs", "1")


def test_sessionize_sheet_has_a_row_for_each_speaker(tmp_path: Path) -> None:
    head = "Session Id,Title,Description,Owner,Owner Email,Track,Room,Scheduled At,Scheduled Duration,"
    head += "Speaker Id,FirstName,LastName,Email,TagLine,Bio"
    lines = [
        f"1,One,Told.,Ada Example,a@{SECRET},Numbers,Hall,{at},45,{who},a@{SECRET},Analyst,Writes."
        for at in ("01 May 2026 09:30 AM",)
        for who in ("x1,Ada,Example", "x2,Bo,Other")
    ]
    lines.append(f"2,Two,,Cy Third,c@{SECRET},,Hall,2026-05-01 13:00,30,x3,Cy,Third,c@{SECRET},,")
    imported(write(tmp_path / "flat.csv", "\n".join([head, *lines])), tmp_path / "ws")
    assert rows(tmp_path / "ws") == [
        ("2026-05-01", "09:30–10:15", "Hall", "One", ("Ada Example", "Bo Other")),
        ("2026-05-01", "13:00–13:30", "Hall", "Two", ("Cy Third",)),
    ]


def indico_date(clock: str, zone: str = "Europe/Zurich", day: str = "2026-05-01") -> dict[str, str]:
    return {"date": day, "time": clock, "tz": zone}


def indico_talk(title: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    person = {"first_name": "Ada", "last_name": "van Example", "fullName": "van Example, Ada", "affiliation": "Uni A",
              "emailHash": "0f3c", "email": f"ada@{SECRET}"}  # fmt: skip
    other = {**person, "first_name": "Bo", "last_name": "Other", "fullName": "Other, Bo"}
    return {"_type": "Contribution", "id": title[-1], "title": title, "startDate": indico_date(start),
            "endDate": indico_date(end), "duration": 30, "room": "1-009", "session": None, "track": None,
            "description": "<p>A <b>bold</b> claim</p>", "speakers": [person], "primaryauthors": [person, other],
            "folders": [{"attachments": [{"filename": "x.pdf"}]}], **more}  # fmt: skip


def indico_event(**more: Any) -> dict[str, Any]:
    event = {"_type": "Conference", "id": "137", "title": "Testing Days", "timezone": "Europe/Zurich",
             "startDate": indico_date("09:00:00"), "endDate": indico_date("18:00:00"), "location": "Bern",
             "url": "https://indico.example/event/137/", **more}  # fmt: skip
    return {"count": 1, "additionalInfo": {}, "_type": "HTTPAPIResult", "ts": 1, "url": "x", "results": [event]}


def test_indico_event_in_both_details(tmp_path: Path) -> None:
    talks = [indico_talk("Talk 1", "09:00:00", "09:30:00"), indico_talk("Talk 2", "23:30:00", "00:15:00")]
    talks[1]["endDate"]["date"] = "2026-05-02"
    told = imported(write(tmp_path / "c.json", indico_event(contributions=talks)), tmp_path / "flat")
    wanted = [("2026-05-01", "09:00–09:30", "1-009", "Talk 1", ("Ada van Example",)),
              ("2026-05-01", "23:30–00:15", "1-009", "Talk 2", ("Ada van Example",))]  # fmt: skip
    assert rows(tmp_path / "flat") == wanted
    assert read(tmp_path / "flat", "agenda")["days"][0]["items"][0]["abstract"] == "A **bold** claim"
    assert read(tmp_path / "flat", "people")["ada-van-example"]["family"] == "van Example"
    first = read(tmp_path / "flat", "agenda")["days"][0]["items"][0]
    assert (first["speaker"], first["authors"]) == ("ada-van-example", ["ada-van-example", "bo-other"])
    assert "2 files" in told
    run("check", tmp_path / "flat", "--draft", "--jobs", "1")
    part = {"_type": "Session", "title": "Part", "startDate": indico_date("09:00:00"),
            "endDate": indico_date("09:30:00"), "room": "1-009", "contributions": talks[:1],
            "sessionConveners": [{"first_name": "Cy", "last_name": "Chair"}]}  # fmt: skip
    imported(write(tmp_path / "s.json", indico_event(contributions=talks[1:], sessions=[part])), tmp_path / "deep")
    assert rows(tmp_path / "deep") == wanted
    assert read(tmp_path / "deep", "agenda")["days"][0]["items"][0]["chair"] == "cy-chair"


def test_indico_timetable_with_the_event_beside_it_and_times_of_another_zone(tmp_path: Path) -> None:
    def entry(kind: str, title: str, start: str, end: str, **more: Any) -> dict[str, Any]:
        return {"entryType": kind, "title": title, "startDate": indico_date(start, "UTC"),
                "endDate": indico_date(end, "UTC"), "room": "Hall", **more}  # fmt: skip

    talk = entry("Contribution", "Talk 1", "07:00:00", "07:30:00", contributionId="1", presenters=[])
    part = entry("Session", "Part", "07:00:00", "08:00:00", entries={"c1": talk})
    pause = entry("Break", "Coffee", "08:00:00", "08:30:00")
    table = {"_type": "HTTPAPIResult", "results": {"137": {"20260501": {"s1": part, "b1": pause}}}}
    write(tmp_path / "in" / "timetable.json", table)
    write(tmp_path / "in" / "event.json", indico_event(contributions=[indico_talk("Talk 1", "09:00:00", "09:30:00")]))
    told = imported(tmp_path / "in", tmp_path / "ws")
    assert rows(tmp_path / "ws") == [
        ("2026-05-01", "09:00–09:30", "Hall", "Talk 1", ("Ada van Example",)),
        ("2026-05-01", "10:00–10:30", "Hall", "Coffee", ()),
    ]
    assert read(tmp_path / "ws", "volume")["event"]["timezone"] == "Europe/Zurich" and "exported for UTC" in told


def test_sched_as_json_and_as_a_table(tmp_path: Path) -> None:
    talk = {"event_key": "x1", "name": "On &amp; off", "active": "Y", "event_start": "2026-05-01 23:00",
            "event_end": "2026-05-02 00:30", "event_type": "Numbers", "venue": "Hall", "speakers": "Ada Example",
            "description": "<p>One</p>"}  # fmt: skip
    user = {"username": "ada", "name": "Ada Example", "email": f"ada@{SECRET}", "company": "Uni A", "about": "Writes.",
            "phone": "+41 12"}  # fmt: skip
    write(tmp_path / "in" / "sessions.json", [talk, {**talk, "event_key": "x2", "name": "Hidden", "active": "N"}])
    write(tmp_path / "in" / "users.json", [user])
    long = {**talk, "event_key": "x3", "name": "Photographs", "event_start": "2026-05-01 08:00", "speakers": "",
            "event_end": "2026-05-03 08:00", "description": ""}  # fmt: skip
    write(tmp_path / "long.json", [long])
    assert "lasts until 2026-05-03" in imported(tmp_path / "long.json", tmp_path / "long")
    assert rows(tmp_path / "long") == [("2026-05-01", "08:00", "Hall", "Photographs", ())]
    told = imported(tmp_path / "in", tmp_path / "ws")
    wanted = [("2026-05-01", "23:00–00:30", "Hall", "On & off", ("Ada Example",))]
    assert rows(tmp_path / "ws") == wanted and "“Hidden” is not active" in told
    assert read(tmp_path / "ws", "people")["ada-example"]["affiliation"] == "Uni A"
    heads = ["name", "event_start", "event_end", "event_type", "venue", "speakers", "description"]
    line = ",".join(f'"{talk[head]}"' for head in heads)
    imported(write(tmp_path / "s.csv", ",".join(heads) + "\n" + line + "\n"), tmp_path / "table")
    assert rows(tmp_path / "table") == wanted


def test_pretalx_results_of_several_pages_in_one_file(tmp_path: Path) -> None:
    def page(*talks: dict[str, Any]) -> str:
        return json.dumps({"count": 3, "next": None, "previous": None, "results": list(talks)})

    def talk(code: str, **more: Any) -> dict[str, Any]:
        slot = {
            "start": "2026-05-01T10:00:00+02:00",
            "end": "2026-05-01T10:30:00+02:00",
            "room": {"name": {"en": "Hall"}},
        }
        return {"code": code, "title": f"Talk {code}", "state": "confirmed", "submission_type": "Talk",
                "abstract": "A", "answers": [{"answer": f"me@{SECRET}"}], "internal_notes": "no", "slots": [slot],
                "speakers": [{"code": "ADA", "name": "ADA B EXAMPLE", "email": f"ada@{SECRET}"}],
                **more}  # fmt: skip

    text = page(talk("A1"), talk("B2")) + "\n" + page(talk("C3", state="rejected"), talk("D4", slots=[]))
    text += page(talk("E5", state="canceled"), talk("F6", state="withdrawn", slots=[]))
    told = imported(write(tmp_path / "pages.json", text), tmp_path / "ws")
    assert [(row[1], row[2], row[3], row[4]) for row in rows(tmp_path / "ws")] == [
        ("10:00–10:30", "Hall", f"Talk {code}", ("Ada B Example",)) for code in ("A1", "B2", "E5")
    ]
    assert [item.get("status") for item in read(tmp_path / "ws", "agenda")["days"][0]["items"]] == [
        None,
        None,
        "cancelled",
    ]
    assert "1 submission is withdrawn" in told
    assert "1 submission is rejected" in told and "“Talk D4” has no day" in told and "in capitals" in told


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
X-WR-CALNAME:Testing Days
X-WR-TIMEZONE:Europe/Zurich
BEGIN:VEVENT
UID:1
SUMMARY:Gen\u00e8ve\\, by rail
DTSTART:20260501T070000Z
DURATION:PT45M
LOCATION:Hall
DESCRIPTION:Speakers: Ada Example and Bo Other\\nOne **bold** word.
ATTENDEE;CN=Cy Guest:mailto:cy@secret.example
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Late
DTSTART;TZID=Europe/Zurich:20260502T003000
DTEND;TZID=Europe/Zurich:20260502T010000
RRULE:FREQ=DAILY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Excursion
DTSTART;VALUE=DATE:20260502
DTEND;VALUE=DATE:20260504
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:Gone
STATUS:CANCELLED
DTSTART:20260501T080000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("where", range(8, 24))
def test_a_calendar_folded_anywhere_even_inside_a_letter(where: int, tmp_path: Path) -> None:
    folded = []
    for line in ICS.encode().splitlines():
        folded.append(line[:where] + b"\r\n " + line[where:] if line.startswith(b"SUMMARY:G") else line)
    (tmp_path / "c.ics").write_bytes(b"\r\n".join(folded))
    told = imported(tmp_path / "c.ics", tmp_path / "ws")
    assert rows(tmp_path / "ws") == [
        ("2026-05-01", "09:00–09:45", "Hall", "Genève, by rail", ("Ada Example", "Bo Other")),
        ("2026-05-01", "10:00", "", "Gone", ()),
        ("2026-05-01", "00:30–01:00", "", "Late", ()),
        ("2026-05-02", "", "", "Excursion", ()),
    ]
    assert read(tmp_path / "ws", "volume")["event"]["timezone"] == "Europe/Zurich"
    assert read(tmp_path / "ws", "agenda")["days"][0]["items"][1]["status"] == "cancelled"
    for sentence in ("repeated by a rule", "until 2026-05-03", "guests are left out"):
        assert sentence in told


def test_a_calendar_that_breaks_off_is_told(tmp_path: Path) -> None:
    told = imported(write(tmp_path / "c.ics", ICS[: ICS.index("UID:4")]), tmp_path / "ws")
    assert "1 of its events cannot be read" in told
    assert [row[3] for row in rows(tmp_path / "ws")] == ["Genève, by rail", "Late", "Excursion"]
