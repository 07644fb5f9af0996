"""The first guess at the length of contents and dividers, and what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from arranging_volumes import contribution, document, lying, person, session, submissions
from arranging_volumes import volume as made
from proceedings.arranging.arrangement import arrange
from proceedings.arranging.parts import list_parts
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pipeline.composing import TypesettingInput, compose
from proceedings.typesetting.estimating import likely_counts
from proceedings.typesetting.layout import load_layout
from proceedings.values.book import Volume
from proceedings.values.plan import PartKind
from proceedings.words.wording import words

LAYOUT = load_layout(None, "default")


@pytest.mark.parametrize("papers", [1, 5])
def test_contents_and_dividers_come_out_as_long_as_guessed(papers: int, tmp_path: Path) -> None:
    volume, taken = workshop(papers), submissions(workshop(papers))
    said = words("en")
    (plan,) = arrange(
        volume,
        list_parts(volume, taken, said, draft=False),
        {},
        lying(taken),
        said,
        LAYOUT.design(volume.settings.trim),
    )

    likely = likely_counts(volume, plan, LAYOUT, said)

    guessed = {p.part.id for p in plan.parts if p.part.kind in (PartKind.CONTENTS, PartKind.DIVIDER)}
    assert set(likely) == guessed
    with Workers(1) as workers:
        ((composed,), _) = compose(TypesettingInput(volume, LAYOUT, taken, False, {}), Store(tmp_path), workers)
    assert likely == {name: composed.galleys[name].count for name in likely}
    # One entry of the store for each document that is used: nothing was set twice.
    used = {galley.pdf for galley in composed.galleys.values()}
    assert set(tmp_path.rglob("*.pdf")) == used


def workshop(papers: int) -> Volume:
    slots = (
        contribution(
            f"c{k}",
            person(f"Speaker Number {k}", affiliation="University of a Long Name, Department of Names"),
            title=f"A Contribution on the Matter of the Number {k}",
            documents=(document(f"paper-{k}", title=f"A Paper on the Matter of the Number {k}"),),
        )
        for k in range(papers)
    )
    return made((session("session-1", "All of It", *slots, number="I"),))


def test_a_wrong_guess_does_no_harm(tmp_path: Path) -> None:
    volume = workshop(60)

    with Workers(1) as workers:
        ((composed,), found) = compose(
            TypesettingInput(volume, LAYOUT, submissions(volume), False, {}), Store(tmp_path), workers
        )

    assert found == ()
    for placed in composed.plan.parts:
        if placed.part.id in composed.galleys:
            assert composed.galleys[placed.part.id].count == placed.page_count
    assert composed.galleys["session-1"].count > 1
