"""Contents of pages: what is drawn after an author's contents must find the page as it was before them."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from proceedings.intake.operations import content_of

_STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+\)", re.S)
_DOUBTFUL = (b"(", b")", b"%", b"BI")
"""Beside plain strings: a `q` may stand in a string in a string or without end, a comment or an inline image."""
_WORD = re.compile(rb"[qQ](?<![^\x00\t\n\f\r )\]>][qQ])(?![^\x00\t\n\f\r (<\[/])")
"""`q` or `Q` as a word of its own."""
_UNREADABLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError)


def balance(pdf: pikepdf.Pdf, page: Any, number: int) -> list[str]:
    """Pair saved and restored graphics states (ISO 32000-2, 8.4.2): readers ignore what is too much and forgive what
    is missing, but a head or folio set after such contents would be misplaced. Gives back sentences.
    """
    try:
        content = content_of(page)
        if content is not None and surely_paired(content):
            return []
        depth = surplus = 0
        for instruction in pikepdf.parse_content_stream(page, "q Q"):
            operator = str(instruction.operator)  # or a word that begins with one, such as `qq`
            if operator == "q":
                depth += 1
            elif operator == "Q" and depth:
                depth -= 1
            else:
                surplus += operator == "Q"
        data = _without_surplus(page) if surplus else None
    except _UNREADABLE:
        return []
    if not depth and data is None:
        return []
    contents = page["/Contents"]
    own = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    streams = own if data is None else [pdf.make_stream(data)]
    page["/Contents"] = pikepdf.Array([*streams, pdf.make_stream(b"\nQ" * depth)])
    return [f"The contents of page {number} left the page in disorder for what is drawn after them."]


def surely_paired(content: bytes) -> bool:
    """True where each Q has its q, as a quick look tells; False also where only reading it properly could tell."""
    plain = _STRING.sub(b" ", content)
    if any(mark in plain for mark in _DOUBTFUL):
        return False
    depth = 0
    for word in b"".join(_WORD.findall(plain)):
        depth += 1 if word == ord("q") else -1
        if depth < 0:
            return False
    return depth == 0


def _without_surplus(page: Any) -> bytes:
    """The contents without each Q that has no q; the state it would have restored is that of the page itself."""
    kept, depth = [], 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Q" and depth == 0:
            continue
        depth += (operator == "q") - (operator == "Q")
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)
