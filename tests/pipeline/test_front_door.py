"""The front door: what `proceedings build`,
`check` and `verify` do to a small workspace, and what they exit with.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest

from small_workspaces import MEETING_AGENDA, meeting, run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace with its volume; tests that change it make their own."""
    root = meeting(tmp_path_factory.mktemp("meeting"))
    done = run("build", root)
    assert done.returncode == 0, done.stderr
    return root


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_volume_reads_front_matter_in_roman_and_the_first_divider_as_one(built: Path) -> None:
    contents = json.loads((built / "build/contents.json").read_text("utf-8"))
    kinds = [part["kind"] for part in contents["parts"] if part["kind"] != "blank"]
    assert kinds == [
        *("half-title", "title", "imprint", "contents", "foreword", "agenda", "divider", "paper", "paper"),
        *("biographies", "index"),
    ]
    divider = next(part for part in contents["parts"] if part["kind"] == "divider")
    assert divider["first_folio"] == "1"
    labels = pypdf.PdfReader(built / "build/proceedings.pdf").page_labels
    assert labels[divider["first_page"] - 2 : divider["first_page"]][1] == "1"
    assert labels[0] == "i"


def test_one_process_makes_the_volume_that_several_make_and_folds_no_source_otherwise(
    built: Path, tmp_path: Path
) -> None:
    alone = meeting(tmp_path)
    assert run("build", "--jobs", "1", alone).returncode == 0
    assert sum_of(alone / "build/proceedings.pdf") == sum_of(built / "build/proceedings.pdf")
    quires = [len(list(root.glob("build/.store/*/*/quire"))) for root in (alone, built)]
    assert quires[0] == quires[1] > 0


def test_the_printed_folio_of_every_paper_page_is_its_label(built: Path) -> None:
    reader = pypdf.PdfReader(built / "build/proceedings.pdf")
    contents = json.loads((built / "build/contents.json").read_text("utf-8"))
    paper = next(part for part in contents["parts"] if part["id"] == "session-1-hopper-paper")
    for page in range(paper["first_page"] - 1, paper["first_page"] - 1 + paper["page_count"]):
        assert reader.page_labels[page] in reader.pages[page].extract_text().split()


def test_an_internal_link_of_a_paper_lands_on_its_second_page_in_the_volume(built: Path) -> None:
    reader = pypdf.PdfReader(built / "build/proceedings.pdf")
    contents = json.loads((built / "build/contents.json").read_text("utf-8"))
    paper = next(part for part in contents["parts"] if part["id"] == "session-1-hopper-paper")
    first = reader.pages[paper["first_page"] - 1]
    (link,) = [a.get_object() for a in first["/Annots"]]
    target = (link.get("/Dest") or link["/A"]["/D"])[0].get_object()
    assert target == reader.pages[paper["first_page"]].get_object()


def test_the_bookmarks_are_front_matter_sessions_contributions_and_back_matter(built: Path) -> None:
    titles: list[str] = []

    def walk(entries: Sequence[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                titles.append(str(entry.title))  # type: ignore[attr-defined]

    walk(pypdf.PdfReader(built / "build/proceedings.pdf").outline)
    wanted = ["Contents", "Foreword", "Agenda", "First Things", "On compilers", "Biographies", "Index"]
    positions = [next(n for n, title in enumerate(titles) if want in title) for want in wanted]
    assert positions == sorted(positions)


def test_a_second_build_does_nothing_and_says_the_same(built: Path) -> None:
    before = (built / "build/proceedings.pdf").stat()
    first, second = run("build", built), run("build", built)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout) == (0, first.stdout)
    assert (built / "build/proceedings.pdf").stat().st_mtime_ns == before.st_mtime_ns


def test_the_same_workspace_elsewhere_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("build"))
    assert run("build", other).returncode == 0
    assert sum_of(other / "build/proceedings.pdf") == sum_of(built / "build/proceedings.pdf")


def test_verify_finds_nothing_wrong_with_what_build_made(built: Path) -> None:
    done = run("verify", cwd=built)
    assert done.returncode == 0, done.stderr
    assert "no problems" in done.stdout


