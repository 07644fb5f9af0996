"""Words in a box: broken into lines, set to the left,
the middle or the right, and smaller where they do not fit.
"""

from __future__ import annotations

from proceedings.intake.cleaning.marks.lettering import Lettering
from proceedings.intake.cleaning.marks.style import join
from proceedings.values.geometry import Box

LEADING = 1.16
"""From one line of text to the next, in sizes."""
_RISE = 0.9
"""From the top of the box to the first line, in sizes."""
_SMALLEST = 3.0


def block(lettering: Lettering, text: str, box: Box, size: float, side: int) -> str:
    """The operators that set several lines from the top of a box.

    Args:
        lettering: the font.
        text: with its ends of lines.
        box: in which it must fit: nothing an author wrote may be cut off, so the size gives way.
        size: in points.
        side: 0 for left, 1 for the middle, 2 for right (ISO 32000-1, table 222).
    """
    width = max(box.width, 1.0)
    lines = lettering.lines(text, size, width)
    while size > _SMALLEST and ((len(lines) - 1) * LEADING + _RISE + 0.2) * size > box.height:
        size = max(_SMALLEST, size * 0.95)
        lines = lettering.lines(text, size, width)
    shown, before = [], (0.0, 0.0)
    for number, line in enumerate(lines):
        place = start(lettering, line, box, size, side), box.top - _RISE * size - number * LEADING * size
        shown.append(f"{join((place[0] - before[0], place[1] - before[1]))} Td {lettering.shown(line)} Tj ")
        before = place
    return f"BT /Words {join([size])} Tf {''.join(shown)}ET "


def start(lettering: Lettering, line: str, box: Box, size: float, side: int) -> float:
    """Where a line begins, so that it stands at a side or in the middle of a box."""
    left_over = box.width - lettering.width(line, size)
    return box.left + max(0.0, {1: left_over / 2, 2: left_over}.get(side, 0.0))
