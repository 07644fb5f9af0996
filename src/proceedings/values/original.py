"""The file that a PDF was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proceedings.values.format import Format


@dataclass(frozen=True, slots=True)
class Original:
    """An office document as submitted."""

    path: Path
    format: Format
