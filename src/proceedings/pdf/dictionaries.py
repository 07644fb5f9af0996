"""The dictionaries of a document by what they hold:
repairs look at those that concern them, and at no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_FONTS = ("/Type0", "/Type1", "/MMType1", "/Type3", "/TrueType", "/CIDFontType0", "/CIDFontType2")
"""ISO 32000-1, tables 110 and 117."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Dictionaries and streams of a document by their keys and by their `/Subtype`,
    each list in the document's order.

    It is made once; a repair
    that takes a key away must not rely on the lists for that key afterwards.
    """

    _by_key: Mapping[str, Sequence[pikepdf.Object]]
    _by_kind: Mapping[str, Sequence[pikepdf.Object]]

    def having(self, key: str) -> Sequence[pikepdf.Object]:
        """Those with a key, as it is written with its slash."""
        return self._by_key.get(key, ())

    def of_kind(self, kind: str) -> Sequence[pikepdf.Object]:
        """Those whose `/Subtype` is this name."""
        return self._by_kind.get(kind, ())

    @property
    def keys(self) -> Collection[str]:
        """Every key of a dictionary that occurs, with its slash."""
        return self._by_key.keys()

    @property
    def fonts(self) -> tuple[pikepdf.Object, ...]:
        """Simple, composite and descendant fonts."""
        return tuple(font for kind in _FONTS for font in self.of_kind(kind))


def inventory(pdf: pikepdf.Pdf) -> Inventory:
    """Go through a document once."""
    import pikepdf

    from proceedings.pdf.objects import name

    by_key: dict[str, list[pikepdf.Object]] = defaultdict(list)
    by_kind: dict[str, list[pikepdf.Object]] = defaultdict(list)
    for item in dictionaries(pdf):
        keys = item.keys()
        for key in keys:
            by_key[key].append(item)
        if "/Subtype" in keys and isinstance(kind := item["/Subtype"], pikepdf.Name):
            by_kind[f"/{name(kind)}"].append(item)
    return Inventory(by_key, by_kind)


_DEEP = 60


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the document, direct ones inside others too, each once."""
    import pikepdf

    from proceedings.pdf.objects import written

    holders, arrays = (pikepdf.Dictionary, pikepdf.Stream), pikepdf.Array
    inner = (pikepdf.Dictionary, pikepdf.Array)
    for top in pdf.objects:
        count = written(top).count(b"<<")
        if not count:
            continue
        if count == 1 and isinstance(top, holders):
            yield top
            continue
        pending = [(top, 0)]
        while pending:
            item, depth = pending.pop()
            if isinstance(item, holders):
                yield item
                inside = item.values()
            elif isinstance(item, arrays) and _may_hold_dictionaries(item):
                inside = item
            else:
                continue
            if depth < _DEEP:
                for child in inside:
                    if isinstance(child, inner) and not child.is_indirect:
                        pending.append((child, depth + 1))


def _may_hold_dictionaries(array: pikepdf.Array) -> bool:
    # Widths, kids and destinations are long arrays of numbers and references: not worth unpacking.
    import pikepdf

    return len(array) <= 512 or isinstance(array[0], pikepdf.Dictionary | pikepdf.Array)
