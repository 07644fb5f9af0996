"""Presentations by PowerPoint:
dates as they stand, and notes in type that lets them fit on their page.
"""

from __future__ import annotations

import re

from proceedings.office_files.parts import Parts

_DATE = re.compile(rb'(<a:fld\b[^>]*\btype=")datetime\d*(")')
_BODY = re.compile(rb"<a:bodyPr\b([^>]*?)(?:/>|>(.*?)</a:bodyPr>)", re.S)
_FIT = re.compile(rb"<a:(normAutofit|noAutofit|spAutoFit)\b[^>]*?(/>|>.*?</a:\1>)", re.S)


def ready_powerpoint(parts: Parts, notes: bool) -> None:
    """Let a deck print the dates
    that its author saw (ISO/IEC 29500-1, 21.1.2.2.4), and all of its notes.
    """
    for name in parts.named(r"ppt/(slides|slideLayouts|slideMasters|notesSlides)/[^/]+\.xml"):
        if b'type="datetime' in (data := parts.data(name)) and _DATE.search(data):
            parts.change(name, lambda text: _DATE.sub(rb"\1datetimeFigureOut\2", text))
    if notes:
        for name in parts.named(r"ppt/notesSlides/[^/]+\.xml"):
            parts.change(name, lambda text: _BODY.sub(_fitted, text))


def _fitted(body: re.Match[bytes]) -> bytes:
    """The properties of a text with the wish that it shrink to its frame (21.1.2.1.3)."""
    rest = _FIT.sub(b"", body[2] or b"")
    # Of the children, a warp comes before the fit, and a scene after it.
    warp = re.match(rb"\s*<a:prstTxWarp\b.*?(?:</a:prstTxWarp>|/>)", rest, re.S)
    before, after = (rest[: warp.end()], rest[warp.end() :]) if warp else (b"", rest)
    return b"<a:bodyPr%s>%s<a:normAutofit/>%s</a:bodyPr>" % (body[1].rstrip(), before, after)
