"""Signs of symbol fonts:
what their private codes mean is told by the font's name or by the glyph.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from proceedings.intake.tagging.private_codes import publish
from proceedings.pdf.fonts.private_signs import public_signs
from proceedings.pdf.fonts.unicode_maps import read_texts, write_map


def font(pdf: pikepdf.Pdf, name: str, texts: dict[int, str], **more: object) -> pikepdf.Object:
    entries = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.TrueType, "/BaseFont": pikepdf.Name(f"/{name}")}
    made = pikepdf.Dictionary({**entries, **{f"/{key}": value for key, value in more.items()}})
    made["/ToUnicode"] = pdf.make_stream(write_map(texts, 2 if "DescendantFonts" in more else 1))
    return pdf.make_indirect(made)


@pytest.mark.parametrize(
    ("name", "texts", "public"),
    [
        ("ABCDEF+Wingdings-Regular", "\uf06c\uf0a7\uf0fc\uf0d8\uf04a", "●▪✓➢☺"),
        ("ABCDEF+Wingdings-Regular", "\uf0b7", "🕐"),
        ("SymbolMT", "\uf0b7\uf061\uf0de", "•α⇒"),
        ("Wingdings2", "\uf097\uf050", "●✓"),
        ("Webdings", "\uf061", "✔"),
        ("ZapfDingbats", "\uf06c", "●"),
        ("ABCDEF+CMEX10", "\uf8eb\uf8f2", "⎛⎨"),
        ("ABCDEF+MinionExp", "\uf731\uf739", "19"),
        ("ABCDEF+Unknown", "\uf0b7\uf0fc", "•✓"),
        ("ABCDEF+Wingdings-Regular", "plain", "plain"),
    ],
)
def test_a_font_with_a_known_name_tells_its_signs(name: str, texts: str, public: str) -> None:
    with pikepdf.new() as pdf:
        made = font(pdf, name, dict(enumerate(texts, 33)))
        _, left = publish(pdf)
        assert "".join(read_texts(made).values()) == public and not left


@pytest.mark.parametrize("name", ["ABCDEF+Unknown", "ABCDEF+Wingdings-Regular"])
def test_a_sign_that_nobody_knows_stays_and_is_told(name: str) -> None:
    with pikepdf.new() as pdf:
        made = font(pdf, name, {33: "\uf0c9" if "Wing" in name else "\uf0e5"})
        assert publish(pdf) == (0, True)
        assert read_texts(made)[33] >= "\uf0c9"


@pytest.mark.needs_libreoffice
def test_the_glyph_tells_where_libreoffice_shows_its_own_font_in_the_place_of_another() -> None:
    found = subprocess.run(["fc-list", "-f", "%{file}\n", ":family=OpenSymbol"], capture_output=True, text=True).stdout
    data = Path(found.split()[0]).read_bytes()
    face = TTFont(io.BytesIO(data))
    glyphs = {sign: face.getGlyphID(face.getBestCmap()[ord(sign)]) for sign in "☺≥▸\ue437\ue43a"}
    with pikepdf.new() as pdf:
        program = pdf.make_stream(data)
        part = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            FontDescriptor=pikepdf.Dictionary(FontFile2=program),
        )
        texts = dict.fromkeys(glyphs.values(), "\uf04a") | {3: "a word"}
        made = font(pdf, "ABCDEF+OpenSymbol", texts, DescendantFonts=pikepdf.Array([part]), Subtype=pikepdf.Name.Type0)
        assert public_signs(made, texts) == {**dict(zip(glyphs.values(), "☺≥▸●□", strict=True)), 3: "a word"}
