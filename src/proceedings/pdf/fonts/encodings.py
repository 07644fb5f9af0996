"""Which glyph a code of a simple font means:
encodings, differences, Symbol and ZapfDingbats (ISO 32000-1, 9.6.6).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

# ISO 32000-1, D.5: what the codes of Symbol look like, from 0x20 and from 0xA0, as Unicode.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
# ISO 32000-1, D.6: where a code of ZapfDingbats is not U+2700 plus a constant.
_DINGBATS_ODD = {
    0x25: 0x260E, 0x2A: 0x261B, 0x2B: 0x261E, 0x48: 0x2605, 0x6C: 0x25CF, 0x6E: 0x25A0, 0x73: 0x25B2, 0x74: 0x25BC,
    0x75: 0x25C6, 0x77: 0x25D7, 0xA8: 0x2663, 0xA9: 0x2666, 0xAA: 0x2665, 0xAB: 0x2660, 0xD5: 0x2192, 0xD6: 0x2194,
    0xD7: 0x2195,
}  # fmt: skip
_DINGBATS_RUNS = (
    (0x21, 0x7E, 0x2701), (0x80, 0x8D, 0x2768), (0xA1, 0xA7, 0x2761), (0xAC, 0xB5, 0x2460), (0xB6, 0xD4, 0x2776),
    (0xD8, 0xEF, 0x2798), (0xF1, 0xFE, 0x27B1),
)  # fmt: skip
PRIVATE_PARTS = dict(
    zip(
        range(0xF8E5, 0xF8FF),
        (0x203E, 0x23D0, 0x23AF, 0xAE, 0xA9, 0x2122, *range(0x239B, 0x239E), *range(0x23A1, 0x23A4),
         *range(0x23A7, 0x23AB), 0x23AE, *range(0x239E, 0x23A1), *range(0x23A4, 0x23A7), *range(0x23AB, 0x23AE)),
        strict=True,
    )
) | {0xF6D9: 0xA9, 0xF6DA: 0xAE, 0xF6DB: 0x2122}  # fmt: skip
"""Parts of tall brackets and the like have private code points in Adobe's list;
Unicode has them now.
"""
# WinAnsiEncoding beyond Windows' code page 1252 (ISO 32000-1, D.2, notes 3 and 5),
# and names that Adobe's list for new fonts, which has one name a character, does not have.
_WIN_ANSI_ALSO = {0xA0: "space", 0xAD: "hyphen", 0xB2: "twosuperior", 0xB3: "threesuperior", 0xB9: "onesuperior"}


@cache
def base_encoding(name: str) -> dict[int, str]:
    """Codes and glyph names of `/WinAnsiEncoding`, `/MacRomanEncoding` or `/StandardEncoding`."""
    from fontTools import agl
    from fontTools.encodings.MacRoman import MacRoman
    from fontTools.encodings.StandardEncoding import StandardEncoding

    if name == "/WinAnsiEncoding":
        found = {code: "bullet" for code in range(0x7F, 0x100)}
        for code in range(0x20, 0x100):
            try:
                found[code] = agl.UV2AGL[ord(bytes([code]).decode("cp1252"))]
            except (UnicodeDecodeError, KeyError):
                continue
        return found | _WIN_ANSI_ALSO
    names = MacRoman if name == "/MacRomanEncoding" else StandardEncoding
    return {code: glyph for code, glyph in enumerate(names) if glyph != ".notdef"}


@cache
def symbol_characters() -> dict[int, str]:
    """Codes of Symbol and the characters they show."""
    low = dict(enumerate(_SYMBOL_LOW, 0x20))
    return low | {code: c for code, c in enumerate(_SYMBOL_HIGH, 0xA0) if c != "\uf8ff"}


@cache
def dingbat_characters() -> dict[int, str]:
    """Codes of ZapfDingbats and the characters they show."""
    runs = {code: chr(start + code - first) for first, last, start in _DINGBATS_RUNS for code in range(first, last + 1)}
    return {0x20: " "} | runs | {code: chr(point) for code, point in _DINGBATS_ODD.items()}


def differences(font: pikepdf.Object) -> dict[int, str]:
    """The /Differences of a font's encoding, without the slash."""
    import pikepdf

    encoding = font.get("/Encoding")
    entries = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    found: dict[int, str] = {}
    code = 0
    for entry in entries if isinstance(entries, pikepdf.Array) else ():
        if isinstance(entry, pikepdf.Name):
            found[code] = name_text(entry)
            code += 1
        elif isinstance(entry, int):
            code = entry
    return found


def rename(font: pikepdf.Object, fresh: dict[int, str]) -> None:
    """Let codes of a font name other glyphs, without the slash."""
    import pikepdf

    names = differences(font) | fresh
    entries = [entry for code in sorted(names) for entry in (code, pikepdf.Name("/" + names[code]))]
    base = base_name(font)
    font["/Encoding"] = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array(entries))
    if base is not None:
        font["/Encoding"]["/BaseEncoding"] = pikepdf.Name(base)


def name_text(name: pikepdf.Object) -> str:
    """A name without its slash, whatever its bytes are."""
    try:
        return str(name)[1:]
    except UnicodeDecodeError:
        return name.unparse().decode("latin-1")[1:]


def font_name(font: pikepdf.Object) -> str:
    """The name of a font, a composite one or a descendant, as it stands in the file;
    of Type 3 its own, if any.
    """
    import pikepdf

    name = font.get("/BaseFont", font.get("/Name"))
    return name_text(name) if isinstance(name, pikepdf.Name) else "without a name"


def is_called(item: pikepdf.Object, name: str) -> bool:
    """True when a dictionary is a font of this name."""
    import pikepdf

    given = item.get("/BaseFont")
    return isinstance(given, pikepdf.Name) and name_text(given) == name


def base_name(font: pikepdf.Object) -> str | None:
    """The name of the base encoding that the font's dictionary gives, with its slash;
    None where it gives none.
    """
    import pikepdf

    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        encoding = encoding.get("/BaseEncoding")
    return f"/{name_text(encoding)}" if isinstance(encoding, pikepdf.Name) else None


def code_names(font: pikepdf.Object, built_in: dict[int, str] | None = None) -> dict[int, str]:
    """Codes of a simple font and the names of the glyphs they show.

    Args:
        font: its dictionary.
        built_in: the encoding of the font program itself,
            which counts where the dictionary names none.
    """
    name = base_name(font)
    base = built_in if name is None and built_in is not None else base_encoding(name or "/StandardEncoding")
    return base | differences(font)


def picture_names(font: pikepdf.Object) -> dict[int, str]:
    """Codes of a Type 3 font and the names of the glyphs they show.

    The encoding is to list all of them (ISO 32000-1, table 112); where it names a base, readers
    follow that too.
    """
    base = base_name(font)
    return (base_encoding(base) if base else {}) | differences(font)


@lru_cache(maxsize=4096)
def character(glyph: str, dingbats: bool = False) -> str | None:
    """The character that a glyph name stands for (Adobe Glyph List); None where it names none."""
    from fontTools import agl

    text = agl.toUnicode(glyph, isZapfDingbats=dingbats)
    if not text:
        return None
    return "".join(chr(PRIVATE_PARTS.get(ord(c), ord(c))) for c in text)


def is_listed(glyph: str) -> bool:
    """Whether a glyph name stands in the Adobe Glyph List itself."""
    from fontTools import agl

    return glyph in agl.LEGACY_AGL2UV or glyph in agl.AGL2UV
