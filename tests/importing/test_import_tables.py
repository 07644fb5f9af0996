"""Programmes as tables: text tables of several kinds, and sheets as other programs write them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.importing.sources.table import _at

CSV = """Datum;Beginn;Ende;Titel;Referenten;Raum;Abstract;E-Mail;Lieblingsfarbe
2026-05-01;09:00;09:30;Eröffnung;Ada Example;Saal;Kurz;ada@secret.example;rot
;09:30;10:15;Zwei;Ben Sample, Cleo Model;Saal;;;
;10:15;10:45;Kaffeepause;;;;;
2026-05-02;23:30;24:00;Nacht;"Pattern, Dan";Keller;;;
irgendwann;10:00;11:00;Verloren;;;;;
"""
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)

_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def imported(source: Path, workspace: Path, *more: str) -> tuple[list[dict[str, Any]], str]:
    result = CliRunner().invoke(app, ["import", str(source), str(workspace), *more])
    assert result.exit_code == 0, result.output
    agenda = yaml.load((workspace / "proceedings/agenda.yaml").read_text("utf-8"), yaml.BaseLoader)
    return [{"date": day["date"], **item} for day in agenda["days"] for item in day["items"]], result.output


def test_columns_are_guessed_shown_and_kept(tmp_path: Path) -> None:
    (tmp_path / "t").write_text(CSV, "utf-8-sig")
    items, told = imported(tmp_path / "t", tmp_path / "ws")
    assert [(i["date"], i["time"], i["title"]) for i in items] == [
        ("2026-05-01", "09:00–09:30", "Eröffnung"),
        ("2026-05-01", "09:30–10:15", "Zwei"),
        ("2026-05-01", "10:15–10:45", "Kaffeepause"),
        ("2026-05-02", "23:30–00:00", "Nacht"),
    ]
    assert items[1]["speakers"] == ["ben-sample", "cleo-model"] and items[3]["next_day"] == "yes"
    assert "row 6: “Verloren”" in told and "column `Lieblingsfarbe` is not taken" in told
    assert "secret" not in (tmp_path / "ws/proceedings/people.yaml").read_text("utf-8")


def test_what_the_editor_says_of_a_column_holds(tmp_path: Path) -> None:
    (tmp_path / "t").write_text(CSV, "utf-8")
    imported(tmp_path / "t", tmp_path / "ws")
    mapping = tmp_path / "ws/proceedings/columns.yaml"
    mapping.write_text(mapping.read_text("utf-8").replace('Lieblingsfarbe: "-"', "Lieblingsfarbe: track"), "utf-8")
    items, _ = imported(tmp_path / "t", tmp_path / "ws")
    assert items[0]["track"] == "rot"
    assert "Lieblingsfarbe: track" in mapping.read_text("utf-8")


def test_another_encoding_is_named_and_never_guessed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(CSV, "cp1252")
    result = CliRunner().invoke(app, ["import", str(tmp_path / "t.csv"), str(tmp_path / "ws")])
    assert result.exit_code != 0 and not (tmp_path / "ws").exists()
    items, _ = imported(tmp_path / "t.csv", tmp_path / "ws", "--encoding", "cp1252")
    assert items[0]["title"] == "Eröffnung"


def test_a_sheet_gives_what_its_text_gives(tmp_path: Path) -> None:
    def cell(value: str) -> str:
        if value.count(":") == 1 and value.replace(":", "").isdigit():
            hours, minutes = value.split(":")
            return f'<table:table-cell office:value-type="time" office:time-value="PT{hours}H{minutes}M00S"/>'
        if value.count("-") == 2:
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    rows = [line.replace('"', "").split(";") for line in CSV.strip().split("\n")]
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Plan">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    (tmp_path / "t.csv").write_text(CSV, "utf-8")
    assert imported(tmp_path / "t.ods", tmp_path / "one")[0] == imported(tmp_path / "t.csv", tmp_path / "two")[0]


@given(st.integers(0, 47), st.integers(0, 59))
def test_hours_are_one_hour_however_a_sheet_spells_them(hours: int, minutes: int) -> None:
    day, away = dt.date(2026, 5, 1), dt.timedelta(hours=hours, minutes=minutes)
    spelt: list[Any] = [away, f"PT{hours}H{minutes:02}M00S", dt.datetime(1899, 12, 31) + away, f"{hours}:{minutes:02}"]
    if hours < 24:
        spelt.append(dt.time(hours, minutes))
    found = {moment.local for moment in (_at(day, one) for one in spelt) if moment}
    assert found == {dt.datetime(2026, 5, 1) + away}
