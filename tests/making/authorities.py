"""Schemas and validators of others, for tests: skipped where they are absent, failed where skipping
is not allowed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "publication"
VENDORED = Path(__file__).resolve().parents[1] / "authorities"


def authority(name: str) -> Path:
    """A file or folder that `make publication-tools` brings, by its path there."""
    if not (FOLDER / "complete").is_file():
        reason = "schemas and validators are not installed (make publication-tools)"
        if os.environ.get("PROCEEDINGS_NO_SKIP"):
            pytest.fail(f"{reason}, and PROCEEDINGS_NO_SKIP is set", pytrace=False)
        pytest.skip(reason)
    return FOLDER / name
