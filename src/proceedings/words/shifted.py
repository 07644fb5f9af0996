"""Raised and lowered letters of Unicode, which few fonts have."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = "⁺⁻⁼⁽⁾ⁿⁱ₊₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥᵦᵧᵨᵩᵪ"
_PLAIN = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in _SIGNS}
_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥᵦᵧᵨᵩᵪ"
_RUN = re.compile(f"[{_RAISED}]+|[{_LOWERED}]+")
_BETWEEN = re.compile(r"<(?:title|style|pre|code)\b.*?</(?:title|style|pre|code)>|<[^>]*>|[^<]+", re.DOTALL)


def as_letters(text: str) -> str:
    """The text with raised and lowered letters and signs as plain ones; digits stay."""
    return text.translate(_PLAIN)


def as_markup(html: str) -> str:
    """The HTML with runs of raised and lowered letters in `sup` and `sub`;
    runs of digits alone, which fonts have, stay.
    """
    if not any(sign in html for sign in _SIGNS):
        return html
    return _BETWEEN.sub(lambda piece: piece[0] if piece[0].startswith("<") else _RUN.sub(_set, piece[0]), html)


def _set(run: re.Match[str]) -> str:
    if not any(sign in _SIGNS for sign in run[0]):
        return run[0]
    tag = "sup" if run[0][0] in _RAISED else "sub"
    return f"<{tag}>{unicodedata.normalize('NFKC', run[0])}</{tag}>"
