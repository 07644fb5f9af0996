"""What many documents share is said once, with its exceptions; everything else as before."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from proceedings.values.diagnostics import Diagnostic, Place, error, notice, warning
from proceedings.values.shared_messages import SharedMessage, as_told, said_once

PAPERS = tuple(f"papers/{letter}.pdf" for letter in "abcdefgh")
DOCUMENTS = {f"id-{file}": (file, "paper") for file in PAPERS} | {"id-deck": ("papers/deck.pptx", "slides")}
FILES = (*PAPERS, "papers/deck.pptx")


def untagged(file: str, page: int | None = None) -> Diagnostic:
    return notice("untagged", Place(file, page=page), "it has no tags", "ask for a tagged PDF")


def test_exceptions_are_named_and_the_message_stands_once() -> None:
    text = as_told([untagged(file) for file in PAPERS[:6]], DOCUMENTS, None)
    assert text == (
        "6 of 8 papers: notice[untagged]: it has no tags\n"
        "  not: papers/g.pdf, papers/h.pdf\n"
        "  hint: ask for a tagged PDF"
    )


def test_all_of_a_kind_and_documents_of_several() -> None:
    assert as_told(map(untagged, PAPERS), DOCUMENTS, None).startswith("all 8 papers: notice[untagged]: it has")
    assert as_told(map(untagged, FILES), DOCUMENTS, None).startswith("all 9 documents: notice")


def test_of_a_minority_the_files_are_named_and_figures_may_differ() -> None:
    many = {f"id-{n}": (f"papers/{n:02d}.pdf", "paper") for n in range(30)}
    files = [file for file, _ in many.values()][:5]
    found = [warning("tiny-type", Place(file, page=k + 2), f"type of {5 + k / 10} pt") for k, file in enumerate(files)]
    lines = as_told(found, many, None).splitlines()
    assert lines[0] == "5 of 30 papers: warning[tiny-type]: for example papers/00.pdf: page 2: type of 5.0 pt"
    assert (
        lines[1]
        == "  in: papers/00.pdf p. 2, papers/01.pdf p. 3, papers/02.pdf p. 4, papers/03.pdf p. 5, papers/04.pdf p. 6"
    )


def test_pages_may_be_one_or_several_and_a_message_in_the_agenda_belongs_to_its_document() -> None:
    pages = ("page 1", "pages 1, 2", "pages 3, 4 and 5", "page 9", "pages 1, 2, 3 …")
    cut = [warning("mask", Place(file, page=1), f"it cuts {said}") for file, said in zip(PAPERS, pages, strict=False)]
    assert as_told(cut, DOCUMENTS, None).startswith("5 of 8 papers: warning[mask]: for example papers/a.pdf")
    agenda = [notice("no-ua", Place("agenda.yaml", k, 3), "no tags", None, name) for k, name in enumerate(DOCUMENTS)]
    assert as_told(agenda, DOCUMENTS, None) == "all 9 documents: notice[no-ua]: no tags"


def test_few_documents_errors_and_places_in_yaml_stay_apart() -> None:
    few = [untagged(file) for file in PAPERS[:4]]
    errors = [error("portfolio", Place(file), "it is a portfolio") for file in PAPERS]
    yaml = [warning("bad-time", Place("proceedings/agenda.yaml", 3 + k, 5), "no time") for k in range(9)]
    told = list(said_once([*few, *errors, *yaml], DOCUMENTS))
    assert not any(isinstance(one, SharedMessage) for one in told)
    assert len(told) == 4 + 8 + 9


@given(
    st.lists(
        st.builds(
            lambda code, file, page, said: notice(code, Place(file, page=page), said),
            st.sampled_from(("one", "two")),
            st.sampled_from(FILES),
            st.integers(1, 3),
            st.sampled_from(("it is 5 wide", "it is 70 wide", "it is lost")),
        )
    )
)
def test_every_document_of_every_message_is_in_the_text(found: list[Diagnostic]) -> None:
    """Whoever reads the text knows of each file whether it is concerned."""
    for told in found:
        holders = [one for one in said_once(found, DOCUMENTS) if one == told or _holds(one, told)]
        assert len(holders) == 1


def _holds(one: Diagnostic | SharedMessage, told: Diagnostic) -> bool:
    same = (
        isinstance(one, SharedMessage)
        and one.diagnostic.code == told.code
        and any(place.startswith(told.place.file) for place in one.places)
    )
    return same and ("wide" in one.diagnostic.message) == ("wide" in told.message)  # type: ignore[union-attr]


def test_a_line_of_yaml_is_still_shown(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: x\n")
    assert "1 | title: x" in as_told([warning("odd", Place("a.yaml", 1, 1), "odd")], {}, tmp_path)
