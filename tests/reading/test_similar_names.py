"""People who may be one under two names are asked about, and never taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.reading.similar_names import may_be_one
from proceedings.reading.workspace import read_workspace
from proceedings.values.diagnostics import Diagnostic
from small_workspaces import run, workspace

AGENDA = "days:\n  - date: 2026-05-11\n    items:\n"


def asked(root: Path, people: list[str], together: bool = False, volume: str = "") -> list[Diagnostic]:
    """What is asked of these people, each in a talk of their own or all in one."""
    ids = [f"p{k}" for k in range(len(people))]
    talks = [f"[{', '.join(ids)}]"] if together else ids
    items = "".join(f"      - {{title: Talk {k}, speakers: {who}}}\n" for k, who in enumerate(talks))
    lines = "".join(f"{name}: {said}\n" for name, said in zip(ids, people, strict=True))
    workspace(root, f"title: The Book\n{volume}", AGENDA + items, lines)
    return [d for d in read_workspace(root).diagnostics if d.code == "similar-names"]


def test_initials_and_names_in_full_are_asked_about(tmp_path: Path) -> None:
    found = asked(tmp_path, ["J. Imagined", "John Imagined", "Jane Imagined", "Ada Madeup"])
    assert [(d.message, d.place.line) for d in found] == [
        ("John Imagined may be J. Imagined (`p0`, line 1)", 2),
        ("Jane Imagined may be J. Imagined (`p0`, line 1)", 3),
    ]


def test_co_authors_and_other_orcids_are_two_people(tmp_path: Path) -> None:
    assert asked(tmp_path, ["J. Imagined", "John Imagined"], together=True) == []
    known = ["{name: J. Imagined, orcid: 0000-0002-1825-0097}", "{name: John Imagined, orcid: 0000-0001-5109-3700}"]
    assert asked(tmp_path, known) == []


def test_one_orcid_is_asked_about_whatever_the_names(tmp_path: Path) -> None:
    known = ["{name: Ada Imagined, orcid: 0000-0002-1825-0097}", "{name: Bea Madeup, orcid: 0000-0002-1825-0097}"]
    assert len(asked(tmp_path, known)) == 1


def test_many_pairs_share_a_line(tmp_path: Path) -> None:
    people = [f"{given} Family{k}" for k in "abcde" for given in ("J.", "John")]
    (found,) = asked(tmp_path, people)
    assert found.message.startswith("5 pairs of people may be one each: John Familya and J. Familya, ")


def test_an_editor_may_silence_it(tmp_path: Path) -> None:
    asked(tmp_path, ["J. Imagined", "John Imagined"])
    assert "similar-names" in run("check", tmp_path).stderr
    asked(tmp_path, ["J. Imagined", "John Imagined"], volume="checks: {similar-names: off}\n")
    assert "similar-names" not in run("check", tmp_path).stderr


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("John", "J.", True),
        ("John A.", "John", True),
        ("J. A.", "John Adam", True),
        ("Jean-Paul", "J.-P.", True),
        ("José", "Jose M.", True),
        ("John", "Jane", False),
        ("John A.", "John B.", False),
        ("John", "John", False),
        ("", "J.", False),
        ("Mike", "Michael", False),
    ],
)
def test_which_given_names_may_be_one(one: str, other: str, alike: bool) -> None:
    assert may_be_one(one, other) is may_be_one(other, one) is alike


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,6}", fullmatch=True), min_size=1, max_size=3))
def test_a_name_may_be_its_initials(names: list[str]) -> None:
    assert may_be_one(" ".join(names), " ".join(f"{name[0]}." for name in names))
