"""Programmes as people write them: this repository's own, and small ones made here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from proceedings.cli import app
from proceedings.importing.written_lines import day_of, documents_of, hours_of, is_a_name, said

TEXT = """Meeting of the Examples

1. Mai 2026 – Erster Tag
9.30–10.00 Opening, Ada Example, Director, Example Foundation, Italy
10h00 to 12h00
Session 1: Things
Chair: Ben Sample, Example University
• Cleo Model, Adviser, Ministry of Samples on behalf of Dan Pattern, Head, Ministry of Samples (Presentation)
• Questions
12:00 Lunch
23:30 — 00:30 Night Music
"""


def imported(source: Path, workspace: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    result = CliRunner().invoke(app, ["import", str(source), str(workspace)])
    assert result.exit_code == 0, result.output
    folder = workspace / "proceedings"
    agenda, people = (
        yaml.load((folder / f"{n}.yaml").read_text("utf-8"), yaml.BaseLoader) for n in ("agenda", "people")
    )
    return agenda, people


def named(value: Any, people: dict[str, Any]) -> Any:
    """The agenda with people in the place of ids, and documents by their kinds alone."""
    if isinstance(value, dict):
        return {
            key: [next(iter(one)) for one in inner] if key == "documents" else named(inner, people)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [named(one, people) for one in value]
    if value in people:
        known = people[value]
        return tuple(known.get(key) for key in ("name", "title", "affiliation", "country"))
    return " ".join(value.split())


def test_the_page_of_the_workshop_gives_the_agenda_of_this_repository(repository: Path, tmp_path: Path) -> None:
    seed = repository.parent / "shared" / "seed" / "iom-page.txt"
    if not seed.is_file():
        pytest.skip("the page is not beside the repository")
    own = repository / "proceedings"
    agenda, people = (yaml.load((own / f"{n}.yaml").read_text("utf-8"), yaml.BaseLoader) for n in ("agenda", "people"))
    assert named(*imported(seed, tmp_path)) == named(agenda, people)


def test_a_text_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text(TEXT, "utf-8")
    agenda, people = imported(tmp_path / "p.txt", tmp_path / "ws")
    (day,) = agenda["days"]
    opening, session, lunch, night = day["items"]
    assert (day["date"], day["title"]) == ("2026-05-01", "Erster Tag")
    assert opening == {"time": "09:30–10:00", "title": "Opening", "speaker": "ada-example"}
    assert people["ada-example"]["affiliation"] == "Example Foundation"
    assert (session["session"], session["time"], session["chair"]) == ("1", "10:00–12:00", "ben-sample")
    assert session["contributions"] == [
        {"speaker": "cleo-model", "on_behalf_of": "dan-pattern", "documents": [{"slides": ""}]},
        "Questions",
    ]
    assert lunch == {"time": "12:00", "title": "Lunch"}
    assert night == {"time": "23:30–00:30", "next_day": "yes", "title": "Night Music"}
    result = CliRunner().invoke(app, ["check", str(tmp_path / "ws"), "--draft", "--jobs", "1"])
    assert result.exit_code == 0, result.output


def test_a_word_document_gives_what_its_text_gives(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.split("\n"))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    (tmp_path / "anything").write_bytes(data.getvalue())
    (tmp_path / "p.txt").write_text(TEXT, "utf-8")
    assert imported(tmp_path / "anything", tmp_path / "one") == imported(tmp_path / "p.txt", tmp_path / "two")


@pytest.mark.parametrize(
    "line", ["8 October 2007 - Day I", "Monday, October 8, 2007: Day I", "2007-10-08 Day I", "le 8 octobre 2007, Day I"]
)
def test_days_are_told_in_many_ways(line: str) -> None:
    found = day_of(line)
    assert found is not None and found[0].isoformat() == "2007-10-08"


def test_sentences_with_a_date_are_no_days() -> None:
    assert day_of("The meeting was opened by the chair on 8 October 2007 in the presence of all members") is None
    assert hours_of("10 people came") is None


def test_hours_names_and_houses() -> None:
    for dash in "-–—−‒":
        found = hours_of(f"09:00 {dash} 10:15 Talk")
        assert (
            found is not None and found.ends is not None and f"{found.ends:%H:%M}" == "10:15" and found.rest == "Talk"
        )
    afternoon = hours_of("1:30 - 3:00 pm Talk")
    assert afternoon is not None and f"{afternoon.starts:%H:%M}" == "13:30"
    assert documents_of("A. Example (Paper / Presentation)") == ("A. Example", ("paper", "slides"))
    assert (
        is_a_name("Ludwig van Sample") and not is_a_name("Ministry of Samples") and not is_a_name("General discussion")
    )
    assert said("Ada Example, Head, Sales, Example, Inc.") == ("Ada Example", "Head, Sales", "Example, Inc.", "")
