"""Shortcuts through WeasyPrint:
the same pages in less time, by not finding out the same thing twice.

They are taken only with the versions in `weasyprint_versions.py`.
Each says what must change upstream for it to go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from proceedings.programs.weasyprint_versions import TESTED

_OF_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
"""Pseudo-elements that WeasyPrint's own stylesheet gives to every element, and only notes have."""

_USED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
    *("width", "height", "min_width", "max_width", "min_height", "max_height"),
)
"""What `resolve_percentages` sets on a box."""

_SIZES = _USED[-6:]

Test = Callable[[Any], bool]


@contextmanager
def shortcuts(sheet: Any) -> Iterator[None]:
    """Shortcuts for one document, taken back afterwards: what they remember is the document's.

    Args:
        sheet: the document's `weasyprint.CSS`; None where it has more than one.
    """
    import weasyprint

    changes = list(_changes(sheet)) if weasyprint.__version__ in TESTED else []
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    try:
        for owner, name, new in changes:
            setattr(owner, name, new)
        yield
    finally:
        for owner, name, old in before:
            setattr(owner, name, old)


def _changes(sheet: Any) -> Iterator[tuple[Any, str, Any]]:
    from weasyprint import UA_STYLESHEET
    from weasyprint.layout import absolute, block, column, float, grid, inline, page, preferred, table
    from weasyprint.pdf import fonts
    from weasyprint.text import line_break

    if sheet is not None:
        matcher = UA_STYLESHEET.matcher
        yield matcher, "other_selectors", list(_for_notes_alone(matcher.other_selectors, _notes(sheet.matcher)))
    yield fonts, "ffi", _Arrays(fonts.ffi)
    yield inline, "strut", _by_style(inline.strut)
    yield line_break, "get_font_description", _by_style(line_break.get_font_description)
    split = _remembering_lines(inline.split_first_line)
    for module in (inline, preferred):
        yield module, "split_first_line", split
    resolve = _remembering(block.resolve_percentages)
    for module in (absolute, block, column, float, grid, inline, page, table):
        yield module, "resolve_percentages", resolve


def _for_notes_alone(selectors: list[Any], notes: list[Test]) -> Iterator[Any]:
    """The selectors, those of notes held to elements that may be notes:
    six computed styles an element become one.

    Goes when WeasyPrint's own stylesheet gives content to the pseudo-elements of notes only
    where an element is a note.
    """

    def may_be_note(element: Any) -> bool:
        return "style" in element.etree_element.attrib or any(test(element) for test in notes)

    for test, *rest in selectors:
        pseudo = rest[2]
        yield (may_be_note if pseudo in _OF_NOTES else test, *rest)


def _notes(matcher: Any) -> list[Test]:
    """The tests of all rules that make an element a footnote or a note."""
    by_key = (matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors)
    lists = [entries for found in (*by_key, matcher.namespace_selectors) for entries in found.values()]
    return [
        test
        for entries in (*lists, matcher.lang_attr_selectors, matcher.other_selectors)
        for test, _, _, _, (declarations, _) in entries
        if any("note" in repr(value) for name, value, _ in declarations if name in ("float", "position"))
    ]


class _Arrays:
    """WeasyPrint's cffi, which reads the type of an array anew for each length
    that it is written with.

    Goes when `weasyprint.pdf.fonts` asks for `hb_codepoint_t[]` without a length.
    """

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, of: str, initial: Any = None) -> Any:
        """The same array, of a type without a length where its content has one."""
        return self._ffi.new("hb_codepoint_t[]" if of.startswith("hb_codepoint_t[") else of, initial)


def _by_style(measure: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What is measured of a style, once for each:
    to write down a style as a key takes longer than most of it.

    Goes when WeasyPrint keeps `strut` and `get_font_description` with the style object,
    not under a key of values.
    """
    known: dict[int, tuple[Any, Any]] = {}

    def measured(style: Any) -> Any:
        found = known.get(id(style))
        if found is None:
            # Keeps the style alive: a later one could have the same id().
            found = known[id(style)] = (style, measure(style))
        return found[1]

    return measured


def _remembering_lines(split: Callable[..., Any]) -> Callable[..., Any]:
    """`split_first_line`, once for the same text in the same style and width:
    columns are laid out three times and more until they are even.

    Goes when `split_first_line` keeps lines by text,
    style and width, or columns are evened without laying out anew.
    """
    known: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split_first_line(text: str, style: Any, context: Any, *measures: Any, **more: Any) -> Any:
        """The line found before for this text, style and width, or a new one."""
        if style["text_overflow"] != "clip" or style["block_ellipsis"] != "none":
            return split(text, style, context, *measures, **more)  # such a line is cut while it is drawn
        key = (text, id(style), measures, *more.items())
        found = known.get(key)
        if found is None:
            # Keeps the style alive: a later one could have the same id().
            found = known[key] = (style, split(text, style, context, *measures, **more))
        return found[1]

    return split_first_line


def _remembering(resolve: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """`resolve_percentages`, once for all boxes with the same style in blocks of the same size.

    Goes when `weasyprint.layout.percent` keeps used values by style
    and size of the containing block.
    """
    from weasyprint.formatting_structure import boxes

    Box = boxes.Box
    parts_of_tables = (boxes.TableBox, boxes.TableRowGroupBox, boxes.TableRowBox, boxes.TableCellBox)
    own = (boxes.PageBox, *parts_of_tables, boxes.TableColumnGroupBox, boxes.TableColumnBox)
    known: dict[tuple[Any, ...], tuple[Any, dict[str, Any]]] = {}

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        """Set on a box what is known for its style and the size of its block, or find it out."""
        style = box.style
        if isinstance(box, own):
            # Widths of collapsed borders are a box's own;
            # heights of a page are what its vertical margins refer to.
            resolve(box, containing_block)
            return
        block = containing_block
        width, height = (block.width, block.height) if isinstance(block, Box) else block
        # Flexible boxes and grids change the sizes in a style while they are laid out.
        key = (id(style), width, height, *(style[size] for size in _SIZES))
        if key not in known:
            resolve(box, containing_block)
            # Keeps the style alive: a later one could have the same id().
            known[key] = (style, {name: getattr(box, name) for name in _USED})
        else:
            box.__dict__.update(known[key][1])

    return resolve_percentages
