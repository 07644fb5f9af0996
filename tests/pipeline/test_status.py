"""`proceedings status` through the front door."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from typer.testing import CliRunner

from proceedings.cli import app

AGENDA = """days:
  - date: 2026-05-01
    items:
      - session: I
        title: Things
        contributions:
          - title: =Sum
            speaker: ada
            documents:
              - paper: papers/here.md
              - slides:
          - speaker: ben
            documents:
              - paper: papers/gone.pdf
              - {kind: poster, withheld: yes}
"""


def workspace(folder: Path) -> Path:
    own = folder / "proceedings"
    (own / "people").mkdir(parents=True)
    (folder / "papers").mkdir()
    (folder / "papers/here.md").write_text("# Here\n", "utf-8")
    (own / "volume.yaml").write_text("title: T\n", "utf-8")
    (own / "people.yaml").write_text("ada: Ada Example\nben: Ben Sample\n", "utf-8")
    (own / "people/ada.md").write_text("Ada is invented.\n", "utf-8")
    (own / "agenda.yaml").write_text(AGENDA, "utf-8")
    return folder


def said(folder: Path, *options: str) -> str:
    result = CliRunner().invoke(app, ["status", str(folder), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_table_names_what_is_open_and_counts_the_rest(tmp_path: Path) -> None:
    told = said(workspace(tmp_path))
    assert "papers/gone.pdf is not there" in told and "poster" not in told.replace("posters", "")
    assert told.strip().splitlines()[-1] == "papers 1 of 2 · slides 0 of 1 · biographies 1 of 2 · portraits 0 of 2"


def test_csv_and_json_hold_everything_by_person_and_session(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    rows = json.loads(said(folder, "--json"))
    states = {(row["person"], row["what"]): row["state"] for row in rows}
    assert states == {
        ("ada", "paper"): "here",
        ("ada", "slides"): "promised",
        ("ada", "biography"): "here",
        ("ada", "portrait"): "missing",
        ("ben", "paper"): "missing",
        ("ben", "poster"): "withheld",
        ("ben", "biography"): "missing",
        ("ben", "portrait"): "missing",
    }
    table = list(csv.DictReader(io.StringIO(said(folder, "--csv"))))
    assert [row["state"] for row in table] == [row["state"] for row in rows]
    assert table[0]["title"] == "'=Sum" and table[0]["session"] == "I: Things"
