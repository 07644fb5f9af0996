"""The press: HTML and a layout become a tagged PDF by WeasyPrint,
with nothing fetched from outside.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from proceedings.programs.asking import TYPESETTERS
from proceedings.typesetting.fetching import LAYOUT, WORKSPACE, fetcher
from proceedings.typesetting.layout import Layout

VERSION = 8
"""Counts up when the same forme gives another impression."""

PART_ANCHOR = "part."
"""Id of an element at the beginning of a part, before the part's own id."""

_BLANK_PAGE = "@page :blank { bleed-top: 1px }"
"""By their bleed the pages are known that WeasyPrint inserts to reach a left or a right one."""

_NO_TEXT = "has no required alt description"
"""What WeasyPrint says of pictures without alternative text, which are decorations here."""

_AS_WRITTEN: Mapping[int, str] = MappingProxyType({})

STAND_IN = "?"
"""Is printed for a character that no font has:
an empty box from the font would be no letter for an archive (PDF/A-2, 6.2.11.8).
"""


@dataclass(frozen=True, slots=True)
class Forme:
    """One document locked up for the press.

    `html` holds an element with the id `part.<part id>` at the beginning of each of `parts`, in
    this order. Images of the workspace are addressed as `/workspace/<path>`, files of the layout as
    `/layout/<path>`. The lists in `contents` (ids of parts) are tagged as a table of contents.
    `pictures` are the only files of the workspace that may be read.
    """

    html: str
    style: str
    layout: Layout
    parts: tuple[str, ...]
    contents: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    is_register: bool = False
    """Whether it is a list of short lines, whose last page should not hold a few of them alone."""
    layout_digest: str = ""
    """Sum of the layout's files: another sum, and style and fonts are read again."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What came off the press.

    `extents` gives each part's first page (0-based) and page count, `anchors` the named
    destinations of each part with their page within it. `missing` are the characters that no font
    has: the pages show `?` instead. `complaints` is what WeasyPrint said.
    """

    pdf: bytes
    extents: dict[str, tuple[int, int]]
    anchors: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()


def programs(html: str) -> tuple[str, ...]:
    """The programs and libraries that set a body, by their names in `programs/installed.py`."""
    pictures = ("pillow",) if "<img" in html else ()
    formulas = ("ziamath", "ziafont") if "<math" in html else ()
    return (*TYPESETTERS, *pictures, *formulas)


def press(forme: Forme) -> Impression:
    """Typeset a forme.

    Returns:
        The PDF without the blank pages that only keep left and right apart,
        and where each part is in it.

    Raises:
        ValueError: a part has no page.
    """
    impression = _pressed(forme)
    if not impression.missing:
        return impression
    shown = {ord(character): STAND_IN for character in impression.missing}
    return replace(_pressed(forme, shown), missing=impression.missing)


def _pressed(forme: Forme, shown: Mapping[int, str] = _AS_WRITTEN) -> Impression:
    from proceedings.programs.weasyprint_import import weasyprint
    from proceedings.programs.weasyprint_shortcuts import shortcuts
    from proceedings.typesetting.continuations import show_continued
    from proceedings.typesetting.evening import evened
    from proceedings.typesetting.printed_pictures import pictures_of
    from proceedings.typesetting.tag_languages import languages_in_tags
    from proceedings.typesetting.tagging import finish

    with _listening() as complaints, _without_collector():
        style, fonts, said = _stylesheet(forme.style, forme.layout, forme.layout_digest)
        complaints += said
        fetch, base_url = fetcher(forme, dict(shown)), f"file://{WORKSPACE}"
        html = weasyprint.HTML(string=forme.html.translate(shown), base_url=base_url, url_fetcher=fetch)
        with shortcuts(None if "<style" in forme.html else style), languages_in_tags(forme.html):
            pictures = pictures_of(forme.html, base_url, fetch.data_of)

            def lay_out(*more: str) -> Any:
                sheets = [style, *(weasyprint.CSS(string=text) for text in more)]
                return html.render(font_config=fonts, stylesheets=sheets, cache=pictures)

            laid_out = evened(lay_out(), lay_out) if forme.is_register else lay_out()
            show_continued(forme.html, laid_out.pages)
            kept = [page for page in laid_out.pages if page.bleed["top"] == page.bleed["bottom"]]
            extents = _extents(forme, kept)
            tables_of_contents = frozenset(
                page for part in forme.contents for page in range(extents[part][0], sum(extents[part]))
            )
            document = laid_out.copy(kept)
            pdf = document.write_pdf(
                pdf_tags=True, finisher=lambda drawn, made: finish(made, tables_of_contents), pdf_version="1.7"
            )
    missing = sorted({chr(point) for font in document.fonts.values() for point in font.missing})
    anchors = {
        part: tuple(
            (name, number - first)
            for number in range(first, first + count)
            for name in sorted(kept[number].anchors)
            if not name.startswith(PART_ANCHOR) and all(name not in kept[n].anchors for n in range(first, number))
        )
        for part, (first, count) in extents.items()
    }
    heard = dict.fromkeys(sentence for sentence in complaints if _NO_TEXT not in sentence)
    return Impression(pdf, extents, anchors, tuple(missing), tuple(heard))


@lru_cache(maxsize=2)
def _stylesheet(style: str, layout: Layout, _: str) -> tuple[Any, Any, tuple[str, ...]]:
    """The stylesheet and its fonts, read once in a process for all documents,
    and what WeasyPrint said of them.
    """
    from proceedings.programs.weasyprint_import import weasyprint

    fonts = weasyprint.text.fonts.FontConfiguration()
    with _listening() as complaints:
        fetch = fetcher(Forme("", style, layout, ()))
        sheet = weasyprint.CSS(
            string=style + _BLANK_PAGE, base_url=f"file://{LAYOUT}style.css", url_fetcher=fetch, font_config=fonts
        )
    return sheet, fonts, tuple(complaints)


def _extents(forme: Forme, pages: list[Any]) -> dict[str, tuple[int, int]]:
    opened: dict[str, int] = {}
    for number, page in enumerate(pages):
        for name in page.anchors:
            opened.setdefault(name, number)
    for part in forme.parts:
        if PART_ANCHOR + part not in opened:
            raise ValueError(f"the part {part} came out without a page")
    first = [opened[PART_ANCHOR + part] for part in forme.parts]
    return {
        part: (begins, ends - begins)
        for part, begins, ends in zip(forme.parts, first, [*first[1:], len(pages)], strict=True)
    }


@contextmanager
def _without_collector() -> Iterator[None]:
    """Without the cyclic garbage collector: the boxes of a document all live until its end,
    and looking through them again and again takes an eighth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs; it keeps its problems to the log."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener, level = Listener(logging.WARNING), logger.level
    propagates = logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagates
