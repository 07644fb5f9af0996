"""Tags for a document that has none:
a title, headings, paragraphs by lines and blocks, figures, links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.blocks import Block, headings
from proceedings.intake.tagging.described import described
from proceedings.intake.tagging.links import describe, is_link, link_element, own_annotations
from proceedings.intake.tagging.marking import Figure, Marked, mark
from proceedings.pdf import objects
from proceedings.pdf.operations import UnreadableContent, content_of
from proceedings.values.geometry import Box
from proceedings.values.submission import FigureFact, TagFacts

if TYPE_CHECKING:
    import pikepdf


_ID = re.compile(rb"<<([^<>]*)/MCID\s+\d+([^<>]*)>>\s*BDC")
_ARTIFACT = re.compile(rb"/Artifact\s*(?:<<[^<>]*>>\s*BDC|/\w+\s+BDC|BMC)")


@dataclass(slots=True)
class _Page:
    """A page with its marks; without content that could be read, one paragraph holds it all."""

    page: Any
    number: int
    marked: Marked | None
    elements: list[Any] = field(default_factory=list)
    held: dict[int, Any] = field(default_factory=dict)


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
    pages = [_marked(pdf, page.obj, number, aside.get(number, ())) for number, page in enumerate(pdf.pages, 1)]
    kinds = headings([[p for p in _pieces(page) if isinstance(p, Block)] for page in pages])
    figures: list[FigureFact] = []
    for page in pages:
        _make_elements(pdf, page, kinds, texts, figures)
    links = _write_tree(pdf, pages)
    made = sum(len(page.elements) for page in pages)
    counts = TagFacts(
        by_author=False,
        pages=sum(bool(page.elements) for page in pages),
        headings=len(kinds),
        paragraphs=made - len(kinds) - len(figures),
        lists=0,
        tables=0,
        links=links,
    )
    sentence = (
        f"{counts.headings} headings, {counts.paragraphs} paragraphs and {len(figures)} figures were tagged by what "
        "its pages look like."
    )
    return (sentence,), tuple(figures), counts


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


def _pieces(page: _Page) -> Sequence[Block | Figure]:
    return page.marked.pieces if page.marked is not None else ()


def _marked(pdf: pikepdf.Pdf, page: Any, number: int, aside: Sequence[Box]) -> _Page:
    content = content_of(page)
    try:
        drawing = _drawing(objects.inherited(page, "/Resources"))
        marked = mark(content, drawing, aside) if content is not None else None
    except (UnreadableContent, ValueError, IndexError, OverflowError):
        marked = None
    if marked is not None:
        page["/Contents"] = pdf.make_stream(marked.content)
    return _Page(page, number, marked)


def _drawing(resources: Any) -> Callable[[bytes], str]:
    named = objects.get(resources, "/XObject")

    def kind(name: bytes) -> str:
        thing = objects.get(named, name.decode("latin-1"))
        subtype = objects.name(objects.get(thing, "/Subtype"))
        if subtype != "Form":
            return "image" if subtype == "Image" else ""
        return "text" if objects.get(objects.get(thing, "/Resources"), "/Font") is not None else "form"

    return kind


def _make_elements(
    pdf: pikepdf.Pdf, page: _Page, kinds: dict[int, str], texts: Mapping[int, str], figures: list[FigureFact]
) -> None:
    from pikepdf import Array, Dictionary, Name

    pieces = _pieces(page)
    has_text = any(isinstance(piece, Block) for piece in pieces)
    for piece in pieces:
        if isinstance(piece, Block):
            kind, mcids = kinds.get(id(piece), "P"), piece.mcids
        else:
            # A form that holds all the text of its page is no picture.
            kind, mcids = "P" if piece.text and not has_text else "Figure", [piece.mcid]
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), Pg=page.page, K=Array(list(mcids)))
        )
        if kind == "Figure":
            number = len(figures) + 1
            figures.append(described(element, number, page.number, texts.get(number)))
        page.elements.append(element)
        page.held.update(dict.fromkeys(mcids, element))


def _write_tree(pdf: pikepdf.Pdf, pages: Sequence[_Page]) -> int:
    """Put the elements under a root; gives back how many links there are."""
    from pikepdf import Array, Dictionary, Name

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    entries: list[tuple[int, Any]] = []
    links = 0
    for page in pages:
        for old in ("/StructParents", "/Tabs"):
            if old in page.page:
                del page.page[old]
        if not page.held:
            continue
        page.page["/StructParents"] = len(entries)
        listed = [page.held.get(mcid) for mcid in range(max(page.held) + 1)]
        entries.append((len(entries), pdf.make_indirect(Array(listed))))
        links += _hang_links(pdf, page, entries)
    elements = [element for page in pages for element in page.elements]
    for element in elements:
        element["/P"] = document
    document["/K"] = Array(elements)
    root["/K"] = Array([document])
    root["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=Array([thing for pair in entries for thing in pair])))
    root["/ParentTreeNextKey"] = len(entries)
    pdf.Root["/StructTreeRoot"] = root
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    return links


def _hang_links(pdf: pikepdf.Pdf, page: _Page, entries: list[tuple[int, Any]]) -> int:
    """Give every link of a page to the paragraph in which it lies;
    gives back how many there are.
    """
    from pikepdf import Name

    places = [piece if isinstance(piece, Block) else None for piece in _pieces(page)]
    annotations = own_annotations(pdf, page.page)
    if annotations:
        page.page["/Tabs"] = Name.S
    links = [annotation for annotation in annotations if is_link(annotation)]
    for annotation in links:
        describe(annotation)
        parent = page.elements[_nearest(places, annotation)]
        element = link_element(pdf, page.page, annotation, parent)
        annotation["/StructParent"] = len(entries)
        entries.append((len(entries), element))
        parent["/K"].append(element)
    return len(links)


def _nearest(places: Sequence[Block | None], annotation: Any) -> int:
    """The block on whose lines an annotation lies,
    the rightmost of several that begin left of it; else the last.
    """
    try:
        left, bottom, _, top = (float(v) for v in annotation["/Rect"])
    except (KeyError, TypeError, ValueError):
        return len(places) - 1
    middle = (bottom + top) / 2
    found = [
        (block.left, index)
        for index, block in enumerate(places)
        if block is not None
        and block.left <= left + block.size
        and block.bottom - block.size <= middle <= block.top + block.size
    ]
    return max(found)[1] if found else len(places) - 1
