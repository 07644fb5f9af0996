"""`proceedings new` and `proceedings guide` through the front door."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pikepdf
import yaml
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.importing.guessed_dates import guessed_dates


def run(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_new_workspace_checks_without_a_word(tmp_path: Path) -> None:
    run("new", tmp_path / "ws", "--title", "Made: Here", "--dates", "2026-05-01..2026-05-02", "--place", "Bern")
    volume = yaml.safe_load((tmp_path / "ws/proceedings/volume.yaml").read_text("utf-8"))
    assert volume["title"] == "Made: Here" and volume["event"]["city"] == "Bern"
    for name in ("volume", "agenda", "people"):
        first = (tmp_path / f"ws/proceedings/{name}.yaml").read_text("utf-8").splitlines()[0]
        assert (tmp_path / "ws/proceedings" / first.partition("$schema=")[2]).is_file()
    assert "no problems" in run("check", tmp_path / "ws", "--draft", "--jobs", "1")


def test_nothing_is_asked_where_nobody_answers(tmp_path: Path) -> None:
    told = run("new", tmp_path / "a-meeting")
    assert "guessed title: a meeting" in told and f"guessed dates: {dt.date.today()} (today" in told


def test_dates_are_guessed_from_what_the_folder_shows() -> None:
    today = dt.date(2031, 3, 4)
    for texts, wanted in (
        (["Testing Days", "tests-2026", "talk v1.2020.pdf"], ("2026-01-01", "2026-01-01")),
        (["Testing Days 2026", "2026-05-06_programme.pdf"], ("2026-05-06", "2026-05-06")),
        (["x", "2026-05-06_to_2026-05-08"], ("2026-05-06", "2026-05-08")),
        (["TestConf '27"], ("2027-01-01", "2027-01-01")),
        (["paper 20269.pdf", "room 12", "3.2026.1"], ("2031-03-04", "2031-03-04")),
    ):
        first, last, why = guessed_dates(texts, today)
        assert (first.isoformat(), last.isoformat()) == wanted and why


def test_a_folder_of_papers_becomes_an_agenda(tmp_path: Path) -> None:
    for folder in ("", "papers"):
        (tmp_path / folder).mkdir(exist_ok=True)
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.save(tmp_path / folder / f"one_{folder or 'top'}.pdf")
    run("new", tmp_path, "--title", "T", "--dates", "2026-05-01")
    agenda = yaml.safe_load((tmp_path / "proceedings/agenda.yaml").read_text("utf-8"))
    (session,) = agenda["days"][0]["items"]
    assert [c["documents"][0]["paper"] for c in session["contributions"]] == ["one_top.pdf", "papers/one_papers.pdf"]
    assert session["contributions"][0]["title"] == "one top"


def test_a_workspace_is_never_overwritten(tmp_path: Path) -> None:
    run("new", tmp_path, "--title", "First")
    result = CliRunner().invoke(app, ["new", str(tmp_path), "--title", "Second"])
    assert result.exit_code != 0 and "First" in (tmp_path / "proceedings/volume.yaml").read_text("utf-8")


def test_the_guide_is_at_hand_by_topic(tmp_path: Path) -> None:
    assert "`due_date`" not in run("guide", "people") and "orcid" in run("guide", "people")
    assert "Conference data download" in run("guide", "easychair")
    assert CliRunner().invoke(app, ["guide", "nowhere"]).exit_code != 0


def test_the_guide_finds_a_command_that_no_heading_names() -> None:
    said = CliRunner().invoke(app, ["guide", "status"])
    assert said.exit_code == 0 and "who owes what" in said.output
