"""Form fields as they are filled in:
frames, texts, choices, ticks (ISO 32000-1, 12.7.3.3, 12.7.4 and table 189).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from proceedings.intake.cleaning.marks.default_appearance import DefaultAppearance, base_font, default_appearance
from proceedings.intake.cleaning.marks.drawing import Drawing, path
from proceedings.intake.cleaning.marks.lettering import Lettering, plain
from proceedings.intake.cleaning.marks.line_endings import ellipse
from proceedings.intake.cleaning.marks.style import Border, border, colour, filled, join, stroked
from proceedings.intake.cleaning.marks.text_block import LEADING, block, start
from proceedings.pdf import objects
from proceedings.pdf.fonts.standard_fonts import DINGBAT_WIDTHS
from proceedings.values.geometry import Box

_MULTILINE, _PASSWORD, _COMB = 1 << 12, 1 << 13, 1 << 24
_RADIO, _PUSH = 1 << 15, 1 << 16
_COMBO = 1 << 17
_SELECTED = (0.6, 0.75, 0.85)
_LARGEST, _USUAL, _SMALLEST = 24.0, 12.0, 2.0
_SHADE = (0.6,)


@dataclass(frozen=True, slots=True)
class Field:
    """A field's widget with what it inherits.
    `box` is its own: the lower left corner is at 0, 0.
    """

    widget: Any
    flags: int
    box: Box
    look: Any
    edge: Border
    default: DefaultAppearance
    resources: tuple[Any, ...]
    side: int

    def lettering(self, texts: Sequence[str]) -> Lettering:
        """The font of its texts."""
        return Lettering(texts, *base_font(self.default.font, self.resources))

    @property
    def inside(self) -> Box:
        """Where words go: within the border, two points from the sides."""
        edge = self.edge.width * (2 if self.edge.style in "BI" else 1)
        across, up = min(edge + 2, self.box.width / 3), min(edge, self.box.height / 3)
        return Box(across, up, self.box.width - across, self.box.height - up)


def widget(annotation: Any, form: Any) -> Drawing | None:
    """A field as it is filled in; None where it is of no kind that shows something.

    Args:
        annotation: the widget.
        form: the interactive form, for what all fields share; None where there is none.
    """
    kind = objects.name(objects.inherited(annotation, "/FT"))
    drawn = {"Tx": _text, "Ch": _choice, "Btn": _button}.get(kind)
    found = _field(annotation, form)
    return drawn(found) if drawn is not None and found is not None else None


def is_filled_in(annotation: Any) -> bool:
    """Whether a field holds something that its author put there: words, a choice, a tick."""
    kind = objects.name(objects.inherited(annotation, "/FT"))
    if kind == "Btn":
        return not _flags(annotation) & _PUSH and _is_on(annotation)
    return kind in ("Tx", "Ch") and any(value.strip() for value in _values(annotation))


def _field(annotation: Any, form: Any) -> Field | None:
    rect = objects.box(objects.get(annotation, "/Rect"))
    if rect is None:
        return None
    look = objects.dictionary(annotation, "/MK")
    turn = int(objects.number(objects.get(look, "/R")) or 0) % 360
    sides = (rect.height, rect.width) if turn in (90, 270) else (rect.width, rect.height)
    default = objects.text(objects.inherited(annotation, "/DA")) or objects.text(objects.get(form, "/DA"))
    side = objects.inherited(annotation, "/Q")
    edge = border(annotation)
    if not colour(look, "/BC"):
        edge = Border(0.0)
    return Field(
        annotation,
        _flags(annotation),
        Box(0, 0, *sides),
        look,
        edge,
        default_appearance(default),
        (objects.get(form, "/DR"), objects.inherited(annotation, "/DR")),
        int(objects.number(side if side is not None else objects.get(form, "/Q")) or 0),
    )


def _flags(annotation: Any) -> int:
    return int(objects.number(objects.inherited(annotation, "/Ff")) or 0)


def _values(annotation: Any) -> list[str]:
    """The values of a text or choice field."""
    value = objects.inherited(annotation, "/V")
    if isinstance(value, pikepdf.Array):
        return [objects.text(one) for one in value]
    if isinstance(value, pikepdf.Stream):
        return [value.read_bytes().decode("utf-8", "replace")]
    return [objects.text(value) or objects.name(value)]


def _is_on(annotation: Any) -> bool:
    """Whether a box is ticked: by its own state, else by the value of its field."""
    state = objects.name(objects.get(annotation, "/AS"))
    if not state:
        value = objects.inherited(annotation, "/V")
        state = objects.name(value) or objects.text(value)
        known = [key[1:] for key, _ in objects.items(objects.get(objects.get(annotation, "/AP"), "/N"))]
        if known and state not in known:
            return False
    return state not in ("", "Off")


def _text(field: Field) -> Drawing:
    value = plain(_values(field.widget)[0])
    if field.flags & _PASSWORD:
        value = "*" * len(value)
    if not value:
        return _drawing(field, "", None)
    lettering = field.lettering([value])
    cells = int(objects.number(objects.inherited(field.widget, "/MaxLen")) or 0)
    if field.flags & _COMB and cells and not field.flags & (_MULTILINE | _PASSWORD):
        return _drawing(field, _comb(field, lettering, value, cells), lettering)
    if field.flags & _MULTILINE:
        return _drawing(
            field, block(lettering, value, field.inside, field.default.size or _USUAL, field.side), lettering
        )
    return _drawing(field, _one_line(field, lettering, value.replace("\r", " ").replace("\n", " ")), lettering)


def _one_line(field: Field, lettering: Lettering, text: str) -> str:
    box = field.inside
    size = field.default.size or min(_LARGEST, max(4.0, field.box.height * 0.65))
    wide = lettering.width(text, 1.0)
    size = max(_SMALLEST, min(size, box.width / wide if wide else size))
    place = (start(lettering, text, box, size, field.side), field.box.height / 2 - 0.34 * size)
    return f"BT /Words {join([size])} Tf {join(place)} Td {lettering.shown(text)} Tj ET "


def _comb(field: Field, lettering: Lettering, text: str, cells: int) -> str:
    """Each letter in the middle of a cell of its own,
    with lines between the cells where there is a border.
    """
    step = field.box.width / cells
    size = min(field.default.size or field.box.height * 0.65, field.box.height)
    first = {1: (cells - len(text)) // 2, 2: cells - len(text)}.get(field.side, 0)
    rise = field.box.height / 2 - 0.34 * size
    shown = ""
    for number, letter in enumerate(text[:cells], max(first, 0)):
        place = ((number + 0.5) * step - lettering.width(letter, size) / 2, rise)
        shown += f"1 0 0 1 {join(place)} Tm {lettering.shown(letter)} Tj "
    rules = "".join(path([(n * step, 0), (n * step, field.box.height)]) + "S " for n in range(1, cells))
    lines = stroked(colour(field.look, "/BC")) + field.edge.operators + rules if field.edge.width else ""
    return f"{lines}BT /Words {join([size])} Tf {shown}ET "


def _choice(field: Field) -> Drawing:
    options = [_option(one) for one in objects.elements(_holder(field.widget, "/Opt"), "/Opt")]
    chosen = [value for value in _values(field.widget) if value]
    if field.flags & _COMBO:
        names = dict(options)
        text = plain(", ".join(names.get(value, value) for value in chosen))
        if not text:
            return _drawing(field, "", None)
        lettering = field.lettering([text])
        return _drawing(field, _one_line(field, lettering, text), lettering)
    top = int(objects.number(objects.inherited(field.widget, "/TI")) or 0)
    rows = [(plain(name), value in chosen or name in chosen) for value, name in options[max(0, top) :]]
    if not rows:
        return _drawing(field, "", None)
    lettering = field.lettering([name for name, _ in rows])
    return _drawing(field, _list(field, lettering, rows), lettering)


def _list(field: Field, lettering: Lettering, rows: list[tuple[str, bool]]) -> str:
    box, size = field.inside, field.default.size or _USUAL
    grounds, words = "", ""
    for number, (name, chosen) in enumerate(rows):
        low = box.top - (number + 1) * LEADING * size
        if low < box.bottom - size:
            break
        if chosen:
            grounds += f"{filled(_SELECTED)}{join((box.left - 1, low, box.width + 2, LEADING * size))} re f "
        place = (start(lettering, name, box, size, field.side), low + 0.28 * size)
        words += f"1 0 0 1 {join(place)} Tm {lettering.shown(name)} Tj "
    return f"{grounds}BT {filled(field.default.colour)}/Words {join([size])} Tf {words}ET "


def _button(field: Field) -> Drawing:
    caption = plain(objects.text(objects.get(field.look, "/CA")))
    if field.flags & _PUSH:
        if not caption:
            return _drawing(field, "", None)
        lettering = field.lettering([caption])
        return _drawing(field, _one_line(_centred(field), lettering, caption), lettering)
    radio = bool(field.flags & _RADIO)
    round_ = radio and caption in ("", "l")
    if not _is_on(field.widget):
        return _drawing(field, "", None, round_)
    sign = caption[:1] if caption[:1].isascii() and caption[:1] > " " else ("l" if radio else "4")
    size = field.default.size or 0.8 * min(field.box.width, field.box.height)
    wide = DINGBAT_WIDTHS[ord(sign) - 0x20] * size / 1000 if ord(sign) < 0x7F else 0.8 * size
    place = ((field.box.width - wide) / 2, field.box.height / 2 - 0.35 * size)
    words = f"BT /Marks {join([size])} Tf {join(place)} Td <{ord(sign):02x}> Tj ET "
    return _drawing(field, words, None, round_, dingbats=True)


def _centred(field: Field) -> Field:
    from dataclasses import replace

    return replace(field, side=1)


def _option(one: Any) -> tuple[str, str]:
    """The value of an option and the words it shows."""
    if isinstance(one, pikepdf.Array) and len(one) > 1:
        return objects.text(one[0]), objects.text(one[1])
    return objects.text(one), objects.text(one)


def _holder(node: Any, key: str) -> Any:
    """The widget or its nearest ancestor that has a key."""
    for _ in range(64):
        if node is None or objects.get(node, key) is not None:
            return node
        node = objects.dictionary(node, "/Parent")
    return None


def _drawing(
    field: Field, words: str, lettering: Lettering | None, round_: bool = False, dingbats: bool = False
) -> Drawing:
    """The frame of a field and what stands in it."""
    turn = int(objects.number(objects.get(field.look, "/R")) or 0) % 360
    clip = join((0, 0, field.box.width, field.box.height))
    inside = f"q {clip} re W n {filled(field.default.colour)}{words}Q" if words else ""
    return Drawing(_frame(field, round_) + inside, field.box, lettering, dingbats, turn=turn)


def _frame(field: Field, round_: bool) -> str:
    ground, line, edge = colour(field.look, "/BG"), colour(field.look, "/BC"), field.edge
    width, height = field.box.width, field.box.height
    centre = (width / 2, height / 2)
    content = ""
    if ground:
        whole = ellipse(centre, width / 2, height / 2) if round_ else f"{join((0, 0, width, height))} re "
        content += f"{filled(ground)}{whole}f "
    if not line or not edge.width:
        return content
    half = edge.width / 2
    if edge.style == "U":
        shape = path([(0, half), (width, half)])
    elif round_:
        shape = ellipse(centre, width / 2 - half, height / 2 - half)
    else:
        shape = f"{join((half, half, width - edge.width, height - edge.width))} re "
    content += f"{stroked(line)}{edge.operators}{shape}S "
    if edge.style in "BI" and not round_:
        shadow = [(1.5 * edge.width, 1.5 * edge.width), (width - 1.5 * edge.width, height - 1.5 * edge.width)]
        (left, low), (right, high) = shadow
        corner = (
            [(left, low), (right, low), (right, high)]
            if edge.style == "B"
            else [(left, low), (left, high), (right, high)]
        )
        content += f"{stroked(_SHADE)}{path(corner)}S "
    return content
