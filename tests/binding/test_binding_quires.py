"""Sources are folded once:
what comes from the store is what would be folded anew, and equal streams are one.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name, String

from bound_books import Book, link, paper, to, uri
from proceedings.engine.store import Store
from proceedings.values.plan import Bookmark


def bound(book: Book, name: str, store: Store | None) -> Path:
    """Bind a book's parts with a store."""
    return book.bind(name, store=store)[0]


def entries(store: Store) -> int:
    """How many sources the store keeps folded."""
    return len(list(store.root.glob("??/*/quire")))


def photographed(pdf: pikepdf.Pdf) -> None:
    """An image of its own object in each paper, with the same bytes."""
    noise = bytes(i * 37 % 251 for i in range(3000))
    image = pdf.make_stream(noise, Type=Name.XObject, Subtype=Name.Image, Width=40, Height=25, BitsPerComponent=8)
    image["/ColorSpace"] = Name.DeviceRGB
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Im0=image)


def linked(pdf: pikepdf.Pdf) -> None:
    """A link to the web and one to the first page."""
    link(pdf, 0, A=uri("https://example.org/"))
    link(pdf, 1, Dest=to(pdf, 0))


def test_a_volume_from_the_store_has_the_bytes_of_one_folded_anew(tmp_path: Path) -> None:
    book, store = Book(tmp_path), Store(tmp_path / "store")
    book.submission(paper(tmp_path / "a.pdf", 3, touch=linked))
    book.submission(paper(tmp_path / "b.pdf", 2, touch=linked))
    anew, cold, warm = bound(book, "1.pdf", None), bound(book, "2.pdf", store), bound(book, "3.pdf", store)
    assert entries(store) == 2
    assert anew.read_bytes() == cold.read_bytes() == warm.read_bytes()


def test_a_paper_before_others_does_not_fold_them_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    before, after = Book(tmp_path), Book(tmp_path)
    first, second = paper(tmp_path / "a.pdf", 2), paper(tmp_path / "b.pdf", 3)
    before.submission(second)
    bound(before, "before.pdf", store)
    kept = {path.parent: path.stat().st_mtime_ns for path in store.root.glob("??/*/quire")}
    after.submission(second)
    after.submission(first)
    after.leaves = after.leaves[3:] + after.leaves[:3]
    bound(after, "after.pdf", store)
    assert kept.items() <= {path.parent: path.stat().st_mtime_ns for path in store.root.glob("??/*/quire")}.items()
    assert entries(store) == 2


def test_equal_images_of_two_papers_are_stored_once(tmp_path: Path) -> None:
    book = Book(tmp_path)
    for name in ("a.pdf", "b.pdf"):
        book.submission(paper(tmp_path / name, touch=photographed))
    reader = pypdf.PdfReader(bound(book, "volume.pdf", None))
    ids = {page["/Resources"]["/XObject"].raw_get("/Im0").idnum for page in reader.pages}  # type: ignore[index]
    assert len(ids) == 1


def test_text_that_looks_like_a_reference_or_a_hole_stays_text(tmp_path: Path) -> None:
    said = "100 % of (12 0 R) and %8d \\ /StructParents 5"

    def noted(pdf: pikepdf.Pdf) -> None:
        note = link(pdf, 0, A=uri("https://example.org/a%20b?x=(7 0 R)"))
        note["/Contents"] = String(said)
        pdf.pages[0].obj.Resources["/ExtGState"] = Dictionary({"/a%b": Dictionary(CA=1, Odd=Array([1, 2, 0]))})

    book = Book(tmp_path)
    part = book.submission(paper(tmp_path / "p.pdf", touch=noted))
    book.bookmarks.append(Bookmark(said + " é", part))
    reader = pypdf.PdfReader(bound(book, "volume.pdf", None))
    annotation = reader.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    assert annotation["/Contents"] == said
    assert annotation["/A"]["/URI"] == "https://example.org/a%20b?x=(7 0 R)"
    assert list(reader.pages[0]["/Resources"]["/ExtGState"]["/a%b"]["/Odd"]) == [1, 2, 0]  # type: ignore[index]
    assert reader.outline[0].title == said + " é"  # type: ignore[union-attr]
