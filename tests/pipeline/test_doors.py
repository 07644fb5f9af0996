"""Sheets for doors: a page for each room on each day, with what happens there and nothing else."""

from __future__ import annotations

from pathlib import Path

import pypdf

from small_workspaces import run, workspace

AGENDA = """\
days:
  - date: 2026-05-11
    items:
      - {time: 09:00-10:00, title: Opening, speaker: ada, room: Hall 1}
      - {time: 10:00-10:30, title: Coffee break}
      - time: 11:00–12:00
        session: I
        title: Wells
        room: "2"
        chair: bea
        contributions:
          - {title: A talk on wells, time: 11:00–11:20, speakers: [ada, bea]}
          - {title: A talk that is off, time: 11:20–11:40, speaker: ada, status: cancelled}
  - date: 2026-05-12
    items: [{time: 09:00-10:00, title: Closing, speaker: bea, room: Hall 1}]
"""
PEOPLE = "ada: Ada Imagined\nbea: Bea Invented\n"


def sheets(root: Path) -> list[str]:
    pages = pypdf.PdfReader(root / "build/doors.pdf").pages
    assert all(abs(page.mediabox.height - 842) < 1 for page in pages), "A4, whatever the book's trim"
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pages]


def test_each_room_has_a_sheet_a_day(tmp_path: Path) -> None:
    root = workspace(tmp_path, "title: The Book\ntrim: A5\n", AGENDA, PEOPLE)
    done = run("doors", root)
    assert done.returncode == 0, done.stdout + done.stderr
    first, second, third = sheets(root)
    assert "Hall 1" in first and "Monday, 11 May 2026" in first and "09:00–10:00" in first and "Wells" not in first
    assert "Room 2" in second and "Session I" in second and "Chair: Bea Invented" in second
    assert "11:00–11:20 A talk on wells Ada Imagined and Bea Invented" in second
    assert "Cancelled" in second and "Opening" not in second
    assert "Tuesday, 12 May 2026" in third and "Closing" in third


def test_without_rooms_it_says_what_is_missing(tmp_path: Path) -> None:
    done = run("doors", workspace(tmp_path, agenda=AGENDA.replace("room:", "track:"), people=PEOPLE))
    assert done.returncode == 1 and "room" in done.stderr
    assert not (tmp_path / "build/doors.pdf").exists()
