"""Links of RTF: fields HYPERLINK (RTF 1.9.1, fields).
As in DOCX, LibreOffice 7.4 exports them by character style.
"""

from __future__ import annotations

import re

from proceedings.intake.office.links.source_link import SourceLink, SourceLinks
from proceedings.intake.office.links.word import STYLE, hyperlink_target
from proceedings.office_files.markup import Edit, edited

_MOST_BYTES = 64 << 20
_NUMBER = 9973
"""Of the style: one that no document uses."""
_INSTRUCTION = re.compile(rb"\{\s*\\\*\s*\\fldinst\b")
_HEAD = re.compile(rb"\{\s*\\(?:header|footer)[lrf]?\b")
_PICTURE = re.compile(rb"\{\s*(?:\\\*\s*)?\\(?:pict|shppict|nonshppict|object|picprop)\b")
_RESULT = re.compile(rb"\s*\{\s*\\fldrslt\b ?")
_ENTITY = re.compile(rb"\\'([0-9a-fA-F]{2})|\\u(-?\d+) ?\??|\\([\\{}])|\\\*|\\[a-z]+-?\d* ?|[{}\r\n]", re.I)
_PLAIN = re.compile(rb"\\plain\b ?|\\cs\d+ ?")


def mark_rich_text(data: bytes) -> tuple[bytes, SourceLinks]:
    """A document with its links marked, and the links.
    One with binary data, or a very large one, is left as it is.
    """
    if len(data) > _MOST_BYTES or b"\\bin" in data:
        return data, SourceLinks()
    edits: list[Edit] = []
    links: list[SourceLink] = []
    style = f"\\cs{_NUMBER} ".encode()
    heads = [(m.start(), _end_of_group(data, m.start())) for m in _HEAD.finditer(data)]
    for found in _INSTRUCTION.finditer(data):
        end = _end_of_group(data, found.start())
        target = hyperlink_target(_text(data[found.end() : end - 1]))
        result = _RESULT.match(data, end)
        if target is None or result is None:
            continue
        last = _end_of_group(data, data.index(b"{", end))
        words = " ".join(_text(data[result.end() : last - 1]).split())
        if not words:
            continue
        # A running head need not be printed: that of first pages, say, where none differs.
        is_text = not any(start < found.start() < stop for start, stop in heads)
        link = SourceLink(len(links), target, words, expected=is_text)
        links.append(link)
        edits.append(Edit(found.start(), end, b'{\\*\\fldinst{HYPERLINK "' + link.mark.encode() + b'"}}'))
        edits.append(Edit(result.end(), result.end(), style))
        for reset in _PLAIN.finditer(data, result.end(), last):
            edits.append(Edit(reset.end(), reset.end(), style))
    return (edited(data, [*edits, _style(data)]), SourceLinks(tuple(links))) if links else (data, SourceLinks())


def _style(data: bytes) -> Edit:
    entry = b"{\\*\\cs%d \\additive %s;}" % (_NUMBER, STYLE.encode())
    sheet = re.search(rb"\{\s*\\stylesheet\b ?", data)
    if sheet:
        return Edit(sheet.end(), sheet.end(), entry)
    fonts = re.search(rb"\{\s*\\fonttbl\b", data)
    at = _end_of_group(data, fonts.start()) if fonts else data.index(b"\\rtf") + len(b"\\rtf1")
    return Edit(at, at, b"{\\stylesheet" + entry + b"}")


def _end_of_group(data: bytes, start: int) -> int:
    """The offset behind the group that begins at `start`.

    Raises:
        ValueError: it does not end.
    """
    depth = 0
    for found in re.compile(rb"\\.|[{}]", re.S).finditer(data, start):
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    raise ValueError("a group without an end")


def _text(group: bytes) -> str:
    """What a group says, without its control words."""

    def plain(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes([int(found[1], 16)])
        if found[2]:
            return chr(int(found[2]) % 65536).encode("utf-8", "replace")
        return found[3] or b""

    while picture := _PICTURE.search(group):
        group = group[: picture.start()] + b"(a picture)" + group[_end_of_group(group, picture.start()) :]
    raw = _ENTITY.sub(plain, group)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
