"""Characters for which a font had no glyph, and of which a page shows the empty box instead.

LibreOffice writes such a box under a number of its own,
so that only its outline tells: it is that of glyph 0.
"""

from __future__ import annotations

import contextlib
import shutil
import struct
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from proceedings.intake.office.language_marks import texts_of
from proceedings.pdf import objects
from proceedings.pdf.fonts.truetype import Face, cid_glyphs, face, glyphs
from proceedings.pdf.fonts.unicode_maps import read_texts
from proceedings.pdf.shown import codes, shown_strings, wide_codes
from proceedings.values.original import Original
from proceedings.values.submission import FontFact
from proceedings.values.trouble import Trouble
from proceedings.words.characters import called

if TYPE_CHECKING:
    from pathlib import Path

CODE = "missing-glyph"
_ASKED = 40
"""Characters for which fontconfig is asked at most."""
_NAMED = 6
"""Characters that a message names at most."""
_BOXES = frozenset("\u25a0\u25a1\u25a2\u25ab\u25ad\u25ae\u25af\u25fb\u25fd\u2610\u2b1c\u2395\u3013\u53e3\u56d7\ufffd")
"""Characters that look like a box by themselves."""
_EASTERN = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "KATAKANA-HIRAGANA"}
)
_EMOJI = range(0x1F000, 0x1FB00)


@dataclass(frozen=True, slots=True)
class EmptyBox:
    """A character that is shown as an empty box, and the font that lacks it."""

    character: str
    font: str


def empty_boxes(pdf: pikepdf.Pdf, fonts: Sequence[FontFact]) -> tuple[EmptyBox, ...]:
    """The characters that the document shows as the empty box of a font.
    Fonts of TrueType outlines are looked at.

    Args:
        pdf: the document.
        fonts: as the facts have them; without one of this kind nothing is read.
    """
    if not any(font.embedded and font.kind in ("TrueType", "Type0/CIDFontType2") for font in fonts):
        return ()
    try:
        return _empty_boxes(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OverflowError, struct.error):
        # Whatever a strange font is, its pages can be bound.
        return ()


def _empty_boxes(pdf: pikepdf.Pdf) -> tuple[EmptyBox, ...]:
    suspects: dict[tuple[int, int], tuple[Any, dict[int, str]]] = {}
    for font in _fonts(pdf):
        holder = _descendant(font)
        program = face(holder) if holder is not None else None
        if program is not None and (same := _boxes(program)) and (letters := _letters(font, holder, program, same)):
            suspects[font.objgen] = (font, letters)
    if not suspects:
        return ()
    shown = shown_strings(pdf, suspects.keys())
    boxes = set[EmptyBox]()
    for key, (font, letters) in suspects.items():
        strings = shown.get(key, set())
        used = wide_codes(strings) if objects.name(font.get("/Subtype")) == "Type0" else codes(strings)
        name = objects.name(objects.get(font, "/BaseFont")).partition("+")[2] or objects.name(font.get("/BaseFont"))
        boxes |= {EmptyBox(letters[code], name) for code in used & letters.keys()}
    return tuple(sorted(boxes, key=lambda box: (box.character, box.font)))


def _letters(font: Any, holder: Any, program: Face, same: set[int]) -> dict[int, str]:
    """The letters of a font by the codes that show one of some glyphs."""
    texts = read_texts(font)
    written = _codes_of(font, holder, program, same) if texts else set()
    return {code: text for code in written if _is_letter(text := texts.get(code, ""))}


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The fonts of the document that are objects of their own."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and objects.name(objects.get(item, "/Type")) == "Font":
            yield item


def _descendant(font: Any) -> Any:
    kind = objects.name(objects.get(font, "/Subtype"))
    if kind == "TrueType":
        return font
    if kind != "Type0" or objects.name(objects.get(font, "/Encoding")) not in ("Identity-H", "Identity-V"):
        return None
    return next(iter(objects.elements(font, "/DescendantFonts")), None)


def _codes_of(font: Any, holder: Any, program: Face, same: set[int]) -> set[int]:
    if objects.name(objects.get(font, "/Subtype")) == "Type0":
        return {cid for cid, glyph in cid_glyphs(holder, program).items() if glyph in same}
    return {code for code, glyph in glyphs(font, program, set(range(256))).items() if glyph in same}


def _boxes(program: Face) -> set[int]:
    """The glyphs with the outline of glyph 0, itself included;
    none where that is no box but a letter, as some have.
    """
    data, places = program.data, _places(program)
    first = _outline(data, *places[0]) if places else b""
    if not _is_box(first):
        return set()
    return {
        number
        for number, (start, end) in enumerate(places)
        if data.startswith(first, start) and _outline(data, start, end) == first
    }


