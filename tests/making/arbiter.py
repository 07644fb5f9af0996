"""veraPDF for tests: skipped where it is absent, failed where skipping is not allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from proceedings.programs import verapdf


def arbiter() -> Path:
    """The program; the reason is said where there is none."""
    program = verapdf.find()
    if program is None:
        reason = "veraPDF is not installed (make verapdf)"
        if os.environ.get("PROCEEDINGS_NO_SKIP"):
            pytest.fail(f"{reason}, and PROCEEDINGS_NO_SKIP is set", pytrace=False)
        pytest.skip(reason)
    return program


def broken(pdf: Path, *flavours: str) -> dict[str, list[str]]:
    """Clauses of the rules that veraPDF finds broken, by flavour."""
    verdicts = verapdf.validate(pdf, flavours, arbiter())
    assert not [verdict.trouble for verdict in verdicts if verdict.trouble]
    return {verdict.flavour: [str(rule) for rule in verdict.broken] for verdict in verdicts}
