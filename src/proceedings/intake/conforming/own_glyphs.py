"""A copy of the undefined glyph,
under a number or name of its own, in a font program of each kind.
"""

from __future__ import annotations

import copy
import io
import re
from typing import Any

from proceedings.pdf.fonts.outlines import outlines

OWN_NAME = "undefined.shown"
_USUAL_MATRIX, _NO_MATRIX = [0.001, 0, 0, 0.001, 0, 0], [1, 0, 0, 1, 0, 0]
_COUNT = re.compile(rb"(/CharStrings\s+)(\d+)")
_CLOSING = re.compile(rb"\s*(?:ND|\|-|noaccess def|readonly def)\s+")
_ZEROS = re.compile(rb"[\r\n]*(?:0{64}\s*){8}")
_WIDTH_SET = 3
"""Side bearing, width, hsbw."""
_UNDEFINED = re.compile(rb"/\.notdef\s+(\d+)\s+(RD|-\|)\s")


def in_truetype(data: bytes, advance: float) -> tuple[bytes, int]:
    """The program with glyph 0 once more, as its last glyph,
    with this advance in thousandths of an em; its number.
    """
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        number = len(font.getGlyphOrder())
        copy_undefined(font, advance)
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        return out.getvalue(), number


def copy_undefined(font: Any, advance: float) -> str:
    """Append a copy of glyph 0, with this advance in thousandths of an em,
    to a font of fontTools; its name.
    """
    order = font.getGlyphOrder()
    table, metrics = font["glyf"], font["hmtx"]
    outline = copy.deepcopy(table[order[0]])
    name = f"{OWN_NAME}.{len(order)}"
    table[name] = outline  # also appends to the order of glyphs
    metrics[name] = (max(0, round(advance * font["head"].unitsPerEm / 1000)), metrics[order[0]][1])
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*order, name])
    if "post" in font:
        font["post"].formatType = 3.0
    for kept in ("hdmx", "LTSH", "VDMX"):
        if kept in font:
            del font[kept]
    return name


def in_cff(data: bytes, advance: float) -> tuple[bytes, int]:
    """Bare CFF with glyph 0 once more, as its last glyph;
    its CID, or its number where glyphs have names.

    The glyph with a name is called `undefined.shown`.

    Raises:
        ValueError: the widths of the other glyphs would not survive.
    """
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    shapes, order = top.CharStrings, top.charset
    keyed = hasattr(top, "ROS")
    if keyed:
        _keep_matrices(top)
    glyph, number = shapes.charStringsIndex[0], len(order)
    fresh = copy.copy(glyph)
    fresh.bytecode, fresh.program = glyph.bytecode, glyph.program
    fresh.decompile()
    if advance:
        _set_width(fresh, advance)
    cid = max((int(name[3:]) for name in order if name.startswith("cid")), default=0) + 1 if keyed else number
    name = f"cid{cid:05}" if keyed else OWN_NAME
    shapes.charStringsIndex.append(fresh)
    shapes.charStrings[name] = number
    order.append(name)
    if keyed:
        top.FDSelect.gidArray = [*top.FDSelect.gidArray, top.FDSelect[0]]
        top.CIDCount = max(getattr(top, "CIDCount", 0), cid + 1)
    out = io.BytesIO()
    fonts.compile(out, TTFont(recalcBBoxes=False), isCFF2=False)
    if outlines(out.getvalue()).advances[:number] != outlines(data).advances:
        raise ValueError("its widths would change")
    return out.getvalue(), cid


def _keep_matrices(top: Any) -> None:
    """Leave out matrices of parts that do nothing beside the usual one of the whole.

    fontTools leaves out the usual one when it writes,
    and those of the parts would then count alone.
    """
    usual = top.rawDict.get("FontMatrix") == _USUAL_MATRIX
    for part in top.FDArray:
        if usual and part.rawDict.get("FontMatrix") == _NO_MATRIX:
            for kept in (part.rawDict, part.__dict__):
                kept.pop("FontMatrix", None)


def _set_width(shape: Any, advance: float) -> None:
    """Say a width in a charstring of Type 2, whatever it said before."""
    from fontTools.misc.psCharStrings import T2WidthExtractor

    private = shape.private
    default, nominal = private.defaultWidthX, private.nominalWidthX
    reader = T2WidthExtractor(getattr(private, "Subrs", []), shape.globalSubrs, nominal, default)
    reader.execute(shape)
    if abs(reader.width - advance) <= 1:
        return
    said = reader.width != default
    shape.program = [round(advance - nominal), *(shape.program[1:] if said else shape.program)]
    shape.bytecode = None


def in_type1(data: bytes, advance: float) -> bytes:
    """A Type 1 program with its undefined glyph once more, under the name `undefined.shown`.

    Raises:
        ValueError: the program has none,
            or is written in another way than programs of its kind are.
    """
    from fontTools.misc import eexec
    from fontTools.misc.psCharStrings import T1CharString

    start = data.find(b"eexec")
    while start >= 0 and data[start : start + 1] not in (b"\r", b"\n", b" ", b"\t"):
        start += 1
    start += len(data[start:]) - len(data[start:].lstrip(b"\r\n \t"))
    zeros = _ZEROS.search(data, start)
    end = zeros.start() if zeros else len(data)
    plain, _ = eexec.decrypt(data[start:end], 55665)
    found = _UNDEFINED.search(plain)
    if start < 0 or found is None:
        raise ValueError("it has no undefined glyph")
    past = found.end() + int(found[1])
    closing = _CLOSING.match(plain, past)
    said = re.search(rb"/lenIV\s+(\d+)", plain)
    skip = int(said[1]) if said else 4
    shape = T1CharString(eexec.decrypt(plain[found.end() : past], 4330)[0][skip:])
    shape.decompile()
    if closing is None or len(shape.program) < _WIDTH_SET or shape.program[_WIDTH_SET - 1] != "hsbw":
        raise ValueError("its undefined glyph is written in an unusual way")
    shape.program[1] = round(advance)
    shape.bytecode = None
    shape.compile()
    body = eexec.encrypt(bytes(skip) + shape.bytecode, 4330)[0]
    entry = b"/%s %d %s " % (OWN_NAME.encode(), len(body), found[2]) + body + closing[0]
    fresh = plain[: found.start()] + entry + plain[found.start() :]
    fresh = _COUNT.sub(lambda count: count[1] + b"%d" % (int(count[2]) + 1), fresh, count=1)
    encrypted: bytes = eexec.encrypt(fresh, 55665)[0]
    return data[:start] + encrypted + data[end:]
