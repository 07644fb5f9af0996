"""Which format a submission has, by what is in it;
the suffix only decides between kinds of plain text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from proceedings.images.picture_kinds import BEGINNING, PictureKind, picture_kind
from proceedings.intake.other_kinds import by_beginning, of_archive, of_text
from proceedings.office_files.compound_kinds import compound_kind
from proceedings.office_files.packages import UNREADABLE
from proceedings.values.format import IMPRESS, TEXTS, WRITER, Format
from proceedings.values.trouble import Trouble

RASTERS: Mapping[PictureKind, Format] = MappingProxyType(
    {
        PictureKind.JPEG: Format.JPEG,
        PictureKind.PNG: Format.PNG,
        PictureKind.TIFF: Format.TIFF,
        PictureKind.GIF: Format.GIF,
        PictureKind.BMP: Format.BMP,
        PictureKind.WEBP: Format.WEBP,
        PictureKind.AVIF: Format.AVIF,
        PictureKind.HEIC: Format.HEIC,
        PictureKind.JPEG2000: Format.JPEG2000,
    }
)
PICTURES = frozenset({*RASTERS.values(), Format.SVG})

_SECRET = 0x1
"""The bit of a ZIP file's entry that a password encrypts (APPNOTE.TXT, 4.4.4)."""
_RTF = b"{\\rtf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {f".{f.value}": f for f in Format}
    | {".markdown": Format.MARKDOWN, ".htm": Format.HTML, ".text": Format.PLAIN, ".jpeg": Format.JPEG}
    | {".tiff": Format.TIFF, ".pps": Format.PPT, ".ppsx": Format.PPTX, ".docm": Format.DOCX, ".pptm": Format.PPTX}
)
_BEGINNING = rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
_MARKUP = (
    (re.compile(_BEGINNING + rb"(<!DOCTYPE svg|<svg)", re.IGNORECASE | re.DOTALL), Format.SVG),
    (re.compile(_BEGINNING + rb"(<!DOCTYPE html|<html)", re.IGNORECASE | re.DOTALL), Format.HTML),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""Marks of UTF-16."""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
"""Bytes that texts do not have."""
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_KNOWN = (
    "PDF, DOCX, DOC, ODT, RTF, PPTX, PPT, ODP, Markdown, HTML, plain text, JPEG, PNG, TIFF, WebP, AVIF, HEIC, "
    "JPEG 2000, GIF, BMP, SVG"
)
_EXPORT = "ask its author for a PDF"
_UNPACK = f"{_EXPORT}; or unpack it, and name the file that counts in agenda.yaml"


def recognise(path: Path) -> Format | Trouble:
    """The format of a file, or why it cannot be used.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        return Trouble.error("unreadable-document", "the file is empty (0 bytes)", "ask its author to send it again")
    # Readers accept a header within the first 1,024 bytes (ISO 32000-1, annex H.3, note 13).
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    kind = picture_kind(head[:BEGINNING])
    if kind is not None:
        return RASTERS[kind]
    if head.startswith(_RTF):
        return Format.RTF
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _compound(path)
    return _text(path, head)


def _zipped(path: Path) -> Format | Trouble:
    """Office documents are ZIP files (ISO/IEC 29500-2; OpenDocument 1.3 part 2)."""
    suffix = _SUFFIXES.get(path.suffix.lower())
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:200].decode("ascii", "replace") if "mimetype" in names else ""
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            is_locked = any(entry.flag_bits & _SECRET for entry in archive.infolist())
    except UNREADABLE:
        # LibreOffice repairs some damaged archives.
        return suffix if suffix in WRITER | IMPRESS else _unknown("a damaged ZIP file")
    if b"encryption-data" in manifest or is_locked:
        return _locked()
    if "opendocument.text" in kind:
        return Format.ODT
    if "opendocument.presentation" in kind:
        return Format.ODP
    if any(name.startswith("ppt/") for name in names):
        return Format.PPTX
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    what = of_archive(names, kind)
    return _unknown(what, _UNPACK if "that holds" in what else _EXPORT)


def _compound(path: Path) -> Format | Trouble:
    """Older office documents, and locked newer ones."""
    found = compound_kind(path)
    if found.is_rights_managed:
        return Trouble.error(
            "encrypted-document",
            "the document is under rights management and opens only for those whom its author allows",
            "ask its author for a copy without restrictions, or for a PDF",
        )
    if found.is_locked:
        return _locked()
    suffix = _SUFFIXES.get(path.suffix.lower())
    if {"WordDocument", "PowerPoint Document"} <= found.streams:
        # One is embedded in the other.
        return Format.PPT if suffix is Format.PPT else Format.DOC
    if "WordDocument" in found.streams:
        return Format.DOC
    if "PowerPoint Document" in found.streams:
        return Format.PPT
    if suffix in {Format.DOC, Format.PPT}:
        return suffix
    return _unknown("a spreadsheet" if "Workbook" in found.streams else "an old office file of another kind")


def _text(path: Path, head: bytes) -> Format | Trouble:
    suffix = _SUFFIXES.get(path.suffix.lower())
    found = next((format_ for pattern, format_ in _MARKUP if pattern.match(head)), None)
    if suffix is Format.PDF:
        return found if found is Format.SVG else _named_pdf(head, found)
    is_wide = head[:2] in _WIDE
    if b"\0" in head and not is_wide:
        return suffix if suffix in {Format.DOC, Format.PPT} else _unknown(by_beginning(head) or "a binary file")
    if found is not None:
        return found
    if suffix in TEXTS:
        return suffix
    if suffix in {Format.DOC, Format.RTF}:
        return Format.PLAIN
    return _unknown(by_beginning(head) or of_text(head, path.suffix.lower()) or "text of an unknown kind")


def _named_pdf(head: bytes, found: Format | None) -> Format | Trouble:
    """What has the name of a PDF and not its header:
    damaged perhaps, or something else altogether.
    """
    if found is Format.HTML:
        return _no_pdf("a web page (HTML)", "ask its author for the PDF; what was saved may be a log-in or error page")
    if head.startswith(b"%!PS"):
        return _no_pdf("PostScript", _EXPORT)
    is_text = head[:2] in _WIDE or not _BINARY.search(head)
    if is_text and not _OBJECT.search(head):
        return _no_pdf("plain text", f"{_EXPORT}, or give the file the ending .txt or .md to have it typeset")
    return Format.PDF


def misnamed(path: Path) -> Trouble | None:
    """A warning about a file that has the name of a PDF and is something else,
    which was taken as what it is.

    Raises:
        OSError: the file cannot be read.
    """
    found = recognise(path) if path.suffix.lower() == ".pdf" else Format.PDF
    if found is Format.PDF or isinstance(found, Trouble):
        return None
    kind = "a presentation" if found in IMPRESS else "a picture" if found in PICTURES else "a text document"
    message = f"this is not a PDF but {kind} ({found.upper()}), and was converted as such"
    return Trouble.warning("not-a-pdf", message, f"{_EXPORT}, or give the file the ending .{found}")


def _unknown(what: str, hint: str = _EXPORT) -> Trouble:
    return Trouble.error("unknown-format", f"this is {what}; the volume takes {_KNOWN}", hint)


def _no_pdf(what: str, hint: str) -> Trouble:
    return Trouble.error("unknown-format", f"this is not a PDF but {what}", hint)


def _locked() -> Trouble:
    return Trouble.error(
        "encrypted-document",
        "the document opens only with a password",
        "ask its author for a copy without password protection",
    )
