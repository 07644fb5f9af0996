"""Small workspaces: a sound one to be read and changed,
one of a meeting to be built, and the command that does it.
"""

from __future__ import annotations

import os
import subprocess
import sys
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


MEETING = """\
title: The Book of the Meeting
short_title: The Meeting
event: {name: The Meeting, city: Geneva, starts: 2007-10-08, ends: 2007-10-08, timezone: Europe/Zurich}
publisher: {name: A Publisher, place: Geneva}
options: {biographies: all}
language: en
"""

MEETING_AGENDA = """\
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
              - {kind: paper, file: papers/hopper.pdf, title: On compilers}
              - {kind: paper, file: papers/notes.md, title: Notes on notes}
          - General Discussion
"""

FOREWORD = "# Foreword\n\nA few words.\n"
NOTES = "# Notes on notes\n\nGrace Hopper\n\nA *short* text.\n"


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


def meeting(root: Path, agenda: str = MEETING_AGENDA, volume: str = MEETING, people: str = PEOPLE) -> Path:
    """A workspace that can be built, with one PDF of two pages and one Markdown paper."""
    import weasyprint

    html = (
        "<style>@page {size: A4; margin: 30mm}</style><h1>On compilers</h1><p>Grace Hopper</p>"
        '<p><a href="#two">to the second page</a></p>'
        '<h2 id="two" style="break-before: page">Second page</h2><p>The end of it.</p>'
    )
    paper = weasyprint.HTML(string=html).write_pdf()
    assert paper is not None
    texts = {"proceedings/front/foreword.md": FOREWORD, "papers/notes.md": NOTES}
    return workspace(root, volume, agenda, people, {**texts, "papers/hopper.pdf": paper})


def run(
    *arguments: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("proceedings"), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **(env or {})}
    )
