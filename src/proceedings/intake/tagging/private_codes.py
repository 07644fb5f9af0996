"""Characters that a font explains by private codes of Unicode:
bullets of symbol fonts get public ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.pdf import objects
from proceedings.pdf.fonts.private_signs import is_private, is_sign_font, public_signs
from proceedings.pdf.fonts.unicode_maps import read_texts, write_map

if TYPE_CHECKING:
    import pikepdf

_PUBLIC: Mapping[str, str] = MappingProxyType(
    {
        "\uf0b7": "\u2022",
        "\uf0a7": "\u25aa",
        "\uf0a8": "\u25fb",
        "\uf0d8": "\u27a2",
        "\uf0e8": "\u2794",
        "\uf0e0": "\u2192",
        "\uf0fc": "\u2713",
        "\uf0fb": "\u2717",
        "\uf076": "\u2756",
        "\uf06e": "\u25a0",
        "\uf06f": "\u25a1",
        "\uf071": "\u2751",
        "\uf02d": "-",
        "\ue00a": "\u2022",
        "\ue00b": "\u25e6",
        "\ue00c": "\u25aa",
    }
)
"""What word processors use as bullets, by the codes of Symbol, Wingdings and OpenSymbol;
for fonts whose names do not tell which of these they are.
"""


def publish(pdf: pikepdf.Pdf) -> tuple[int, bool]:
    """Give public codes to bullets.

    Returns:
        How many fonts were changed, and whether private codes are left.

    Source: ISO 19005-2, 6.2.11.7.3: level A wants an explanation of every private code.
    """
    import pikepdf

    changed, left = 0, False
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or "/ToUnicode" not in font:
            continue
        if objects.name(objects.get(font, "/Type")) != "Font":
            continue
        texts = read_texts(font)
        private = {code for code, text in texts.items() if is_private(text)}
        if not private:
            continue
        fresh = public_signs(font, texts)
        if not is_sign_font(font):
            fresh = {code: "".join(_PUBLIC.get(c, c) for c in text) for code, text in fresh.items()}
        left = left or any(is_private(text) for text in fresh.values())
        if fresh != texts:
            wide = objects.name(objects.get(font, "/Subtype")) == "Type0"
            font["/ToUnicode"] = pdf.make_stream(write_map(fresh, 2 if wide else 1))
            changed += 1
    return changed, left
