"""Objects as text with holes:
whatever an object holds, filled holes give it back, and nothing else is touched.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from proceedings.binding.relocating import ExternalRefs, Fragment, relocatable

_FIRST = 10_000_000
"""A number of eight digits: a hole filled with it needs no space."""

_TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|(?<= )(\d+) 0 R\b|(/StructParents? )(\d+)(?![0-9.]| \d+ R)", re.DOTALL)
"""Strings, which are stepped over, references, and keys of the parent tree."""

_TEXTS = st.text(st.sampled_from("a ()\\%R0158d/é\n"), max_size=12)
_NAMES = st.text(st.sampled_from("A%R05 d("), min_size=1, max_size=6)
_PLAIN = st.one_of(
    st.integers(-99, 99),
    st.none(),
    st.booleans(),
    _TEXTS.map(String),
    _NAMES.map(lambda text: Name("/" + text)),
    st.tuples(st.just("reference"), st.integers(0, 2)),
)
_KEYS = st.one_of(_NAMES.map(lambda text: "/" + text), st.sampled_from(["/StructParent", "/StructParents", "/K"]))
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=4)),
    max_leaves=12,
)


def written(pdf: Pdf, value: Any) -> tuple[bytes, dict[int, int], Fragment]:
    """A dictionary with the value, as qpdf writes it;
    which hole stands for which object; and what is relocatable.
    """
    others = [pdf.make_indirect(Dictionary(Number=number)) for number in range(3)]

    def made(item: Any) -> Any:
        if isinstance(item, tuple):
            return others[item[1]]
        if isinstance(item, list):
            return Array([made(inner) for inner in item])
        if isinstance(item, dict):
            return Dictionary({key: made(inner) for key, inner in item.items()})
        return item

    root = pdf.make_indirect(Dictionary(Value=made(value)))
    passage, holes = relocatable(pdf, [root], ExternalRefs(pdf))
    return root.unparse(resolved=True), holes, passage


@given(_VALUES)
def test_filled_holes_give_an_object_back(value: Any) -> None:
    pdf = Pdf.new()
    text, holes, passage = written(pdf, value)
    keys = len(holes)

    def renumbered(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return b"%d 0 R" % (_FIRST + holes[int(match[1])])
        return match[2] + b"%d" % (_FIRST + keys + int(match[3])) if match[2] else match[0]

    (chunk,) = passage.chunks
    filled = chunk.template % tuple(_FIRST + hole for hole in chunk.holes)
    places = [int(word) for word in filled[: chunk.first].split()[1::2]] + [len(filled) + 1 - chunk.first]
    bodies = [filled[chunk.first :][begin : end - 1] for begin, end in pairwise(places)]
    assert bodies[0] == _TOKEN.sub(renumbered, text)
    assert len(bodies) == chunk.count
