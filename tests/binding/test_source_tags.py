"""Structure trees carried over: what is told from an element's text is what a closer look finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from proceedings.binding.parent_tree import MOST_MCIDS, ParentTree
from proceedings.binding.role_maps import RoleMaps
from proceedings.binding.source_tags import Places, carry_tree

_PAGES = 3
"""Pages of the document:
the first is alone on a page of the volume, the second shares one, the third is left out.
"""

_LINKS = 4
"""Annotations; the last is not in the volume."""

_PAGE = st.sampled_from([0, 0, 0, 1, 2])
_LEAF = st.one_of(
    st.integers(0, 2),
    st.just(MOST_MCIDS),
    st.tuples(st.just("link"), st.integers(0, _LINKS - 1), _PAGE),
    st.tuples(st.just("far link"), st.integers(0, _LINKS - 1), _PAGE),
    st.tuples(st.just("element"), st.integers(0, 3)),
)


@dataclass(frozen=True)
class Element:
    """A structure element to be made under an earlier one.
    It holds marked content, links and other elements.
    """

    role: str
    page: int
    above: int
    leaves: list[Any]


_ROLES = st.sampled_from(["P", "Span", "Odd", "H1"])
_ELEMENTS = st.builds(Element, _ROLES, _PAGE, st.integers(0, 9), st.lists(_LEAF, max_size=4))
_TREES = st.lists(_ELEMENTS, min_size=1, max_size=10)


def carried(tree: list[Element], *, closely: bool) -> tuple[Any, ...]:
    """What becomes of a tree: the elements that are left, the parent tree, and the links.

    With `closely`, every element has a title, so that its text alone does not tell what it is.
    """
    pdf = Pdf.new()
    for _ in range(_PAGES):
        pdf.add_blank_page()
    pages: list[Object] = [page.obj for page in pdf.pages]
    links: list[Object] = [pdf.make_indirect(Dictionary(Subtype=Name.Link)) for _ in range(_LINKS)]
    form = pdf.make_stream(b"")
    made = [_made(pdf, plan, pages) for plan in tree]
    for number, plan in enumerate(tree):
        kids = [_kid(pdf, leaf, made, links, pages) for leaf in plan.leaves]
        kids += [made[n] for n, below in enumerate(tree) if n and below.above % n == number]
        own = made[number]
        own["/K"] = kids[0] if len(kids) == 1 and isinstance(kids[0], Dictionary) else Array(kids)
        if number:
            own["/P"] = made[plan.above % number]
        if closely:
            own["/T"] = String("a title")
    root = pdf.make_indirect(Dictionary(K=made[0], RoleMap=Dictionary(H1=Name.H2)))
    places: Places = {pages[0].objgen: (pages[0], None, "alone"), pages[1].objgen: (pages[0], form, "shared")}
    parents = ParentTree()
    known = {link.objgen for link in links[:-1]}
    left = carry_tree(pdf, root, places, known, parents, RoleMaps(), ["alone", "shared"])
    for own in made:
        if "/T" in own:
            del own["/T"]
    tops = {part: [top.unparse() for top in some] for part, some in left.elements.items()}
    entries = [e.unparse(resolved=isinstance(e, Array)) for e in parents.entries(pdf)]
    held_still = _held(top for some in left.elements.values() for top in some)
    return tops, held_still, entries, [link.unparse(resolved=True) for link in links]


def _made(pdf: Pdf, plan: Element, pages: list[Object]) -> Object:
    fields = Dictionary(Type=Name.StructElem, S=Name("/" + plan.role), P=pages[0], Pg=pages[plan.page])
    return pdf.make_indirect(fields)


def _kid(pdf: Pdf, leaf: Any, made: list[Object], links: list[Object], pages: list[Object]) -> Any:
    match leaf:
        case ("element", number):
            return made[number % len(made)]
        case (kind, number, page):
            link = Dictionary(Type=Name.OBJR, Obj=links[number], Pg=pages[page])
            return link if kind == "link" else pdf.make_indirect(link)
    return leaf


def _held(tops: Iterable[Object]) -> dict[tuple[int, int], bytes]:
    """All elements that hang under some, as text by their number."""
    found: dict[tuple[int, int], bytes] = {}
    pending: list[Object | None] = list(tops)
    while pending:
        own = pending.pop()
        if isinstance(own, Dictionary) and "/S" in own and own.objgen not in found:
            found[own.objgen] = own.unparse(resolved=True)
            kids = own.get("/K")
            pending += list(kids) if isinstance(kids, Array) else [kids]
    return found


@settings(max_examples=400, deadline=None)
@given(_TREES)
@example([Element("P", 0, 0, [0, ("element", 2), ("element", 2)]), Element("P", 0, 0, []), Element("P", 0, 1, [])])
@example([Element("P", 0, 0, []), Element("P", 1, 0, [0]), Element("P", 0, 0, [("link", 0, 0)])])
def test_an_element_told_from_its_text_is_carried_as_one_looked_at_closely(tree: list[Element]) -> None:
    assert carried(tree, closely=False) == carried(tree, closely=True)
