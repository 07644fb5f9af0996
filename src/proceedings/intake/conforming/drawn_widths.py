"""Glyphs of Type 3 fonts are as wide as the dictionary says (ISO 19005-2, 6.2.11.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf.dictionaries import dictionaries
from proceedings.pdf.fonts import encodings
from proceedings.pdf.fonts.glyphs import drawn_advance
from proceedings.pdf.fonts.widths import TOLERANCE, given_widths
from proceedings.pdf.operations import operations

if TYPE_CHECKING:
    import pikepdf


def fit_drawn_widths(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Write the widths of the dictionaries into the glyphs of Type 3 fonts:
    readers go by the dictionary (9.6.5).
    """
    changed = sum(_fit(pdf, font) for font in list(dictionaries(pdf)) if font.get("/Subtype") == "/Type3")
    return (f"The widths of {changed} drawn characters were set to those the pages use.",) if changed else ()


def _fit(pdf: pikepdf.Pdf, font: pikepdf.Object) -> int:
    wanted: dict[str, float] = {}
    names, given = encodings.picture_names(font), given_widths(font)
    other: dict[int, str] = {}
    pictures = font["/CharProcs"]
    for code, name in names.items():
        if code in given and abs(wanted.setdefault("/" + name, given[code]) - given[code]) > TOLERANCE:
            other[code] = f"{name}.{code}"
            pictures[f"/{other[code]}"] = pictures.get(f"/{name}", pdf.make_stream(b""))
            wanted[f"/{other[code]}"] = given[code]
    if other:
        encodings.rename(font, other)
    return sum(_set_width(pdf, pictures, name, width) for name, width in wanted.items())


def _set_width(pdf: pikepdf.Pdf, pictures: pikepdf.Object, name: str, width: float) -> bool:
    import pikepdf

    picture = pictures.get(name)
    if not isinstance(picture, pikepdf.Stream):
        return False
    advance = drawn_advance(picture)
    if advance is not None and abs(advance - width) <= TOLERANCE:
        return False
    data = picture.read_bytes()
    if advance is None:  # it says none, which readers bear with
        fresh = pdf.make_stream(b"%g 0 d0\n" % width + data)
    else:
        first = next(operations(data))
        end = first.start + len(first.operands[0])
        fresh = pdf.make_stream(data[: first.start] + b"%g" % width + data[end:])
    if "/Resources" in picture:
        fresh["/Resources"] = picture["/Resources"]
    pictures[name] = fresh
    return True
