"""False alarms of page-validation 0.11, each beside code of ours that checks the same rule again.

An alarm is waived only when the re-check proves that the rule holds; so a waiver can hide no true
fault. Everything here reads the bytes of the file alone: `verify` uses it, and opens nothing with a
library that wrote the volume. Alarms about glyphs, which need fonts to be read, are checked again
in `glyph_alarms.py`; see `verdict.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from proceedings.standards.judging import Alarm

GLYPH_RULES = frozenset(
    {
        "FONT-EMBEDDING",
        "TRUETYPE-GLYPH-PRESENCE",
        "TYPE1-GLYPH-PRESENCE",
        "FONT-GLYPH-PRESENCE",
        "TRUETYPE-GLYPH-WIDTH",
        "FONT-GLYPH-WIDTH",
        "NOTDEF-GLYPH",
    }
)
"""Rules about single glyphs, which `glyph_alarms.py` checks again;
two have names of their own for PDF/UA.
"""
_LENGTH = re.compile(rb"/Length (\d+)[ />]")


def without_plain_alarms(findings: tuple[Alarm, ...], path: Path) -> tuple[Alarm, ...]:
    """The findings about a file without the false alarms that its bytes alone disprove."""
    return tuple(finding for finding in findings if not _is_false(finding, path))


def _is_false(finding: Alarm, path: Path) -> bool:
    recheck = _RECHECKS.get(finding.rule)
    return recheck is not None and recheck(finding, path)


def stream_lengths_hold(finding: Alarm, path: Path) -> bool:
    """True when `endstream` follows each stream of a file at exactly the length
    that its dictionary says.

    The judge takes a data byte 0x0D before the end of line for part of the end of line. Only files
    as qpdf writes them are read here: /Length direct, one newline after `stream` and one before
    `endstream`.
    """
    data = path.read_bytes()
    at = 0
    while (found := data.find(b"\nstream\n", at)) >= 0:
        start = found + len(b"\nstream\n")
        lengths = _LENGTH.findall(data, data.rfind(b" obj\n", at, found), found)
        if len(lengths) != 1:
            return False
        at = start + int(lengths[0])
        if not data.startswith(b"\nendstream", at):
            return False
    return True


def character_list_may_be_absent(finding: Alarm, path: Path) -> bool:
    """True when the alarm is only that a Type 1 subset has no /CharSet,
    which 6.2.11.4.2 does not ask for.
    """
    return finding.message.endswith("without a descriptor /CharSet string")


_RECHECKS: dict[str, Callable[[Alarm, Path], bool]] = {
    "STREAM-LENGTH": stream_lengths_hold,
    "TYPE1-SUBSET-CHARSET": character_list_may_be_absent,
}
