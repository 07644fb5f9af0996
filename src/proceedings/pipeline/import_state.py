"""What the last import wrote and what lay there before it: proceedings/state/import/."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

FOLDER = "proceedings/state/import"


class ImportState:
    """The memory of imports into one workspace. E-mail addresses never enter it."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._folder = workspace / FOLDER

    def last(self, name: str) -> str | None:
        """The text of a file as the last import wrote it; None where it wrote none."""
        if name in self._last:
            return self._last[name]
        older = self._folder / "last" / name
        return older.read_text("utf-8") if older.is_file() else None

    @cached_property
    def _last(self) -> Mapping[str, str]:
        """What the last import wrote: one file, for a programme has hundreds of biographies."""
        try:
            kept = json.loads((self._folder / "last.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def keep_before(self, names: Iterable[str]) -> None:
        """Keep the files as they are now, for undoing."""
        shutil.rmtree(self._folder / "before", ignore_errors=True)
        absent: list[str] = []
        for name in names:
            path = self._workspace / name
            if not path.is_file():
                absent.append(name)
                continue
            copy = self._folder / "before" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "absent.json").write_text(json.dumps(sorted(absent), indent=1) + "\n", "utf-8")

    def keep_last(self, texts: Mapping[str, str]) -> None:
        """Keep what the source says, as the ground on which the next import is compared."""
        shutil.rmtree(self._folder / "last", ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = json.dumps(dict(texts), ensure_ascii=False, indent=1)
        (self._folder / "last.json").write_text(kept + "\n", "utf-8")

    def undo(self) -> tuple[list[str], list[str]] | None:
        """Bring back the files as they were before the last import.

        Returns:
            The files brought back and those removed; None where there is nothing to undo.
        """
        note = self._folder / "absent.json"
        if not note.is_file():
            return None
        removed = [name for name in json.loads(note.read_text("utf-8")) if (self._workspace / name).is_file()]
        for name in removed:
            (self._workspace / name).unlink()
        brought: list[str] = []
        before = self._folder / "before"
        for path in sorted(before.rglob("*")):
            if path.is_file():
                name = path.relative_to(before).as_posix()
                shutil.copyfile(path, self._workspace / name)
                brought.append(name)
        shutil.rmtree(self._folder)
        return brought, removed
