"""veraPDF as an outside program: found, run, its verdict read."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from arbiter import arbiter
from proceedings.programs import verapdf
from proceedings.values.diagnostics import ProgramMissing


def blank(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


def test_a_broken_rule_is_told_with_clause_count_and_place(tmp_path: Path) -> None:
    (verdict,) = verapdf.validate(blank(tmp_path / "a.pdf"), ["2b"], arbiter())
    assert not verdict.compliant and not verdict.trouble
    assert ("ISO 19005-2:2011", "6.6.2.1", 1) in [(r.specification, r.clause, r.count) for r in verdict.broken]
    found = list(verapdf.findings("a.pdf", verdict))
    assert {(f.code, f.place.file) for f in found} == {("does-not-conform", "a.pdf")}
    assert any("6.6.2.1" in f.message for f in found)


def test_a_file_that_is_no_pdf_gives_no_verdict_but_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no PDF at all")
    (verdict,) = verapdf.validate(tmp_path / "a.pdf", ["2b"], arbiter())
    assert not verdict.compliant and verdict.trouble
    assert [f.code for f in verapdf.findings("a.pdf", verdict)] == ["not-validated"]


def test_the_program_says_its_version() -> None:
    assert verapdf.version(arbiter()).count(".") == 2


def test_the_environment_names_the_program_before_any_other_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").write_text("#!/bin/sh\n")
    monkeypatch.setenv(verapdf.PROGRAM, str(tmp_path / "own"))
    assert verapdf.find() == tmp_path / "own"
    monkeypatch.setenv(verapdf.PROGRAM, str(tmp_path / "absent"))
    assert verapdf.find() is None


def test_without_the_program_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(verapdf.PROGRAM, str(tmp_path / "absent"))
    with pytest.raises(ProgramMissing) as refused:
        verapdf.validate(blank(tmp_path / "a.pdf"), ["2b"])
    assert refused.value.hint == "make verapdf"


def test_a_program_that_is_slow_or_does_not_start_says_no_version(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 30\n", "utf-8")
    slow.chmod(0o755)
    assert verapdf.version(slow, 0.2) == ""
    assert verapdf.version(tmp_path / "nowhere") == ""


def test_a_program_that_does_not_start_is_a_finding(tmp_path: Path) -> None:
    (verdict,) = verapdf.validate(tmp_path / "any.pdf", ("2b",), tmp_path / "nowhere")
    assert verdict.trouble == f"veraPDF could not be started: {tmp_path / 'nowhere'}"
