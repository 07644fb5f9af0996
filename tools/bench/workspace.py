"""The workspace of the benchmark: a conference with as many papers as asked for, in the syntax editors write."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
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
    "Tara",
    "Ugo",
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
    "Quast",
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


def write(folder: Path, documents: Sequence[tuple[str, bool]], seed: int) -> None:
    """Write volume.yaml, agenda.yaml and people.yaml for documents given as path and whether it is a deck."""
    (folder / "proceedings").mkdir(parents=True, exist_ok=True)
    chance = random.Random(f"{seed}/workspace")
    names = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in documents]
    people = "".join(f"person-{n}:\n  name: {name}\n  country: Italy\n" for n, name in enumerate(names, 1))
    (folder / "proceedings" / "people.yaml").write_text(people, "utf-8")
    (folder / "proceedings" / "agenda.yaml").write_text(_agenda(documents, chance), "utf-8")
    (folder / "proceedings" / "volume.yaml").write_text(_volume(), "utf-8")


def _volume() -> str:
    return (
        "title: Benchmark Volume\nsubtitle: Papers from one seed\n"
        "event:\n  name: Benchmark Conference\n  city: Geneva\n  starts: 2024-06-03\n  ends: 2024-06-14\n"
        "language: en-GB\npublished: 2024-06-14\neditors:\n  - name: Ada Abel\n"
        "parts: [half-title, title, imprint, contents, sessions, participants, index]\n"
    )


def _agenda(documents: Sequence[tuple[str, bool]], chance: random.Random) -> str:
    lines = ["days:"]
    for start in range(0, len(documents), PER_SESSION):
        session = start // PER_SESSION
        if session % SESSIONS_A_DAY == 0:
            day = dt.date(2024, 6, 3) + dt.timedelta(days=session // SESSIONS_A_DAY)
            lines += [f"  - date: {day.isoformat()}", "    items:"]
        hour = 8 + session % SESSIONS_A_DAY
        lines += [f"      - time: {hour:02}:00–{hour + 1:02}:00", f'        session: "{session + 1}"']
        lines += [f"        title: {_topic(chance)}", "        contributions:"]
        for number, (path, deck) in enumerate(documents[start : start + PER_SESSION], start + 1):
            lines += [f"          - title: {_topic(chance)} {number}", f"            speaker: person-{number}"]
            lines += ["            documents:", f"              - {'slides' if deck else 'paper'}: {path}"]
    return "\n".join(lines) + "\n"


def _topic(chance: random.Random) -> str:
    return " and ".join(chance.sample(TOPICS, 3)[:2]) + f" in {chance.choice(TOPICS)}"
