"""Draws a deck of slides with python-pptx:
a title slide, then text, tables, charts and links, each marked specimen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Mm, Pt

STANDING_IN = "Specimen standing in for a presentation that is not reproduced"
FONT = "Liberation Sans"


@dataclass(frozen=True, slots=True)
class Look:
    """Size of a deck in millimetres and its three colours as hexadecimal numbers."""

    width: float
    height: float
    ink: str
    accent: str
    paper: str


@dataclass(frozen=True, slots=True)
class Slide:
    """What stands on a slide under its title;
    a line may be a (text, address) pair and is then a link.
    """

    title: str
    lines: Sequence[str | tuple[str, str]] = ()
    table: Sequence[Sequence[str]] = ()
    chart: tuple[str, Sequence[str], Sequence[tuple[str, Sequence[float]]]] | None = None
    hidden: bool = False
    notes: str | None = None
    steps: Sequence[str] = field(default=())


def write(destination: Path, look: Look, speaker: str, title: str, subtitle: str, slides: Sequence[Slide]) -> None:
    """Write the deck as PPTX.
    It stands in for a presentation of `speaker`, of whom it says no more.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(look.width), Mm(look.height)
    deck.core_properties.title, deck.core_properties.author = title, ""
    deck.core_properties.language = "en"
    _title_slide(deck, look, speaker, title, subtitle)
    for number, slide in enumerate(slides, 2):
        _slide(deck, look, slide, number)
    _colour_links(deck, look.accent)
    deck.save(str(destination))


def _colour_links(deck: Any, colour: str) -> None:
    """Links take their colour from the theme, whatever their run says."""
    for relation in deck.slide_masters[0].part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME:
            part = relation.target_part
            link = rb'(<a:(?:hlink|folHlink)><a:srgbClr val=")[0-9A-F]{6}'
            part._blob = re.sub(link, rb"\g<1>" + colour.encode(), part.blob)


def _title_slide(deck: Any, look: Look, speaker: str, title: str, subtitle: str) -> None:
    page = _blank(deck, look.ink)
    _bar(page, look, 0, 0, 6, look.height)
    box = _title_box(page, look.width, look.height * 0.32, 20)
    box.text_frame.text = title
    _style(box.text_frame, 40, look.paper, bold=True)
    _text(page, look, look.height * 0.32 + 22, subtitle, 20, look.paper)
    _text(
        page, look, look.height - 30, f"In place of a presentation that the agenda lists for {speaker}", 14, look.paper
    )
    _text(page, look, look.height - 22, STANDING_IN, 14, look.paper)


def _slide(deck: Any, look: Look, slide: Slide, number: int) -> None:
    page = _blank(deck, look.paper)
    _bar(page, look, 0, 0, 6, look.height)
    box = _title_box(page, look.width, 13, 16)
    box.text_frame.text = slide.title
    _style(box.text_frame, 28, look.ink, bold=True)
    top = 36.0 if look.height < 160 else 44.0
    for draw, content in _drawers(slide):
        top += draw(page, look, content, top)
    _text(page, look, look.height - 13, STANDING_IN, 12, "555555")
    _text(page, look, look.height - 13, str(number), 12, "555555", PP_ALIGN.RIGHT)
    if slide.hidden:
        page._element.set("show", "0")
    if slide.notes:
        page.notes_slide.notes_text_frame.text = slide.notes


def _drawers(slide: Slide) -> list[tuple[Callable[[Any, Look, Any, float], float], Any]]:
    """What to draw on a slide, from top to bottom."""
    drawers = [(_lines, slide.lines), (_steps, slide.steps), (_table, slide.table), (_chart, slide.chart)]
    return [(draw, content) for draw, content in drawers if content]


def _blank(deck: Any, colour: str) -> Any:
    """A slide with a title placeholder only, so that readers and converters know its title."""
    page = deck.slides.add_slide(deck.slide_layouts[5])
    page.background.fill.solid()
    page.background.fill.fore_color.rgb = RGBColor.from_string(colour)
    return page


def _title_box(page: Any, width: float, top: float, height: float) -> Any:
    box = page.shapes.title
    box.left, box.top, box.width, box.height = Mm(20), Mm(top), Mm(width - 36), Mm(height)
    return box


def _bar(page: Any, look: Look, left: float, top: float, width: float, height: float) -> None:
    bar = page.shapes.add_shape(1, Mm(left), Mm(top), Mm(width), Mm(height))
    bar.fill.solid()
    bar.fill.fore_color.rgb = RGBColor.from_string(look.accent)
    bar.line.fill.background()
    _flat(bar)


def _flat(shape: Any) -> None:
    """Take away the shadow that the theme gives to shapes."""
    shape._element.remove(shape._element.find(qn("p:style")))


