"""Which codes of which font the document shows: the one place that reads content streams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from proceedings.pdf import objects
from proceedings.pdf.operations import DRAWING, SHOWS, UnreadableContent, data_of, name_in, steps, strings

if TYPE_CHECKING:
    import pikepdf

    from proceedings.pdf.dictionaries import Inventory

_CHANGES = frozenset({b"Q", b"Tf", b"gs", b"Tr"})
"""Operators that may set another font, or whether text is painted."""
_INVISIBLE = b"3"


def make_fonts_indirect(pdf: pikepdf.Pdf, items: Inventory) -> bool:
    """Give every font that is written inside its resources a number of its own;
    True where there was one.
    """
    import pikepdf

    found = False
    for item in items.having("/Font"):
        fonts = item["/Font"]
        if isinstance(fonts, pikepdf.Dictionary) and "/BaseFont" not in item:
            for name, font in list(fonts.items()):
                if isinstance(font, pikepdf.Dictionary) and not font.is_indirect:
                    fonts[name] = pdf.make_indirect(font)
                    found = True
    return found


def shown_strings(
    pdf: pikepdf.Pdf, fonts: Collection[tuple[int, int]] = (), visible: bool = False
) -> dict[tuple[int, int], set[bytes]]:
    """Every string shown in each font, by the font's object number and generation.

    Pages, forms, patterns, appearances and the glyphs of Type 3 fonts are read,
    whether they are painted or not. Content that cannot be read is left out.

    Args:
        pdf: the document.
        fonts: only these are asked for; content that cannot use one of them is not read.
            All where none is named.
        visible: strings in text rendering mode 3 are left out (ISO 32000-1, 9.3.6).
    """
    import pikepdf

    found: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    for content, resources in contents(pdf):
        if not isinstance(resources, pikepdf.Dictionary) or not may_use(resources, fonts):
            continue
        _read_somehow(content, resources, found, visible)
    return {font: set(strings(b"\n".join(shown))) for font, shown in found.items() if not fonts or font in fonts}


def shown_on(page: pikepdf.Page) -> dict[tuple[int, int], set[bytes]]:
    """The same for one page and the forms that it may show: what is visible of them."""
    import pikepdf

    found: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    seen: set[tuple[int, int]] = set()
    pending: list[tuple[pikepdf.Object, pikepdf.Object | None]] = [
        (page.obj, objects.inherited(page.obj, "/Resources"))
    ]
    while pending:
        content, resources = pending.pop()
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        _read_somehow(content, resources, found, visible=True)
        for _, form in objects.items(objects.get(resources, "/XObject")):
            if objects.get(form, "/Subtype") == "/Form" and form.objgen not in seen:
                seen.add(form.objgen)
                pending.append((form, form.get("/Resources")))
    return {font: set(strings(b"\n".join(shown))) for font, shown in found.items()}


def may_use(resources: pikepdf.Object, fonts: Collection[tuple[int, int]]) -> bool:
    """Whether content with these resources may show text in one of the fonts;
    a graphics state may set any.
    """
    if not fonts:
        return True
    named = {objects.identity(font) for _, font in objects.items(objects.get(resources, "/Font"))}
    states = objects.items(objects.get(resources, "/ExtGState"))
    return not named.isdisjoint(fonts) or any(objects.get(state, "/Font") is not None for _, state in states)


def in_order(content: pikepdf.Object) -> bytes:
    """The content of a stream or page, written again as qpdf makes sense of it.

    Raises:
        pikepdf.PdfError, TypeError, ValueError: it makes none.
    """
    import pikepdf

    source = content if isinstance(content, pikepdf.Stream) else pikepdf.Page(content)
    return pikepdf.unparse_content_stream(pikepdf.parse_content_stream(source))


def contents(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object | None]]:
    """Every content stream with its resources:
    pages (all their streams as one), forms, patterns, Type 3 glyphs.
    """
    import pikepdf

    for page in pdf.pages:
        if "/Contents" in page.obj:
            yield page.obj, objects.inherited(page.obj, "/Resources")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if objects.get(item, "/Subtype") == "/Form" or objects.get(item, "/PatternType") == 1:
                yield item, item.get("/Resources")
        elif isinstance(item, pikepdf.Dictionary) and objects.get(item, "/Subtype") == "/Type3":
            glyphs = item.get("/CharProcs")
            for glyph in glyphs.values() if isinstance(glyphs, pikepdf.Dictionary) else ():
                if isinstance(glyph, pikepdf.Stream):
                    yield glyph, item.get("/Resources")


def _read_somehow(
    content: pikepdf.Object, resources: pikepdf.Object, found: dict[tuple[int, int], set[bytes]], visible: bool
) -> None:
    import pikepdf

    try:
        if not _read(data_of(content), resources, found, visible):
            _read(in_order(content), resources, found, visible)
    except (pikepdf.PdfError, TypeError, ValueError):
        return


def _read(
    data: bytes, resources: pikepdf.Object, found: dict[tuple[int, int], set[bytes]], visible: bool = False
) -> bool:
    """Collect the operands with which text is shown in each font, as written;
    False where not all could be read.
    """
    shown, whole = (_kept_shows if len(data) <= _MOST_KEPT else _shows)(data)
    for (choices, hidden), operands in shown.items():
        font = None if hidden and visible else _chosen(choices, resources)
        if font is not None:
            found[font] |= operands
    return whole


_Choices = tuple[tuple[bytes, bytes], ...]
"""What chose a font: the last `Tf` and every `gs` after it, each once, with their operands."""
_MOST_KEPT = 200_000
"""Bytes of content of which it is kept for a while what is shown in it:
several steps ask in turn.
"""


def _shows(data: bytes) -> tuple[dict[tuple[_Choices, bool], set[bytes]], bool]:
    """The operands with which text is shown,
    by the choice of font and whether they are invisible; whether that is all.

    They stay as written: most are decoded once for many.
    """
    found: dict[tuple[_Choices, bool], set[bytes]] = {}
    state: tuple[_Choices, bool] = ((), False)
    stack: list[tuple[_Choices, bool]] = []
    here: set[bytes] = set()
    try:
        for word, operands, _, _ in steps(data, DRAWING):
            if word in SHOWS:
                here.add(operands)
            elif word == b"q":
                stack.append(state)
            elif word in _CHANGES:
                if here:
                    found.setdefault(state, set()).update(here)
                    here.clear()
                state = _changed(state, word, operands, stack)
    except UnreadableContent:
        return found, False
    finally:
        if here:
            found.setdefault(state, set()).update(here)
    return found, True


_kept_shows = lru_cache(maxsize=64)(_shows)


def _changed(
    state: tuple[_Choices, bool], word: bytes, operands: bytes, stack: list[tuple[_Choices, bool]]
) -> tuple[_Choices, bool]:
    """The state after an operator that may set another font, or how text is painted."""
    if word == b"Q":
        return stack.pop() if stack else state
    choices, hidden = state
    if word == b"Tr":
        return choices, operands.strip() == _INVISIBLE
    if word == b"Tf":
        return ((word, operands),), hidden
    return (*(choice for choice in choices if choice != (word, operands)), (word, operands)), hidden


def _chosen(choices: _Choices, resources: pikepdf.Object) -> tuple[int, int] | None:
    """The font that the last of some choices sets; a graphics state need not set one."""
    for word, operands in reversed(choices):
        font = font_chosen(word, operands, resources)
        if font is not None or word == b"Tf":
            return font
    return None


def font_chosen(word: bytes, operands: bytes, resources: pikepdf.Object) -> tuple[int, int] | None:
    """The number and generation of the font that `Tf`
    or a graphics state sets (ISO 32000-2, 9.3.1 and table 57).
    """
    import pikepdf

    name = name_in(operands)
    if word == b"Tf":
        font = objects.dictionary(objects.get(resources, "/Font"), name)
        return font.objgen if font is not None else None
    state = objects.dictionary(objects.get(resources, "/ExtGState"), name)
    set_by = objects.get(state, "/Font")
    return set_by[0].objgen if isinstance(set_by, pikepdf.Array) and len(set_by) else None


def codes(strings: set[bytes]) -> set[int]:
    """The single-byte codes in the strings of a simple font."""
    return set().union(*strings) if strings else set()


def wide_codes(strings: set[bytes]) -> set[int]:
    """The two-byte codes in the strings of a composite font with an Identity encoding."""
    return {int.from_bytes(text[i : i + 2], "big") for text in strings for i in range(0, len(text), 2)}
