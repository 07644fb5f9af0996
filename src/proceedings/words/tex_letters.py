"""Letters that TeX spells out, in titles, names and texts: accents, and letters with names."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "H": "\u030b", "r": "\u030a",
    "v": "\u030c", "u": "\u0306", "=": "\u0304", ".": "\u0307", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textregistered": "®", "texttrademark": "™",
    "copyright": "©", "LaTeX": "LaTeX", "TeX": "TeX", "textquoteright": "’", "textquoteleft": "‘",
    "textdegree": "°", "textmu": "µ", "S": "§",
}  # fmt: skip
_ACCENT = re.compile(
    r"(?P<open>\{)?\\(?:(?P<mark>[`'^~\"=.])\s*|(?P<named>[Hrvuckdb])(?=[\s{\\])\s*)"
    r"(?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\?(?P<bare>[A-Za-z]))(?(open)\})"
)
_NAMES = "|".join(sorted(_LETTERS, key=len, reverse=True))
_NAMED = re.compile(rf"(?P<open>\{{)?\\({_NAMES})(?![A-Za-z])(?:\{{\}}|\s+(?=[\w,.;:]))?(?(open)\}})")


def with_letters(text: str) -> str:
    r"""The text with letters for `\"o`, `{\'e}`, `\v{c}`, `\ss` and their like.

    A brace goes where it holds the letter alone; others belong to something else and stay.
    """
    return _NAMED.sub(lambda name: _LETTERS[name[2]], _ACCENT.sub(_accented, text))


def _accented(found: re.Match[str]) -> str:
    letter = found["braced"] or found["bare"]
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["mark"] or found["named"]])
