"""Bookmarks of the volume: the plan's, with each submission's own outline under its document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from pypdf import PdfReader

from bound_books import MARK, Book, goto, name_destinations, paper, to
from proceedings.values.geometry import Box, Matrix
from proceedings.values.plan import Bookmark


def outline(path: Path) -> list[Any]:
    """Nested lists of (title, 0-based page, count) as pypdf reads them."""
    reader = PdfReader(path)

    def plain(items: list[Any]) -> list[Any]:
        return [
            plain(i) if isinstance(i, list) else (i.title, reader.get_destination_page_number(i), i.node.get("/Count"))
            for i in items
        ]

    return plain(reader.outline)


def test_an_outline_hangs_under_the_bookmark_that_stands_for_its_submission(tmp_path: Path) -> None:
    def sections(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as made:
            made.root.append(OutlineItem("1 Einführung", 0))

    book = Book(tmp_path)
    book.blank()
    part = book.submission(paper(tmp_path / "p.pdf", 1, touch=sections))
    book.bookmarks = [Bookmark("Talk", "blank-0", stands_for=part)]
    out, _ = book.bind()
    assert outline(out) == [("Talk", 0, 1), [("1 Einführung", 1, None)]]


def test_a_submissions_outline_hangs_under_its_bookmark_as_it_was(tmp_path: Path) -> None:
    def sections(pdf: pikepdf.Pdf) -> None:
        name_destinations(pdf, {"sec.2": to(pdf, 1, "XYZ", 0, 500, 0)})
        with pdf.open_outline() as made:
            first = OutlineItem("1 Einführung", 0)
            first.children.append(OutlineItem("1.1 Mehr", 1))
            second = OutlineItem("2 Schluß", action=goto(String("sec.2")))
            second.children.append(OutlineItem("2.1 Zu", 2))
            second.is_closed = True
            made.root += [first, second]

    book = Book(tmp_path)
    book.blank()
    part = book.submission(paper(tmp_path / "p.pdf", 3, touch=sections))
    book.bookmarks = [Bookmark("Session", None, (Bookmark("Paper", part),)), Bookmark("Blank", "blank-0")]
    out, bound = book.bind()
    found = outline(out)
    assert bound.bookmarks == 7
    assert found == [
        ("Session", None, 4),
        [
            ("Paper", 1, 3),
            [
                ("1 Einführung", 1, 1),
                [("1.1 Mehr", 2, None)],
                ("2 Schluß", 2, -1),
                [("2.1 Zu", 3, None)],
            ],
        ],
        ("Blank", 0, None),
    ]
    assert PdfReader(out).root_object["/Outlines"]["/Count"] == 6  # type: ignore[index]


def test_a_bookmark_of_a_scaled_page_leads_to_the_place_it_did(tmp_path: Path) -> None:
    def section(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as made:
            item = OutlineItem("Mark")
            item.destination = to(pdf, 0, "XYZ", MARK[0], MARK[3], 0)
            made.root.append(item)

    matrix = Matrix(0.5, 0, 0, 0.5, 90, 110)
    book = Book(tmp_path)
    part = book.submission(paper(tmp_path / "p.pdf", 1, touch=section), matrix=matrix)
    book.bookmarks = [Bookmark("Paper", part)]
    out, _ = book.bind()
    item: Any = PdfReader(out).outline[1][0]
    moved = matrix.box(Box(*MARK))
    assert (float(item.left), float(item.top)) == (moved.left, moved.top)


def test_broken_entries_go_with_a_notice_and_their_children_stay(tmp_path: Path) -> None:
    def broken(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as made:
            heading = OutlineItem("Leads nowhere, holds one")
            heading.children.append(OutlineItem("Fine", 0))
            made.root += [OutlineItem("Leads nowhere"), heading, OutlineItem("Gone", action=goto(String("gone")))]

    book = Book(tmp_path)
    part = book.submission(paper(tmp_path / "p.pdf", 1, touch=broken))
    book.bookmarks = [Bookmark("Paper", part)]
    out, bound = book.bind()
    assert outline(out)[1] == [("Leads nowhere, holds one", None, 1), [("Fine", 0, None)]]
    (problem,) = bound.diagnostics
    assert (problem.code, problem.severity, str(problem.place)) == ("bookmark-broken", "notice", "papers/p.pdf")
    assert problem.message.startswith("2 of its bookmarks")


def test_loops_depth_and_size_of_outlines_are_survived(tmp_path: Path) -> None:
    def chain(pdf: pikepdf.Pdf) -> None:
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        above: pikepdf.Object = root
        for depth in range(3000):
            item = pdf.make_indirect(Dictionary(Title=String(f"Level {depth}"), Parent=above, Dest=to(pdf, 0, "Fit")))
            above["/First"] = above["/Last"] = item
            above = item
        above["/Next"] = root["/First"]
        pdf.Root["/Outlines"] = root

    book = Book(tmp_path)
    part = book.submission(paper(tmp_path / "p.pdf", 1, touch=chain))
    book.bookmarks = [Bookmark("Paper", part)]
    _, bound = book.bind()
    assert bound.bookmarks == 3001
    assert [d.code for d in bound.diagnostics] == ["bookmark-loop", "bookmark-depth"]


def test_web_bookmarks_colours_and_styles_are_kept(tmp_path: Path) -> None:
    def styled(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as made:
            made.root.append(OutlineItem("Web", action=Dictionary(S=Name.URI, URI=String("https://example.org/"))))
        item = pdf.Root["/Outlines"]["/First"]
        item["/C"], item["/F"] = Array([1, 0, 0]), 2

    book = Book(tmp_path)
    part = book.submission(paper(tmp_path / "p.pdf", 1, touch=styled))
    book.bookmarks = [Bookmark("Paper", part)]
    out, _ = book.bind()
    item: Any = PdfReader(out).root_object["/Outlines"]["/First"]["/First"]  # type: ignore[index]
    assert item["/A"]["/URI"] == "https://example.org/"
    assert (list(item["/C"]), item["/F"]) == ([1, 0, 0], 2)
