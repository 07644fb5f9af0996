"""Real programmes imported, and each entry counted against the source by code of the test's own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from proceedings.cli import app

Row = tuple[str, str, str, str, tuple[str, ...]]
"""Day, start, room, title, speakers."""


def imported(source: Path, workspace: Path) -> list[Row]:
    """The rows of the agenda that an import makes, read with a plain YAML library."""
    result = CliRunner().invoke(app, ["import", str(source), str(workspace)])
    assert result.exit_code == 0, result.output
    folder = workspace / "proceedings"
    agenda = yaml.load((folder / "agenda.yaml").read_text("utf-8"), yaml.BaseLoader)
    people = yaml.load((folder / "people.yaml").read_text("utf-8"), yaml.BaseLoader)

    def names(entry: dict[str, Any]) -> tuple[str, ...]:
        one = entry.get("speaker")
        return tuple(people[person]["name"] for person in ([one] if one else entry.get("speakers", [])))

    rows: list[Row] = []
    for day in agenda["days"]:
        for item in day["items"]:
            for entry in item.get("contributions", [item]):
                start = entry.get("time", item.get("time", "")).split("–")[0]
                rows.append((day["date"], start, item.get("room", ""), entry["title"], names(entry)))
    return rows


def plain(text: object) -> str:
    return " ".join(html.unescape(str(text or "")).split())


def frab(folder: Path) -> Iterator[Row]:
    for day in json.loads(folder.read_text("utf-8"))["schedule"]["conference"]["days"]:
        for room, events in day["rooms"].items():
            for event in events:
                people = tuple(plain(p["public_name"]) for p in event["persons"])
                yield day["date"], event["start"], room, plain(event["title"]), people


def open_event(folder: Path) -> Iterator[Row]:
    for session in json.loads((folder / "sessions").read_text("utf-8")):
        day, _, time = session["starts-at"].partition("T")
        place = session["microlocation"]
        people = tuple(dict.fromkeys(plain(s["name"]) for s in session["speakers"]))
        yield day, time[:5], plain(place and place["name"]), plain(session["title"]), people


def djangocon(folder: Path) -> Iterator[Row]:
    names = {
        p.stem: yaml.safe_load(p.read_text("utf-8").split("---")[1])["name"] for p in folder.glob("presenters/*.md")
    }
    for path in folder.glob("schedule/*/*.md"):
        front = yaml.load(path.read_text("utf-8").split("\n---\n")[0], yaml.BaseLoader)
        day, time = front["start_datetime"].split(" ")
        people = tuple(plain(names[slug]) for slug in front["presenter_slugs"])
        yield day, time[:5], plain(front["room"]), plain(front["title"]), people


def pyohio(folder: Path) -> Iterator[Row]:
    for path in folder.glob("talks/*.md"):
        front = yaml.load(path.read_text("utf-8").split("\n---\n")[0], yaml.BaseLoader)
        if "start" in front:
            day, _, time = front["start"].partition("T")
            people = tuple(plain(s["name"]) for s in front["speakers"])
            yield day, time[:5], plain(front["room"]), plain(front["title"]), people


def iclr(folder: Path) -> Iterator[Row]:
    for event in json.loads((folder / "sitedata" / "main_calendar.json").read_text("utf-8")):
        day, _, time = event["start"].partition("T")
        where = event["location"] or ""
        linked = re.search(r"speaker_([12])\.html", where)
        people = (("Dr. Aisha Walcott-Bryant",), ("Prof. Leslie Kaelbling",))[int(linked[1]) - 1] if linked else ()
        yield day, time[:5], "" if where.startswith("http") else plain(where), plain(event["title"]), people


def sigdial(folder: Path) -> Iterator[Row]:
    papers = {p["id"]: p for p in yaml.safe_load((folder / "papers.yml").read_text("utf-8"))}
    invited = yaml.safe_load((folder / "invited_talks.yml").read_text("utf-8"))
    for block in yaml.safe_load((folder / "program.yml").read_text("utf-8")):
        for part in block.get("subsessions", [block]):
            room = part.get("location", "")
            for slot in part.get("papers", ()):
                paper = papers[slot["id"]]
                people = [
                    " ".join(filter(None, (a.get(k) for k in ("first_name", "middle_name", "last_name"))))
                    for a in paper["authors"]
                ]
                yield (
                    f"{slot['start_time']:%Y-%m-%d}",
                    f"{slot['start_time']:%H:%M}",
                    room,
                    plain(paper["title"]),
                    tuple(map(plain, people)),
                )
            if not part.get("papers"):
                yield f"{part['start_time']:%Y-%m-%d}", f"{part['start_time']:%H:%M}", room, plain(part["title"]), ()
    for talk in invited:
        yield (
            f"{talk['date']:%Y-%m-%d}",
            f"{talk['date']:%H:%M}",
            talk["location"],
            talk["title"],
            (talk["speaker_name"],),
        )


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("programmes/pretalx-democon.json", frab),
        ("programs/nextcloud-2017", open_event),
        ("programs/iclr-2020-miniconf", iclr),
        ("programs/djangocon-us-2024", djangocon),
        ("programs/pyohio-2026", pyohio),
        ("sigdial", sigdial),
    ],
)
def test_entries_stand_where_the_source_has_them(where: str, count: Any, corpus: Path, tmp_path: Path) -> None:
    wanted = sorted(count(corpus / where))
    found = imported(corpus / where, tmp_path)
    missing = [row for row in wanted if row not in found]
    assert len(found) == len(wanted) > 20
    assert len(missing) <= 0.01 * len(wanted), missing[:5]
