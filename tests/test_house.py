"""The house as a table:
which room may import which, what a stage may reach, and how large a room may be.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

STAGES = ("repairing", "cleaning", "conforming", "tagging", "surveying", "office")
"""Parts of intake that know nothing of each other."""
OF_ALL = ("values", "words", "pdf")
KITS = {*OF_ALL, "images", "office_files", "engine", "programs", "readers", "standards", "formulas"}

ARROWS: Mapping[str, tuple[str, ...]] = {
    # Values and kits.
    "values": (),
    "words": ("values",),
    "images": ("values", "pdf"),
    "pdf": ("values",),
    "office_files": (),
    "engine": ("values",),
    "programs": ("values", "engine"),
    "readers": ("values", "programs"),
    "standards": ("values", "pdf"),
    "formulas": ("values", "words"),
    # Rooms, in the order of the data.
    "importing": ("values", "words", "office_files"),
    "reading": ("values", "words", "images", "formulas"),
    "intake": (*OF_ALL, "images", "office_files", "engine", "programs", "readers", "standards", "formulas"),
    "intake.repairing": (*OF_ALL, "programs", "readers"),
    "intake.cleaning": OF_ALL,
    "intake.conforming": (*OF_ALL, "programs", "readers", "standards"),
    "intake.tagging": (*OF_ALL, "standards"),
    "intake.surveying": OF_ALL,
    "intake.office": (*OF_ALL, "office_files", "engine", "programs"),
    "checking": OF_ALL,
    "arranging": ("values", "words"),
    "typesetting": ("values", "words", "images", "programs", "engine", "formulas"),
    "binding": (*OF_ALL, "programs", "standards", "engine"),
    "verifying": ("values", "standards", "programs"),
    "publishing": ("values", "words", "pdf", "readers"),
    "corresponding": ("values", "words"),
    # What connects them.
    "pipeline": ("*",),
    "watching": ("values", "pipeline"),
    "": ("*",),
}
"""By room, the others that it may import;
a stage stands as `intake.name`, the front door as the empty name.
"""
WROTE_THE_VOLUME = ("pikepdf", "weasyprint", "fontTools")
LARGEST = 0.15
"""Of all lines: what a room or stage may have."""


def package(repository: Path) -> Path:
    return repository / "src" / "proceedings"


def modules(repository: Path) -> dict[str, Path]:
    """The files of the package by their dotted names below it;
    the package itself is the empty name.
    """
    root = package(repository)
    names = {path: list(path.relative_to(root).with_suffix("").parts) for path in sorted(root.rglob("*.py"))}
    return {".".join(parts[:-1] if parts[-1] == "__init__" else parts): path for path, parts in names.items()}


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Dotted names of what a file imports, wherever in it:
    `.name` for ours, the plain name for the world's.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (
                alias.name.replace("proceedings", "", 1) if alias.name.startswith("proceedings") else alias.name
                for alias in node.names
            )
        elif isinstance(node, ast.ImportFrom) and node.module:
            if not node.module.startswith("proceedings"):
                yield node.module
                continue
            within = node.module.removeprefix("proceedings").lstrip(".")
            for alias in node.names:
                deeper = f"{within}.{alias.name}".lstrip(".")
                yield f".{deeper if deeper in known else within}"


def room_of(module: str) -> str:
    first, _, rest = module.partition(".")
    stage = rest.partition(".")[0]
    if first == "intake" and stage in STAGES:
        return f"intake.{stage}"
    return first if first in ARROWS else ""


@pytest.fixture(scope="module")
def graph(repository: Path) -> dict[str, set[str]]:
    """By module, what it imports."""
    known = modules(repository)
    return {module: set(imported(path, known)) for module, path in known.items()}


def ours(names: set[str]) -> set[str]:
    return {name[1:] for name in names if name.startswith(".")}


def reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """All that is imported when a module is,
    its own packages included, and whatever these import.
    """
    seen: set[str] = set()
    pending = [start]
    while pending:
        module = pending.pop()
        if module in seen:
            continue
        seen.add(module)
        within = module.split(".")
        pending += [".".join(within[:n]) for n in range(1, len(within))]
        pending += ours(graph.get(module, set()))
    return seen


def test_every_arrow_between_rooms_stands_in_the_table(graph: Mapping[str, set[str]]) -> None:
    wrong = []
    for module, names in graph.items():
        room = room_of(module)
        allowed = ARROWS[room]
        for other in ours(names):
            there = room_of(other)
            stage_of_own = room == "intake" and there.startswith("intake.")
            if there in (room, "") or "*" in allowed or there in allowed or stage_of_own:
                continue
            wrong.append(f"{module} -> {other}")
    assert wrong == []


def test_no_two_rooms_reach_each_other() -> None:
    def below(room: str) -> set[str]:
        seen: set[str] = set()
        pending = [name for name in ARROWS[room] if name != "*"]
        while pending:
            if (name := pending.pop()) not in seen:
                seen.add(name)
                pending += [further for further in ARROWS[name] if further != "*"]
        return seen

    assert [room for room in ARROWS if room in below(room)] == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_reaches_no_other_by_any_way(stage: str, graph: Mapping[str, set[str]]) -> None:
    own = [module for module in graph if room_of(module) == f"intake.{stage}"]
    assert own
    far = {there for module in own for there in reached(graph, module) if room_of(there) not in ("", f"intake.{stage}")}
    assert {room_of(there) for there in far if there != "intake"} <= KITS


def test_nothing_that_verifies_reaches_a_library_that_wrote_the_volume(graph: Mapping[str, set[str]]) -> None:
    verifying = [module for module in graph if room_of(module) == "verifying"]
    assert verifying
    found = {
        f"{there} imports {name}"
        for module in verifying
        for there in reached(graph, module)
        for name in graph.get(there, set())
        if name.split(".")[0] in WROTE_THE_VOLUME
    }
    assert found == set()


def test_values_need_the_standard_library_and_each_other_alone(graph: Mapping[str, set[str]]) -> None:
    foreign = {
        f"{module}: {name}"
        for module, names in graph.items()
        if room_of(module) == "values"
        for name in names
        if not name.startswith(".") and name.split(".")[0] not in sys.stdlib_module_names
    }
    assert foreign == set()


def test_no_room_and_no_stage_is_too_large(repository: Path) -> None:
    lines: dict[str, int] = {}
    for module, path in modules(repository).items():
        lines[room_of(module)] = lines.get(room_of(module), 0) + len(path.read_text("utf-8").splitlines())
    most = LARGEST * sum(lines.values())
    assert {room: count for room, count in lines.items() if count > most} == {}
