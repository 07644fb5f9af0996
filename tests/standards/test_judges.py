"""The day's judge beside veraPDF: one file, one verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import archival_faults
from arbiter import arbiter
from proceedings.intake.cleaning import clean
from proceedings.intake.conforming.conform import conform
from proceedings.programs import ghostscript, verapdf


@pytest.fixture(scope="module")
def judges(repository: Path) -> Iterator[Any]:
    """The modules of the comparison, which are no package."""
    sys.path.insert(0, str(repository / "tools" / "judges"))
    import run  # type: ignore[import-not-found]

    yield run
    sys.path.pop(0)


def test_files_of_a_folder_are_compared_and_the_table_says_where_the_verdicts_differ(
    judges: Any, repository: Path, tmp_path: Path
) -> None:
    arbiter()
    folder = tmp_path / "sample"
    folder.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 100 100 re f")
        pdf.save(folder / "plain.pdf")
    out = tmp_path / "judges.md"
    assert judges.main([str(folder), "--work", str(tmp_path / "work"), "--out", str(out)]) == 0
    lines = out.read_text("utf-8").splitlines()
    assert "| sample: submissions | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in lines
    assert "| sample: volume | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in lines


def test_both_judges_grant_the_claims_of_real_papers(judges: Any, repository: Path, tmp_path: Path) -> None:
    arbiter()
    out = tmp_path / "judges.md"
    asked = [str(repository / "papers"), "--only", ".pdf", "--claims", "--work", str(tmp_path / "work")]
    assert judges.main([*asked, "--out", str(out)]) == 0
    assert "| papers: submissions | 2 | 2 | 0 | 0 | 0 | 0 | 0 |" in out.read_text("utf-8").splitlines()


STRICTER: set[str] = {"6.2.11.3.3-3 used CMap"}
"""Faults of which veraPDF gives no verdict."""


def test_a_document_with_a_fault_holds_exactly_what_the_arbiter_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = arbiter()
    monkeypatch.setattr(ghostscript, "find", lambda: None)  # documents as they are mended, not as they are rewritten
    levels: dict[str, str | None] = {}
    for number, (name, pdf) in enumerate(archival_faults.documents()):
        with pdf:
            clean(pdf)
            pdf.save(tmp_path / f"{number}-clean.pdf")
        levels[name] = conform(tmp_path / f"{number}-clean.pdf", tmp_path / f"{number}.pdf").level
    verdicts = verapdf.validate_all([tmp_path / f"{n}.pdf" for n in range(len(levels))], "2b", program)
    for (name, level), verdict in zip(levels.items(), verdicts, strict=True):
        broken = [f"{rule.clause}-{rule.test}" for rule in verdict.broken]
        assert (level == "2b") == verdict.compliant or name in STRICTER, (name, level, broken, verdict.trouble)
    assert sum(level == "2b" for level in levels.values()) >= MENDED


MENDED = 110
"""Of the generated faults, so many are mended in place."""
