"""The value typesetting gives to binding: the pages of one part as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Galley:
    """The typeset pages of one part:
    page range `first` (0-based) to `first + count` of the tagged PDF at `pdf`.

    Several parts may share one PDF. Links to other parts are written as URI actions `volume:<part
    id>` or `volume:<part id>#<anchor>`; an anchor is a named destination `<anchor>` of that part's
    PDF. Binding turns them into internal links. `anchors` maps each anchor to its page within the
    part (0-based), for printed folios.
    """

    part: str
    pdf: Path
    first: int
    count: int
    anchors: tuple[tuple[str, int], ...] = ()


MISSING_GLYPH = "missing-glyph"
"""The code of what waits for a font; one may be installed any day."""
