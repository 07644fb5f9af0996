"""Which codes of which font the document shows: the one place that reads content streams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_TEXT = "q Q Tf gs Tj TJ ' \""


def make_fonts_indirect(pdf: pikepdf.Pdf, items: Sequence[pikepdf.Object]) -> bool:
    """Give every font that is written inside its resources a number of its own; True where there was one."""
    import pikepdf

    found = False
    for item in items:
        fonts = item.get("/Font")
        if isinstance(fonts, pikepdf.Dictionary) and "/BaseFont" not in item:
            for name, font in list(fonts.items()):
                if isinstance(font, pikepdf.Dictionary) and not font.is_indirect:
                    fonts[name] = pdf.make_indirect(font)
                    found = True
    return found


def shown_strings(pdf: pikepdf.Pdf) -> dict[tuple[int, int], set[bytes]]:
    """Every string shown in each font, by the font's object number and generation.

    Pages, forms, patterns, appearances and the glyphs of Type 3 fonts are read, whether they are painted or not.
    Content that cannot be read is left out.
    """
    import pikepdf

    found: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    for content, resources in contents(pdf):
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        try:
            _read(content, resources, found)
        except (pikepdf.PdfError, TypeError, ValueError):
            continue
    return found


def contents(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object | None]]:
    """Every content stream with its resources: pages (all their streams as one), forms, patterns, Type 3 glyphs."""
    import pikepdf

    for page in pdf.pages:
        if "/Contents" in page.obj:
            yield page.obj, inherited(page.obj, "/Resources")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1:
                yield item, item.get("/Resources")
        elif isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type3":
            glyphs = item.get("/CharProcs")
            for glyph in glyphs.values() if isinstance(glyphs, pikepdf.Dictionary) else ():
                if isinstance(glyph, pikepdf.Stream):
                    yield glyph, item.get("/Resources")


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An attribute of a page or of the nodes above it."""
    import pikepdf

    node: pikepdf.Object | None = page
    steps = 0
    while isinstance(node, pikepdf.Dictionary) and steps < 50:
        if key in node:
            return node[key]
        node, steps = node.get("/Parent"), steps + 1
    return None


def _read(content: pikepdf.Object, resources: pikepdf.Object, found: dict[tuple[int, int], set[bytes]]) -> None:
    import pikepdf

    source = pikepdf.Page(content) if not isinstance(content, pikepdf.Stream) else content
    font: tuple[int, int] | None = None
    stack: list[tuple[int, int] | None] = []
    for step in pikepdf.parse_content_stream(source, _TEXT):
        operands, word = step.operands, str(step.operator)
        if word == "q":
            stack.append(font)
        elif word == "Q":
            font = stack.pop() if stack else font
        elif word == "Tf" and operands:
            font = _number(resources.get("/Font"), operands[0])
        elif word == "gs" and operands:
            state = _entry(resources.get("/ExtGState"), operands[0])
            chosen = state.get("/Font") if isinstance(state, pikepdf.Dictionary) else None
            if isinstance(chosen, pikepdf.Array) and len(chosen):
                font = chosen[0].objgen
        elif font is not None and operands:
            shown = operands[-1]
            for text in shown if isinstance(shown, pikepdf.Array) else (shown,):
                if isinstance(text, pikepdf.String):
                    found[font].add(bytes(text))


def _entry(names: pikepdf.Object | None, name: pikepdf.Object) -> pikepdf.Object | None:
    import pikepdf

    if not isinstance(names, pikepdf.Dictionary) or not isinstance(name, pikepdf.Name):
        return None
    try:
        return names.get(name)
    except (UnicodeDecodeError, ValueError):
        return None


def _number(names: pikepdf.Object | None, name: pikepdf.Object) -> tuple[int, int] | None:
    import pikepdf

    font = _entry(names, name)
    return font.objgen if isinstance(font, pikepdf.Dictionary) else None


def codes(strings: set[bytes]) -> set[int]:
    """The single-byte codes in the strings of a simple font."""
    return set().union(*strings) if strings else set()


def wide_codes(strings: set[bytes]) -> set[int]:
    """The two-byte codes in the strings of a composite font with an Identity encoding."""
    return {int.from_bytes(text[i : i + 2], "big") for text in strings for i in range(0, len(text), 2)}
