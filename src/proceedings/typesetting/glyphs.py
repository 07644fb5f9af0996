"""Characters that no font can show: named with the file and line of the editor's that they came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from proceedings.diagnostics import Diagnostic, Place, error
from proceedings.model import Volume

_WRITTEN = (".yaml", ".yml", ".md")


def missing_glyphs(characters: Sequence[str], volume: Volume, workspace: Path | None) -> list[Diagnostic]:
    """One error for each character, at the first place in the workspace's texts where it stands.

    Where it stands in none of them (a layout's own text, say) the place is that of the volume's title.
    """
    return [_report(character, _place(character, workspace) or volume.place) for character in characters]


def _report(character: str, place: Place) -> Diagnostic:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "a character without a name")
    return error(
        "missing-glyph",
        place,
        f"no font has a glyph for {code} {name}: {character}",
        "replace the character, or install a font of its script (on Debian: apt-get install fonts-noto)",
    )


def _place(character: str, workspace: Path | None) -> Place | None:
    for path in _texts(workspace) if workspace is not None else ():
        try:
            lines = path.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for number, line in enumerate(lines, start=1):
            if character in line:
                relative = path.relative_to(workspace) if workspace is not None else path
                return Place(relative.as_posix(), number, line.index(character) + 1)
    return None


def _texts(workspace: Path) -> Iterator[Path]:
    yield from sorted(p for p in (workspace / "proceedings").rglob("*") if p.suffix in _WRITTEN and p.is_file())
    yield from sorted(p for p in (workspace / "papers").rglob("*") if p.suffix == ".md" and p.is_file())
