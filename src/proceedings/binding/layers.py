"""Layers of the sources:
all stay in the volume, in the one state in which they print (ISO 32000-2, 8.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pikepdf import Array, Dictionary, Object, Pdf

from proceedings.binding.stitching import Stitcher, references, text_string

_NAME = "As printed"
"""PDF/A wants a name for each set of states (ISO 19005-2, 6.9)."""


def layers_of(pdf: Pdf, root: Object) -> Iterator[tuple[Object, bool]]:
    """The layers of a source as they are in the document under construction,
    and whether each is hidden.

    Intake has put the printed state of every layer into the default configuration.
    """
    properties = root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    default = properties.get("/D")
    hidden = {g.objgen for g in _groups(default.get("/OFF") if isinstance(default, Dictionary) else None)}
    for group in _groups(properties.get("/OCGs")):
        yield pdf.copy_foreign(group), group.objgen in hidden


def _groups(array: Object | None) -> Iterator[Object]:
    if isinstance(array, Array):
        yield from (group for group in array if isinstance(group, Dictionary) and group.is_indirect)


def write_layers(stitcher: Stitcher, layers: Sequence[tuple[int, bool]]) -> int:
    """Write the volume's optional content properties over layers of these numbers;
    gives back their number.

    All are locked, and no order is given, so that no reader offers to switch them.
    """
    number = stitcher.take()
    every, hidden = _listed(n for n, _ in layers), _listed(n for n, off in layers if off)
    default = b"<</Name%b/BaseState/ON/OFF%b/Locked%b>>" % (text_string(_NAME), hidden, every)
    stitcher.write(number, b"<</OCGs%b/D%b>>" % (every, default))
    return number


def _listed(numbers: Iterable[int]) -> bytes:
    return references(dict.fromkeys(numbers))
