"""The house as docs/architecture.md describes it: rooms in the order of the data, and a light front door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_workspaces import meeting, run

ROOMS = ("reading", "intake", "checking", "arranging", "typesetting", "binding", "verifying", "publishing")
HEAVY = ("weasyprint", "pikepdf", "pypdf", "pypdfium2", "pydantic", "babel", "rich", "PIL")


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_a_later_one(room: str, repository: Path) -> None:
    later = ROOMS[ROOMS.index(room) + 1 :]
    files = sorted((repository / "src" / "proceedings" / room).rglob("*.py"))
    assert files
    found = [
        f"{file.name}: {module}"
        for file in files
        for module in imported(file)
        if module.startswith("proceedings.") and module.split(".")[1] in later
    ]
    assert found == []


def test_values_need_the_standard_library_and_each_other_alone(repository: Path) -> None:
    files = sorted((repository / "src" / "proceedings" / "values").rglob("*.py"))
    assert len(files) > 1
    foreign = [
        f"{file.name}: {module}"
        for file in files
        for module in imported(file)
        if not module.startswith("proceedings.values.") and module.split(".")[0] not in sys.stdlib_module_names
    ]
    assert foreign == []


def test_verifying_never_uses_the_library_that_wrote_the_volume(repository: Path) -> None:
    files = (repository / "src" / "proceedings" / "verifying").rglob("*.py")
    assert not [file.name for file in files for module in imported(file) if module.split(".")[0] == "pikepdf"]


def test_every_file_says_first_what_it_does(repository: Path) -> None:
    silent = [
        str(file.relative_to(repository))
        for file in sorted((repository / "src").rglob("*.py"))
        if not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert silent == []


def test_the_front_door_opens_without_heavy_libraries() -> None:
    code = "import sys, proceedings.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not set(HEAVY) & set(loaded)


@pytest.mark.parametrize("arguments", [("--help",), ("build",)], ids=["help", "nothing to do"])
def test_what_does_nothing_loads_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    meeting(tmp_path)
    assert run("build", tmp_path).returncode == 0
    code = (
        "import sys; from proceedings.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    loaded = done.stdout.splitlines()[-1].split()
    assert not {*HEAVY, "yaml", "jinja2", "watchfiles", "distributed", "fsspec", "asyncio"} & set(loaded)


def test_the_python_that_make_chooses_can_make_a_virtual_environment(repository: Path) -> None:
    script = repository / "scripts/choose-python.sh"
    chosen = subprocess.run(["sh", script], capture_output=True, text=True, check=True).stdout.strip()
    said = subprocess.run([chosen, "-c", "import sys, venv; print(sys.version_info >= (3, 11))"], capture_output=True)
    assert said.stdout == b"True\n"
