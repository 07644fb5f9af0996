"""Small workspaces for the tests of the reading room: a sound one, and changes to it."""

from __future__ import annotations

from pathlib import Path

VOLUME = """\
title: The Book
event:
  name: The Meeting
  starts: 2007-10-08
  ends: 2007-10-09
  timezone: Europe/Zurich
language: en
"""

AGENDA = """\
days:
  - date: 2007-10-08
    items:
      - time: 09:00–10:00
        title: Registration
      - time: 10:00–12:00
        session: I
        title: First Things
        moderator: lovelace
        contributions:
          - speaker: hopper
            documents:
              - paper: papers/hopper.pdf
              - slides:
          - General Discussion
"""

PEOPLE = """\
lovelace:
  name: Ada Lovelace
hopper:
  name: Grace Hopper
"""


def workspace(
    root: Path,
    volume: str | bytes = VOLUME,
    agenda: str | bytes = AGENDA,
    people: str | bytes = PEOPLE,
    files: dict[str, str | bytes] | None = None,
) -> Path:
    """Write a workspace; `files` are further files by their path in it."""
    everything = {
        "proceedings/volume.yaml": volume,
        "proceedings/agenda.yaml": agenda,
        "proceedings/people.yaml": people,
        "papers/hopper.pdf": b"%PDF-1.7",
        **(files or {}),
    }
    for name, content in everything.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
