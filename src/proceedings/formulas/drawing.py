"""Formulas drawn: MathML becomes an SVG of outlines, which stands in a line of text."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from xml.etree import ElementTree as ET

from proceedings.formulas.line import in_line
from proceedings.values.manuscript import FORMULA

VERSION = 1
"""Counts up when the same formula gives another drawing."""

_SIZE = 100.0
"""Type size at which a formula is drawn, in units of its drawing."""

_MATH = re.compile(r"<math\b[^>]*>.*?</math>", re.DOTALL)
_COLUMNS = re.compile(r"text-align: *(left|right)")
_RULES = re.compile(r"border-(top|right|bottom|left)")
_COLOUR = re.compile(r"(?:^|;)\s*color: *(#[\da-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outlines of a formula. Width, and depth below the line, in multiples of the type size."""

    svg: str
    width: float
    depth: float


class NotDrawnError(Exception):
    """A formula cannot be drawn; its text says why, as a clause."""


def with_drawings(html: str) -> str:
    """The HTML with a picture in the place of each formula in MathML, whose text it bears;
    one that cannot be drawn is that text.
    """
    return _MATH.sub(lambda found: _picture(found[0]), html) if "<math" in html else html


def _picture(mathml: str) -> str:
    said = in_line(mathml)
    try:
        drawing = drawn(mathml)
    except NotDrawnError:
        return escape(said, quote=False)
    source = base64.b64encode(drawing.svg.encode()).decode()
    style = f"width: {drawing.width:.3f}em; height: auto; max-width: 100%; max-height: none; "
    if 'display="block"' in mathml:
        style += "display: block; margin: .6em auto"
    else:
        style += f"display: inline; margin: 0; vertical-align: {-drawing.depth:.3f}em"
    return f'<img alt="{FORMULA}{escape(said)}" style="{style}" src="data:image/svg+xml;base64,{source}">'


@lru_cache(maxsize=512)
def drawn(mathml: str) -> Drawing:
    """Draw a formula.

    Args:
        mathml: as `mathml.normalised` gives it.

    Raises:
        NotDrawnError: the font has no glyph for a character, or the formula is built as none is.
    """
    import ziamath
    from ziamath.zmath import Math

    tree = ET.fromstring(mathml)
    _prepare(tree)
    with _quietly(), _plain_svg(ziamath):
        try:
            formula = Math(tree, size=_SIZE, margin=0)
            if absent := _absent(tree, formula):
                raise NotDrawnError(f"the font for formulas has no glyph for {' '.join(absent)}")
            box, svg = formula.node.bbox, formula.svgxml()
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise NotDrawnError("it is not built as formulas are") from error
    air = 0.04 * _SIZE
    left, top = box.xmin, -box.ymax - air
    width, height = max(box.xmax - box.xmin, 1.0), max(box.ymax - box.ymin, 1.0) + 2 * air
    svg.set("viewBox", f"{left:.2f} {top:.2f} {width:.2f} {height:.2f}")
    svg.set("width", f"{width:.2f}")
    svg.set("height", f"{height:.2f}")
    return Drawing(ET.tostring(svg, encoding="unicode"), width / _SIZE, (air - box.ymin) / _SIZE)


def undrawable(mathml: str) -> str | None:
    """Why a formula cannot be drawn, as a clause; None where it can."""
    try:
        drawn(mathml)
    except NotDrawnError as error:
        return str(error)
    return None


def _prepare(tree: ET.Element) -> None:
    """What the drawing program does not read from `style`: columns, and the rules between cells."""
    for element in tree.iter():
        if element.tag == "mtable":
            _aligned(element)
        elif element.tag == "mtd" and (sides := _RULES.findall(element.get("style", ""))):
            boxed = ET.Element("menclose", {"notation": " ".join(sides)})
            boxed.extend(list(element))
            element[:] = [boxed]
    for element in tree.iter():
        if colour := _COLOUR.search(element.attrib.pop("style", "")):
            element.set("mathcolor", colour[1])


def _aligned(table: ET.Element) -> None:
    rows = [list(row) for row in table]
    width = max((len(row) for row in rows), default=0)
    gaps = ["0.8em"] * max(0, width - 1)
    for row in rows:
        for number, cell in enumerate(row):
            style = cell.get("style", "")
            if side := _COLUMNS.search(style):
                cell.set("columnalign", side[1])
            if side and side[1] == "right" and "padding-right: 0" in style and number < len(gaps):
                gaps[number] = "0.1em"
            elif number and "padding-left:1em" in style.replace(" ", ""):
                gaps[number - 1] = "1em"
    if gaps and "columnspacing" not in table.attrib:
        table.set("columnspacing", " ".join(gaps))


def _absent(tree: ET.Element, formula: object) -> list[str]:
    """The characters for which the font has no glyph."""
    letters = {letter for element in tree.iter() for letter in (element.text or "") if letter.isprintable()}
    index = formula.font.glyphindex  # type: ignore[attr-defined]
    return sorted(letter for letter in letters if ord(letter) > 0x7E and letter != "\xa0" and not index(letter))


@contextmanager
def _plain_svg(library: object) -> Iterator[None]:
    """With outlines written where they are drawn, not referred to."""
    config = library.config  # type: ignore[attr-defined]
    before = config.svg2, config.precision
    config.svg2, config.precision = False, 2
    try:
        yield
    finally:
        config.svg2, config.precision = before


@contextmanager
def _quietly() -> Iterator[None]:
    """Without what the drawing program writes to the log."""
    root = logging.getLogger()
    before = root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
