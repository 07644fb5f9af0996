"""What programmes and papers look like as other systems export them, with invented people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from typer.testing import CliRunner

from proceedings.cli import app

SECRET = "secret.example"
"""The domain of all e-mail addresses of these exports."""


def run(*words: object) -> str:
    """What a command prints; it must succeed."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, f"{result.output}{result.exception!r}"
    return result.output


def imported(source: Path, workspace: Path, *options: str) -> str:
    """What the import of a source prints. No address of its people may be in a file but one."""
    told = run("import", source, workspace, *options)
    holding = [
        path.name
        for path in workspace.rglob("*")
        if path.is_file() and SECRET in path.read_text("utf-8", "replace").casefold()
    ]
    assert set(holding) <= {"addresses.yaml"} and SECRET not in told
    return told


def read(workspace: Path, name: str) -> Any:
    """A file of the workspace by a plain YAML library."""
    return yaml.load((workspace / "proceedings" / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)


def rows(workspace: Path) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Day, hours, room, title and speakers of every contribution, else of the item."""
    people = read(workspace, "people") or {}

    def names(entry: Mapping[str, Any]) -> tuple[str, ...]:
        one = entry.get("speaker")
        keys = [one] if one else entry.get("speakers", [])
        return tuple(people[key]["name"] for key in keys)

    found = []
    for day in read(workspace, "agenda")["days"]:
        for item in day["items"]:
            for entry in item.get("contributions", [item]):
                entry = entry if isinstance(entry, dict) else {"title": entry}
                hours = entry.get("time", item.get("time", ""))
                found.append((day["date"], hours, item.get("room", ""), entry["title"], names(entry)))
    return found
