"""The documentation names what exists, shows the house on its first screen, has short lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import proceedings

LONGEST = 100
WRITTEN_BY_A_PROGRAM = {"benchmarks.md"}
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)*(?:\.(?:py|toml|sh|html|css)|/))`")
"""Files of code, and folders with their slash, as prose names them."""
OF_A_WORKSPACE = {"build", "papers", "proceedings"}
"""Folders that the documentation names and that belong to the editor."""


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
        if page.name not in WRITTEN_BY_A_PROGRAM
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST and not line.startswith("|")
    ]
    assert long == []
