"""What a file is that the volume does not take,
in an editor's words, and what its author can send instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_BEGINNINGS: Mapping[bytes, str] = MappingProxyType(
    {
        b"Rar!": "an archive (RAR)",
        b"7z\xbc\xaf\x27\x1c": "an archive (7z)",
        b"\x1f\x8b": "an archive (gzip)",
        b"BZh": "an archive (bzip2)",
        b"\xfd7zXZ\0": "an archive (xz)",
        b"\xf7\x02": "a DVI file of TeX",
        b"%!PS": "PostScript",
        b"\xc5\xd0\xd3\xc6": "PostScript (EPS)",
        b"8BPS": "a picture by Photoshop",
        b"\xffWPC": "a WordPerfect document",
        b"\xd7\xcd\xc6\x9a": "a drawing (WMF)",
        b"ID3": "a sound",
        b"OggS": "a sound or film",
        b"\x1aE\xdf\xa3": "a film",
        b"RIFF": "a sound or film",
        b"MZ": "a program for Windows",
        b"\x7fELF": "a program",
        b"bplist": "a link or settings of macOS",
        b"AT&TFORM": "a scan (DjVu)",
        b"SQLite format 3": "a database",
    }
)
_FILM = (b"ftyp", 4)
_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".tex", ".ltx", ".latex"), "a LaTeX source"),
        **dict.fromkeys((".bib", ".bbl"), "a bibliography of LaTeX"),
        **dict.fromkeys((".csv", ".tsv"), "a table (CSV)"),
        **dict.fromkeys((".json", ".yaml", ".yml", ".xml"), "a file of data"),
        **dict.fromkeys((".typ",), "a Typst source"),
        **dict.fromkeys((".ipynb",), "a Jupyter notebook"),
        **dict.fromkeys((".url", ".webloc", ".desktop"), "a link to a web page"),
        **dict.fromkeys((".eml",), "a mail"),
        **dict.fromkeys((".fodt", ".fodp"), "an OpenDocument file in one piece of XML"),
    }
)
_TEX = re.compile(rb"(?m)^\s*\\(documentclass|documentstyle|input|begin\{document\})")
_BIB = re.compile(rb"(?m)^\s*@\w+\s*\{")
_FLAT = re.compile(rb"<office:document\b")
_MAIL = re.compile(rb"(?im)\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:mime-version|content-type|received|message-id):")
_MOST_NAMES = 3
_NEEDLESS = re.compile(r"(^|/)(__MACOSX/|\.)")


def by_beginning(head: bytes) -> str | None:
    """The kind of a file that is no text, by how it begins; None where that says nothing."""
    found = next((what for beginning, what in _BEGINNINGS.items() if head.startswith(beginning)), None)
    mark, at = _FILM
    return found or ("a film" if head[at:].startswith(mark) else None)


def of_text(head: bytes, suffix: str) -> str | None:
    """The kind of a text that is neither Markdown nor HTML; None where it is a text like others.

    Args:
        head: how it begins.
        suffix: of its name, in small letters, with the dot.
    """
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _TEX.search(head):
        return "a LaTeX source"
    if _BIB.search(head):
        return "a bibliography of LaTeX"
    if _FLAT.search(head):
        return "an OpenDocument file in one piece of XML"
    if _MAIL.match(head):
        return "a mail"
    return None


def of_archive(names: Sequence[str], kind: str) -> str:
    """The kind of a ZIP file that is no office document,
    by the names in it and what it says of itself.
    """
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "index.apxl" in names:
        return "a document by Pages, Keynote or Numbers"
    if "epub" in kind:
        return "an electronic book (EPUB)"
    if any(name.startswith("xl/") for name in names) or "spreadsheet" in kind:
        return "a spreadsheet"
    if any(name.startswith("visio/") for name in names) or "graphics" in kind:
        return "a drawing by an office program"
    held = [name for name in names if not name.endswith("/") and not _NEEDLESS.search(name)]
    if not held:
        return "an empty ZIP file"
    more = f" and {len(held) - _MOST_NAMES} more" if len(held) > _MOST_NAMES else ""
    return f"a ZIP file that holds {', '.join(name[:80] for name in held[:_MOST_NAMES])}{more}"
