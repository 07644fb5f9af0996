"""The mark a single document carries while it is judged:
XMP with its level, and file identifiers from its content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proceedings.pdf.xmp import DC, Property, identifying, packet
from proceedings.standards.levels import Level

if TYPE_CHECKING:
    from pathlib import Path

    import pikepdf


def xmp_packet(level: Level, title: str | None = None) -> bytes:
    """An XMP packet that claims this level and nothing that its schemas do not know."""
    claims = list(identifying(level.xmp))
    if title:
        claims.append(Property(DC, "title", [("x-default", title)], "Alt"))
    return packet(claims, describe=False)


def stamp(pdf: pikepdf.Pdf, level: Level) -> None:
    """Replace the document's XMP by a packet with its title and this level.

    The volume gets metadata of its own in binding;
    what a submission says of itself is kept as facts.
    """
    from pikepdf import Name

    pdf.Root[Name.Metadata] = pdf.make_stream(xmp_packet(level, _title(pdf)), Type=Name.Metadata, Subtype=Name.XML)


def _title(pdf: pikepdf.Pdf) -> str | None:
    import pikepdf

    try:
        # Not `pdf.docinfo`, which makes the dictionary where there is none.
        info = pdf.trailer.get("/Info")
        title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
        text = str(title) if isinstance(title, pikepdf.String) else ""
    except (pikepdf.PdfError, UnicodeDecodeError, ValueError):
        return None
    printable = "".join(c for c in text if c.isprintable())
    return printable or None


def save(pdf: pikepdf.Pdf, out: Path, level: Level) -> None:
    """Write the document: identifiers from its content,
    compressed, nothing recompressed, the same bytes each time.
    """
    import pikepdf

    if "/ID" in pdf.trailer:  # a random one would be carried along
        del pdf.trailer["/ID"]
    if "/Size" not in pdf.trailer:  # qpdf would write a cross-reference stream that nobody can read
        pdf.trailer["/Size"] = len(pdf.objects) + 1
    pdf.save(
        out,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,  # the packet names none
        min_version=level.header if level.part == 4 else "1.5",
        force_version="" if level.part == 4 else level.header,
    )
