"""OpenDocument: tracked changes accepted,
dates and file names as they stand, notes that shrink to their frames.
"""

from __future__ import annotations

import re

from proceedings.office_files.parts import Parts

_CHANGES = re.compile(rb"<text:tracked-changes\b[^>]*?(?:/>|>.*?</text:tracked-changes>)", re.S)
_FIELD = re.compile(rb"<text:(?:date|time|file-name)\b(?![^>]*\btext:fixed=)")
_MOVING = re.compile(rb'(<text:(?:date|time|file-name)\b[^>]*\btext:fixed=")false(")')
_NOTES = re.compile(rb'<draw:frame\b(?=[^>]*presentation:class="notes")[^>]*presentation:style-name="([^"]*)"')


def ready_opendocument(parts: Parts, notes: bool) -> None:
    """Let a document print what its author sees.

    What is deleted stands in a list of changes alone (OpenDocument 1.3 part 3, 5.5.1);
    without the list every change is accepted. Fields have their values in the file (7.3).
    """
    for name in parts.named(r"(content|styles)\.xml"):
        parts.change(name, _as_seen)
    if notes:
        parts.change("content.xml", _with_fitting_notes)


def _as_seen(text: bytes) -> bytes:
    text = _CHANGES.sub(b"", text)
    return _FIELD.sub(lambda field: field[0] + b' text:fixed="true"', _MOVING.sub(rb"\1true\2", text))


def _with_fitting_notes(text: bytes) -> bytes:
    for style in set(_NOTES.findall(text)):
        properties = re.compile(
            rb'(<style:style\b[^>]*style:name="' + re.escape(style) + rb'"[^>]*>\s*<style:graphic-properties)\b([^>]*)>'
        )
        text = properties.sub(_shrinking, text)
    return text


def _shrinking(style: re.Match[bytes]) -> bytes:
    rest = re.sub(rb'\s*draw:fit-to-size="[^"]*"|\s*draw:auto-grow-height="[^"]*"', b"", style[2])
    return style[1] + b' draw:auto-grow-height="false" draw:fit-to-size="shrink-to-fit"' + rest + b">"
