"""contents.json: what web pages, cataloguers and audits read about the volume."""

from __future__ import annotations

import json
from dataclasses import replace

from arranging_volumes import contribution, document, lying, parts, person, session, submissions, volume
from proceedings.arranging.folios import paginate
from proceedings.binding.claim_summary import claim_record
from proceedings.publishing.contents import contents_document
from proceedings.values.book import DocumentKind, Volume

BUNJUN = person("Kreshna Bunjun")


def book() -> Volume:
    slot = contribution("b", BUNJUN, documents=(document("b-paper"), document("b-slides", DocumentKind.SLIDES)))
    return volume((session("session-1", "Skills", slot, number="I"),))


def written(draft: bool = False, but: tuple[str, ...] = ()) -> str:
    of = book()
    taken = submissions(of, 8, but)
    taken = {name: replace(s, treatment=("converted", "conformed")) for name, s in taken.items()}
    listed = parts(of, taken, draft)
    plan = paginate(listed, {part.id: 1 for part in listed}, lying(taken))
    return contents_document(plan, of, taken, "ab" * 32, claim_record(of, taken, ()))


def test_a_document_is_described_with_its_source_and_its_pages() -> None:
    said = {part["id"]: part for part in json.loads(written())["parts"]}
    assert said["b-paper"] == {
        "id": "b-paper",
        "kind": "paper",
        "title": "Paper",
        "people": ["Kreshna Bunjun"],
        "session": "session-1",
        "source": "papers/b-paper.pdf",
        "source_sha256": "f" * 64,
        "language": "en",
        "treatment": ["converted", "conformed"],
        "first_page": 13,
        "page_count": 8,
        "first_folio": "3",
        "last_folio": "10",
    }


def test_the_keys_stand_in_one_order_in_every_volume() -> None:
    said = json.loads(written())
    assert list(said) == ["version", "title", "pages", "pdf", "sha256", "conformance", "parts"]
    keys = "id kind title people session source source_sha256 language treatment "
    keys += "first_page page_count first_folio last_folio"
    assert {tuple(part) for part in said["parts"]} == {tuple(keys.split())}
    assert (said["version"], said["title"], said["pdf"], said["sha256"]) == (
        1,
        "A Workshop",
        "proceedings.pdf",
        "ab" * 32,
    )


def test_parts_cover_every_page_once_in_order_blanks_included() -> None:
    said = json.loads(written())
    covered = [n for p in said["parts"] for n in range(p["first_page"], p["first_page"] + p["page_count"])]
    assert covered == list(range(1, said["pages"] + 1))
    assert "blank" in {part["kind"] for part in said["parts"]}


def test_kinds_are_those_of_the_format() -> None:
    kinds = {"half-title", "title", "imprint", "contents", "foreword", "agenda", "divider", "paper", "slides"}
    kinds |= {"poster", "handout", "biographies", "participants", "index", "blank"}
    assert {part["kind"] for part in json.loads(written())["parts"]} <= kinds


def test_a_placeholder_in_a_draft_says_that_it_is_one() -> None:
    said = {part["id"]: part for part in json.loads(written(draft=True, but=("b-paper",)))["parts"]}
    missing = said["b-paper"]
    assert (missing["kind"], missing["treatment"], missing["source_sha256"]) == ("paper", ["placeholder"], None)
    assert missing["source"] == "papers/b-paper.pdf"


def test_the_text_is_the_same_every_time_and_ends_with_a_line_feed() -> None:
    assert written() == written()
    assert written().endswith("}\n")
