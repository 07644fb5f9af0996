"""`proceedings status` through the front door."""

from __future__ import annotations

import csv
import io
import json
import re
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
        ("ada", "answer"): "open",
        ("ben", "paper"): "missing",
        ("ben", "poster"): "withheld",
        ("ben", "biography"): "missing",
        ("ben", "portrait"): "missing",
    }
    table = list(csv.DictReader(io.StringIO(said(folder, "--csv"))))
    assert [row["state"] for row in table] == [row["state"] for row in rows]
    assert table[0]["title"] == "'=Sum" and table[0]["session"] == "I: Things"


def test_deadlines_limits_consent_and_answers_are_named(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    (folder / "proceedings/volume.yaml").write_text(
        "title: T\nlimits: {paper-pages: 8}\ndeadlines: {slides: 2026-04-01, consent: 2026-04-02, answer: 2026-04-03}\n"
    )
    told = said(folder)
    assert "slides (by 2026-04-01)" in told and "consent (by 2026-04-02)" in told
    assert "to be asked: The programme lists your contribution as “=Sum”" in told
    assert "paper: 8 pages at most · answers: 0 waited for, 1 to be asked by letter" in told
    assert "forms of consent 0 of 2" in told
    assert "I: Things\n" in said(folder, "--by-session")
    rows = {(row["person"], row["what"]): row for row in json.loads(said(folder, "--json"))}
    assert (rows["ada", "paper"]["pages"], rows["ada", "paper"]["limit"]) == (1, 8)


def test_a_letter_makes_an_answer_waited_for(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    (folder / "proceedings/addresses.yaml").write_text("ada: ada@things.example\n", "utf-8")
    assert CliRunner().invoke(app, ["letters", str(folder)]).exit_code == 0
    assert "answers: 1 waited for, 0 to be asked" in said(folder)


def test_what_came_in_since_a_day_is_listed_and_the_state_outlives_a_copy(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "one")
    assert "paper of Ada Example (papers/here.md)" in said(folder, "--since", "2020-01-01")
    assert "nothing came in since 2999-01-01" in said(folder, "--since", "2999-01-01")
    state = folder / "proceedings/state/arrivals.json"
    assert not state.exists(), "status writes nothing outside build/"
    assert CliRunner().invoke(app, ["letters", str(folder)]).exit_code == 0
    kept = state.read_text("utf-8")
    state.write_text(re.sub(r'"came": "[^"]*"', '"came": "2001-02-03T04:05:06Z"', kept), "utf-8")
    (folder / "proceedings/people/ada.md").write_text("Ada is someone else.\n", "utf-8")
    rows = {(row["person"], row["what"]): row for row in json.loads(said(folder, "--json"))}
    assert rows["ada", "paper"]["came"] == "2001-02-03T04:05:06Z"
    assert rows["ada", "biography"]["came"] > "2026", "other bytes came later"


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["status", str(workspace(tmp_path)), "--since", "May"]).exit_code != 0
