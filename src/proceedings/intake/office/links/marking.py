"""A copy of an office document in which every link has an address of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from proceedings.intake.office.links.open_document import mark_open_document
from proceedings.intake.office.links.powerpoint import mark_powerpoint
from proceedings.intake.office.links.rich_text import mark_rich_text
from proceedings.intake.office.links.source_link import SourceLinks
from proceedings.intake.office.links.word import mark_word
from proceedings.office_files.package import Package, copied

_Packaged = Callable[[Package], tuple[dict[str, bytes], SourceLinks]]
_PACKAGED: Mapping[str, _Packaged] = MappingProxyType(
    {".docx": mark_word, ".pptx": mark_powerpoint, ".odt": mark_open_document, ".odp": mark_open_document}
)


@dataclass(frozen=True, slots=True)
class Marked:
    """What is to be converted, and the links in it; the document itself where there are none."""

    path: Path
    links: SourceLinks = SourceLinks()


def marked(document: Path, copy: Path) -> Marked:
    """Mark the links of a document in a copy.

    Args:
        document: its suffix must be that of its format.
        copy: where the copy goes, if one is needed.

    Returns:
        The document as it is where it has no links, or where it cannot be read:
        LibreOffice mends what is damaged.
    """
    try:
        if document.suffix == ".rtf":
            text, links = mark_rich_text(document.read_bytes())
            if not links.links:
                return Marked(document)
            copy.write_bytes(text)
            return Marked(copy, links)
        if document.suffix not in _PACKAGED:
            return Marked(document)
        with zipfile.ZipFile(document) as archive:
            changed, links = _PACKAGED[document.suffix](Package(archive))
        if not links.links:
            return Marked(document)
        copied(document, copy, changed)
        return Marked(copy, links)
    except Exception:  # whatever odd markup makes a library raise: the document is converted as it came
        return Marked(document)
