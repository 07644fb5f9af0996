"""Type 3 fonts: every code that is shown has a glyph (ISO 19005-2, 6.2.11.4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import encodings
from proceedings.pdf.shown import codes, shown_strings

if TYPE_CHECKING:
    import pikepdf

_UNDEFINED = ".notdef"


def lacking_glyphs(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[pikepdf.Object, ...]:
    """Type 3 fonts with a code that is shown and has no glyph, or one with the name of none."""
    return tuple(font for font, _ in _lacking(pdf, fonts))


def add_empty_glyphs(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> tuple[str, ...]:
    """Give an empty glyph to each code that is shown and has none: readers show nothing there."""
    import pikepdf

    changed = 0
    for font, wanted in _lacking(pdf, fonts):
        glyphs = font.get("/CharProcs")
        if not isinstance(glyphs, pikepdf.Dictionary):
            continue
        names = encodings.picture_names(font)
        widths = _widths(font)
        for code in sorted(wanted):
            old = names.get(code, "")
            # Its name stays where it has one: it says which character it is.
            name = f"empty{code}" if old in ("", _UNDEFINED) else old
            empty = pdf.make_stream(b"%g 0 d0" % widths.get(code, 0.0))
            # A code without a name shows nothing, one that is named undefined its glyph.
            glyphs[f"/{name}"] = glyphs.get(f"/{old}", empty) if old else empty
            names[code] = name
        listed = [part for code, name in sorted(names.items()) for part in (code, pikepdf.Name(f"/{name}"))]
        font["/Encoding"] = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array(listed))
        changed += 1
    return (f"{changed} fonts got empty glyphs for characters that they do not have.",) if changed else ()


def _lacking(pdf: pikepdf.Pdf, fonts: Sequence[pikepdf.Object]) -> Iterator[tuple[pikepdf.Object, set[int]]]:
    import pikepdf

    own = [font for font in fonts if font.get("/Subtype") == "/Type3"]
    if not own:
        return
    shown = shown_strings(pdf, {font.objgen for font in own})
    for font in own:
        used = codes(shown.get(font.objgen, set()))
        glyphs = font.get("/CharProcs")
        there = {key[1:] for key in glyphs.keys()} if isinstance(glyphs, pikepdf.Dictionary) else set()  # noqa: SIM118
        names = encodings.picture_names(font)
        lacking = {code for code in used if names.get(code, _UNDEFINED) not in there - {_UNDEFINED}}
        if lacking:
            yield font, lacking


def _widths(font: pikepdf.Object) -> dict[int, float]:
    import pikepdf

    listed = font.get("/Widths")
    if not isinstance(listed, pikepdf.Array):
        return {}
    return {code: _number(width) for code, width in enumerate(listed, font.get_int("/FirstChar", 0))}


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0