def test_a_missing_document_stops_the_final_volume_and_not_the_draft(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    (root / "papers" / "hopper.pdf").unlink()
    final = run("build", root)
    assert final.returncode == 1
    assert "proceedings/agenda.yaml:13:37:" in final.stderr
    assert "error[missing-document]" in final.stderr
    assert not (root / "build/proceedings.pdf").exists()
    draft = run("build", "--draft", root)
    assert draft.returncode == 0, draft.stderr
    assert "warning[missing-document]" in draft.stderr
    text = "".join(page.extract_text() for page in pypdf.PdfReader(root / "build/proceedings.pdf").pages)
    assert "Draft" in text or "DRAFT" in text


def test_an_unusable_file_costs_the_draft_one_page(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    (root / "papers" / "hopper.pdf").write_bytes(b"%PDF-1.7\nthis is no PDF\n")
    done = run("build", "--draft", root)
    assert done.returncode == 0, done.stderr
    assert "papers/hopper.pdf" in done.stderr
    contents = json.loads((root / "build/contents.json").read_text("utf-8"))
    paper = next(part for part in contents["parts"] if part["id"] == "session-1-hopper-paper")
    assert (paper["page_count"], paper["treatment"]) == (1, ["placeholder"])


def test_errors_leave_the_previous_volume_alone(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    assert run("build", root).returncode == 0
    before = sum_of(root / "build/proceedings.pdf")
    agenda = root / "proceedings" / "agenda.yaml"
    agenda.write_text(agenda.read_text("utf-8").replace("moderator: lovelace", "moderator: lovelase"), "utf-8")
    done = run("build", root)
    assert done.returncode == 1
    assert "proceedings/agenda.yaml:9:20: error[unknown-person]" in done.stderr
    assert "lovelace" in done.stderr
    assert sum_of(root / "build/proceedings.pdf") == before


def test_an_interrupted_build_leaves_the_previous_volume_and_nothing_half_written(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    assert run("build", root).returncode == 0
    before = sum_of(root / "build/proceedings.pdf")
    (root / "proceedings" / "front" / "foreword.md").write_text("# Foreword\n\nOther words.\n", "utf-8")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("proceedings"), "build", root], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # Its unfinished folder is a sign that the build is under way:
    # a clock would tell nothing on a busy machine.
    while not list((root / "build").glob(".unfinished-*")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode in (130, 0)
    if process.returncode == 130:
        assert sum_of(root / "build/proceedings.pdf") == before
    visible = {path.name for path in (root / "build").iterdir() if not path.name.startswith(".store")}
    assert visible == {"proceedings.pdf", "contents.json"}


def test_without_libreoffice_the_volume_is_a_draft_and_the_command_that_helps_is_named(tmp_path: Path) -> None:
    agenda = MEETING_AGENDA.replace("papers/notes.md", "papers/notes.docx")
    root = meeting(tmp_path, agenda)
    source = Path(__file__).parents[2] / "papers" / "calzado-paper.docx"
    shutil.copy(source, root / "papers" / "notes.docx")
    (root / "papers" / "notes.md").unlink()
    done = run("build", root, env={"PATH": "/nonexistent"})
    assert done.returncode == 3, done.stderr
    assert "apt-get install" in done.stderr
    contents = json.loads((root / "build/contents.json").read_text("utf-8"))
    treatments = {part["source"]: part["treatment"] for part in contents["parts"] if part["kind"] == "paper"}
    assert ["placeholder"] in treatments.values()


def test_wrong_usage_is_status_two(tmp_path: Path) -> None:
    nowhere = run("build", tmp_path)
    assert nowhere.returncode == 2
    assert "Traceback" not in nowhere.stderr
    assert run("build", "--no-such-option").returncode == 2


def test_check_lists_everything_and_writes_a_report_without_outside_links(built: Path) -> None:
    done = run("check", built)
    assert done.returncode == 0
    report = (built / "build/check.html").read_text("utf-8")
    assert "The Book of the Meeting" in report
    assert "http" not in report.replace("http-equiv", "")


def test_check_speaks_json(built: Path) -> None:
    found = json.loads(run("check", "--json", built).stdout)
    assert {"code", "severity", "file", "line", "column", "message", "hint"} <= set(found[0])


def test_a_reader_that_leaves_early_is_no_fault(built: Path) -> None:
    program = Path(sys.executable).with_name("proceedings")
    done = subprocess.run(
        ["sh", "-c", f"'{program}' check --json '{built}' | true"], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_help_teaches_the_commands_and_exit_statuses() -> None:
    said = run("--help").stdout
    for word in ("build", "check", "verify", "--draft", "Exit status"):
        assert word in said


def test_in_a_pipe_each_step_is_a_line_with_counts_and_the_document_in_hand(tmp_path: Path) -> None:
    root = meeting(tmp_path)
    told = run("check", root).stderr.splitlines()
    assert told[0] == "Reading the workspace"
    assert {"intake 1 of 2 · hopper.pdf", "intake 1 of 2 · notes.md"} & set(told)
    assert any(line.startswith("intake 2 of 2 · ") for line in told)
    assert not any(line.startswith("intake") for line in run("check", root).stderr.splitlines()), "all is in the store"
    assert run("check", "--json", root).stderr == ""
