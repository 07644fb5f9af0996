"""Characters that no font can show:
found before anything is set, named with the editor's file and line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from proceedings.engine.store import Store
from proceedings.formulas.typed import without_formulas
from proceedings.typesetting.layout import Layout
from proceedings.typesetting.press import PART_ANCHOR, STAND_IN, Forme, press, programs
from proceedings.values.book import Day, Item, Volume
from proceedings.values.diagnostics import Diagnostic, Place, Severity
from proceedings.values.galley import MISSING_GLYPH
from proceedings.values.settings import Abstracts
from proceedings.words.characters import called
from proceedings.words.shifted import as_letters

_STEP, _VERSION, _LETTERS = "letters", 1, "letters.json"
_FONTS = (".ttf", ".otf", ".woff", ".woff2")
_FAMILY = re.compile(r"""@font-face\s*{[^}]*?font-family:\s*["']?([^"';}]+)""")


_NAMED = 6
"""Characters that one error names; more would only say the same of a script."""

_WRITTEN = (".yaml", ".yml", ".md")


def missing_glyphs(
    characters: Sequence[str], volume: Volume, workspace: Path | None, draft: bool = False
) -> list[Diagnostic]:
    """One error, or in a draft a warning,
    for each line of the texts that is the first to hold some of the characters.

    Where a character stands in none of them (a layout's own text, say) the place is
    that of the volume's title.
    """
    lines: dict[tuple[str, int | None], tuple[Place, list[str]]] = {}
    for character in characters:
        place = _place(character, workspace) or volume.place
        first, there = lines.setdefault((place.file, place.line), (place, []))
        lines[place.file, place.line] = (min(first, place, key=lambda p: p.column or 0), [*there, character])
    return [_report(sorted(there), place, draft) for place, there in lines.values()]


def lacking(volume: Volume, layout: Layout, store: Store) -> tuple[str, ...]:
    """The characters of an editor's texts that neither the layout's fonts nor the machine's have.

    Texts that the layout's fonts can set cost a glance at a list that the store keeps; for others
    the fonts of the machine are asked, through WeasyPrint, each time that the answer is not all of
    them.
    """
    digest = layout.digest()
    written = as_letters("".join(map(_outside_formulas, _texts(_as_printed(volume)))))
    rare = sorted(c for c in set(written) - own_letters(layout, digest, store) if c > " ")
    if not rare:
        return ()
    key = store.key(_STEP, _VERSION, digest, "".join(rare))
    if store.lookup(key) is not None:
        return ()
    families = dict.fromkeys(_FAMILY.findall(layout.read("style.css"))) or {"serif": None}
    lines = "".join(f"<p style='font-family: \"{escape(f)}\"'>{escape(' '.join(rare))}</p>" for f in families)
    html = f"<article id='{PART_ANCHOR}letters'>{lines}</article>"
    missing = press(Forme(html, layout.style(volume.settings.trim), layout, ("letters",), layout_digest=digest)).missing
    if not missing:
        # A font may be installed any day: only that nothing is missing is worth remembering.
        store.keep(key, {_LETTERS: json.dumps(rare).encode()}, programs(html))
    return tuple(c for c in missing if c in rare)


def _outside_formulas(text: str) -> str:
    without = without_formulas(text)
    return without.filled(without.text, lambda _: "")


def _as_printed(volume: Volume) -> Volume:
    """The volume without abstracts, where none are printed."""
    if volume.settings.abstracts is not Abstracts.NONE:
        return volume

    def day(given: Day) -> Day:
        return replace(given, items=tuple(map(item, given.items)))

    def item(given: Item) -> Item:
        return replace(given, contributions=tuple(replace(c, abstract=None) for c in given.contributions))

    return replace(volume, days=tuple(map(day, volume.days)))


def own_letters(layout: Layout, digest: str, store: Store) -> set[str]:
    """The characters that all fonts of the layout have,
    from a list that the store keeps by the layout's digest.
    """
    key = store.key(_STEP, _VERSION, digest)
    kept = store.lookup(key)
    if kept is not None:
        return set(json.loads((kept / _LETTERS).read_bytes()))
    from fontTools.ttLib import TTFont

    common: set[int] | None = None
    for name in layout.names():
        path = layout.find(name) if name.lower().endswith(_FONTS) else None
        if path is not None:
            with TTFont(path, lazy=True) as font:
                common = set(font.getBestCmap()) if common is None else common & set(font.getBestCmap())
    letters = sorted(map(chr, common or ()))
    store.keep(key, {_LETTERS: json.dumps(letters).encode()}, ("fonttools",))
    return set(letters)


def _texts(value: Any) -> Iterator[str]:
    """All texts of a volume, however deep:
    values of the model are frozen dataclasses and tuples.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif not isinstance(value, Place):
        # `dataclasses.fields` takes most of the time of such a walk.
        for name in getattr(type(value), "__dataclass_fields__", ()):
            yield from _texts(getattr(value, name))


def line_of(character: str, path: Path) -> tuple[int, int] | None:
    """Line and column (both 1-based)
    where a text file first has this character; None if it has not.
    """
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next(((k, line.index(character) + 1) for k, line in enumerate(lines, start=1) if character in line), None)


def _report(characters: Sequence[str], place: Place, draft: bool) -> Diagnostic:
    listed = "; ".join(map(called, characters[:_NAMED])) + (" …" if len(characters) > _NAMED else "")
    return Diagnostic(
        MISSING_GLYPH,
        Severity.WARNING if draft else Severity.ERROR,
        place,
        f"no font has a glyph for {listed}; a draft shows {STAND_IN} instead",
        "install a font of its script (on Debian: apt-get install fonts-noto-core fonts-noto-cjk), or replace it",
    )


def _place(character: str, workspace: Path | None) -> Place | None:
    if workspace is None:
        return None
    texts = sorted(p for p in (workspace / "proceedings").rglob("*") if p.suffix in _WRITTEN and p.is_file())
    found = ((path, line_of(character, path)) for path in texts)
    return next((Place(p.relative_to(workspace).as_posix(), *at) for p, at in found if at is not None), None)
