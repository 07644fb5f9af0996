"""pypdf, loaded by itself: it would take fontTools along wherever that is installed."""

from __future__ import annotations

import sys
from typing import Any, cast

_FONT_LIBRARY = "fontTools"


def load_pypdf_alone() -> None:
    """Load pypdf without fontTools,
    which wrote fonts of the volume and which pypdf wants for text and for new fonts.

    For a process that verifies and does nothing else: pypdf takes fontTools for absent from then
    on. Where either is loaded already, nothing happens.
    """
    if _FONT_LIBRARY in sys.modules:
        return
    modules = cast(dict[str, Any], sys.modules)
    modules[_FONT_LIBRARY] = None
    try:
        import pypdf  # noqa: F401
    finally:
        del modules[_FONT_LIBRARY]
