"""Objects that share others level by level are visited once: steps grow with objects, not with ways through them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proceedings.intake.archiving import archived
from proceedings.intake.cleaning import clean
from proceedings.intake.facts import read_facts
from proceedings.intake.limits import Limits
from proceedings.intake.repairing import Repaired, repair
from proceedings.workers import Workers
from sharing_graphs import KINDS, sharing

SECONDS = 20.0
"""Of processor time: a thousand times what is needed, and nothing beside what 2 ** 32 steps take."""


def taken_in(task: tuple[Path, Path]) -> int:
    """Mend, clean, conform and tag a file in a folder; gives back its pages."""
    path, folder = task
    usable = repair(path, folder, Limits())
    assert isinstance(usable, Repaired)
    with pikepdf.open(usable.pdf) as pdf:
        read_facts(pdf, 1)
        clean(pdf)
        pdf.save(folder / "clean.pdf")
    final = archived(folder / "clean.pdf", folder / "final.pdf", "2b", False, {})
    with pikepdf.open(final.pdf) as pdf:
        return len(pdf.pages)


@pytest.fixture(scope="module")
def workers() -> Workers:
    return Workers(2)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.sampled_from(KINDS), min_size=1, max_size=4), st.integers(24, 32), st.integers(2, 4), st.booleans())
def test_intake_ends_whatever_shares_what(
    workers: Workers,
    tmp_path_factory: pytest.TempPathFactory,
    kinds: set[str],
    levels: int,
    fan: int,
    cycle: bool,
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    path = sharing(folder / "graph.pdf", sorted(kinds), levels, fan, cycle)
    (outcome,) = workers.run(taken_in, [(path, folder)], seconds=SECONDS)
    assert outcome.failure is None, outcome.failure
    assert outcome.value == 2
