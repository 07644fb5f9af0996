"""What WeasyPrint leaves open in tags and text maps:
contents as TOC, scopes of header cells, plain spaces.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from proceedings.values.manuscript import FORMULA

_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}
"""Lists on the pages of the contents (ISO 32000-2, 14.8.4.3.3 and 14.8.4.4)."""

_PLAIN = ((b" <00a0>", b" <0020>"), (b" <2010>", b" <002d>"), (b" <2011>", b" <002d>"))
"""No-break space and the typographic hyphens share their glyphs with space
and hyphen: read them as these.
"""


def finish(pdf: Any, contents: Collection[int]) -> None:
    """Complete the tags of a PDF that WeasyPrint is about to write.

    Args:
        pdf: the `pydyf.PDF`.
        contents: 0-based numbers of the pages whose lists are a table of contents.
    """
    import pydyf  # type: ignore[import-untyped]

    from proceedings.typesetting.decorations import set_aside

    by_reference = {obj.reference: obj for obj in pdf.objects}
    set_aside(pdf, by_reference)
    pages = pdf.page_references
    contents_pages = {pages[number] for number in contents}
    for obj in list(pdf.objects):
        if isinstance(obj, pydyf.Dictionary) and obj.get("Type") == "/StructElem":
            _tag_formula(obj)
            if obj.get("Pg") in contents_pages:
                _tag_contents(pdf, obj, by_reference)
            if obj["S"] == "/TH":
                obj["A"]["Scope"] = _scope(obj, by_reference)
        elif isinstance(obj, pydyf.Stream) and "Interpolate" in obj.extra:
            obj.extra["Interpolate"] = "false"  # ISO 19005-2, 6.2.8.1
        elif isinstance(obj, pydyf.Stream) and any(b"beginbfchar" in _bytes(line) for line in obj.stream):
            obj.stream = [_plain(_bytes(line)) for line in obj.stream]


def _tag_formula(element: Any) -> None:
    """A picture of a formula is a Formula, with its text (ISO 14289-1, 7.7)."""
    import pydyf

    said = getattr(element.get("Alt"), "string", "")
    if element["S"] == "/Figure" and said.startswith(FORMULA):
        element["S"] = "/Formula"
        element["Alt"] = pydyf.String(said.removeprefix(FORMULA))


def _tag_contents(pdf: Any, element: Any, by_reference: Mapping[bytes, Any]) -> None:
    import pydyf

    element["S"] = _CONTENTS.get(element["S"], element["S"])
    if element["S"] != "/Link":
        return
    # An entry of a table of contents is a Reference that holds the Link (ISO 32000-2, 14.8.4.7.2).
    parent = by_reference.get(element["P"])
    if parent is None or parent["S"] == "/Reference":
        return
    reference = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Reference",
            "K": pydyf.Array([element.reference]),
            "Pg": element["Pg"],
            "P": parent.reference,
        }
    )
    pdf.add_object(reference)
    parent["K"][parent["K"].index(element.reference)] = reference.reference
    element["P"] = reference.reference


def _scope(cell: Any, by_reference: Mapping[bytes, Any]) -> str:
    """Header cells in the head of a table stand over a column, all others before a row."""
    row = by_reference.get(cell["P"])
    group = None if row is None else by_reference.get(row["P"])
    return "/Column" if group is not None and group["S"] == "/THead" else "/Row"


def _bytes(line: Any) -> bytes:
    return line if isinstance(line, bytes) else str(line).encode()


def _plain(line: bytes) -> bytes:
    for typographic, plain in _PLAIN:
        if line.endswith(typographic):
            return line.removesuffix(typographic) + plain
    return line
