"""The inventory of a submission by its format,
and its reckoning with the PDF that was made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from proceedings.intake.office.inventory.old_powerpoint import read_old_powerpoint
from proceedings.intake.office.inventory.old_word import read_old_word
from proceedings.intake.office.inventory.opendocument import read_opendocument
from proceedings.intake.office.inventory.powerpoint import read_powerpoint
from proceedings.intake.office.inventory.reckoning import reckon
from proceedings.intake.office.inventory.rich_text import read_rich_text
from proceedings.intake.office.inventory.word import read_word
from proceedings.office_files.packages import UNREADABLE
from proceedings.pdf.printed import printed
from proceedings.programs import libreoffice
from proceedings.programs.asking import MATH, note
from proceedings.values.format import Format
from proceedings.values.holdings import FORMULAS, NO_MODULE, Inventory
from proceedings.values.submission import Tally

_READERS: Mapping[Format, Callable[[Path], Inventory]] = MappingProxyType(
    {
        Format.DOCX: read_word,
        Format.PPTX: read_powerpoint,
        Format.ODT: read_opendocument,
        Format.ODP: read_opendocument,
        Format.RTF: read_rich_text,
        Format.DOC: read_old_word,
        Format.PPT: read_old_powerpoint,
    }
)


def take_inventory(path: Path, format_: Format) -> Inventory | None:
    """What a submission holds;
    None where that cannot be read, so that nothing is claimed about it.
    """
    try:
        return _READERS[format_](path)
    except UNREADABLE:
        return None


def counted_on_both_sides(path: Path, format_: Format, pdf: Path, *, notes: bool) -> tuple[Tally, ...]:
    """What a submission holds and what of it its PDF shows; nothing where either cannot be read.

    Args:
        path: the submission.
        format_: its format.
        pdf: as a program converted it.
        notes: whether pages with the speaker's notes follow the slides.
    """
    inventory = take_inventory(path, format_)
    if inventory is None:
        return ()
    try:
        found = reckon(inventory, printed(pdf), notes=notes)
    except (RuntimeError, ValueError, OSError):
        return ()
    if any(tally.kind == FORMULAS for tally in found):
        note(MATH)
    return tuple(replace(tally, names=(NO_MODULE,)) if _lacks_module(tally) else tally for tally in found)


def _lacks_module(tally: Tally) -> bool:
    """Whether formulas are missing because the module that sets them is."""
    if tally.kind != FORMULAS or tally.shown == tally.sent:
        return False
    program = libreoffice.find()
    return program is not None and not libreoffice.sets_formulas(program)
