"""What `conformance:` of volume.yaml may say, and what each of it asks for."""

from __future__ import annotations

from collections.abc import Mapping

from proceedings.values.conformance import Conformance

_ALONE = ("2b", "2u", "2a", "3b", "3u", "3a")
"""Levels of PDF/A that may stand alone or beside PDF/UA-1."""

CONFORMANCE: Mapping[str, Conformance] = {
    **{level: Conformance(level) for level in (*_ALONE, "4", "4e", "4f")},
    "ua-1": Conformance(accessible=True),
    **{f"{level} ua-1": Conformance(level, accessible=True) for level in _ALONE},
}
"""By the words of the editor, in the order in which messages list them."""
