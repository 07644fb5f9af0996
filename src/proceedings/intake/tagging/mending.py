"""Tags of an author's, mended where PDF/UA-1 is broken and the remedy is plain;
nothing of the author's goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from proceedings.intake.tagging.described import described, give_plain_text, text_of
from proceedings.intake.tagging.foreign_types import explain_types
from proceedings.intake.tagging.headings import close_gaps, number_headings
from proceedings.intake.tagging.leftovers import hide_leftovers
from proceedings.intake.tagging.links import Parents, describe, is_link, link_element, own_annotations
from proceedings.intake.tagging.loose_items import wrap_items
from proceedings.intake.tagging.roles import keep_standard_types
from proceedings.intake.tagging.structure import Element, TreeBuilder, read
from proceedings.intake.tagging.table_attributes import move_into_cells, spell_out_classes
from proceedings.pdf import objects
from proceedings.values.submission import FigureFact, TagFacts

if TYPE_CHECKING:
    import pikepdf

CONTAINERS = frozenset({"Document", "Part", "Art", "Sect", "Div", "NonStruct", "BlockQuote"})
"""Types that may hold paragraphs (ISO 32000-1, 14.8.4.2)."""
_MANY_KINDS = "kinds of tags that PDF 1.7 does not know got the nearest meanings"
_HEADING = re.compile(r"^H[1-6]?$")


def mend(pdf: pikepdf.Pdf, texts: Mapping[int, str]) -> tuple[tuple[str, ...], tuple[FigureFact, ...], TagFacts]:
    """Mend the tags of a document that has some.

    Args:
        pdf: the document.
        texts: the editor's alternative texts by the number of the figure,
            counted through the document from 1.

    Returns:
        A sentence for each kind of change, the figures, and the number of all else.
        Without a sentence nothing had to be done.

    Source: ISO 14289-1, 7.1, 7.3, 7.4.4, 7.9 and 7.18.5.
    """
    structure = read(pdf)
    explained = explain_types(pdf, structure)
    moved = move_into_cells(structure)
    lists = wrap_items(pdf, structure)
    if lists or moved:
        structure = read(pdf)
    said = [
        _sentence(explained, "kind of tag that PDF 1.7 does not know got the nearest meaning", _MANY_KINDS),
        _sentence(
            moved, "tag beside the cells of a row moved into one", "tags beside the cells of rows moved into them"
        ),
        _sentence(lists, "row of items outside a list got one", "rows of items outside lists got one each"),
        _sentence(keep_standard_types(pdf, structure), "standard tag kept its meaning", "standard tags kept theirs"),
        _sentence(number_headings(structure), "heading without a level got one", "headings without a level got one"),
        _sentence(close_gaps(structure), "heading moved up to its place", "headings moved up to their places"),
    ]
    plain, figures = _describe_figures(pdf, structure, texts)
    said += [
        _sentence(
            plain,
            "figure without an alternative text got a plain one",
            "figures without an alternative text got a plain one",
        ),
        _sentence(
            sum(number in texts for number in range(1, len(figures) + 1)),
            "figure got the editor's alternative text",
            "figures got the editor's alternative texts",
        ),
        _sentence(
            spell_out_classes(pdf, structure),
            "cell got what a class says of it",
            "cells got what classes say of them",
        ),
        _sentence(_name_notes(structure), "note got an identifier", "notes got identifiers"),
        _sentence(_tag_links(pdf, structure), "link outside the tags was tagged", "links outside the tags were tagged"),
        _sentence(hide_leftovers(pdf, structure), "page had marks without tags", "pages had marks without tags"),
    ]
    return tuple(sentence for sentence in said if sentence), figures, _counts(pdf, structure)


def _sentence(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}." if count else ""


def _describe_figures(
    pdf: pikepdf.Pdf, structure: TreeBuilder, texts: Mapping[int, str]
) -> tuple[int, tuple[FigureFact, ...]]:
    """Give texts to figures and formulas; gives back how many got a plain one, and the figures."""
    numbers = {objects.identity(page.obj): number for number, page in enumerate(pdf.pages, 1)}
    figures: list[FigureFact] = []
    formulas = plain = 0
    for element in structure.elements:
        if element.kind not in ("Figure", "Formula"):
            continue
        page = numbers.get(objects.identity(_page_of(element)), 0)
        if element.kind == "Figure":
            number = len(figures) + 1
            figures.append(described(element.element, number, page, texts.get(number)))
            plain += figures[-1].text is None
        elif not text_of(element.element):
            formulas += 1
            give_plain_text(element.element, element.kind, formulas, page)
    return plain + formulas, tuple(figures)


def _counts(pdf: pikepdf.Pdf, structure: TreeBuilder) -> TagFacts:
    kinds = Counter(element.kind for element in structure.elements)
    return TagFacts(
        by_author=True,
        pages=sum(page.obj.objgen in structure.held for page in pdf.pages),
        headings=sum(count for kind, count in kinds.items() if _HEADING.match(kind)),
        paragraphs=kinds["P"],
        lists=kinds["L"],
        tables=kinds["Table"],
        links=sum(1 for holder in structure.annotations.values() if _is_in_link(holder)),
    )


def _page_of(element: Element | None) -> Any:
    while element is not None:
        page = objects.dictionary(element.element, "/Pg")
        if page is not None:
            return page
        element = element.above
    return None


def _name_notes(structure: TreeBuilder) -> int:
    from pikepdf import String

    taken = {bytes(e.element["/ID"]) for e in structure.elements if isinstance(objects.get(e.element, "/ID"), String)}
    changed = 0
    for element in structure.elements:
        if element.kind != "Note" or objects.get(element.element, "/ID") is not None:
            continue
        changed += 1
        element.element["/ID"] = String(_free(lambda name: name.encode() in taken, changed))
    return changed


def _free(is_taken: Callable[[str], bool], number: int) -> str:
    name = f"note-{number}"
    while is_taken(name):
        name += "-"
    return name


def _tag_links(pdf: pikepdf.Pdf, structure: TreeBuilder) -> int:
    """Give an element to each link that has none: after what stands last on its page."""
    from pikepdf import Name

    changed = 0
    parents = Parents(pdf)
    for page in pdf.pages:
        annotations = own_annotations(pdf, page.obj)
        if annotations:
            page.obj["/Tabs"] = Name.S
        for annotation in annotations:
            if not is_link(annotation):
                continue
            changed += describe(annotation)
            holder = structure.annotations.get(annotation.objgen)
            if holder is None or not _is_in_link(holder):
                changed += _append_link(pdf, page.obj, annotation, structure, parents)
    parents.save()
    return changed


def _is_in_link(element: Element | None) -> bool:
    while element is not None:
        if element.kind == "Link":
            return True
        element = element.above
    return False


def _append_link(pdf: pikepdf.Pdf, page: Any, annotation: Any, structure: TreeBuilder, parents: Parents) -> bool:
    from pikepdf import Array, Dictionary, Name

    last = structure.last_on.get(page.objgen) or (structure.elements[0] if structure.elements else None)
    below: Element | None = None
    while last is not None and last.kind not in CONTAINERS:
        below, last = last, last.above
    # LibreOffice hangs what is on slides at the root of the tree,
    # below no element that groups others.
    holder = last.element if last is not None else objects.dictionary(pdf.Root, "/StructTreeRoot")
    if holder is None:
        return False
    paragraph = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=holder, Pg=page))
    link = link_element(pdf, page, annotation, paragraph)
    parents.add(annotation, link)
    paragraph["/K"] = Array([link])
    kids = objects.get(holder, "/K")
    listed = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
    at = next(
        (i + 1 for i, kid in enumerate(listed) if below and objects.identity(kid) == below.element.objgen), len(listed)
    )
    holder["/K"] = Array([*listed[:at], paragraph, *listed[at:]])
    return True
