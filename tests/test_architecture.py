"""Every file says what it does, and the front door is light.
The rooms and their arrows: `test_house.py`.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from small_workspaces import meeting, run

HEAVY = ("weasyprint", "pikepdf", "pypdf", "pypdfium2", "pydantic", "babel", "rich", "PIL")


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
