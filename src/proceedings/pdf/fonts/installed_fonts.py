"""Fonts of this machine that have letters which ours lack, as fontconfig knows them."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SECONDS = 20
_MOST_LETTERS = 400
"""Letters asked for at once; a command has an end."""
_MOST_TRIED = 8
_RESTRICTED, _NO_SUBSET, _BITMAPS = 0x0002, 0x0100, 0x0200
"""What a font's licence forbids (ISO/IEC 14496-22, `OS/2`, fsType)."""


@dataclass(frozen=True, slots=True)
class InstalledFont:
    """A font file, the number of the font in it, and its family."""

    path: Path
    number: int
    family: str

    def opened(self) -> Any:
        """The font, by fontTools.

        Raises:
            OSError, fontTools.ttLib.TTLibError: it cannot be read.
        """
        from fontTools.ttLib import TTFont

        return TTFont(io.BytesIO(self.path.read_bytes()), fontNumber=self.number, lazy=True)


def font_with(letters: Collection[str], language: str = "") -> InstalledFont | None:
    """An installed font that has all letters and may be embedded;
    the first by name, an upright one if there is one.

    Args:
        letters: single characters.
        language: in which they are written (BCP 47), where fonts draw them differently.
    """
    points = " ".join(f"{ord(letter):x}" for letter in sorted(letters)[:_MOST_LETTERS])
    listed = _listed(f":charset={points}" + (f":lang={language}" if language else "")) or _listed(f":charset={points}")
    return next((font for font in listed[:_MOST_TRIED] if _fits(font, letters)), None)


def font_of(family: str) -> InstalledFont | None:
    """The installed font of a family; an upright one if there is one."""
    return next(iter(_listed(f":family={family}")), None)


def _listed(pattern: str) -> list[InstalledFont]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    command = [program, "-f", r"%{file}\t%{index}\t%{family[0]}\t%{slant}\t%{weight}\t%{variable}\n", pattern]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    rows = [line.split("\t") for line in said.splitlines()]
    usable = [row for row in rows if len(row) == 6 and row[1].isdigit() and row[0].lower().endswith(_OUTLINES)]
    # Upright ones of the usual weight (80) come first;
    # the rest is by name, so that equal machines choose alike.
    usable.sort(key=lambda row: (row[3] != "0", abs(_number(row[4]) - 80), row[2], row[0]))
    return [InstalledFont(Path(row[0]), int(row[1]) & 0xFFFF, row[2]) for row in usable]


_OUTLINES = (".ttf", ".otf", ".ttc", ".otc")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 80.0


def _fits(font: InstalledFont, letters: Collection[str]) -> bool:
    try:
        with font.opened() as face:
            rights = face["OS/2"].fsType if "OS/2" in face else 0
            if (rights & 0x000F) == _RESTRICTED or rights & (_NO_SUBSET | _BITMAPS):
                return False
            drawn = "glyf" in face or "CFF " in face
            return drawn and {ord(letter) for letter in letters} <= face.getBestCmap().keys()
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return False
