"""Word documents: tracked changes hidden as if accepted,
and fields that would be computed anew kept as they stand.
"""

from __future__ import annotations

import re

from proceedings.office_files.parts import Parts

_TEXTS = r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml"
_CHANGES = re.compile(rb"<\w+:(ins|del|moveFrom|moveTo|cellIns|cellDel)\b[^>]*\bauthor=")
_SETTINGS, _MAIN, _TYPES = "word/settings.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_ROOT = re.compile(rb"<((?:\w+:)?)settings\b[^>]*?(/?)>")
_VIEW = re.compile(rb"<\w+:revisionView\b[^>]*/>")
_SPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_RECOMPUTED = re.compile(
    rb"\s*(DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE|EDITTIME|FILENAME|FILESIZE|TEMPLATE|NUMWORDS|NUMCHARS|REVNUM|TITLE|"
    rb"SUBJECT|KEYWORDS|COMMENTS|INFO|IF|COMPARE|ASK|FILLIN)\b",
    re.IGNORECASE,
)
"""Fields (ISO/IEC 29500-1, 17.16.5) for which LibreOffice prints today's date,
a name of ours, or nothing.
"""
_REFERENCE = re.compile(rb"\s*REF\s+(\S+)", re.IGNORECASE)
_PIECES = re.compile(
    rb'<\w+:fldChar\b[^>]*fldCharType="(?P<mark>begin|separate|end)"|<\w+:instrText\b[^>]*>(?P<code>[^<]*)<|'
    rb'<\w+:fldSimple\b[^>]*?instr="(?P<simple>[^"]*)"'
)


def ready_word(parts: Parts, notes: bool) -> None:
    """Let a document print what its author sees:
    every change accepted, every field with its result as kept.
    """
    texts = list(parts.named(_TEXTS))
    if any(_CHANGES.search(parts.data(name)) for name in texts):
        _hide_changes(parts)
    for name in texts:
        if b"instr" in parts.data(name):
            parts.change(name, _with_fields_kept)


def is_recomputed(code: bytes) -> bool:
    """Whether LibreOffice computes a field of this code anew,
    and otherwise than its author's program.
    """
    return bool(_RECOMPUTED.match(code))


def _hide_changes(parts: Parts) -> None:
    """Ask for the view without marks (17.15.1.69):
    what is deleted is not printed, what is new is not marked.
    """
    if not parts.data(_SETTINGS):
        _add_settings(parts)
    parts.change(_SETTINGS, _without_marks)


def _without_marks(settings: bytes) -> bytes:
    settings = _VIEW.sub(b"", settings)
    root = _ROOT.search(settings)
    if root is None:
        return settings
    space = re.search(rb'xmlns(?::\w+)?="([^"]*wordprocessingml[^"]*main)"', root[0])
    view = b'<w:revisionView xmlns:w="%s" w:markup="0"/>' % (space[1] if space else _SPACE)
    if root[2]:
        view = root[0][:-2] + b">" + view + b"</" + root[1] + b"settings>"
        return settings[: root.start()] + view + settings[root.end() :]
    return settings[: root.end()] + view + settings[root.end() :]


def _add_settings(parts: Parts) -> None:
    """Give a document settings, which are optional."""
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
    parts.change(_SETTINGS, lambda _: b'<w:settings xmlns:w="%s"></w:settings>' % _SPACE)
    entry = b'<Override PartName="/word/settings.xml" ContentType="%s"/>' % kind
    parts.change(_TYPES, lambda types: types.replace(b"</Types>", entry + b"</Types>"))
    link = b'<Relationship Id="proceedingsSettings" Type="%s/settings" Target="settings.xml"/>' % _OFFICE
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts.change(_MAIN, lambda links: (links or empty).replace(b"</Relationships>", link + b"</Relationships>"))


def _with_fields_kept(text: bytes) -> bytes:
    """The same with an unknown word before the code of each field
    that is not to be computed: its result stays.
    """
    names = frozenset(re.findall(rb'<\w+:bookmarkStart\b[^>]*\bname="([^"]*)"', text))
    inserted = [at for at, code in _codes(text) if _is_kept(code, names)]
    for at in reversed(inserted):
        text = text[:at] + b" KEPT " + text[at:]
    return text


def _is_kept(code: bytes, bookmarks: frozenset[bytes]) -> bool:
    reference = _REFERENCE.match(code)
    return is_recomputed(code) or (reference is not None and reference[1] not in bookmarks)


def _codes(text: bytes) -> list[tuple[int, bytes]]:
    """The code of each field and where it begins;
    a code may be cut into several pieces (17.16.18).
    """
    codes: list[tuple[int, bytes]] = []
    open_fields: list[list[tuple[int, bytes]]] = []
    for piece in _PIECES.finditer(text):
        if piece["simple"] is not None:
            codes.append((piece.start("simple"), piece["simple"]))
        elif piece["code"] is not None:
            if open_fields:
                open_fields[-1].append((piece.start("code"), piece["code"]))
        elif piece["mark"] == b"begin":
            open_fields.append([])
        elif open_fields and (piece["mark"] == b"separate" or open_fields[-1]):
            pieces = open_fields[-1]
            if pieces:
                codes.append((pieces[0][0], b"".join(code for _, code in pieces)))
            open_fields[-1] = []
            if piece["mark"] == b"end":
                open_fields.pop()
        elif open_fields:
            open_fields.pop()
    return sorted(codes)
