"""One walk over all dictionaries of a cleaned document:
entries that PDF/A forbids go, as one table says (ISO 19005-2).

Actions, transitions and references to other files are cleaning's: none is left here.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from proceedings.pdf import jpeg2000
from proceedings.standards.rules import BLEND_MODES, RENDERING_INTENTS

if TYPE_CHECKING:
    import pikepdf

    from proceedings.pdf.dictionaries import Inventory

Mend = Callable[["pikepdf.Object", str], Iterator[str]]
"""Mends one entry of a dictionary;
gives a sentence, with {} for the number of such changes, if a reader would care.
"""


def clean_objects(items: Inventory) -> tuple[str, ...]:
    """Remove or mend every entry that the table forbids.

    Returns:
        One plain sentence for each kind of change, with its number.
    """
    changed: Counter[str] = Counter()
    for key, mend in _TABLE.items():
        for item in items.having(key):
            changed.update(mend(item, key))
    for item in items.having("/ExtGState"):
        for state in _graphics_states(item):
            changed.update(says for key in _STATES.keys() & state.keys() for says in _STATES[key](state, key))
    return tuple(says.format(n) for says, n in sorted(changed.items()))


def _graphics_states(resources: pikepdf.Object) -> list[pikepdf.Object]:
    """The states that a dictionary of resources lists:
    only there do /TR, /HT and the like mean what they mean.
    """
    import pikepdf

    states = resources.get("/ExtGState")
    if not isinstance(states, pikepdf.Dictionary):
        return []
    if resources.get("/PatternType") == 2:  # a shading pattern has one state, not a list
        return [states]
    return [state for state in states.values() if isinstance(state, pikepdf.Dictionary)]


def _gone(says: str) -> Mend:
    def mend(item: pikepdf.Object, key: str) -> Iterator[str]:
        del item[key]
        yield says

    return mend


def _in_images(says: str) -> Mend:
    def mend(item: pikepdf.Object, key: str) -> Iterator[str]:
        if item.get("/Subtype") in ("/Image", "/Form"):
            del item[key]
            yield says

    return mend


def _list_of_characters(item: pikepdf.Object, key: str) -> Iterator[str]:
    # 6.2.11.4.2 lets both lists be absent;
    # a wrong one is worse than none, and no reader needs them.
    if "/FontName" in item or item.get("/Type") == "/FontDescriptor":
        del item[key]
        return
        yield


def _blend_mode(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    mode = item[key]
    if isinstance(mode, pikepdf.Array):  # PDF 2.0 deprecates arrays: the first one known counts
        known = next((m for m in mode if isinstance(m, pikepdf.Name) and m in BLEND_MODES), pikepdf.Name.Normal)
        item[key] = known
    elif isinstance(mode, pikepdf.Name) and mode not in BLEND_MODES:
        item[key] = pikepdf.Name.Normal
        yield "{} unknown blend modes were replaced by the normal one."


def _transfer_function(item: pikepdf.Object, key: str) -> Iterator[str]:
    if key == "/TR2" and item[key] == "/Default":
        return
    del item[key]
    yield "{} transfer functions, which are meant for one printer, were removed."


def _halftone(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    screen = item[key]
    if isinstance(screen, pikepdf.Name):
        return
    plain = isinstance(screen, pikepdf.Dictionary) and screen.get("/HalftoneType") == 1
    if not plain or "/HalftoneName" in screen or "/TransferFunction" in screen:
        del item[key]
        yield "{} halftones, which are meant for one printer, were removed."


def _rendering_intent(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    value = item[key]
    if key == "/Intent" and item.get("/Subtype") != "/Image":  # layers have an /Intent of another kind
        return
    if isinstance(value, pikepdf.Name) and value not in RENDERING_INTENTS:
        del item[key]
        yield "{} unknown rendering intents were removed."


def _metadata(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    # Other dictionaries may use the same word as a name of their own.
    packet = item[key]
    if item.get("/Type") != "/Catalog" and isinstance(packet, pikepdf.Stream) and packet.get("/Subtype") == "/XML":
        del item[key]
        return
        yield


def _packed_picture(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    yield from _packed_twice(item, key)
    if item.get(key) == "/JPXDecode":
        whole = jpeg2000.wrapped(item.read_raw_bytes())
        if whole is not None:
            item.write(whole, filter=pikepdf.Name.JPXDecode)


def _packed_twice(item: pikepdf.Object, key: str) -> Iterator[str]:
    """A JPEG or JPEG 2000 picture that was deflated once more:
    validators look for its header (6.2.8.3).
    """
    import pikepdf

    filters = item[key]
    if not isinstance(item, pikepdf.Stream) or not isinstance(filters, pikepdf.Array) or len(filters) != 2:
        return
    if filters[0] != "/FlateDecode" or filters[1] not in ("/DCTDecode", "/JPXDecode"):
        return
    parameters = item.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array) and isinstance(parameters[0], pikepdf.Dictionary):
        return
    try:
        unpacked = zlib.decompress(item.read_raw_bytes())
    except zlib.error:
        return
    inner = parameters[1] if isinstance(parameters, pikepdf.Array) and len(parameters) > 1 else None
    item.write(
        unpacked,
        filter=pikepdf.Name.DCTDecode if filters[1] == "/DCTDecode" else pikepdf.Name.JPXDecode,
        decode_parms=inner if isinstance(inner, pikepdf.Dictionary) else None,
    )
    return
    yield


_TABLE: dict[str, Mend] = {
    "/Interpolate": _in_images("{} images are no longer smoothed when enlarged."),  # 6.2.8.1
    "/Filter": _packed_picture,  # 6.2.8.3
    "/Alternates": _in_images("{} images lost their alternate versions."),  # 6.2.8.1
    "/PS": _in_images("{} PostScript fragments were removed."),  # 6.2.9.1
    "/Intent": _rendering_intent,  # 6.2.6
    "/CIDSet": _list_of_characters,  # 6.2.11.4.2
    "/CharSet": _list_of_characters,  # 6.2.11.4.2
    "/Metadata": _metadata,  # 6.6.2.1
}
_STATES: dict[str, Mend] = {
    "/HTP": _gone("{} halftone phases were removed."),  # 6.2.5
    "/TR": _transfer_function,  # 6.2.5
    "/TR2": _transfer_function,  # 6.2.5
    "/HT": _halftone,  # 6.2.5
    "/BM": _blend_mode,  # 6.2.10
    "/RI": _rendering_intent,  # 6.2.6
}
