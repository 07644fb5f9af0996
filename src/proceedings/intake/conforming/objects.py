"""One walk over all dictionaries of a document:
entries that PDF/A forbids go, as one table says (ISO 19005-2).
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from proceedings.pdf import jpeg2000
from proceedings.standards.rules import BLEND_MODES, FORBIDDEN_ACTIONS, NAMED_ACTIONS, RENDERING_INTENTS

if TYPE_CHECKING:
    import pikepdf

    from proceedings.pdf.dictionaries import Inventory

Mend = Callable[["pikepdf.Object", str], Iterator[str]]
"""Mends one entry of a dictionary;
gives a sentence, with {} for the number of such changes, if a reader would care.
"""


def clean_objects(pdf: pikepdf.Pdf, items: Inventory) -> tuple[str, ...]:
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
    for key in ("/NeedsRendering", "/Requirements", "/AA", "/Perms"):  # 6.4.2, 6.11, 6.5.2, 6.1.12
        if key in pdf.Root:
            del pdf.Root[key]
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


def _action(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    action = item[key]
    if not isinstance(action, pikepdf.Dictionary) or (key == "/A" and "/S" not in action):
        return
    kind = action.get("/S")
    is_named = kind == "/Named" and not any(action.get("/N") == known for known in NAMED_ACTIONS)
    if is_named or any(kind == known for known in FORBIDDEN_ACTIONS):
        del item[key]
        yield "{} actions of kinds that do not belong in an archive were removed."
    elif "/Next" in action:
        yield from _following(action)


def _following(action: pikepdf.Object) -> Iterator[str]:
    import pikepdf

    following = action["/Next"]
    chain = list(following) if isinstance(following, pikepdf.Array) else [following]
    kinds = [a.get("/S") for a in chain if isinstance(a, pikepdf.Dictionary)]
    if any(isinstance(kind, pikepdf.Name) and kind in FORBIDDEN_ACTIONS for kind in kinds):
        del action["/Next"]
        yield "{} actions of kinds that do not belong in an archive were removed."


def _additional_actions(item: pikepdf.Object, key: str) -> Iterator[str]:
    import pikepdf

    holds_actions = item.get("/Type") in ("/Page", "/Annot", "/Catalog") or "/Subtype" in item or "/FT" in item
    if holds_actions and isinstance(item[key], pikepdf.Dictionary):
        del item[key]
        yield "{} sets of automatic actions were removed."


def _transitions(item: pikepdf.Object, key: str) -> Iterator[str]:
    if item.get("/Type") == "/Page":
        del item[key]
        yield "{} slide transitions were removed."


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
    "/OPI": _in_images("{} references to pictures kept elsewhere were removed."),  # 6.2.8.1, 6.2.9.1
    "/Ref": _in_images("{} references to pages of other files were removed."),  # 6.2.9.2
    "/PS": _in_images("{} PostScript fragments were removed."),  # 6.2.9.1
    "/Intent": _rendering_intent,  # 6.2.6
    "/CIDSet": _list_of_characters,  # 6.2.11.4.2
    "/CharSet": _list_of_characters,  # 6.2.11.4.2
    "/A": _action,  # 6.5.1
    "/OpenAction": _action,  # 6.5.1
    "/AA": _additional_actions,  # 6.5.2
    "/PresSteps": _transitions,  # 6.10
    "/AlternatePresentations": _gone("{} alternate presentations were removed."),  # 6.10
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
