"""Every file says what it does, the front door is light, the documentation tells what is there.

The rooms and their arrows: `test_house.py`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import proceedings
from small_workspaces import meeting, run

LONGEST = 100
NOT_WRAPPED = {"benchmarks.md", "CHANGELOG.md"}
"""The first is written by a program; lines of the other are wrapped when a version is made."""
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)*(?:\.(?:py|toml|sh|html|css)|/))`")
"""Files of code, and folders with their slash, as prose names them."""
OF_A_WORKSPACE = {"build", "papers", "proceedings"}
"""Folders that the documentation names and that belong to the editor."""
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


def pages(repository: Path) -> list[Path]:
    return [*sorted((repository / "docs").glob("*.md")), *sorted(repository.glob("*.md"))]


def missing(page: Path, repository: Path) -> Iterator[str]:
    """Paths that a page names and that are neither in the repository nor in the package."""
    # What changed once may be gone by now.
    text = (
        page.read_text("utf-8").partition("\n## 0.2.0")[0] if page.name == "CHANGELOG.md" else page.read_text("utf-8")
    )
    for name in NAMED.findall(text):
        if name.split("/")[0] in OF_A_WORKSPACE:
            continue
        if not any((root / name).exists() for root in (repository, repository / "src/proceedings")):
            yield f"{page.name}: {name}"


def test_every_path_that_the_documentation_names_exists(repository: Path) -> None:
    assert [name for page in pages(repository) for name in missing(page, repository)] == []


def test_a_path_that_is_gone_is_seen(repository: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("`binding/nowhere.py` holds it, beside `values/plan.py` and `nowhere/`.\n", "utf-8")
    assert list(missing(page, repository)) == ["page.md: binding/nowhere.py", "page.md: nowhere/"]


def test_modules_that_programs_in_texts_import_exist(repository: Path) -> None:
    """Tests run small programs that stand in them as texts, where no checker of types looks."""
    package, gone = repository / "src/proceedings", []
    for file in (*pages(repository), *(repository / "tests").rglob("*.py"), *(repository / "tools").rglob("*.py")):
        text = file.read_text("utf-8")
        of_the_package = re.findall(r"\bfrom proceedings import (\w+)", text)
        gone += [f"{file.name}: {name}" for name in of_the_package if not hasattr(proceedings, name)]
        for module in re.findall(r"\bfrom proceedings\.([\w.]+) import", text):
            path = package.joinpath(*module.split("."))
            if not path.is_dir() and not path.with_suffix(".py").is_file():
                gone.append(f"{file.name}: {module}")
    assert gone == []


def test_the_first_screen_shows_every_folder_of_the_house_and_no_other(repository: Path) -> None:
    package = repository / "src/proceedings"
    screen = (repository / "docs/architecture.md").read_text("utf-8").split("```")[1]
    shown = set(re.findall(r"^  (\w+)/", screen, re.MULTILINE))
    assert shown == {folder.name for folder in package.iterdir() if folder.is_dir()} - {"__pycache__"}
    assert len(screen.splitlines()) <= 45
    stages = set(re.findall(r"^    (\w+)/", screen, re.MULTILINE))
    assert stages == {folder.parent.name for folder in (package / "intake").glob("*/__init__.py")}


def test_lines_of_prose_end_where_a_reader_of_the_text_expects(repository: Path) -> None:
    long = [
        f"{page.name}:{number}"
        for page in pages(repository)
        if page.name not in NOT_WRAPPED
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST and not line.startswith("|")
    ]
    assert long == []
