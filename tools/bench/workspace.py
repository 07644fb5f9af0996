"""The workspace of the benchmark:
a conference with as many papers as asked for, in the syntax editors write.
"""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FIRST = [
    "Ada",
    "Bruno",
    "Clara",
    "Daniel",
    "Elena",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Karin",
    "Lars",
    "Mira",
    "Nils",
    "Olga",
    "Pavel",
    "Rosa",
    "Sven",
]
LAST = [
    "Abel",
    "Berger",
    "Costa",
    "Duval",
    "Egger",
    "Fischer",
    "Gomez",
    "Haas",
    "Ito",
    "Jansen",
    "Keller",
    "Lopez",
    "Moreau",
    "Novak",
    "Okafor",
    "Petit",
]
TOPICS = [
    "Corridors",
    "Skills",
    "Remittances",
    "Borders",
    "Cohorts",
    "Contracts",
    "Returns",
    "Networks",
    "Quotas",
    "Seasons",
    "Surveys",
    "Wages",
]

PER_SESSION = 20
SESSIONS_A_DAY = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the agenda: where it is, its title, and whether it is a deck."""

    path: str
    title: str
    deck: bool


def write(folder: Path, documents: Sequence[Entry], seed: int) -> None:
    """Write volume.yaml, agenda.yaml and people.yaml; every document has a speaker of its own."""
    (folder / "proceedings").mkdir(parents=True, exist_ok=True)
    chance = random.Random(f"{seed}/workspace")
    people = "".join(
        f"person-{n}:\n  name: {_name(n, chance)}\n  country: Italy\n" for n in range(1, len(documents) + 1)
    )
    (folder / "proceedings" / "people.yaml").write_text(people, "utf-8")
    (folder / "proceedings" / "agenda.yaml").write_text(_agenda(documents, chance), "utf-8")
    (folder / "proceedings" / "volume.yaml").write_text(_volume(), "utf-8")


def _name(number: int, chance: random.Random) -> str:
    """A name that nobody else has: the initials between count."""
    letters = string.ascii_uppercase
    initials = f"{letters[number // 676 % 26]}. {letters[number // 26 % 26]}. {letters[number % 26]}."
    return f"{chance.choice(FIRST)} {initials} {chance.choice(LAST)}"


def _volume() -> str:
    return (
        "title: Benchmark Volume\nsubtitle: Papers from one seed\n"
        "event:\n  name: Benchmark Conference\n  city: Geneva\n  starts: 2024-06-03\n  ends: 2024-06-14\n"
        "language: en-GB\npublished: 2024-06-14\neditors:\n  - name: Ada Abel\n"
        "parts: [half-title, title, imprint, contents, sessions, participants, index]\n"
        # The papers name no authors.
        "checks: {authors-differ: off}\n"
    )


def _agenda(documents: Sequence[Entry], chance: random.Random) -> str:
    lines = ["days:"]
    for start in range(0, len(documents), PER_SESSION):
        session = start // PER_SESSION
        if session % SESSIONS_A_DAY == 0:
            day = dt.date(2024, 6, 3) + dt.timedelta(days=session // SESSIONS_A_DAY)
            lines += [f"  - date: {day.isoformat()}", "    items:"]
        hour = 8 + session % SESSIONS_A_DAY
        lines += [f"      - time: {hour:02}:00–{hour + 1:02}:00", f'        session: "{session + 1}"']
        lines += [f"        title: {_topic(chance)}", "        contributions:"]
        for number, entry in enumerate(documents[start : start + PER_SESSION], start + 1):
            lines += [f"          - title: {entry.title}", f"            speaker: person-{number}"]
            lines += ["            documents:", f"              - {'slides' if entry.deck else 'paper'}: {entry.path}"]
    return "\n".join(lines) + "\n"


def _topic(chance: random.Random) -> str:
    return " and ".join(chance.sample(TOPICS, 3)[:2]) + f" in {chance.choice(TOPICS)}"
