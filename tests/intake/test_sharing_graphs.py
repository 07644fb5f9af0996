"""Objects that share others level by level are visited once:
steps grow with objects, not with ways through them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.entries import Entry, read_entry
from proceedings.intake.preparing import Preparation, prepare
from proceedings.intake.repairing.expressions import SIMPLIFIED
from proceedings.intake.repairing.field_tree import UNSHARED
from sharing_graphs import KINDS, sharing, with_sections

SECONDS = 20.0
"""Of processor time: a hundred times what is needed, and nothing beside what 2 ** 24 steps take."""


def taken_in(path: Path) -> Entry | None:
    """Prepare a file in a folder of its own, as a build does; gives back what the store keeps."""
    key = hashlib.sha256(path.read_bytes()).hexdigest()
    store = Store(path.with_suffix(".store"))
    return read_entry(prepare(Preparation(store, key, path, path.stat().st_size)))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as made:
        yield made


def all_taken(workers: Workers, paths: list[Path]) -> list[Entry]:
    """What became of files, each of which is taken in within its time."""
    outcomes = list(workers.run(taken_in, paths, seconds=SECONDS))
    failures = {path.name: outcome.failure for path, outcome in zip(paths, outcomes, strict=True) if outcome.failure}
    assert not failures
    return [outcome.value for outcome in outcomes if outcome.value is not None]


@pytest.mark.parametrize("cycle", [False, True])
def test_intake_ends_with_each_kind(workers: Workers, tmp_path: Path, cycle: bool) -> None:
    paths = [sharing(tmp_path / f"{kind}.pdf", [kind], 28, 2, cycle) for kind in KINDS]
    for kind, entry in zip(KINDS, all_taken(workers, paths), strict=True):
        assert entry.facts is not None, kind
        assert len(entry.facts.pages) == 2
        assert entry.conforms == "2b", kind


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.sampled_from(KINDS), min_size=2, max_size=4), st.integers(24, 32), st.integers(2, 4), st.booleans())
def test_intake_ends_whatever_shares_what(
    workers: Workers,
    tmp_path_factory: pytest.TempPathFactory,
    kinds: set[str],
    levels: int,
    fan: int,
    cycle: bool,
) -> None:
    path = sharing(tmp_path_factory.mktemp("graph") / "graph.pdf", sorted(kinds), levels, fan, cycle)
    (entry,) = all_taken(workers, [path])
    assert entry.facts is not None
    assert len(entry.facts.pages) == 2


@pytest.mark.parametrize(("kind", "sentence"), [("membership", SIMPLIFIED), ("fields", UNSHARED)])
def test_the_editor_is_told_what_was_cut_short(workers: Workers, tmp_path: Path, kind: str, sentence: str) -> None:
    (entry,) = all_taken(workers, [sharing(tmp_path / "graph.pdf", [kind], 28, 2)])
    assert sentence in entry.report.details
    assert "repaired-document" in [trouble.code for trouble in entry.report.troubles]


@pytest.mark.parametrize(("operator", "hidden"), [("And", True), ("Or", True), ("Not", False)])
def test_what_an_endless_expression_says_is_what_shows(
    workers: Workers, tmp_path: Path, operator: str, hidden: bool
) -> None:
    path = sharing(tmp_path / "graph.pdf", ["membership"], 27, 2, outermost=operator)
    (entry,) = all_taken(workers, [path])
    assert entry.facts is not None
    assert [page.ink is None for page in entry.facts.pages] == [hidden, hidden]


def test_a_short_expression_stays_as_it_is(workers: Workers, tmp_path: Path) -> None:
    (entry,) = all_taken(workers, [sharing(tmp_path / "graph.pdf", ["membership"], 3, 2)])
    assert SIMPLIFIED not in entry.report.details
    with pikepdf.open(entry.folder / "submission.pdf") as pdf:
        assert "/VE" in pdf.pages[0].obj.Resources.Properties.M0


def test_a_file_saved_two_thousand_times_is_taken_in(workers: Workers, tmp_path: Path) -> None:
    path = with_sections(sharing(tmp_path / "saved.pdf", [], 0, 0), 2000)
    (entry,) = all_taken(workers, [path])
    assert entry.facts is not None
    assert len(entry.facts.pages) == 2
    assert entry.conforms == "2b"
