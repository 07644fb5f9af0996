"""A formula as one line of Unicode: for readers who do not see it, bookmarks and metadata."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from xml.etree import ElementTree as ET

_RAISED = dict(zip("0123456789+-−=()ni∘°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ°°", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aeoxhklmnpstijruv", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", strict=True))
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "\u0302": "\u0302", "~": "\u0303", "˜": "\u0303", "\u0303": "\u0303",
    "¯": "\u0304", "‾": "\u0304", "\u0304": "\u0304", "\u0305": "\u0304", "→": "\u20d7", "\u20d7": "\u20d7",
    "˙": "\u0307", "\u0307": "\u0307", "¨": "\u0308", "\u0308": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
    "´": "\u0301", "`": "\u0300", "˚": "\u030a",
}  # fmt: skip
_UNSEEN = "\u2061\u2062\u2063\u2064\u200b"
_CLOSE = "([{⟨⌊⌈|‖/!.)]}⟩⌋⌉'′″‴%°∂∇√¬∀∃"
"""Operators that stand close to their neighbours."""
_BRACES = "⏞⏟⎴⎵_‾¯\u0331\u0332"
_RELATIONS = "=≠<>≤≥≈≡≅∼∝→⇒⇔⟹⟺∈⊂⊆+−"
_PRIMES = {"'", "′", "″", "‴", "∗", "*", "†", "⊤"}
_PLAIN_LETTER = re.compile("[\U0001d400-\U0001d7ff]")


def in_line(mathml: str) -> str:
    """A formula in a line of Unicode: `L = αQ^(2/3)`, `H₂O`, `√(x + 1)`.

    Letters that Unicode has in several styles are plain, those with double strokes remain.

    Args:
        mathml: as `mathml.normalised` gives it.
    """
    said = " ".join(_row(list(ET.fromstring(mathml))).split())
    plain = _PLAIN_LETTER.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), said)
    return unicodedata.normalize("NFC", re.sub(r"([(\[{⟨⌊⌈]) | (?=[)\]}⟩⌋⌉,;])", r"\1", plain))


def raised(text: str) -> str:
    """Letters raised, where Unicode has all of them so; else `^(letters)`."""
    return _shifted(text.strip(), _RAISED, "^")


def lowered(text: str) -> str:
    """Letters lowered, where Unicode has all of them so; else `_(letters)`."""
    return _shifted(text.strip(), _LOWERED, "_")


def _row(elements: Sequence[ET.Element]) -> str:
    pieces: list[str] = []
    for number, element in enumerate(elements):
        if element.tag == "mo":
            first = number == 0 or (elements[number - 1].tag == "mo" and _is_open(elements[number - 1]))
            pieces.append(_operator(element, first))
        else:
            said = _said(element)
            if pieces and said and _is_word(pieces[-1][-1:] and pieces[-1].split(" ")[-1]) and said[0].isalnum():
                pieces.append(" ")
            pieces.append(said)
    return "".join(pieces)


def _is_open(operator: ET.Element) -> bool:
    text = (operator.text or "").strip()
    return not text or text in "([{⟨⌊⌈|‖,;=<>≤≥≈∈→+-−±×·⋅∣"


def _is_word(text: str) -> bool:
    """Whether a name of letters ends here, from which the next is kept apart: `sin x`."""
    return len(text) > 1 and text.isalpha()


def _operator(element: ET.Element, is_first: bool) -> str:
    sign = (element.text or "").strip()
    if sign == "\u2061":
        return " "
    if not sign or sign in _UNSEEN:
        return ""
    if sign in (",", ";", ":"):
        return f"{sign} "
    if sign in _CLOSE or (is_first and sign in "+-−±∓"):
        return sign
    if (len(sign) > 1 and sign.isalpha()) or (unicodedata.category(sign[0]) == "Sm" and sign in "∑∏∫∮⋃⋂⨁⨂"):
        return f"{sign} "
    return f" {sign} " if unicodedata.category(sign[0]) in ("Sm", "Po", "So", "Pd", "Sk") or len(sign) > 1 else sign


def _said(element: ET.Element) -> str:
    children = list(element)
    match element.tag:
        case "mi" | "mn" | "mtext" | "ms":
            return element.text or ""
        case "mo":
            return (element.text or "").strip().strip(_UNSEEN)
        case "mspace":
            return " "
        case "mphantom" | "none" | "mprescripts":
            return ""
        case "mfrac":
            return _fraction(element, children)
        case "msqrt":
            return f"√{_grouped(_row(children))}"
        case "mroot" if len(children) == 2:
            return f"{_shifted(_said(children[1]), _RAISED, '')}√{_grouped(_said(children[0]))}"
        case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
            return _scripted(element.tag, children)
        case "mmultiscripts":
            return "".join(_said(child) for child in children)
        case "mfenced":
            inner = (element.get("separators") or ",")[:1] + " "
            return f"{element.get('open', '(')}{inner.join(map(_said, children))}{element.get('close', ')')}"
        case "mtable":
            return "; ".join(filter(None, (_cells(row) for row in children)))
        case _:
            return _row(children)


def _cells(row: ET.Element) -> str:
    """The cells of a row, with commas; those of an equation, which begin with a sign, without."""
    said = [_row(list(cell)).strip() for cell in row]
    line = ""
    for cell in filter(None, said):
        joined = cell[0] in _RELATIONS or (cell[0] == "(" and len(cell) < 6 and cell.endswith(")"))
        line += ("" if not line else " " if joined else ", ") + cell
    return line


def _fraction(element: ET.Element, children: Sequence[ET.Element]) -> str:
    if len(children) != 2:
        return _row(children)
    above, below = (_said(child).strip() for child in children)
    if element.get("linethickness", "").strip() in ("0", "0px", "0em", "0pt"):
        return f"{above} choose {below}"
    return f"{_grouped(above)}/{_grouped(below)} "


def _scripted(tag: str, children: Sequence[ET.Element]) -> str:
    if not children:
        return ""
    base, scripts = _said(children[0]), [_said(child).strip() for child in children[1:]]
    if tag in ("mover", "munder") and scripts:
        sign = scripts[0]
        if sign in _ACCENTS and tag == "mover":
            return unicodedata.normalize("NFC", base + _ACCENTS[sign]) if len(base) == 1 else base
        if sign in _BRACES:
            return base
    is_large = children[0].tag == "mo" or _is_word(base)
    lowered = scripts[0] if tag in ("msub", "msubsup", "munder", "munderover") and scripts else ""
    raised = scripts[-1] if tag in ("msup", "msubsup", "mover", "munderover") and scripts else ""
    said = _base(base) + _shifted(lowered, _LOWERED, "_") + _shifted(raised, _RAISED, "^")
    return f"{said} " if is_large else said


def _base(said: str) -> str:
    text = said.strip()
    return f"({text})" if re.search(r"\s", text) and not (text.startswith("(") and text.endswith(")")) else text


def _shifted(said: str, letters: dict[str, str], sign: str) -> str:
    """Raised or lowered, where Unicode has all its characters so; else after a sign."""
    if not said:
        return ""
    if said in _PRIMES:
        return said
    close = said.replace(" ", "")
    if all(letter in letters for letter in close):
        return "".join(letters[letter] for letter in close)
    return f"{sign}{said}" if len(said) == 1 else f"{sign}({said})"


def _grouped(said: str) -> str:
    text = said.strip()
    return text if len(text) <= 1 or re.fullmatch(r"\w+", text) else f"({text})"