def _style(frame: Any, size: float, colour: str, bold: bool = False, align: Any = PP_ALIGN.LEFT) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
            run.font.color.rgb = RGBColor.from_string(colour)


def _text(page: Any, look: Look, top: float, text: str, size: float, colour: str, align: Any = PP_ALIGN.LEFT) -> None:
    box = page.shapes.add_textbox(Mm(20), Mm(top), Mm(look.width - 36), Mm(size * 0.6))
    box.text_frame.text = text
    _style(box.text_frame, size, colour, align=align)


def _lines(page: Any, look: Look, lines: Sequence[str | tuple[str, str]], top: float) -> float:
    size = 20 if look.height < 160 else 22
    box = page.shapes.add_textbox(Mm(20), Mm(top), Mm(look.width - 36), Mm(12 * len(lines)))
    frame = box.text_frame
    for i, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after, paragraph.line_spacing = Pt(11), 1.05
        run = paragraph.add_run()
        run.text = line if isinstance(line, str) else line[0]
        if not isinstance(line, str):
            run.hyperlink.address = line[1]
    _style(frame, size, look.ink)
    # How far down the next thing starts: two rows for a line that is likely to wrap.
    room = (look.width - 36) / (size * 0.172)
    row = size * 0.37 + 4
    return sum(row if len(ln if isinstance(ln, str) else ln[0]) < room else row * 1.8 for ln in lines) + 6


def _steps(page: Any, look: Look, steps: Sequence[str], top: float) -> float:
    """A row of boxes with arrows from each to the next."""
    gap = 9.0
    width = (look.width - 36 - gap * (len(steps) - 1)) / len(steps)
    for i, step in enumerate(steps):
        left = 20 + i * (width + gap)
        box = page.shapes.add_shape(5, Mm(left), Mm(top), Mm(width), Mm(26))
        box.fill.solid()
        box.fill.fore_color.rgb = RGBColor.from_string(look.accent)
        box.line.fill.background()
        _flat(box)
        box.text_frame.text = step
        _style(box.text_frame, 17, "FFFFFF", bold=True, align=PP_ALIGN.CENTER)
        box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        if i:
            arrow = page.shapes.add_connector(1, Mm(left - gap + 1), Mm(top + 13), Mm(left - 1), Mm(top + 13))
            arrow.line.color.rgb, arrow.line.width = RGBColor.from_string(look.ink), Pt(1.5)
    return 36.0


def _table(page: Any, look: Look, rows: Sequence[Sequence[str]], top: float) -> float:
    height = 12.5 if look.height < 160 else 15.0
    frame = page.shapes.add_table(len(rows), len(rows[0]), Mm(20), Mm(top), Mm(look.width - 36), Mm(height * len(rows)))
    table = frame.table
    first = (look.width - 36) * (0.46 if len(rows[0]) > 2 else 0.5)
    for i, column in enumerate(table.columns):
        column.width = Mm(first if i == 0 else (look.width - 36 - first) / (len(rows[0]) - 1))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            cell.text = text
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(look.accent if r == 0 else "FFFFFF" if r % 2 else "F1F1EE")
            number = rows[1][c].isdigit() and c > 0
            _style(cell.text_frame, 16 if look.height < 160 else 18, "FFFFFF" if r == 0 else look.ink, bold=r == 0)
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = Mm(3)
    return height * len(rows) + 6


def _chart(page: Any, look: Look, content: Any, top: float) -> float:
    kind, categories, series = content
    data = CategoryChartData()
    data.categories = categories
    for name, values in series:
        data.add_series(name, values)
    kinds = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "columns": XL_CHART_TYPE.COLUMN_CLUSTERED, "line": XL_CHART_TYPE.LINE}
    height = look.height - top - 20
    chart = page.shapes.add_chart(kinds[kind], Mm(18), Mm(top), Mm(look.width - 34), Mm(height), data).chart
    chart.font.size, chart.font.name = Pt(14), FONT
    chart.font.color.rgb = RGBColor.from_string(look.ink)
    chart.has_title = False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("CCCCCC")
    chart.value_axis.format.line.fill.background()
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
    chart.value_axis.major_unit = 25
    if kind == "bars":  # the first bar on top
        chart.category_axis.reverse_order = True
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for plotted, colour in zip(chart.plots[0].series, (look.accent, "A9B7B8"), strict=False):
        if kind == "line":
            plotted.format.line.color.rgb, plotted.format.line.width = RGBColor.from_string(colour), Pt(2.5)
            plotted.smooth = False
        else:
            plotted.format.fill.solid()
            plotted.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    if kind != "line":
        chart.plots[0].gap_width = 60
    return height
