"""What became of talks, and who wrote, who spoke and for whom, as they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.reading.people import affiliations_in
from proceedings.reading.workspace import read_workspace
from proceedings.values.book import Contribution, Volume
from proceedings.values.diagnostics import Diagnostic
from proceedings.values.status import STATUS_WORDS, Status, status_of
from small_workspaces import workspace

PEOPLE = "ada: {name: Ada Imagined, affiliation: A House}\nben: Ben Madeup\ncyd: Cyd Invented\n"


def read(root: Path, *contributions: str, more: str = "") -> tuple[Volume, list[Diagnostic]]:
    """A session of these contributions, each a block in braces."""
    lines = "".join(f"          - {one}\n" for one in contributions)
    agenda = f"days:\n  - date: 2026-05-11\n    items:\n      - session: 1\n        title: Rivers\n{more}"
    files: dict[str, str | bytes] = {"papers/one.md": "# One\n", "papers/two.md": "# Two\n"}
    workspace(root, "title: The Book\n", f"{agenda}        contributions:\n{lines}", PEOPLE, files)
    (root / "papers/hopper.pdf").unlink()
    found = read_workspace(root)
    assert found.volume is not None
    return found.volume, [d for d in found.diagnostics if d.code not in ("unused-person", "unused-file")]


def talks(volume: Volume) -> tuple[Contribution, ...]:
    return tuple(one for item in volume.items for one in item.contributions)


def codes(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def test_withdrawn_work_is_left_out_and_said_so(tmp_path: Path) -> None:
    volume, found = read(
        tmp_path,
        "{title: Dams, speaker: ada, status: withdrawn, abstract: Words., documents: [{paper: papers/one.md}]}",
    )
    (talk,) = talks(volume)
    assert (talk.status, talk.documents, talk.abstract) == (Status.WITHDRAWN, (), None)
    assert [document.source and document.source.name for document in talk.left_out] == ["one.md"]
    assert codes(found) == ["withdrawn-left-out"]
    assert found[0].message == "the work is withdrawn: papers/one.md and its abstract are left out"


@pytest.mark.parametrize("status", ["cancelled", "moved", "withdrawn"])
def test_what_did_not_happen_owes_no_document(status: str, tmp_path: Path) -> None:
    volume, found = read(
        tmp_path,
        f"{{title: Dams, speaker: ada, status: {status}, note: Off., documents: [paper: , slides: papers/no.pdf]}}",
    )
    assert talks(volume)[0].documents == ()
    assert codes(found) == []


def test_a_retracted_paper_is_owed_as_any_other(tmp_path: Path) -> None:
    _, found = read(tmp_path, "{title: Dams, speaker: ada, status: retracted, documents: [paper: ]}")
    assert codes(found) == ["missing-document"]


def test_the_talks_of_a_cancelled_session_owe_nothing_and_keep_what_was_sent(tmp_path: Path) -> None:
    more = "        status: cancelled\n"
    volume, found = read(
        tmp_path,
        "{title: Dams, speaker: ada, documents: [paper: ]}",
        "{title: Weirs, speaker: ben, documents: [paper: papers/one.md]}",
        more=more,
    )
    assert [len(talk.documents) for talk in talks(volume)] == [0, 1]
    assert codes(found) == ["cancelled-yet-bound"]


def test_a_session_is_neither_withdrawn_nor_retracted(tmp_path: Path) -> None:
    volume, found = read(tmp_path, "{title: Dams, speaker: ada}", more="        status: retracted\n")
    assert next(volume.items).status is None
    assert codes(found) == ["misplaced-key"]


def test_a_misspelt_status_is_an_error_with_a_hint(tmp_path: Path) -> None:
    _, found = read(tmp_path, "{title: Dams, speaker: ada, status: postponed}")
    assert codes(found) == ["unknown-value"]
    assert "did you mean `moved`?" in str(found[0].hint)


def test_what_was_moved_says_where_to(tmp_path: Path) -> None:
    _, found = read(tmp_path, "{title: Dams, speaker: ada, status: moved}")
    assert codes(found) == ["moved-nowhere"]


@pytest.mark.parametrize("first", [True, False])
def test_a_second_presentation_binds_the_document_once(first: bool, tmp_path: Path) -> None:
    work = "{id: dams, title: Dams, speaker: ada, documents: [paper: papers/one.md]}"
    again = "{title: Dams, speaker: ada, see: dams, documents: [paper: papers/one.md, slides: papers/two.md]}"
    volume, found = read(tmp_path, *((work, again) if first else (again, work)))
    bound = sorted(str(document.source) for document in volume.documents)
    assert bound == ["papers/one.md", "papers/two.md"]
    assert codes(found) == []


def test_a_file_named_twice_without_reference_asks_for_one(tmp_path: Path) -> None:
    work = "{title: Dams, speaker: ada, documents: [paper: papers/one.md]}"
    _, found = read(tmp_path, work, work)
    assert codes(found) == ["file-used-twice"]
    assert "`see: session-1-imagined`" in str(found[0].hint)


def test_a_chain_of_references_leads_to_its_end(tmp_path: Path) -> None:
    volume, found = read(
        tmp_path,
        "{id: a, title: Dams, speaker: ada, see: b}",
        "{id: b, title: Dams, speaker: ada, see: c}",
        "{id: c, title: Dams, speaker: ada}",
    )
    assert [talk.see for talk in talks(volume)] == ["c", "c", None]
    assert codes(found) == []


@pytest.mark.parametrize("circle", [("a",), ("b", "a"), ("b", "c", "a")])
def test_a_circle_is_an_error_and_loses_no_document(circle: tuple[str, ...], tmp_path: Path) -> None:
    blocks = [
        f"{{id: {one}, title: Dams {one}, speaker: ada, see: {other}, documents: [paper: papers/one.md]}}"
        for one, other in zip("abc", circle, strict=False)
    ]
    volume, found = read(tmp_path, *blocks)
    assert [talk.see for talk in talks(volume)] == [None] * len(circle)
    assert len(list(volume.documents)) == len(circle)
    assert set(codes(found)) - {"file-used-twice"} == {"see-in-circle"}


def test_a_reference_to_nothing_has_a_hint(tmp_path: Path) -> None:
    _, found = read(tmp_path, "{id: dams, title: Dams, speaker: ada}", "{title: Again, speaker: ben, see: damms}")
    assert [(one.code, one.hint) for one in found] == [("unknown-target", "did you mean `dams`?")]


@pytest.mark.parametrize(
    ("block", "speakers", "presenters"),
    [
        ("{authors: [ada, ben], presenter: ben}", ["ada", "ben"], ["ben"]),
        ("{authors: [ada, ben], speaker: ben}", ["ada", "ben"], ["ben"]),
        ("{speakers: [ada, ben], presenter: cyd}", ["ada", "ben"], ["cyd"]),
        ("{authors: [ada, ben], presenter: [ada, ben]}", ["ada", "ben"], []),
        ("{authors: [ada, ben], presenter: Ben Madeup}", ["ada", "ben"], ["ben"]),
        ("{presenter: cyd}", ["cyd"], []),
    ],
)
def test_who_wrote_and_who_speaks(block: str, speakers: list[str], presenters: list[str], tmp_path: Path) -> None:
    volume, found = read(tmp_path, block)
    (talk,) = talks(volume)
    assert [speaker.person.id for speaker in talk.speakers] == speakers
    assert [person.id for person in talk.presenters] == presenters
    assert codes(found) == []


def test_a_presenter_is_somebody(tmp_path: Path) -> None:
    _, found = read(tmp_path, "{title: Dams, authors: [ada, ben], presenter: bem}")
    assert [(one.code, one.hint) for one in found] == [("unknown-person", "did you mean `ben`?")]


def test_a_person_is_printed_once_in_a_list(tmp_path: Path) -> None:
    volume, found = read(tmp_path, "{title: Dams, speakers: [ada, ben, ada]}")
    assert [speaker.person.id for speaker in talks(volume)[0].speakers] == ["ada", "ben"]
    assert codes(found) == ["named-twice"]


def test_an_affiliation_of_this_talk_alone_stands_for_that_of_the_person(tmp_path: Path) -> None:
    volume, found = read(
        tmp_path,
        "{title: One, speaker: ada, affiliation: [B House, C House]}",
        "{title: Two, speakers: [{person: ada, affiliation: D House}, ben]}",
        "{title: Three, speakers: [ada, ben]}",
    )
    assert [talk.speakers[0].home for talk in talks(volume)] == ["B House; C House", "D House", "A House"]
    assert codes(found) == []
    _, found = read(tmp_path, "{title: One, speakers: [ada, ben], affiliation: B House}")
    assert codes(found) == ["misplaced-key"]


@given(st.lists(st.text("AB c&", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_semicolons_part_affiliations(houses: list[str]) -> None:
    once = tuple(dict.fromkeys(houses))
    assert affiliations_in(["; ".join(houses)]) == affiliations_in(houses) == once


def test_signs_of_html_part_nothing() -> None:
    assert affiliations_in(["Arts &amp; Crafts; Trades"]) == ("Arts & Crafts", "Trades")


@pytest.mark.parametrize("said", ["CANCELLED: Dams", "[Withdrawn] Dams", "(cancelled) Dams"])
def test_a_status_in_words_is_asked_about(said: str, tmp_path: Path) -> None:
    _, found = read(tmp_path, f'{{title: "{said}", speaker: ada}}')
    assert codes(found) == ["status-in-words"]


@pytest.mark.parametrize(
    "said", ["Moved to Tears", "Retracted Claws of Cats", "Cancelled stamps: a history", "Off-grid"]
)
def test_titles_that_only_begin_so_are_titles(said: str, tmp_path: Path) -> None:
    _, found = read(tmp_path, f'{{title: "{said}", speaker: ada}}')
    assert codes(found) == []


def test_words_of_other_programs() -> None:
    assert status_of("Canceled") is Status.CANCELLED
    assert status_of(" withdrawn ") is Status.WITHDRAWN
    assert status_of("confirmed") is None
    assert {status_of(word) for word, _ in STATUS_WORDS} <= set(Status)