def _outline(data: bytes, start: int, end: int) -> bytes:
    """One as it is written; padding is no part of it."""
    return data[start:end].rstrip(b"\0")


def _places(program: Face) -> list[tuple[int, int]]:
    """Where the outlines of all glyphs begin and end (OpenType, `loca` and `glyf`)."""
    try:
        start = program.tables["glyf"][0]
        where = program.tables["loca"][0]
        is_long = struct.unpack_from(">h", program.data, program.tables["head"][0] + 50)[0]
        count = program.glyph_count + 1
        if is_long:
            places = struct.unpack_from(f">{count}I", program.data, where)
        else:
            places = tuple(2 * at for at in struct.unpack_from(f">{count}H", program.data, where))
    except (KeyError, struct.error):
        return []
    return [(start + at, start + end) for at, end in pairwise(places)]


def _is_box(outline: bytes) -> bool:
    """Whether an outline is a rectangle with something inside:
    an empty box, or one with a cross or a question mark.
    """
    try:
        contours, left, bottom, right, top = struct.unpack_from(">5h", outline)
        if contours < 2 or right - left < 100 or top - bottom < 100:
            return False
        last: int = struct.unpack_from(f">{contours}H", outline, 10)[0]
    except struct.error:
        return False
    return 3 <= last <= 4


def _is_letter(text: str) -> bool:
    """Whether a text is something that a reader should see
    and that does not look like a box by itself.
    """
    return len(text) > 0 and not all((unicodedata.category(c)[0] in "ZC" and c < "\ue000") or c in _BOXES for c in text)


def told_of_boxes(
    boxes: Sequence[EmptyBox], pdf: Path, *, converted: bool, office: Original | None = None
) -> tuple[Trouble, ...]:
    """What an editor is told:
    an error where a conversion had no font, a warning where the author's file has the box.

    Args:
        boxes: as `empty_boxes` found them.
        pdf: the same document, for the page where the first of them stands.
        converted: whether the PDF was made here.
        office: the office document that it was made of. Its letters are asked for, since all that
            lack a glyph share one box, which has the name of one of them in the PDF.
    """
    if not boxes:
        return ()
    characters = _one_a_script({*(box.character for box in boxes), *(without_font(office) if office else ())})
    listed = "; ".join(called(text[0]) for text in characters[:_NAMED]) + (" …" if len(characters) > _NAMED else "")
    page = _page_of(characters, pdf)
    fonts = ", ".join(sorted({box.font for box in boxes})[:3])
    if not converted:
        message = f"it shows an empty box for {listed}; its font {fonts} has no such glyph"
        return (Trouble.warning(CODE, message, "ask its author to set them in a font that has them", page),)
    packages = " ".join(sorted({_package(c) for c in characters}))
    hint = f"install a font of its script (on Debian: apt-get install {packages}), or ask its author for a PDF"
    return (Trouble.error(CODE, f"no font has a glyph for {listed}; an empty box stands instead", hint, page),)


def _one_a_script(characters: Iterable[str]) -> list[str]:
    """The same, those first that stand for a script each."""
    seen, first, rest = set[str](), list[str](), list[str]()
    for text in sorted(characters):
        script = unicodedata.name(text[0], "").partition(" ")[0]
        (rest if script in seen else first).append(text)
        seen.add(script)
    return first + rest


def without_font(office: Original) -> tuple[str, ...]:
    """Letters and signs of an office document that no font of this machine has,
    as fontconfig tells; some at most.
    """
    program = shutil.which("fc-list")
    if program is None:
        return ()
    rare = {c for text in texts_of(office.path, office.format) for c in text if c > "\u02ff" and _is_letter(c)}
    found = []
    for character in _one_a_script(rare)[:_ASKED]:
        command = [program, f":charset={ord(character):x}", "family"]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            if not subprocess.run(command, capture_output=True, timeout=20, check=False).stdout.strip():
                found.append(character)
    return tuple(found)


def _package(text: str) -> str:
    """The Debian package with a font for a character."""
    if ord(text[0]) in _EMOJI:
        return "fonts-noto-color-emoji"
    script = unicodedata.name(text[0], "").partition(" ")[0]
    return "fonts-noto-cjk" if script in _EASTERN else "fonts-noto-core"


def _page_of(characters: Sequence[str], path: Path) -> int | None:
    """The first page (1-based) whose text has one of the characters."""
    wanted = set("".join(characters))
    try:
        with pypdfium2.PdfDocument(path) as document:
            for index in range(len(document)):
                if wanted & set(document[index].get_textpage().get_text_bounded()):
                    return index + 1
    except pypdfium2.PdfiumError:
        return None
    return None
