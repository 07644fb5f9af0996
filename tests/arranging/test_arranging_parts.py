"""Parts: the order of the book, and what stands at the head of its pages."""

from __future__ import annotations

import pytest

from arranging_volumes import contribution, document, parts, person, session, submissions, volume
from proceedings.arranging.heads import HEAD_LENGTH, fitted
from proceedings.values.book import Committee, DocumentKind, ItemKind, Member, Sponsor, Text, Volume
from proceedings.values.options import Opening, Options
from proceedings.values.plan import Matter, Part, PartKind
from proceedings.values.settings import PartChoice, Settings

BUNJUN = person("Kreshna Bunjun", country="Mauritius")
DE_LUCA = person("Cristina de Luca")


def workshop(**more: object) -> Volume:
    first = session(
        "session-1",
        "Assessing Needs: Markets and Skills",
        contribution(
            "bunjun",
            BUNJUN,
            documents=(document("bunjun-paper"), document("bunjun-slides", DocumentKind.SLIDES)),
        ),
        contribution("discussion", title="General Discussion"),
        number="I",
    )
    lunch = session("lunch", "Lunch", kind=ItemKind.BREAK)
    keynote = session("keynote", "Keynote", contribution("luca", DE_LUCA), kind=ItemKind.TALK)
    return volume((keynote, first, lunch), **more)


def by_id(listed: tuple[Part, ...]) -> dict[str, Part]:
    return {part.id: part for part in listed}


def test_the_usual_order_of_a_book() -> None:
    book = workshop(
        front=(Text("proceedings/front/background.md", "…", "Background"), Text("proceedings/front/foreword.md", "…")),
        committees=(Committee("Programme Committee", (Member("Ada"),)),),
        sponsors=(Sponsor("ACME"),),
    )
    listed = parts(book)
    assert [part.id for part in listed] == [
        "half-title",
        "title",
        "imprint",
        "contents",
        "front-foreword",
        "front-background",
        "committees",
        "sponsors",
        "agenda",
        "session-1",
        "bunjun-paper",
        "bunjun-slides",
        "biographies",
        "participants",
        "index",
    ]
    assert [part.title for part in listed[4:8]] == ["Foreword", "Background", "Programme Committee", "Sponsors"]
    assert {part.kind for part in listed[4:8]} == {PartKind.FOREWORD}


def test_imprint_stands_behind_the_title_and_everything_in_front_opens_on_a_recto() -> None:
    front = [part for part in parts(workshop()) if part.matter is Matter.FRONT]
    assert {part.id for part in front if part.opening is Opening.VERSO} == {"imprint"}
    assert {part.opening for part in front if part.id != "imprint"} == {Opening.RECTO}


def test_the_editor_reorders_drops_and_renames_parts() -> None:
    choices = ("title", "contents", "biographies", "sessions", "agenda")
    chosen = tuple(PartChoice(name, "Who is who" if name == "biographies" else None) for name in choices)
    listed = parts(workshop(parts=chosen))
    assert [part.id for part in listed] == [
        "title",
        "contents",
        "biographies",
        "session-1",
        "bunjun-paper",
        "bunjun-slides",
        "agenda",
    ]
    assert by_id(listed)["biographies"].title == "Who is who"
    # What is moved before the sessions counts in roman with the rest,
    # what is moved behind them in arabic.
    assert by_id(listed)["biographies"].matter is Matter.FRONT
    assert by_id(listed)["agenda"].matter is Matter.BACK


def test_without_sessions_roman_folios_never_follow_arabic_ones() -> None:
    chosen = tuple(PartChoice(name) for name in ("biographies", "agenda", "index"))
    assert {part.matter for part in parts(workshop(parts=chosen))} == {Matter.BACK}


def test_biographies_are_of_those_who_sent_something() -> None:
    supplied = Settings()
    assert "biographies" not in by_id(parts(workshop(settings=supplied)))
    for sent in ({"bio": Text("b.md", "…")}, {"email": "b@example.org"}, {"orcid": "0000-0002-1825-0097"}):
        ada = person("Ada Imagined", **sent)
        book = volume((session("s", "S", contribution("a", ada), contribution("b", BUNJUN)),), settings=supplied)
        assert [p.id for p in book.people_with_biography] == [ada.id]
        assert "biographies" in by_id(parts(book))


def test_participants_go_where_they_would_repeat_the_index() -> None:
    ada, bea = person("Ada Imagined"), person("Bea Invented")
    talk = session("s", "S", contribution("a", ada))
    assert "participants" not in by_id(parts(volume((talk,))))
    assert "participants" in by_id(parts(volume((talk,), people=(ada, bea)))), "Bea is in no index"
    assert "participants" in by_id(parts(volume((talk,), parts=(PartChoice("participants"), PartChoice("index")))))
    told = session("s", "S", contribution("a", person("Ada Imagined", affiliation="A House")))
    assert "participants" in by_id(parts(volume((told,))))


@pytest.mark.parametrize(("least", "divider"), [(0, True), (1, False), (2, False)])
def test_a_session_with_fewer_documents_opens_with_a_heading(least: int, divider: bool) -> None:
    bare = session("bare", "Bare", contribution("a", BUNJUN))
    paper = session("papers", "Papers", contribution("b", BUNJUN, documents=(document("p"),)))
    listed = by_id(parts(volume((bare, paper), settings=Settings(options=Options(divider_from=least)))))
    for name, has_divider in (("bare", divider), ("papers", least < 2)):
        assert (listed[name].template == "divider") is has_divider
        assert (listed[name].opening is Opening.RECTO) is has_divider
        assert listed[name].prints_folio is not has_divider
        assert listed[name].kind is PartKind.DIVIDER


