"""The agenda goes out as a table and comes in again with what co-editors changed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import python_calamine
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.importing.patching import Patch, patched

AGENDA = """\
# The programme, as the committee wants it.
days:
  - date: 2026-05-01
    items:
      - title: "Opening: a welcome"   # the mayor speaks
        time: 09:00-09:30
        room: Hall 1
      - time: 10:00–12:00
        session: I
        title: =First things
        chair: ada
        contributions:
          - title: 'On boats'
            speakers: [ada, ben]
            abstract: |
              Two lines
              of boats.
          - {title: On oars, speaker: cyd}
          - speakers:
              - ben
              - cyd
            title: On sails
"""
PEOPLE = "ada: Ada Example\nben: Ben Müller\ncyd: Cyd Invented\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    own = tmp_path / "proceedings"
    own.mkdir()
    (own / "volume.yaml").write_text("title: T\n", "utf-8")
    (own / "people.yaml").write_text(PEOPLE, "utf-8")
    (own / "agenda.yaml").write_text(AGENDA, "utf-8")
    return tmp_path


def said(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def agenda(folder: Path) -> str:
    return (folder / "proceedings/agenda.yaml").read_text("utf-8")


def exported(folder: Path) -> list[dict[str, str]]:
    said("export", folder / "agenda.csv", folder)
    data = (folder / "agenda.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "without it Excel takes UTF-8 for another encoding"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def came_back(folder: Path, rows: list[dict[str, str]], delimiter: str = ";") -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    (folder / "back.csv").write_text("\ufeff" + text.getvalue(), "utf-8")
    return said("import", folder / "back.csv", folder)


def test_a_table_that_nobody_changed_changes_nothing(desk: Path) -> None:
    rows = exported(desk)
    assert [row["title"] for row in rows][:2] == ["Opening: a welcome", "'=First things"], (
        "no formula for a spreadsheet"
    )
    assert "nothing changes" in came_back(desk, rows)
    assert agenda(desk) == AGENDA


def test_cells_are_written_where_they_stand_and_every_other_letter_stays(desk: Path) -> None:
    rows = {row["title"]: row for row in exported(desk)}
    rows["Opening: a welcome"] |= {"title": "Opening: new words", "room": "", "end": "9:45"}
    rows["'=First things"] |= {"room": "Hall 2", "chairs": "Ben Müller; Cyd Invented"}
    rows["On boats"] |= {"title": "On ships: a view", "speakers": "Cyd Invented"}
    told = came_back(desk, list(rows.values()))
    wanted = (
        AGENDA.replace('"Opening: a welcome"   #', '"Opening: new words"   #')
        .replace("09:00-09:30", "09:00–09:45")
        .replace("        room: Hall 1\n", "")
        .replace("      - time: 10:00–12:00\n", "      - time: 10:00–12:00\n        room: Hall 2\n")
        .replace("chair: ada", "chair: [ben, cyd]")
        .replace("'On boats'", '"On ships: a view"')
        .replace("speakers: [ada, ben]", "speakers: cyd")
    )
    assert agenda(desk) == wanted
    assert "7 cells changed" in told
    said("import", "--undo", desk / "x", desk)
    assert agenda(desk) == AGENDA


def test_what_cannot_be_written_is_listed(desk: Path) -> None:
    rows = exported(desk)
    by_title = {row["title"]: row for row in rows}
    by_title["On oars"]["title"] = "On paddles"
    by_title["On sails"]["speakers"] = "Cyd Invented"
    by_title["On boats"]["speakers"] = "Nobody Known"
    rows[0]["title"] = "Opening: theirs"
    rows.append({**dict.fromkeys(rows[0], ""), "title": "A new talk"})
    del rows[1]
    (desk / "proceedings/agenda.yaml").write_text(AGENDA.replace("Opening: a welcome", "Opening: mine"), "utf-8")
    told = came_back(desk, rows)
    assert "Opening: mine" in agenda(desk) and "theirs" not in agenda(desk)
    assert "you changed this entry since the export; yours stays. The table: title “Opening: theirs”" in told
    assert "Nobody Known: nobody, or several people" in told
    assert "“A new talk”: a new row" in told and "is not in the table any more" in told
    assert "write title “On paddles” there" in told and "On oars" in agenda(desk)
    assert "speakers “Cyd Invented” there" in told


def test_excel_opens_it_and_it_comes_in_from_there(desk: Path) -> None:
    said("export", desk / "agenda.xlsx", desk)
    first = (desk / "agenda.xlsx").read_bytes()
    said("export", desk / "agenda.xlsx", desk)
    assert (desk / "agenda.xlsx").read_bytes() == first
    rows = python_calamine.CalamineWorkbook.from_path(str(desk / "agenda.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[2][rows[0].index("title")] == "=First things" and rows[1][rows[0].index("start")] == "09:00"
    assert "nothing changes" in said("import", desk / "agenda.xlsx", desk)
    before = agenda(desk)
    rows[1][rows[0].index("title")] = "From Excel"
    cells = [dict(zip(rows[0], map(str, row), strict=True)) for row in rows[1:]]
    (desk / "proceedings/agenda.yaml").write_text(before, "utf-8")
    assert "From Excel" in came_back(desk, cells, ",")  # type: ignore[arg-type]


def test_a_dry_run_shows_the_difference_and_writes_nothing(desk: Path) -> None:
    rows = exported(desk)
    rows[0]["room"] = "Hall 9"
    came_back(desk, rows)
    (desk / "proceedings/agenda.yaml").write_text(AGENDA, "utf-8")
    told = said("import", desk / "back.csv", desk, "--dry-run")
    assert "+        room: Hall 9" in told and agenda(desk) == AGENDA


@given(value=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_any_value_is_read_back_as_it_was_written(value: str) -> None:
    text = "a:\n  - title: x   # remark\n    room: y\n"
    changed, left = patched(text, [Patch(2, 5, ("title",), value), Patch(2, 5, ("note",), value)])
    assert left == [] and "# remark" in changed
    (block,) = yaml.load(changed, yaml.BaseLoader)["a"]
    assert block == {"title": value, "note": value, "room": "y"}
