"""Appearances for marks that came without one, drawn as readers draw them (ISO 32000-1, 12.5.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

Numbers = Sequence[float]


def appearance(pdf: pikepdf.Pdf, annotation: pikepdf.Object) -> pikepdf.Object | None:
    """A form for the annotation's normal appearance; None where it is of a kind that shows nothing without one."""
    import pikepdf

    draw = _DRAWN.get(str(annotation.get("/Subtype")))
    rect = _numbers(annotation, "/Rect")
    if draw is None or len(rect) != 4:
        return None
    content = draw(annotation)
    if content is None:
        return None
    left, bottom, right, top = (
        min(rect[0], rect[2]),
        min(rect[1], rect[3]),
        max(rect[0], rect[2]),
        max(rect[1], rect[3]),
    )
    form = pdf.make_stream(
        content.encode("ascii"),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([left, bottom, right, top]),
        Resources=pikepdf.Dictionary(),
    )
    if annotation.get("/Subtype") == "/Highlight":
        state = pikepdf.Dictionary(BM=pikepdf.Name.Multiply)
        form.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G0=state))
        form.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
    if annotation.get("/Subtype") == "/FreeText":
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F0=_text_font(pdf)))
    return form


def _text_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Helvetica, which is not embedded yet: an open font takes its place with the others."""
    import pikepdf
    from pikepdf import Name

    return pdf.make_indirect(
        pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def _numbers(annotation: pikepdf.Object, key: str) -> list[float]:
    import pikepdf

    value = annotation.get(key)
    if not isinstance(value, pikepdf.Array):
        return []
    try:
        return [float(v) for v in value]
    except (TypeError, ValueError):
        return []


def _colour(annotation: pikepdf.Object, key: str, operators: str) -> str:
    parts = _numbers(annotation, key)
    operator = {1: "g", 3: "rg", 4: "k"}.get(len(parts))
    if operator is None:
        return ""
    operator = operator.upper() if operators == "stroke" else operator
    return f"{_join(parts)} {operator} "


def _join(numbers: Numbers) -> str:
    return " ".join(f"{n:.3f}".rstrip("0").rstrip(".") for n in numbers)


def _width(annotation: pikepdf.Object) -> float:
    import pikepdf

    style = annotation.get("/BS")
    if isinstance(style, pikepdf.Dictionary) and "/W" in style:
        return float(style["/W"])
    border = _numbers(annotation, "/Border")
    return border[2] if len(border) > 2 else 1.0


def _quads(annotation: pikepdf.Object) -> list[Numbers]:
    points = _numbers(annotation, "/QuadPoints")
    return [points[i : i + 8] for i in range(0, len(points) - 7, 8)]


def _under(at: float) -> Callable[[pikepdf.Object], str | None]:
    # Upper left, upper right, lower left, lower right, as all writers order the corners.
    def draw(annotation: pikepdf.Object) -> str | None:
        lines = []
        for x1, y1, x2, y2, x3, y3, x4, y4 in _quads(annotation):
            start = x3 + (x1 - x3) * at, y3 + (y1 - y3) * at
            end = x4 + (x2 - x4) * at, y4 + (y2 - y4) * at
            lines.append(f"{_join(start)} m {_join(end)} l S ")
        return _colour(annotation, "/C", "stroke") + f"{_join([_width(annotation)])} w " + "".join(lines)

    return draw


def _highlight(annotation: pikepdf.Object) -> str | None:
    areas = [
        f"{_join(q[0:2])} m {_join(q[2:4])} l {_join(q[6:8])} l {_join(q[4:6])} l h f " for q in _quads(annotation)
    ]
    return "/G0 gs " + _colour(annotation, "/C", "fill") + "".join(areas)


def _line(annotation: pikepdf.Object) -> str | None:
    ends = _numbers(annotation, "/L")
    if len(ends) != 4:
        return ""
    stroke = _colour(annotation, "/C", "stroke")
    return stroke + f"{_join([_width(annotation)])} w {_join(ends[:2])} m {_join(ends[2:])} l S"


def _chain(closed: bool) -> Callable[[pikepdf.Object], str | None]:
    def draw(annotation: pikepdf.Object) -> str | None:
        points = _numbers(annotation, "/Vertices")
        corners = [points[i : i + 2] for i in range(0, len(points) - 1, 2)]
        return _stroked(annotation, [corners], closed)

    return draw


def _ink(annotation: pikepdf.Object) -> str | None:
    import pikepdf

    strokes = annotation.get("/InkList")
    if not isinstance(strokes, pikepdf.Array):
        return ""
    paths = []
    for stroke in strokes:
        points = [float(v) for v in stroke] if isinstance(stroke, pikepdf.Array) else []
        paths.append([points[i : i + 2] for i in range(0, len(points) - 1, 2)])
    return _stroked(annotation, paths, closed=False)


def _stroked(annotation: pikepdf.Object, paths: Sequence[Sequence[Numbers]], closed: bool) -> str:
    fill = _colour(annotation, "/IC", "fill") if closed else ""
    paint = "b" if fill else ("s" if closed else "S")
    drawn = [
        " ".join(f"{_join(p)} {'l' if i else 'm'}" for i, p in enumerate(path)) + f" {paint} " for path in paths if path
    ]
    return fill + _colour(annotation, "/C", "stroke") + f"{_join([_width(annotation)])} w " + "".join(drawn)


def _square(annotation: pikepdf.Object) -> str | None:
    x1, y1, x2, y2 = _numbers(annotation, "/Rect")
    width = _width(annotation)
    fill = _colour(annotation, "/IC", "fill")
    stroke = _colour(annotation, "/C", "stroke") if width else ""
    paint = "B" if fill and stroke else "f" if fill else "S" if stroke else "n"
    half = width / 2
    box = _join([min(x1, x2) + half, min(y1, y2) + half, abs(x2 - x1) - width, abs(y2 - y1) - width])
    return f"{fill}{stroke}{_join([width])} w {box} re {paint}"


def _circle(annotation: pikepdf.Object) -> str | None:
    x1, y1, x2, y2 = _numbers(annotation, "/Rect")
    width = _width(annotation)
    fill, stroke = _colour(annotation, "/IC", "fill"), _colour(annotation, "/C", "stroke")
    paint = "b" if fill and stroke else "f" if fill else "s" if stroke else "n"
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    a, b = abs(x2 - x1) / 2 - width / 2, abs(y2 - y1) / 2 - width / 2
    k = 0.5523
    curves = [
        (x + a, y + k * b, x + k * a, y + b, x, y + b),
        (x - k * a, y + b, x - a, y + k * b, x - a, y),
        (x - a, y - k * b, x - k * a, y - b, x, y - b),
        (x + k * a, y - b, x + a, y - k * b, x + a, y),
    ]
    path = f"{_join((x + a, y))} m " + "".join(f"{_join(c)} c " for c in curves)
    return f"{fill}{stroke}{_join([width])} w {path}{paint}"


def _free_text(annotation: pikepdf.Object) -> str | None:
    """The note's words, line by line from the top, in its own size and colour (ISO 32000-1, 12.5.6.6)."""
    import pikepdf

    said = annotation.get("/Contents")
    if not isinstance(said, pikepdf.String):
        return ""
    default = str(annotation.get("/DA", ""))
    size = float(found[1]) if (found := re.search(r"([\d.]+)\s+Tf", default)) and float(found[1]) else 12.0
    colour = found[0] if (found := re.search(r"(?:[\d.]+\s+){1,4}(?:g|rg|k)\b", default)) else "0 g"
    x1, y1, x2, y2 = _numbers(annotation, "/Rect")
    lines = []
    for line in re.split(r"\r\n|\r|\n", str(said)):
        coded = line.encode("cp1252", "replace").hex()
        lines.append(f"<{coded}> Tj 0 {_join([-1.2 * size])} Td ")
    start = _join([min(x1, x2) + 2, max(y1, y2) - size - 1])
    return f"BT {colour} /F0 {_join([size])} Tf {start} Td {''.join(lines)}ET"


def _blank(annotation: pikepdf.Object) -> str | None:
    return ""


_DRAWN: dict[str, Callable[[pikepdf.Object], str | None]] = {
    "/Underline": _under(0.07),
    "/Squiggly": _under(0.07),
    "/StrikeOut": _under(0.5),
    "/Highlight": _highlight,
    "/Line": _line,
    "/Square": _square,
    "/Circle": _circle,
    "/Polygon": _chain(closed=True),
    "/PolyLine": _chain(closed=False),
    "/Ink": _ink,
    "/Text": _blank,
    "/FreeText": _free_text,
    "/Caret": _blank,
    "/Stamp": _blank,
}
