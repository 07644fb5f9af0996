"""Characters that no font can show: named with the file and line of the editor's that they came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from proceedings.diagnostics import Diagnostic, Place, error
from proceedings.model import Volume

_NAMED = 6
"""Characters that one error names; more would only say the same of a script."""

_WRITTEN = (".yaml", ".yml", ".md")


def missing_glyphs(characters: Sequence[str], volume: Volume, workspace: Path | None) -> list[Diagnostic]:
    """One error for each line of the workspace's texts that is the first to hold some of the characters.

    Where a character stands in none of them (a layout's own text, say) the place is that of the volume's title.
    """
    lines: dict[tuple[str, int | None], tuple[Place, list[str]]] = {}
    for character in characters:
        place = _place(character, workspace) or volume.place
        first, there = lines.setdefault((place.file, place.line), (place, []))
        lines[place.file, place.line] = (min(first, place, key=lambda p: p.column or 0), [*there, character])
    return [_report(sorted(there), place) for place, there in lines.values()]


def in_words(character: str) -> str:
    """`U+4F8B CJK UNIFIED IDEOGRAPH-4F8B: 例`."""
    name = unicodedata.name(character, "a character without a name")
    return f"U+{ord(character):04X} {name}: {character}"


def line_of(character: str, path: Path) -> tuple[int, int] | None:
    """Line and column (both 1-based) where a text file first has this character; None if it has not."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next(((k, line.index(character) + 1) for k, line in enumerate(lines, start=1) if character in line), None)


def _report(characters: Sequence[str], place: Place) -> Diagnostic:
    listed = "; ".join(map(in_words, characters[:_NAMED])) + (" …" if len(characters) > _NAMED else "")
    return error(
        "missing-glyph",
        place,
        f"no font has a glyph for {listed}",
        "replace it, or install a font of its script (on Debian: apt-get install fonts-noto-core fonts-noto-cjk)",
    )


def _place(character: str, workspace: Path | None) -> Place | None:
    if workspace is None:
        return None
    texts = sorted(p for p in (workspace / "proceedings").rglob("*") if p.suffix in _WRITTEN and p.is_file())
    found = ((path, line_of(character, path)) for path in texts)
    return next((Place(p.relative_to(workspace).as_posix(), *at) for p, at in found if at is not None), None)
