"""The rules of ISO 19005-2 that repairs touch, by the judge's name: clause and plain sentence.

Clause numbers are those of ISO 19005-2:2011 and hold for ISO 19005-3:2012 too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule of the standard: its clause and what is wrong where it does not hold."""

    clause: str
    sentence: str


RULES: dict[str, Clause] = {
    "UNREADABLE": Clause("6.1", "the file's structure cannot be read by a second library"),
    "HEADER": Clause("6.1.2", "the file's header is not a plain %PDF-1.n"),
    "ID-SCHEMA": Clause("6.6.4", "the metadata do not say which part of PDF/A the file claims"),
    "STREAM-LENGTH": Clause("6.1.7.1", "a stream's length is not what the file says"),
    "STREAM-FILTER": Clause("6.1.7.2", "a stream is packed in a way that PDF/A does not allow"),
    "UNICODE-NAME": Clause("6.1.8", "a name is not UTF-8"),
    "CONTENT-OPERATOR": Clause("6.2.2", "a page uses an operator that PDF does not know"),
    "CONTENT-RESOURCES": Clause("6.2.2", "a part of a page uses resources that it does not list itself"),
    "DEVICE-RGB": Clause("6.2.4.3", "RGB colours are not tied to a profile"),
    "DEVICE-CMYK": Clause("6.2.4.3", "CMYK colours are not tied to a profile"),
    "DEVICE-GRAY": Clause("6.2.4.3", "grey shades are not tied to a profile"),
    "ICCBASED-COMPONENTS": Clause("6.2.4.2", "a colour profile has another number of inks than its colour space"),
    "DEVICEN-COLORANTS": Clause("6.2.4.4", "a spot colour is not described"),
    "EXTGSTATE-TR": Clause("6.2.5", "a graphics state uses a transfer function"),
    "FONT-PROGRAM": Clause("6.2.11.4.1", "an embedded font is damaged"),
    "FONT-EMBEDDING": Clause("6.2.11.4.1", "a font is not embedded"),
    "TRUETYPE-GLYPH-PRESENCE": Clause("6.2.11.4.1", "a character is shown that its embedded font does not have"),
    "TYPE1-GLYPH-PRESENCE": Clause("6.2.11.4.1", "a character is shown that its embedded font does not have"),
    "CID-SUBSET-CIDSET": Clause("6.2.11.4.2", "the list of characters in an embedded font is wrong"),
    "TYPE1-SUBSET-CHARSET": Clause("6.2.11.4.2", "the list of characters in an embedded font is wrong"),
    "FONT-FIRSTCHAR": Clause("6.2.11.2", "a font does not say where its widths begin"),
    "FONT-LASTCHAR": Clause("6.2.11.2", "a font does not say where its widths end"),
    "FONT-WIDTHS": Clause("6.2.11.2", "a font has no list of widths"),
    "TYPE0-CID-SYSTEM-INFO": Clause("6.2.11.3.1", "a font and its encoding name different character collections"),
    "CIDTOGIDMAP": Clause("6.2.11.3.2", "a font does not say which glyph belongs to which code"),
    "FONT-GLYPH-PRESENCE": Clause("6.2.11.4.1", "a character is shown that its embedded font does not have"),
    "FONT-GLYPH-WIDTH": Clause("6.2.11.5", "the width of a character differs between file and embedded font"),
    "TRUETYPE-GLYPH-WIDTH": Clause("6.2.11.5", "the width of a character differs between file and embedded font"),
    "TRUETYPE-SYMBOLIC-ENCODING": Clause("6.2.11.6", "a symbol font has an encoding besides its own"),
    "TRUETYPE-SYMBOLIC-CMAP": Clause("6.2.11.6", "a symbol font has more than one encoding of its own"),
    "NOTDEF-GLYPH": Clause("6.2.11.8", "a character is shown that its font marks as undefined"),
    "UNICODE-MAPPING": Clause("6.2.11.7.2", "a character cannot be turned into Unicode"),
    "UNICODE-VALUE": Clause("6.2.11.7.2", "a character is said to mean nothing"),
    "TRANSPARENCY-GROUP-CS": Clause("6.2.10", "a page with transparency has no colour space to blend in"),
    "ANNOTATION-FLAGS-PRESENT": Clause("6.3.2", "a note or link has no flags"),
    "ANNOTATION-AP-REQUIRED": Clause("6.3.3", "a note or mark has no appearance of its own"),
    "WIDGET-APPEARANCE": Clause("6.4.1", "a form field has no appearance of its own"),
    "ACTION-TYPE": Clause("6.5.1", "an action is of a kind that PDF/A does not allow"),
    "METADATA-STRUCTURE": Clause("6.6.2.1", "the document has no XMP metadata"),
    "HEX-STRING-LENGTH": Clause("6.1.6", "a string lacks its last digit"),
    "HEX-STRING-CHARACTERS": Clause("6.1.6", "a string of digits holds other signs"),
    "STREAM-EXTERNAL-DATA": Clause("6.1.7.1", "a part of the document lies in another file"),
    "INLINE-IMAGE-FILTER": Clause("6.1.10", "a picture is packed in a way that PDF/A does not allow"),
    "INLINE-IMAGE-LZW": Clause("6.1.10", "a picture is packed in a way that PDF/A does not allow"),
    "INTEGER-RANGE": Clause("6.1.13", "a number is too large"),
    "REAL-RANGE": Clause("6.1.13", "a number is too large"),
    "REAL-MINIMUM": Clause("6.1.13", "a number is too close to zero"),
    "STRING-LENGTH": Clause("6.1.13", "a text is longer than PDF/A allows"),
    "NAME-LENGTH": Clause("6.1.13", "a name is longer than PDF/A allows"),
    "GRAPHICS-STATE-NESTING": Clause("6.1.13", "a drawing is nested deeper than PDF/A allows"),
    "DEVICEN-COMPONENTS": Clause("6.1.13", "a colour is mixed of more inks than PDF/A allows"),
    "CMAP-MAX-CID": Clause("6.1.13", "a font has more characters than PDF/A allows"),
    "CMAP-CID-RANGE": Clause("6.1.13", "a font has more characters than PDF/A allows"),
    "ICCBASED": Clause("6.2.4.2", "a colour profile is of a kind or version that PDF/A does not allow"),
    "ICCBased-CMYK-OVERPRINT": Clause("6.2.4.2", "CMYK colours are printed over one another"),
    "SEPARATION-CONSISTENCY": Clause("6.2.4.4", "a spot colour is described in two ways"),
    "RENDERING-INTENT": Clause("6.2.6", "colours are to be matched in a way that PDF/A does not know"),
    "IMAGE-BPC": Clause("6.2.8", "a picture has a number of bits for each colour that PDF/A does not allow"),
    "IMAGE-INTERPOLATE": Clause("6.2.8", "a picture is to be smoothed by the reader"),
    "JPEG2000-CHANNELS": Clause("6.2.8.3", "a picture of JPEG 2000 has colours that PDF/A does not allow"),
    "FORM-POSTSCRIPT": Clause("6.2.9", "a part of a page is written in PostScript"),
    "XOBJECT-POSTSCRIPT": Clause("6.2.9", "a part of a page is written in PostScript"),
    "FONT-TYPE": Clause("6.2.11.2", "a font does not say that it is one"),
    "FONT-SUBTYPE": Clause("6.2.11.2", "a font does not say of which kind it is"),
    "FONT-BASEFONT": Clause("6.2.11.2", "a font has no name"),
    "FONT-FILE-SUBTYPE": Clause("6.2.11.2", "an embedded font does not say of which kind it is"),
    "CMAP-EMBEDDING": Clause("6.2.11.3.3", "the list that leads from codes to characters is not embedded"),
    "CMAP-REFERENCE": Clause("6.2.11.3.3", "the list that leads from codes to characters needs one that is not there"),
    "CMAP-WMODE": Clause("6.2.11.3.3", "a font is for horizontal and for vertical writing at once"),
    "TRUETYPE-NONSYMBOLIC-ENCODING": Clause("6.2.11.6", "a text font has no standard encoding"),
    "TRUETYPE-NONSYMBOLIC-CMAP": Clause("6.2.11.6", "a text font has no table of its letters"),
    "OPTIONAL-CONTENT-NAME": Clause("6.9", "a set of layers has no name"),
    "OPTIONAL-CONTENT-ORDER": Clause("6.9", "a layer is missing from the list of layers"),
    "OPTIONAL-CONTENT-AS": Clause("6.9", "layers switch by themselves"),
}


def rule(name: str) -> Clause:
    """The rule by the judge's short name;
    for one not in the table, a general one that keeps the name.
    """
    return RULES.get(name, Clause("6", f"the rule {name.lower()} does not hold"))


def _names(words: str) -> frozenset[str]:
    return frozenset(f"/{word}" for word in words.split())


# 6.2.6: rendering intents of ISO 32000-1, 8.6.5.8.
RENDERING_INTENTS = _names("RelativeColorimetric AbsoluteColorimetric Perceptual Saturation")
# 6.2.10: blend modes of ISO 32000-1, 11.3.5.
BLEND_MODES = _names(
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight "
    "Difference Exclusion Hue Saturation Color Luminosity"
)
