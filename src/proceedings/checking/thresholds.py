"""The figures that rules compare with,
and how an editor changes them under `limits:` in volume.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from proceedings.values.book import Document
from proceedings.values.limits import Limits
from proceedings.values.settings import Settings

DEFAULTS: Mapping[str, float] = {
    "paper-pages": 0,
    "slides-pages": 0,
    "poster-pages": 0,
    "handout-pages": 0,
    "resolution": 150,
    "type-size": 5.5,
    "megabytes": 20,
    "photo-pixels": 300,
    **{name.replace("_", "-"): value for name, value in asdict(Limits()).items()},
}
"""Page limits (0 for none), dots per inch, points, megabytes of one file,
pixels of a photograph's shorter side; then the most that intake takes of one document.
"""


def thresholds(settings: Settings, document: Document | None = None) -> Mapping[str, float]:
    """The figures for a document: its own before the volume's before the built-in ones."""
    own = dict(document.treatment.limits) if document is not None else {}
    return {**DEFAULTS, **dict(settings.limits), **own}
