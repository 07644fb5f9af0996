"""Files that hold PDF/A by veraPDF and in which the day's judge sees faults that are none: taken as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from arbiter import broken
from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.outcome import Conformed


def blank(content: bytes = b"", **resources: Dictionary) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    pdf.pages[0].obj.Contents = pdf.make_stream(content)
    pdf.pages[0].obj.Resources = Dictionary({f"/{name}": value for name, value in resources.items()})
    return pdf


def conformed(pdf: Pdf, folder: Path) -> tuple[Conformed, Path]:
    pdf.save(folder / "cleaned.pdf")
    return conform(folder / "cleaned.pdf", folder / "out.pdf"), folder / "out.pdf"


def with_bookmarks(number: int, deep: bool) -> Pdf:
    """One page with so many bookmarks, all on one level or each below the one before."""
    pdf = blank()
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    items = [pdf.make_indirect(Dictionary(Title=String(f"Slide {n}"), Dest=String("x"))) for n in range(number)]
    for above, item, following in zip([root, *items], items, [*items[1:], None], strict=False):
        item.Parent = above if deep else root
        if deep:
            above.First = above.Last = item
        elif following is not None:
            item.Next, following.Prev = following, item
    root.First, root.Last = items[0], items[0 if deep else -1]
    pdf.Root.Outlines = root
    return pdf


def with_markers(number: int) -> Pdf:
    """A scatter plot as programs draw it: one form, shown once for each point."""
    pdf = blank(b"".join(b"q 1 0 0 1 %d %d cm /M0 Do Q\n" % (n % 300, n % 200) for n in range(number)))
    marker = pdf.make_stream(b"0 0 2 2 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 2, 2]))
    marker.Resources = Dictionary()
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(M0=marker))
    return pdf


def with_a_large_stream(size: int) -> Pdf:
    return blank(b"0 0 10 10 re f\n" + b" " * size)


@pytest.mark.parametrize(
    "pdf",
    [
        pytest.param(lambda: with_bookmarks(300, deep=False), id="300 bookmarks on one level"),
        pytest.param(lambda: with_bookmarks(3000, deep=False), id="3000 bookmarks on one level"),
        pytest.param(lambda: with_bookmarks(300, deep=True), id="300 levels of bookmarks"),
        pytest.param(lambda: with_markers(12_000), id="a chart of 12000 markers"),
        pytest.param(lambda: with_a_large_stream(34_000_000), id="contents of 34 MB"),
    ],
)
def test_size_alone_is_no_fault(pdf: object, tmp_path: Path) -> None:
    assert callable(pdf)
    result, out = conformed(pdf(), tmp_path)
    assert (result.level, result.treatment) == ("2b", ("conformed",)) and broken(out, "2b") == {"2b": []}
