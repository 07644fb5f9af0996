"""The fonts of a submission:
which there are, whether they are embedded and whether their text can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from proceedings.pdf import objects
from proceedings.pdf.fonts.drawing_fonts import drawing_fonts
from proceedings.values.submission import FontFact

_SUBSET = re.compile(r"[A-Z]{6}\+")
_NESTED = 12
"""How deep forms, patterns and Type 3 glyphs are searched for fonts of their own."""
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def fonts_of(pdf: pikepdf.Pdf, pages: list[Any]) -> tuple[FontFact, ...]:
    """The fonts in the resources of the pages,
    of what they draw and of their annotations' appearances, sorted.

    Whether a font draws is looked up only for those that are not embedded;
    the others are taken to draw.
    """
    found = [(objects.identity(font) or (0, 0), font_fact(font)) for font in _fonts(pages)]
    loose = {mark for mark, fact in found if not fact.embedded}
    idle = loose - drawing_fonts(pdf, loose) if loose else set()
    facts = {replace(fact, draws=False) if mark in idle and not fact.embedded else fact for mark, fact in found}
    return tuple(sorted(facts, key=lambda f: (f.name, f.kind, f.embedded, f.subset, f.has_unicode_map, f.draws)))


def _fonts(pages: list[Any]) -> Iterator[Any]:
    """The font dictionaries of the pages, each indirect one once."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        for resources in resources_of(page, seen):
            for _, font in objects.items(objects.get(resources, "/Font")):
                mark = objects.identity(font)
                if not isinstance(font, pikepdf.Dictionary) or mark in seen:
                    continue
                if mark is not None:
                    seen.add(mark)
                yield font


def resources_of(page: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """All resource dictionaries that a page uses, forms,
    patterns and appearances included; each indirect one once.

    `seen` holds what was visited before and is added to.
    """
    yield from _resources_below(objects.inherited(page, "/Resources"), seen, 0)
    for annotation in objects.elements(page, "/Annots"):
        for _, appearance in objects.items(objects.dictionary(annotation, "/AP")):
            states = (
                [appearance] if isinstance(appearance, pikepdf.Stream) else [v for _, v in objects.items(appearance)]
            )
            for state in states:
                yield from _resources_of_stream(state, seen, 1)


def _resources_below(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Any]:
    mark = objects.identity(resources)
    if not isinstance(resources, pikepdf.Dictionary) or mark in seen or depth > _NESTED:
        return
    if mark is not None:
        seen.add(mark)
    yield resources
    for kind in ("/XObject", "/Pattern"):
        for _, drawn in objects.items(objects.get(resources, kind)):
            yield from _resources_of_stream(drawn, seen, depth + 1)
    for _, font in objects.items(objects.get(resources, "/Font")):
        if objects.name(objects.get(font, "/Subtype")) == "Type3":
            yield from _resources_below(objects.get(font, "/Resources"), seen, depth + 1)


def _resources_of_stream(drawn: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Any]:
    mark = objects.identity(drawn)
    if not isinstance(drawn, pikepdf.Stream) or mark is None or mark in seen:
        return
    seen.add(mark)
    yield from _resources_below(objects.get(drawn, "/Resources"), seen, depth)


def font_fact(font: Any) -> FontFact:
    """A font by its dictionary."""
    kind = objects.name(objects.get(font, "/Subtype")) or "unknown"
    base = objects.name(objects.get(font, "/BaseFont")) or objects.name(objects.get(font, "/Name"))
    holder = font
    if kind == "Type0":
        holder = next(iter(objects.elements(font, "/DescendantFonts")), None)
        kind = f"Type0/{objects.name(objects.get(holder, '/Subtype')) or 'unknown'}"
    descriptor = objects.get(holder, "/FontDescriptor")
    embedded = kind == "Type3" or any(isinstance(objects.get(descriptor, p), pikepdf.Stream) for p in _PROGRAMS)
    return FontFact(
        name=_SUBSET.sub("", base, count=1),
        kind=kind,
        embedded=embedded,
        subset=_SUBSET.match(base) is not None,
        has_unicode_map=isinstance(objects.get(font, "/ToUnicode"), pikepdf.Stream),
    )
