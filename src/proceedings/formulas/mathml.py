"""MathML from TeX and from authors' HTML: one tree of known elements, safe to print and to draw."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

_LARGEST = 20_000
"""Characters of a formula; what is larger is no formula."""

_ELEMENTS = frozenset(
    re.findall(
        r"[\w-]+",
        "math mi mn mo mtext mspace ms mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose "
        "msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd semantics "
        "annotation annotation-xml",
    )
)
_ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        "accent accentunder close columnalign columnspacing display displaystyle fence form height depth width "
        "largeop linethickness lspace rspace mathcolor mathvariant movablelimits notation open rowspacing "
        "scriptlevel separators stretchy style voffset",
    )
)
_SELECTORS = dict.fromkeys((0xFE00, 0xFE01, 0xFE0F))
_MINUS = {ord("-"): "−"}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|#\d+|#[xX][\da-fA-F]+);)[A-Za-z]\w*;?")
_WRITTEN_OUT = {
    "mbox": r"\text{#1}",
    "mathds": r"\mathbb{#1}",
    "mathbbm": r"\mathbb{#1}",
    "substack": r"\begin{matrix}#1\end{matrix}",
}
"""Commands of widespread packages by others that say the same."""
_AT = re.compile(r"^\d+: ")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")


class NotSetError(Exception):
    """A formula cannot be set; its text says why, as a clause."""


class TexReader:
    """Reads the TeX of one text, whose numbered formulas it counts."""

    def __init__(self) -> None:
        from math_core import LatexToMathML

        self._converter: Any = LatexToMathML(fancy_error=False, macros=_WRITTEN_OUT)

    def mathml(self, tex: str, displayed: bool) -> str:
        """The MathML of TeX as it stands between dollars.

        Raises:
            NotSetError: it is too long, or has a command that is not known or not whole.
        """
        if len(tex) > _LARGEST:
            raise NotSetError("it is too long")
        from math_core import LatexError

        if r"\begin{equation" not in tex and r"\tag" in tex and displayed:
            tex = rf"\begin{{equation}}{tex}\end{{equation}}"
        try:
            said = self._converter.convert_with_global_state(_LABEL.sub("", tex), displaystyle=displayed)
        except LatexError as error:
            raise NotSetError(_plainly(str(error))) from None
        return normalised(str(said))


def _plainly(said: str) -> str:
    """What the reader of TeX says, as a clause: `unknown command` and its name."""
    sentence = _AT.sub("", said).rstrip(".").replace('"', "`")
    return sentence[:1].lower() + sentence[1:]


@lru_cache(maxsize=512)
def normalised(markup: str) -> str:
    """The same MathML with known elements and attributes alone.

    Raises:
        NotSetError: it is no MathML, or too long.
    """
    if len(markup) > _LARGEST:
        raise NotSetError("it is too long")
    root = _parsed(markup)
    if root.tag != "math":
        raise NotSetError("it is no MathML")
    display = "block" if root.get("display") == "block" or root.get("mode") == "display" else "inline"
    clean = _cleaned(root, 0)
    clean.set("display", display)
    return ET.tostring(clean, encoding="unicode")


def _parsed(markup: str) -> ET.Element:
    named = _ENTITY.sub(lambda entity: unescape(entity[0]), markup)
    bare = re.sub(r"(</?)\w+:(?=m)", r"\1", re.sub(r"\sxmlns(:\w+)?\s*=\s*(\"[^\"]*\"|'[^']*')", "", named))
    try:
        return ET.fromstring(bare)
    except ET.ParseError:
        raise NotSetError("its MathML is not well-formed") from None


def _cleaned(element: ET.Element, depth: int) -> ET.Element:
    if depth > 80:
        raise NotSetError("it is nested too deeply")
    name = element.tag if element.tag in _ELEMENTS else "mrow"
    kept = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES}
    clean = ET.Element(name, kept)
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        if any(child.tag == "i" for child in element) and "mathvariant" not in kept:
            clean.set("mathvariant", "italic")
        clean.text = "".join(element.itertext()).translate(_SELECTORS)
        if name != "mtext":
            clean.text = clean.text.strip().translate(_MINUS if name == "mo" else {})
        return clean
    if name == "semantics" and len(element):
        return _cleaned(element[0], depth + 1)
    clean.extend(_cleaned(child, depth + 1) for child in element if not str(child.tag).startswith("annotation"))
    return clean
