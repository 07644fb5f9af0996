"""Programmes of the sizes of real conferences, plainly invented: `python
tools/bench/programmes.py halls DIR`.

`halls` has 281 talks in 14 rooms over two days, none with a document. `tracks` has 491 talks in
42 sessions over three
days, and six papers; half of its 187 speakers sent a biography.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FIRST = dt.date(2031, 2, 8)
SUBJECTS = ("Compilers", "Kernels", "Typesetting", "Archives", "Databases", "Browsers", "Printers", "Maps", "Fonts")
WAYS = ("in practice", "for small teams", "without tears", "after ten years", "on old machines", "and what it cost us")
GIVEN = ("Ada", "Bruno", "Clara", "Dario", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Lars")
FAMILY = ("Abelone", "Bergamund", "Costavar", "Duvalier", "Eggerson", "Fischling", "Gomezar", "Haasing")

Block = dict[str, Any]


def person(number: int) -> tuple[str, str]:
    """An id and a name that nobody has; the same number gives the same."""
    name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN) % len(FAMILY)]}"
    more = number // (len(GIVEN) * len(FAMILY))
    return f"s{number}", name + (f"-{FAMILY[more - 1]}" if more else "")


def title(chance: random.Random) -> str:
    """A title of two to nine words."""
    first, second = chance.sample(SUBJECTS, 2)
    return f"{first} and {second.lower()} {chance.choice(WAYS)}" if chance.random() < 0.6 else f"{first}: an overview"


def span(starts: int, minutes: int) -> str:
    """`09:00–09:30` for minutes of the day."""
    return "–".join(f"{at // 60:02d}:{at % 60:02d}" for at in (starts, starts + minutes))


def halls(chance: random.Random) -> tuple[list[Block], int]:
    """281 talks in 14 rooms over two days, each room with hours of its own; and how many people
    speak.
    """
    days, number = [], 0
    for day, talks in enumerate((141, 140)):
        items = [{"time": "09:30–10:00", "title": "Welcome"}]
        slots = []
        for room in range(14):
            at = 600 + 15 * (room % 3)
            for _ in range(talks // 14 + (room < talks % 14)):
                minutes = chance.choice((25, 30, 40, 45))
                slots.append((at, minutes, f"Room {'ABCDEFGHIJKLMN'[room]}"))
                at += minutes + 5
        for at, minutes, room in sorted(slots):
            items.append(
                {"time": span(at, minutes), "title": title(chance), "room": room, "speaker": f"s{number % 265}"}
            )
            number += 1
        days.append({"date": FIRST + dt.timedelta(day), "items": items})
    return days, 265


def tracks(chance: random.Random) -> tuple[list[Block], int]:
    """491 talks in 42 sessions, seven of them at one time, six times over three days; and how
    many people speak.
    """
    days: list[Block] = []
    number = 0
    for day in range(3):
        items: list[Block] = [{"time": "08:30–09:00", "title": "Registration"}]
        for half, opens in enumerate((540, 840)):
            for hall in range(7):
                session = (day * 2 + half) * 7 + hall
                talks = 12 if session < 29 else 11
                entries: list[Block] = []
                for talk in range(talks):
                    entry: Block = {"time": span(opens + 20 * talk, 20), "title": title(chance)}
                    entry["speaker"] = f"s{number % 187}"
                    if number % 90 == 0:
                        entry["documents"] = [{"paper": f"papers/p{number}.md"}]
                    entries.append(entry)
                    number += 1
                block: Block = {"session": str(session + 1), "time": span(opens, 20 * talks)}
                block |= {"title": f"{SUBJECTS[session % len(SUBJECTS)]} track", "room": f"Hall {hall + 1}"}
                items.append(block | {"contributions": entries})
            items.append({"time": span(opens + 240, 60), "title": "Lunch" if not half else "Reception"})
        days.append({"date": FIRST + dt.timedelta(day), "items": items})
    return days, 187


def write(shape: str, root: Path) -> None:
    """Write the workspace of a shape, `halls` or `tracks`, into a folder."""
    days, count = {"halls": halls, "tracks": tracks}[shape](random.Random(shape))
    volume = {
        "title": f"The Invented Meeting of {shape.title()}",
        "event": {"name": "The Invented Meeting", "city": "Nowhere", "timezone": "Europe/Brussels"},
        "abstracts": "none",
    }
    files: dict[str, object] = {"volume": volume, "agenda": {"days": days}, "people": dict(map(person, range(count)))}
    for name, content in files.items():
        path = root / f"proceedings/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    for path, text in texts(days, count if shape == "tracks" else 0):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def texts(days: list[Block], people: int) -> Iterator[tuple[str, str]]:
    """The papers that the agenda names, and a biography of every second person."""
    for entry in (e for day in days for item in day["items"] for e in item.get("contributions", ())):
        for document in entry.get("documents", ()):
            yield document["paper"], f"# {entry['title']}\n\n" + "An invented sentence about nothing at all. " * 80
    for number in range(0, people, 2):
        yield f"proceedings/people/s{number}.md", "Writes programs that do nothing, and tests for them. " * 6


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
