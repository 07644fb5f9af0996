"""Tags for a document that has none:
a title, headings, paragraphs by lines and blocks, figures, links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.blocks import blocks_of, body_size
from proceedings.intake.tagging.drawing import Drawn, Figure, Shown, drawn
from proceedings.intake.tagging.faces import Faces
from proceedings.intake.tagging.lines import Line, lines_of
from proceedings.intake.tagging.links import is_link, own_annotations
from proceedings.intake.tagging.listing import lists_of
from proceedings.intake.tagging.made_tree import MadeTree, Page
from proceedings.intake.tagging.marking import mark
from proceedings.intake.tagging.notes import notes_of
from proceedings.intake.tagging.ranking import headings
from proceedings.intake.tagging.running_heads import Edge, running_heads
from proceedings.intake.tagging.tables import Table, with_tables
from proceedings.pdf import objects
from proceedings.pdf.operations import UnreadableContent, content_of
from proceedings.pdf.pages import rotation_of, visible_box
from proceedings.values.geometry import Box
from proceedings.values.submission import FigureFact, TagFacts

if TYPE_CHECKING:
    import pikepdf


_ID = re.compile(rb"<<([^<>]*)/MCID\s+\d+([^<>]*)>>\s*BDC")
_MOST_NUMBER = 60
"""Bytes of operands within which a line number is written;
a line of text that begins in its column takes more.
"""
_NEAR = 4.0
"""Points around the box of line numbers in which one may begin."""
_NARROW = 0.4
"""The width of a letter, in sizes of its type, at least on the average."""
_ARTIFACT = re.compile(rb"/Artifact\s*(?:<<[^<>]*>>\s*BDC|/\w+\s+BDC|BMC)")


def has_tags(pdf: pikepdf.Pdf) -> bool:
    """True if the document has a structure tree with something in it."""
    import pikepdf

    kids = objects.get(objects.dictionary(pdf.Root, "/StructTreeRoot"), "/K")
    return isinstance(kids, pikepdf.Dictionary) or (isinstance(kids, pikepdf.Array) and len(kids) > 0)


def tag_untagged(
    pdf: pikepdf.Pdf, texts: Mapping[int, str], aside: Mapping[int, tuple[Box, ...]] = MappingProxyType({})
) -> tuple[tuple[str, ...], tuple[FigureFact, ...], TagFacts]:
    """Give a document tags made from what its pages draw, in the order in which they draw it.

    The title and other headings are told by the size of type, paragraphs by their lines; images and
    drawings become figures with an alternative text; links belong to the paragraph in which they
    lie.

    Args:
        pdf: the document.
        texts: the editor's alternative texts by the number of the figure,
            counted through the document from 1.
        aside: by page (1-based) where line numbers stand, in its user space: they are artifacts.

    Returns:
        A sentence that says what was made, the figures, and the number of all else.

    Source: ISO 32000-2, 14.7 and 14.8; ISO 14289-1, 7.1 to 7.4 and 7.18.5.
    """
    _forget_ids(pdf)
    faces = Faces()
    pages = [_read(page.obj, number, faces) for number, page in enumerate(pdf.pages, 1)]
    left_out = _arrange(pages, aside)
    body = body_size([line for page in pages for line in page.lines if id(line) not in left_out])
    kinds = headings([page.text for page in pages], body)
    tree = MadeTree(pdf, kinds, lists_of([piece for page in pages for piece in page.pieces], kinds), texts)
    for page in pages:
        _find_links(pdf, page)
        if page.content is not None:
            page.page["/Contents"] = pdf.make_stream(mark(page.content, page.steps))
        tree.hang(page)
    counts = TagFacts(
        by_author=False,
        pages=sum(bool(page.held) for page in pages),
        headings=len(kinds),
        paragraphs=tree.paragraphs,
        lists=tree.lists,
        tables=tree.tables,
        links=tree.write(pages),
    )
    sentence = (
        f"{counts.headings} headings, {counts.paragraphs} paragraphs, {counts.lists} lists, {counts.tables} tables and "
        f"{len(tree.figures)} figures were tagged by what its pages look like; {len(left_out)} lines of heads and "
        "folios are not read."
    )
    return (sentence,), tuple(tree.figures), counts


def _arrange(pages: Sequence[Page], aside: Mapping[int, tuple[Box, ...]]) -> set[int]:
    """Find the blocks of each page; gives back the lines that are running heads, by their `id`."""
    body = body_size([line for page in pages for line in page.lines])
    heads = running_heads([page.lines for page in pages], [_edge(page.page) for page in pages], body)
    for page in pages:
        numbers = {id(line) for line in page.lines if _counts_lines(line, aside.get(page.number, ()))}
        aside_here = heads | numbers
        found: list[Line | Figure | Table] = with_tables(page.found, page.rulings, aside_here, body)
        page.pieces = list(blocks_of(found, aside_here, body))
        _place_notes(page, body)
    return heads


def _place_notes(page: Page, body: float) -> None:
    """Have the notes of a page follow the paragraphs that cite them."""
    cited = notes_of(page.pieces, body) if rotation_of(page.page) == 0 else {}
    page.notes = {id(page.pieces[number]) for number in cited}
    order = sorted(range(len(page.pieces)), key=lambda n: (cited.get(n, n), n in cited, n))
    page.pieces = [page.pieces[n] for n in order]


def _find_links(pdf: pikepdf.Pdf, page: Page) -> None:
    """Find the links of a page and the strings that are their words."""
    page.links = [annotation for annotation in own_annotations(pdf, page.page) if is_link(annotation)]
    boxes = [(number, objects.box(objects.get(link, "/Rect"))) for number, link in enumerate(page.links)]
    known = [(number, box) for number, box in boxes if box is not None]
    for line in page.lines if known else ():
        near = [(number, box) for number, box in known if box.bottom - 1 <= line.y <= box.top]
        for shown in line.strings if near else ():
            shown.link = next((number for number, box in near if _lies_in(shown, box)), None)


def _lies_in(shown: Shown, box: Box) -> bool:
    """Whether a string lies wholly in the rectangle of a link, by the usual width of letters."""
    if not box.left - 1 <= shown.x < box.right:
        return False
    return shown.x + _NARROW * shown.size * len(shown.text.strip()) <= box.right + 0.5 * shown.size


def _edge(page: Any) -> Edge | None:
    box = visible_box(page)
    return (box.bottom, box.top) if rotation_of(page) == 0 else None


def _counts_lines(line: Line, boxes: Sequence[Box]) -> bool:
    """Whether a short line begins where line numbers stand."""
    return line.characters <= _MOST_NUMBER and any(
        box.left - _NEAR <= line.left <= box.right and box.bottom - _NEAR <= line.y <= box.top + _NEAR for box in boxes
    )


def _forget_ids(pdf: pikepdf.Pdf) -> None:
    """Take marked-content ids and artifacts out of forms:
    figures from tagged files have some, whose tree stayed behind,
    and an artifact must not stand in tagged content (ISO 14289-1, 7.1).
    """
    import pikepdf

    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or objects.name(objects.get(thing, "/Subtype")) != "Form":
            continue
        try:
            content = thing.read_bytes()
        except pikepdf.PdfError:
            continue
        fresh = _ID.sub(rb"<<\1\2>> BDC", content) if b"/MCID" in content else content
        fresh = _ARTIFACT.sub(b"/Span BMC", fresh) if b"/Artifact" in fresh else fresh
        if fresh != content:
            thing.write(fresh)
        for key in ("/StructParents", "/StructParent"):
            if key in thing:
                del thing[key]


def _read(page: Any, number: int, faces: Faces) -> Page:
    content = content_of(page)
    try:
        resources = objects.inherited(page, "/Resources")
        read = (
            drawn(content, _drawing(resources), partial(faces.of, resources)) if content is not None else Drawn([], [])
        )
    except (UnreadableContent, ValueError, IndexError, OverflowError):
        return Page(page, number, None, [], [])
    return Page(page, number, content, read.steps, lines_of(read.steps), read.paths)


def _drawing(resources: Any) -> Callable[[bytes], str]:
    named = objects.get(resources, "/XObject")

    def kind(name: bytes) -> str:
        thing = objects.get(named, name.decode("latin-1"))
        subtype = objects.name(objects.get(thing, "/Subtype"))
        if subtype != "Form":
            return "image" if subtype == "Image" else ""
        return "text" if objects.get(objects.get(thing, "/Resources"), "/Font") is not None else "form"

    return kind
