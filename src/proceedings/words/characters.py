"""How a single character is called in a message: by its code and its name in Unicode."""

from __future__ import annotations

import unicodedata

_SYMBOLS = range(0xF000, 0xF100)
"""Private codes under which fonts such as Symbol and Wingdings keep their signs."""
_NO_SIGN = {
    "Co": "a sign of a font's own, which Unicode does not know",
    "Cc": "a control character, which nobody sees",
    "Cn": "a code to which Unicode has given no character",
    "Cs": "one half of a pair of codes",
}


def called(character: str) -> str:
    """A character in words: `U+4F8B CJK UNIFIED IDEOGRAPH-4F8B: 例`.

    One without a name is described: `U+F02D, a sign of a symbol font such as Symbol or Wingdings`.
    """
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    if name:
        return f"{code} {name}: {character}"
    if ord(character) in _SYMBOLS:
        return f"{code}, a sign of a symbol font such as Symbol or Wingdings"
    return f"{code}, {_NO_SIGN.get(unicodedata.category(character), 'a character without a name')}"
