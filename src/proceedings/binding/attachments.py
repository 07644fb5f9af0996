"""The submissions as they came, attached to the volume,
where the standard and the editor allow it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from proceedings.binding.claims import Claim
from proceedings.binding.metadata import moment_of
from proceedings.pdf.trees import name_tree
from proceedings.values.book import Document, Volume
from proceedings.values.submission import Submission

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".docx": f"{_OFFICE}wordprocessingml.document",
        ".pptx": f"{_OFFICE}presentationml.presentation",
        ".odt": f"{_OPEN}text",
        ".odp": f"{_OPEN}presentation",
        ".doc": "application/msword",
        ".ppt": "application/vnd.ms-powerpoint",
        ".rtf": "application/rtf",
        ".md": "text/markdown",
        ".markdown": "text/markdown",
        ".html": "text/html",
        ".htm": "text/html",
        ".txt": "text/plain",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".png": "image/png",
        ".tif": "image/tiff",
        ".tiff": "image/tiff",
        ".svg": "image/svg+xml",
    }
)
"""Media types by suffix. Not from the system, which knows others on each machine."""


def are_wanted(volume: Volume, claim: Claim) -> bool:
    """True where the level allows files of any kind and the editor asked for them;
    PDF/A-4f cannot be without.
    """
    level = claim.archival
    if level is None or level.attachments != "any":
        return False
    return level.name == "4f" or volume.settings.options.attach_originals


def attach_originals(pdf: Pdf, volume: Volume, submissions: Mapping[str, Submission], workspace: Path) -> None:
    """Attach the file of every submission that is in the volume, as the source of its pages.

    Source: ISO 19005-3, 6.8 and annex E; ISO 19005-4, 6.9; ISO 32000-2, 7.11.4 and 14.13.
    """
    entries = {bytes(String(name)): entry for name, entry in _entries(pdf, volume, submissions, workspace)}
    if not entries:
        return
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names["/EmbeddedFiles"] = name_tree(pdf, entries.items())
    pdf.Root.AF = Array(list(entries.values()))


def _entries(
    pdf: Pdf, volume: Volume, submissions: Mapping[str, Submission], workspace: Path
) -> Iterator[tuple[str, Object]]:
    moment = moment_of(volume)
    for document in volume.documents:
        path = workspace / document.source if document.source is not None else None
        if document.id in submissions and path is not None and path.is_file():
            yield str(document.source), _file(pdf, document, path, moment)


def _file(pdf: Pdf, document: Document, path: Path, moment: dt.datetime | None) -> Object:
    content = path.read_bytes()
    kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
    # A checksum that readers may compare, no protection:
    # the standard wants MD5 (ISO 32000-2, table 45).
    checksum = hashlib.md5(content, usedforsecurity=False).digest()
    parameters = Dictionary(Size=len(content), CheckSum=String(checksum))
    if moment is not None:
        parameters["/ModDate"] = String(moment.strftime("D:%Y%m%d%H%M%S+00'00'"))
    stream = pdf.make_stream(content, Type=Name.EmbeddedFile, Subtype=Name(f"/{kind}"), Params=parameters)
    name = String(str(document.source))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=name,
            UF=name,
            Desc=String(f"{document.title or document.kind}: the file as submitted"),
            AFRelationship=Name.Source,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
