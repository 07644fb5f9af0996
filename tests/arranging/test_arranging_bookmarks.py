"""Bookmarks: the outline that a delegate opens beside the pages."""

from __future__ import annotations

from arranging_volumes import contribution, document, lying, parts, person, session, submissions, volume
from proceedings.arranging.arrangement import arrange
from proceedings.arranging.bookmarks import bookmarks
from proceedings.values.book import DocumentKind, Item, ItemKind, Volume
from proceedings.values.geometry import PageDesign
from proceedings.values.plan import Bookmark
from proceedings.words.wording import words

DESIGN = PageDesign(595.276, 841.89, 85, 119, 85, 102, 44, 46, 8.5, 9, 54, 58, 28, "head.ttf")
BUNJUN = person("Kreshna Bunjun", country="Mauritius")
ARKLESS = person("David Arkless")


def outline(of: Volume) -> list[object]:
    return [shown(mark) for mark in bookmarks(of, parts(of), words(of.language))]


def shown(mark: Bookmark) -> object:
    """A bookmark as its title and part, with those below it in a list."""
    leaf = (mark.title, mark.part)
    return (*leaf, [shown(child) for child in mark.children]) if mark.children else leaf


def first_session() -> Item:
    return session(
        "s1",
        "Skills",
        contribution("b", BUNJUN, documents=(document("p"), document("q", DocumentKind.SLIDES))),
        contribution("a", ARKLESS),
        contribution("d", title="General Discussion"),
        number="I",
    )


def test_front_matter_sessions_contributions_documents_back_matter() -> None:
    assert outline(volume((first_session(),))) == [
        ("Title page", "title"),
        ("Contents", "contents"),
        ("Foreword", "front-foreword"),
        ("Agenda", "agenda"),
        (
            "Session I. Skills",
            "s1",
            [
                ("Kreshna Bunjun", "p", [("Paper", "p"), ("Presentation", "q")]),
                ("David Arkless", "s1"),
            ],
        ),
        ("Biographies", "biographies"),
        ("Participants", "participants"),
        ("Index of people and organizations", "index"),
    ]


def test_days_are_a_level_where_there_are_several_and_lead_to_their_first_session() -> None:
    second = session("s2", "Roles")
    marks = bookmarks(volume((first_session(),), (second,)), parts(volume((first_session(),), (second,))), words("en"))
    days = [mark for mark in marks if mark.title.endswith("2007")]
    assert [mark.title for mark in days] == ["Monday, 8 October 2007", "Tuesday, 9 October 2007"]
    assert [mark.part for mark in days] == ["s1", "s2"]
    assert [child.part for mark in days for child in mark.children] == ["s1", "s2"]


def test_a_day_without_sessions_is_no_level() -> None:
    registration = session("r", "Registration", kind=ItemKind.ENTRY)
    book = volume((registration,), (first_session(),))
    assert "s1" in [mark.part for mark in bookmarks(book, parts(book), words("en"))]


def test_a_paper_named_like_its_contribution_is_one_bookmark() -> None:
    talk = contribution("c", BUNJUN, ARKLESS, title="On Skills", documents=(document("d"),))
    book = outline(volume((session("s", "Skills", talk),)))
    assert ("Skills", "s", [("On Skills (Kreshna Bunjun, David Arkless)", "d")]) in book


def test_a_talk_has_its_documents_directly_below() -> None:
    talk = session("t", "Migrant Story", contribution("c", BUNJUN, documents=(document("d"),)), kind=ItemKind.TALK)
    assert ("Migrant Story", "t", [("Paper", "d")]) in outline(volume((talk,)))


def test_a_talk_and_its_only_paper_of_the_same_title_are_one_bookmark_that_holds_the_papers_own() -> None:
    paper = contribution("c", BUNJUN, title="Migrant Story", documents=(document("d"),))
    book = volume((session("t", "Migrant Story", paper, kind=ItemKind.TALK),))
    (mark,) = [m for m in bookmarks(book, parts(book), words("en")) if m.part == "t"]
    assert (mark.title, mark.children, mark.stands_for) == ("Migrant Story", (), "d")


def test_every_bookmark_of_a_plan_leads_to_a_part_that_is_there() -> None:
    book = volume((first_session(),))
    taken = submissions(book, pages=3, but=("q",))
    listed = parts(book, taken)
    (plan,) = arrange(book, listed, {p.id: 1 for p in listed}, lying(taken), words("en"), DESIGN)

    def targets(marks: tuple[Bookmark, ...]) -> list[str]:
        return [t for m in marks for t in ([m.part] if m.part else []) + targets(m.children)]

    assert "p" in targets(plan.bookmarks)
    assert all(plan.place_of(target) is not None for target in targets(plan.bookmarks))
