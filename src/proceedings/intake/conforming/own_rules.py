"""Rules of PDF/A that veraPDF checks and page-validation does not:
checked here, so that a claim rests on both.

`make judges` and tests/making/archival_faults.py say which these are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from proceedings.intake.conforming import type3
from proceedings.intake.conforming.cid import idle_glyph_maps
from proceedings.intake.conforming.cid_glyphs import faults_of_cids
from proceedings.intake.conforming.font_programs import unreadable_programs
from proceedings.intake.conforming.widths import widths_beyond_lists
from proceedings.pdf import content_grammar
from proceedings.pdf.fonts import encodings, truetype
from proceedings.pdf.operations import data_of
from proceedings.pdf.shown import codes, contents, shown_strings, wide_codes
from proceedings.standards.judging import Alarm

if TYPE_CHECKING:
    import pikepdf

    from proceedings.pdf.dictionaries import Inventory

_INVISIBLE = re.compile(rb"(?<![0-9.])3[\x00\t\n\f\r ]+Tr\b")
_PICTURE_FILE = b"\x00\x00\x00\x0cjP  "
"""How a file of JPEG 2000 begins (ISO/IEC 15444-1, I.5.1)."""


def own_findings(pdf: pikepdf.Pdf, items: Inventory) -> tuple[Alarm, ...]:
    """What our own rules have against a document, under the names of the day's judge.

    Without those that mending looks at in any case, which cost a look at all contents:
    `of_contents` has these.

    Args:
        pdf: the document.
        items: its dictionaries.
    """
    return (
        *_of_names(items),
        *_of_pictures(items),
        *unreadable_programs(pdf, items.fonts),
        *idle_glyph_maps(items.fonts),
        *_invisible(pdf, items),
        *faults_of_cids(pdf, items.fonts),
        *_unnamed(pdf, items),
    )


def of_contents(pdf: pikepdf.Pdf, items: Inventory) -> Iterator[Alarm]:
    """What is wrong in contents;
    characters without a width in the list of their font, or a glyph in a Type 3 font.
    """
    yield from _of_contents(pdf)
    for font in widths_beyond_lists(pdf, items.fonts):
        yield Alarm("TRUETYPE-GLYPH-WIDTH", "a character has no width in its list", True, encodings.font_name(font))
    for font in type3.lacking_glyphs(pdf, items.fonts):
        yield Alarm("TYPE1-GLYPH-PRESENCE", "a character has no glyph", True, encodings.font_name(font))


def _of_contents(pdf: pikepdf.Pdf) -> Iterator[Alarm]:
    import pikepdf

    found: dict[Alarm, None] = {}
    for content, _ in contents(pdf):
        try:
            data = data_of(content)
        except (pikepdf.PdfError, TypeError, ValueError):
            continue  # the day's judge says so
        found |= dict.fromkeys(Alarm(rule, met, True) for rule, met in content_grammar.faults(data))
    yield from found


def _of_names(items: Inventory) -> Iterator[Alarm]:
    for key in items.keys:
        if len(key) > content_grammar.LONGEST_NAME // 4 and len(key.encode("utf-8", "surrogateescape")) > 128:
            yield Alarm(
                "NAME-LENGTH", f"the name {key[1:20]}… has more than {content_grammar.LONGEST_NAME} bytes", True
            )


def _of_pictures(items: Inventory) -> Iterator[Alarm]:
    for image in items.of_kind("/Image"):
        if image.get("/Filter") == "/JPXDecode" and not image.read_raw_bytes().startswith(_PICTURE_FILE):
            yield Alarm("JPEG2000-CHANNELS", "a picture of JPEG 2000 does not say what its colours mean", True)


def _invisible(pdf: pikepdf.Pdf, items: Inventory) -> Iterator[Alarm]:
    """Undefined characters of text that is not painted,
    as scans with recognised words have it (6.2.11.8).
    """
    composite = [font for font in items.of_kind("/Type0") if (encodings.base_name(font) or "").startswith("/Identity")]
    simple = [font for kind in ("/Type1", "/TrueType") for font in items.of_kind(kind)]
    undefined = {font.objgen: wanted for font in simple if (wanted := _undefined_codes(font))}
    if not (composite or undefined) or not any(_INVISIBLE.search(data) for data in _read(pdf)):
        return
    shown = shown_strings(pdf)
    for font in composite:
        if 0 in wide_codes(shown.get(font.objgen, set())):
            yield Alarm("NOTDEF-GLYPH", "a character is undefined", True, encodings.font_name(font))
    for font in simple:
        if codes(shown.get(font.objgen, set())) & undefined.get(font.objgen, set()):
            yield Alarm("NOTDEF-GLYPH", "a character is undefined", True, encodings.font_name(font))


def _unnamed(pdf: pikepdf.Pdf, items: Inventory) -> Iterator[Alarm]:
    """Codes of TrueType fonts that their encoding does not name, and that show no glyph:
    they count as undefined.

    Code 0 does for veraPDF whatever it shows.
    """
    fonts = {font.objgen: font for font in items.of_kind("/TrueType") if truetype.program(font) is not None}
    if not fonts or not any(_CONTROL.search(data) for data in _read(pdf)):
        return
    for mark, strings in shown_strings(pdf, fonts.keys()).items():
        font = fonts[mark]
        face, used = truetype.face(font), codes(strings) & _UNNAMED
        if face is not None and used and (0 in used or not all(truetype.glyphs(font, face, used).values())):
            yield Alarm("NOTDEF-GLYPH", "a character is undefined", True, encodings.font_name(font))


_UNNAMED = frozenset({*range(32), 127, 129, 141, 143, 144, 157})
"""Codes that no encoding of the standard names, or not all of them (ISO 32000-1, annex D)."""
_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]|\\(?:0[0-3]|[0-3]?[0-7](?![0-7])|177|2[0123][0-7])|<[0-9A-Fa-f\s]"
)
"""How such a code may be written in a string; more than it is no harm."""


def _undefined_codes(font: pikepdf.Object) -> set[int]:
    return {code for code, name in encodings.differences(font).items() if name == ".notdef"}


def _read(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    import pikepdf

    for content, _ in contents(pdf):
        try:
            yield data_of(content)
        except (pikepdf.PdfError, TypeError, ValueError):
            continue
