"""Last year's volume as a source, and what `check` says of what is left of it."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from exports import read, run
from proceedings.cli import app

BOOK = """# The book of 2025.
title: Proceedings of the 12th Workshop on Tests
short_title: TestConf 2025   # a comment
event:
  name: 12th Workshop on Tests
  starts: 2025-05-12
  ends: 2025-05-14
isbn: 978-92-95055-12-4
rights: © 2025 the authors
language: en-GB
committees:
  - title: Chairs
    members:
      - {name: Ada Example, role: Program Chair}
trim: A5
"""
FOREWORD = """# Foreword

Welcome to the 12th Workshop on Tests. It was held on 12–14 May 2025 in Bern.

The workshop began in 1999 with ten people, and tests have changed since.

Ada Example
"""


@pytest.fixture
def last(tmp_path: Path) -> Path:
    root = tmp_path / "2025"
    for name, text in {
        "proceedings/volume.yaml": BOOK,
        "proceedings/agenda.yaml": "days:\n  - {date: 2025-05-12, items: [{title: Opening, speaker: bo}]}\n",
        "proceedings/people.yaml": "bo:\n  name: Bo Other   # kept\n",
        "proceedings/people/bo.md": "Bo tests.\n",
        "proceedings/front/foreword.md": FOREWORD,
        "proceedings/addresses.yaml": "bo: bo@private.example\n",
        "papers/bo.pdf": "not taken",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def stale(workspace: Path) -> list[tuple[str, str]]:
    """File and code of each finding of its kind."""
    run_ = CliRunner().invoke(app, ["check", str(workspace), "--draft", "--jobs", "1"])
    lines = [line.split(": warning[stale-") for line in run_.output.splitlines() if "[stale-" in line]
    return sorted((file.partition(":")[0].rpartition("/")[2], code.partition("]")[0]) for file, code in lines)


def test_all_but_agenda_and_papers_is_carried_over(last: Path, tmp_path: Path) -> None:
    told = run("import", last, tmp_path / "2026")
    new = tmp_path / "2026" / "proceedings"
    wanted = BOOK.replace("2025-05-12", "2026-05-11").replace("2025-05-14", "2026-05-13")
    wanted = wanted.replace("isbn: 978-92-95055-12-4", "# isbn: 978-92-95055-12-4   # of the volume before")
    assert (new / "volume.yaml").read_text("utf-8") == wanted
    for name in ("people.yaml", "people/bo.md", "front/foreword.md", "addresses.yaml"):
        assert (new / name).read_text("utf-8") == (last / "proceedings" / name).read_text("utf-8")
    assert [day["date"] for day in read(tmp_path / "2026", "agenda")["days"]][::2] == ["2026-05-11", "2026-05-13"]
    assert not (tmp_path / "2026/papers").exists() and "a guess" in told
    assert "private.example" not in "".join(p.read_text("utf-8") for p in (new / "state").rglob("*") if p.is_file())
    assert "private.example" not in told


def test_what_is_stale_is_told_until_it_is_changed(last: Path, tmp_path: Path) -> None:
    run("import", last, tmp_path / "2026")
    book = tmp_path / "2026/proceedings/volume.yaml"
    front = tmp_path / "2026/proceedings/front/foreword.md"
    assert stale(tmp_path / "2026") == [
        ("foreword.md", "date"),
        ("foreword.md", "ordinal"),
        ("volume.yaml", "ordinal"),
        ("volume.yaml", "year"),
    ]
    book.write_text(book.read_text("utf-8").replace("12th", "13th").replace("2025 ", "2026 "), "utf-8")
    assert {file for file, _ in stale(tmp_path / "2026")} == {"foreword.md"}
    book.write_text(book.read_text("utf-8").replace("Ada Example", "Cy Chair"), "utf-8")
    assert ("foreword.md", "name") in stale(tmp_path / "2026")
    text = front.read_text("utf-8").replace("12th", "13th").replace("12–14 May 2025", "11–13 May 2026")
    front.write_text(text.replace("Ada Example", "Cy Chair"), "utf-8")
    assert stale(tmp_path / "2026") == []


@pytest.mark.parametrize(
    ("title", "foreword", "wanted"),
    [
        ("TestConf 2025", "Fine.", [("volume.yaml", "year")]),
        ("TestConf 2026", "It was held on 12–14 May 2025.", [("foreword.md", "date")]),
        ("TestConf 2026", "We meet on Monday, 12 May 2026.", [("foreword.md", "date")]),
        ("The 13th Workshop on Tests", "Welcome to the 12th Workshop.", [("foreword.md", "ordinal")]),
        ("TestConf 2026", "We meet on Tuesday, 12 May 2026.", []),
        ("TestConf 2026", "After the workshop of 12–14 May 2025 we meet again. The call closed on 3 June 2025.", []),
        ("The 13th Workshop on Tests", "After the 12th workshop comes the 13th Workshop.", []),
        ("Lessons of the crisis of 2008", "Founded in 1999, the 1st Workshop was small.", []),
        ("Proceedings 2025/2026", "© 2026", []),
    ],
)
def test_without_a_memory_only_contradictions_are_told(
    title: str, foreword: str, wanted: list[tuple[str, str]], tmp_path: Path
) -> None:
    run("new", tmp_path, "--title", title, "--dates", "2026-05-12..2026-05-14")
    book = tmp_path / "proceedings/volume.yaml"
    book.write_text(book.read_text("utf-8").replace(f"name: {title}", "name: Tests"), "utf-8")
    (tmp_path / "proceedings/front").mkdir()
    (tmp_path / "proceedings/front/foreword.md").write_text(f"# Foreword\n\n{foreword}\n", "utf-8")
    assert stale(tmp_path) == wanted


def test_deadlines_of_the_meeting_before_are_told(tmp_path: Path) -> None:
    run("new", tmp_path, "--title", "T", "--dates", "2026-05-12")
    book = tmp_path / "proceedings/volume.yaml"
    book.write_text(book.read_text("utf-8") + "deadlines:\n  paper: 2025-03-01\n  slides: 2026-03-01\n", "utf-8")
    assert stale(tmp_path) == [("volume.yaml", "date")]


def test_a_pdf_leads_to_its_workspace_and_alone_gives_title_and_names(last: Path, tmp_path: Path) -> None:
    contents = {"version": 1, "title": "Tests 2025", "pages": 2, "pdf": "proceedings.pdf",
                "parts": [{"id": "p", "kind": "paper", "title": "On", "people": ["Bo Other", "Di Third"]}]}  # fmt: skip
    for folder in (last / "build", tmp_path / "kept"):
        folder.mkdir()
        (folder / "contents.json").write_text(json.dumps(contents), "utf-8")
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/Producer"] = "proceedings 0.2.0"
            pdf.save(folder / "proceedings.pdf")
    run("import", last / "build/proceedings.pdf", tmp_path / "one")
    assert "Workshop on Tests" in read(tmp_path / "one", "volume")["title"]
    told = run("import", tmp_path / "kept/proceedings.pdf", tmp_path / "two")
    assert read(tmp_path / "two", "volume")["title"] == "Tests 2025"
    assert [one["name"] for one in read(tmp_path / "two", "people").values()] == ["Bo Other", "Di Third"]
    assert "workspace alone" in told
    run("check", tmp_path / "two", "--draft", "--jobs", "1")


def test_a_workspace_is_not_imported_into_itself(last: Path) -> None:
    result = CliRunner().invoke(app, ["import", str(last), str(last)])
    assert result.exit_code != 0 and "itself" in str(result.output) + str(result.exception)