def test_a_talk_without_documents_has_no_divider_and_one_with_documents_has() -> None:
    assert "keynote" not in by_id(parts(workshop()))
    story = session("story", "Story", contribution("s", BUNJUN, documents=(document("s-slides"),)), kind=ItemKind.TALK)
    assert [p.id for p in parts(volume((story,))) if p.matter is Matter.BODY] == ["story", "s-slides"]


def test_what_follows_a_divider_opens_on_a_recto_and_later_slides_anywhere() -> None:
    listed = by_id(parts(workshop()))
    assert listed["session-1"].opening is Opening.RECTO
    assert listed["bunjun-paper"].opening is Opening.RECTO
    assert listed["bunjun-slides"].opening is Opening.ANY


def test_a_setting_changes_where_documents_open() -> None:
    listed = by_id(parts(workshop(settings=Settings(options=Options(opening_slides=Opening.RECTO)))))
    assert listed["bunjun-slides"].opening is Opening.RECTO


def test_a_missing_document_has_a_placeholder_in_a_draft_and_nothing_in_a_final_volume() -> None:
    book = workshop()
    taken = submissions(book, but=("bunjun-paper",))
    placeholder = by_id(parts(book, taken, draft=True))["bunjun-paper"]
    assert (placeholder.template, placeholder.facsimile, placeholder.kind) == ("placeholder", False, PartKind.PAPER)
    assert "bunjun-paper" not in by_id(parts(book, taken))
    # The next document then takes its place behind the divider.
    assert by_id(parts(book, taken))["bunjun-slides"].opening is Opening.RECTO


@pytest.mark.parametrize("draft", [True, False])
def test_a_withheld_document_and_one_without_a_file_have_no_part(draft: bool) -> None:
    documents = (document("held", withheld=True), document("promised", source=None))
    book = volume((session("s", "S", contribution("c", BUNJUN, documents=documents)),))
    taken = submissions(book, but=("promised",))
    assert [p.id for p in parts(book, taken, draft) if p.matter is Matter.BODY] == ["s"]


def test_a_document_is_called_by_its_title_or_its_contributions_or_its_kind() -> None:
    titled = contribution("a", BUNJUN, title="Skills", documents=(document("a1"),))
    two = contribution(
        "b", BUNJUN, title="Skills", documents=(document("b1"), document("b2", DocumentKind.SLIDES, title="Own"))
    )
    bare = contribution("c", BUNJUN, documents=(document("c1", DocumentKind.POSTER),))
    listed = by_id(parts(volume((session("s", "S", titled, two, bare),))))
    assert [listed[name].title for name in ("a1", "b1", "b2", "c1")] == ["Skills", "Skills (Paper)", "Own", "Poster"]


def test_heads_name_the_session_on_versos_and_the_contribution_on_rectos() -> None:
    listed = by_id(parts(workshop(short_title="Workshop 2007")))
    assert listed["bunjun-paper"].verso_head == "Session I. Assessing Needs: Markets and Skills"
    assert listed["bunjun-paper"].recto_head == "Bunjun: Paper"
    assert (listed["index"].verso_head, listed["index"].recto_head) == (
        "Workshop 2007",
        "Index of people and organizations",
    )


def test_many_speakers_are_one_and_others_in_a_head() -> None:
    three = contribution("c", BUNJUN, DE_LUCA, person("Les Linklater"), documents=(document("d", title="Skills"),))
    two = contribution("e", BUNJUN, DE_LUCA, documents=(document("f", title="Skills"),))
    listed = by_id(parts(volume((session("s", "S", three, two),))))
    assert listed["d"].recto_head == "Bunjun et al.: Skills"
    assert listed["f"].recto_head == "Bunjun, de Luca: Skills"


def test_half_title_title_imprint_and_dividers_print_no_folio() -> None:
    silent = {part.id for part in parts(workshop()) if not part.prints_folio}
    assert silent == {"half-title", "title", "imprint", "session-1"}


def test_a_long_head_is_cut_after_the_main_title() -> None:
    title = "Towards More Effective Labour Migration Management: Assessing Labour Market Needs and Labour Force Skills"
    assert fitted(title) == "Towards More Effective Labour Migration Management"


def test_a_head_that_is_still_too_long_ends_at_a_full_word_with_an_ellipsis() -> None:
    title = "The Role of Private Sector and Other Stakeholders in Making Labour Migration Work for the Development"
    assert fitted(title) == "The Role of Private Sector and Other Stakeholders in Making Labour Migration Work…"


@pytest.mark.parametrize("text", ["x" * 200, "a " * 100, "word " * 40, ""])
def test_a_head_always_fits(text: str) -> None:
    assert len(fitted(text)) <= HEAD_LENGTH


def test_people_stand_in_the_order_of_the_agenda() -> None:
    moderated = session("s", "S", contribution("c", BUNJUN, documents=(document("d"),)), moderators=(DE_LUCA,))
    listed = by_id(parts(volume((moderated,))))
    assert listed["s"].people == ("Cristina de Luca", "Kreshna Bunjun")
    assert listed["d"].people == ("Kreshna Bunjun",)
