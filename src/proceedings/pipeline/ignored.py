"""What git is to ignore in proceedings/: addresses, and what only undoing needs."""

from __future__ import annotations

from pathlib import Path

GITIGNORE = "proceedings/.gitignore"
_ADDRESSES = "addresses.yaml"
_IGNORED = f"{_ADDRESSES}\nstate/import/before/\n"


def with_addresses_ignored(workspace: Path) -> str | None:
    """The text that proceedings/.gitignore is to have; None where addresses are ignored already."""
    path = workspace / GITIGNORE
    if not path.is_file():
        return _IGNORED
    text = path.read_text("utf-8", "replace")
    return None if _ADDRESSES in text.split() else text.rstrip("\n") + "\n" + _IGNORED
