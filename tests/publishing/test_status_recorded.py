"""What became of talks, in the record from which citations and deposits are made."""

from __future__ import annotations

from typing import Any

from arranging_volumes import contribution, document, person, session, volume
from proceedings.publishing.obstacles import obstacles
from proceedings.publishing.record import Record
from proceedings.publishing.recording import record_of
from proceedings.values.book import Contribution
from proceedings.values.status import Status

ADA = person("Ada Imagined", affiliation="A House", country="Peru")
PART: dict[str, Any] = {
    **{"treatment": [], "language": "en", "title": "Dams", "first_page": 3, "page_count": 2},
    **{"first_folio": "3", "last_folio": "4"},
}


def recorded(*talks: Contribution) -> Record:
    """The record of a volume of these talks; the document `d` is bound."""
    bound = {"pdf": "proceedings.pdf", "sha256": "0" * 64, "pages": 4, "parts": [{**PART, "id": "d"}]}
    return record_of(volume((session("s", "S", *talks),)), bound)


def test_what_became_of_a_talk_is_recorded() -> None:
    talk = contribution("a", ADA, title="Dams", documents=(document("d"),), status=Status.RETRACTED, note="Why.")
    (found,) = recorded(talk).contributions
    assert (found.title, found.status, found.note) == ("Dams", Status.RETRACTED, "Why.")


def test_nobody_is_asked_for_what_will_not_come_and_nothing_is_cited_twice() -> None:
    whole = recorded(
        contribution("a", ADA, title="Dams", documents=(document("d"),)),
        contribution("b", ADA, title="Weirs", status=Status.WITHDRAWN),
        contribution("c", ADA, title="Locks", see="a"),
        contribution("e", ADA, title="Owed"),
    )
    assert [one.id for one in whole.published] == ["a"]
    told = [said for said in obstacles(whole, None) if "nothing of it is published" in said]
    assert told == ["Neither document nor abstract of Owed: nothing of it is published"]
