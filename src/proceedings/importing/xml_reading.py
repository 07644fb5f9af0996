"""XML of a source, read without entities of its own."""

from __future__ import annotations

from typing import Any

from proceedings.values.diagnostics import ProceedingsError


def parsed(data: bytes) -> Any:
    """The root of an XML file.

    Raises:
        ProceedingsError: it defines entities of its own, or it is broken.
    """
    from xml.etree import ElementTree

    if b"<!ENTITY" in data[:20000]:
        raise ProceedingsError("this XML file defines entities of its own; it is not read", "export it again")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as problem:
        raise ProceedingsError(
            f"this is XML that ends or breaks in line {problem.position[0]}", "export it again"
        ) from None
