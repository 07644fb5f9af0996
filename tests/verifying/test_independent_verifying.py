"""`verify` opens nothing with a library that wrote the volume,
transitively, and runs no program of a workspace.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from arbiter import arbiter
from proceedings.programs import verapdf
from proceedings.standards.judging import Alarm, Judge
from proceedings.verifying import conformance
from small_workspaces import meeting, run

WRITERS = {"pikepdf", "weasyprint", "fontTools"}
ROOTS = ("proceedings.verifying", "proceedings.pipeline.reading_back")
"""Where `proceedings verify` begins."""

DOOR = "proceedings"
"""The public door: each of its functions opens rooms of its own,
and importing it opens none (test_public_door.py).
"""

_VERIFY = """
import sys
from proceedings.cli import main
try:
    main()
except SystemExit as end:
    status = end.code
print(status, *sorted({name.split(".")[0] for name in sys.modules} & {"pikepdf", "weasyprint", "fontTools", "pypdf"}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = meeting(tmp_path_factory.mktemp("meeting"))
    assert run("build", folder).returncode == 0
    return folder


@pytest.mark.parametrize("judge", ["page-validation", "veraPDF"])
def test_verify_loads_no_library_that_wrote_the_volume(built: Path, judge: str, tmp_path: Path) -> None:
    program = arbiter() if judge == "veraPDF" else tmp_path / "absent"
    command = [sys.executable, "-c", _VERIFY, "verify", str(built)]
    env = {**os.environ, verapdf.PROGRAM: str(program)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    *said, loaded = done.stdout.splitlines()
    assert loaded == "0 pypdf"
    assert any(line.startswith("PDF/A-2b: ") and judge in line for line in said)


def test_no_import_of_verifying_reaches_a_library_that_wrote_the_volume(repository: Path) -> None:
    source = repository / "src"
    modules = {module_of(file, source): file for file in source.rglob("*.py")}
    ways = {name: [name] for name in modules if any(name == root or name.startswith(f"{root}.") for root in ROOTS)}
    assert len(ways) > 5
    left = list(ways)
    while left:
        name = left.pop()
        for wanted in runtime_imports(modules[name], name):
            assert wanted.split(".")[0] not in WRITERS, " > ".join([*ways[name], wanted])
            if wanted in modules and wanted not in (*ways, DOOR):
                ways[wanted] = [*ways[name], wanted]
                left.append(wanted)


def module_of(file: Path, source: Path) -> str:
    parts = file.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def runtime_imports(file: Path, name: str) -> Iterator[str]:
    """Everything that may be a module among a file's imports,
    in functions too, but for those of types alone.
    """

    def of(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        for child in ast.iter_child_nodes(node):
            yield from of(child)

    parents = name.split(".")
    yield from (".".join(parents[:count]) for count in range(1, len(parents)))
    yield from of(ast.parse(file.read_text("utf-8")))


def test_alarms_about_glyphs_leave_a_claim_in_doubt(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alarm = Alarm("TRUETYPE-GLYPH-WIDTH", "font object 12 0 shows a glyph of another width")
    monkeypatch.setattr(Judge, "findings", lambda *_: (alarm, alarm))
    monkeypatch.setenv(verapdf.PROGRAM, "/nowhere")
    judgement = next(j for j in conformance.judgements(built / "build/proceedings.pdf") if j.level == "2b")
    assert judgement.sentence.startswith("PDF/A-2b: in doubt, says page-validation ")
    (finding,) = judgement.findings
    assert (finding.code, finding.severity) == ("claim-in-doubt", "warning")
    assert finding.hint is not None and "make verapdf" in finding.hint


def test_the_validator_of_a_workspace_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / ".cache/verapdf/verapdf"
    planted.parent.mkdir(parents=True)
    planted.write_text("#!/bin/sh\n")
    planted.chmod(0o755)
    (tmp_path / "verapdf").symlink_to(planted)
    (tmp_path / "below").mkdir()
    monkeypatch.delenv(verapdf.PROGRAM, raising=False)
    for path in ("/usr/bin:/bin", ".:/usr/bin:/bin"):
        monkeypatch.setenv("PATH", path)
        for folder in (tmp_path, tmp_path / "below"):
            monkeypatch.chdir(folder)
            found = verapdf.find()
            assert found is None or not found.resolve().is_relative_to(tmp_path)


def test_the_validator_is_found_in_our_own_checkout_from_anywhere(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arbiter()
    monkeypatch.delenv(verapdf.PROGRAM, raising=False)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    assert verapdf.find() == repository / ".cache/verapdf/verapdf"
