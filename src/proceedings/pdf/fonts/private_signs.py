"""What the private codes of Unicode mean by which symbol fonts explain their signs:
a font with a well-known name, or the glyph that is drawn, tells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.pdf.fonts import truetype
from proceedings.pdf.fonts.encodings import PRIVATE_PARTS, dingbat_characters, font_name, symbol_characters
from proceedings.pdf.fonts.installed_fonts import font_of

if TYPE_CHECKING:
    import pikepdf

_FIRST = 0xF000
"""Where symbol fonts keep their codes of one byte (ISO/IEC 14496-22, `cmap`)."""
_WINGDINGS: Mapping[int, str] = MappingProxyType(
    {
        0x21: "🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱",
        0x51: "✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷",
        0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
        0x9E: "·•",
        0xA1: "○",
        0xA7: "▪◻",
        0xAA: "✦★✶✴✹✵",
        0xB7: "🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛",
        0xD5: "⌫⌦",
        0xD8: "➢",
        0xE0: "→",
        0xE8: "➔",
        0xEF: "⇦⇨⇧⇩⬄⇳",
        0xFB: "✗✓☒☑",
    }
)
"""By the first code of each run; Unicode 7.0 took its signs in (document L2/12-130)."""
_WINGDINGS_2: Mapping[int, str] = MappingProxyType({0x4F: "✗✓☒☑☒", 0x95: "•", 0x97: "●", 0xA2: "■", 0xA3: "□"})
_WEBDINGS: Mapping[int, str] = MappingProxyType({0x34: "▶", 0x61: "✔", 0x67: "■", 0x6E: "●", 0x72: "✖"})
_DRAWN: Mapping[int, str] = MappingProxyType(
    {
        0xE111: "=", 0xE12C: "−", 0xE346: "■", 0xE34D: "●", 0xE437: "●", 0xE438: "❍", 0xE439: "■", 0xE43A: "□",
        0xE43C: "❑", 0xE43D: "❒", 0xE43E: "⬧", 0xE43F: "⧫", 0xE440: "◆", 0xE441: "❖", 0xE442: "⬥", 0xE466: "·",
        0xE468: "▪", 0xE469: "○", 0xE46A: "○", 0xE46B: "◉", 0xE46E: "❍", 0xE46F: "▪", 0xE470: "◻", 0xE472: "✦",
        0xE473: "★", 0xE49E: "➢",
    }
)  # fmt: skip
"""Signs that OpenSymbol has under private codes: LibreOffice shows it in the place of Wingdings
and its like.
"""
_OLD_DIGITS = {0xF730 + n: str(n) for n in range(10)}
"""Digits with ascenders in Adobe's fonts (Adobe Glyph List)."""
_PARTS = MappingProxyType({point: chr(sign) for point, sign in PRIVATE_PARTS.items()} | _OLD_DIGITS)
_STAND_IN = "OpenSymbol"
_TAG = re.compile(r"^[A-Z]{6}\+")


def public_signs(font: pikepdf.Object, texts: Mapping[int, str]) -> dict[int, str]:
    """The texts of a font's codes, with public characters in the place of those private ones
    whose meaning is certain.

    Args:
        font: its dictionary.
        texts: what its ToUnicode map says of its codes (CIDs of a composite font).
    """
    name = _TAG.sub("", font_name(font))
    private = {code for code, text in texts.items() if is_private(text)}
    known, drawn = _known(name) or _PARTS, _drawn(font, private) if name == _STAND_IN else {}
    return {
        code: "".join(known.get(ord(c), c) for c in drawn.get(code, text)) if code in private else text
        for code, text in texts.items()
    }


def is_sign_font(font: pikepdf.Object) -> bool:
    """Whether the font's name tells what its private codes mean:
    then no other reading counts.
    """
    return bool(_known(_TAG.sub("", font_name(font))))


def is_private(text: str) -> bool:
    """True where a character lies in a Private Use Area (Unicode, 23.5)."""
    return any("\ue000" <= c <= "\uf8ff" or c >= "\U000f0000" for c in text)


def _known(name: str) -> Mapping[int, str]:
    """The characters of a well-known font by their private codes."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("regular").removesuffix("mt")
    if plain in ("symbol", "standardsymbolsps", "standardsymbolsl"):
        return {_FIRST + code: sign for code, sign in symbol_characters().items()}
    if plain in ("zapfdingbats", "d050000l", "dingbats", "itczapfdingbats"):
        return {_FIRST + code: sign for code, sign in dingbat_characters().items()}
    runs = {"wingdings": _WINGDINGS, "wingdings2": _WINGDINGS_2, "webdings": _WEBDINGS}.get(plain, {})
    return {_FIRST + first + n: sign for first, signs in runs.items() for n, sign in enumerate(signs)}


def _drawn(font: pikepdf.Object, used: set[int]) -> dict[int, str]:
    """What the glyphs of the stand-in show, by the same glyphs of the font that is installed."""
    part = font["/DescendantFonts"][0] if font.get("/Subtype") == "/Type0" else font
    face, whole = truetype.face(part), font_of(_STAND_IN)
    if face is None or whole is None:
        return {}
    try:
        own, signs = outlines(face.data), _signs(whole.path.read_bytes())
        chosen = truetype.cid_glyphs(part, face) if part is not font else truetype.glyphs(font, face, used)
    except Exception:  # fontTools raises errors of every kind for damaged fonts
        return {}
    shown = {code: own[glyph] for code, glyph in chosen.items() if code in used and 0 < glyph < len(own)}
    return {code: signs[outline] for code, outline in shown.items() if outline in signs}


def _signs(data: bytes) -> dict[bytes, str]:
    """Signs of a font by their outlines, as they are packed."""
    from fontTools.ttLib import TTFont

    packed = outlines(data)
    found: dict[bytes, str] = {}
    with TTFont(io.BytesIO(data), lazy=True) as font:
        numbers = font.getReverseGlyphMap()
        for point, glyph in sorted(font.getBestCmap().items(), reverse=True):
            sign = _DRAWN.get(point) if 0xE000 <= point <= 0xF8FF else chr(point)
            if sign and packed[numbers[glyph]]:
                found[packed[numbers[glyph]]] = sign
    return found


def outlines(data: bytes) -> list[bytes]:
    """The outlines of a TrueType program by the number of the glyph, as they are packed.

    Raises:
        fontTools.ttLib.TTLibError, KeyError: the program is damaged.
    """
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True) as font:
        places, packed = font["loca"], font.reader["glyf"]
        return [packed[places[n] : places[n + 1]].rstrip(b"\0") for n in range(len(places) - 1)]
