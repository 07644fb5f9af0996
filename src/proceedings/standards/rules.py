"""The rules of ISO 19005-2 that repairs touch, by the judge's name: clause and plain sentence.

Clause numbers are those of ISO 19005-2:2011 and hold for ISO 19005-3:2012 too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the standard: its clause and what is wrong where it does not hold."""

    clause: str
    sentence: str


RULES: dict[str, Rule] = {
    "UNREADABLE": Rule("6.1", "the file's structure cannot be read by a second library"),
    "HEADER": Rule("6.1.2", "the file's header is not a plain %PDF-1.n"),
    "ID-SCHEMA": Rule("6.6.4", "the metadata do not say which part of PDF/A the file claims"),
    "STREAM-LENGTH": Rule("6.1.7.1", "a stream's length is not what the file says"),
    "STREAM-FILTER": Rule("6.1.7.2", "a stream is packed in a way that PDF/A does not allow"),
    "UNICODE-NAME": Rule("6.1.8", "a name is not UTF-8"),
    "CONTENT-OPERATOR": Rule("6.2.2", "a page uses an operator that PDF does not know"),
    "CONTENT-RESOURCES": Rule("6.2.2", "a part of a page uses resources that it does not list itself"),
    "DEVICE-RGB": Rule("6.2.4.3", "RGB colours are not tied to a profile"),
    "DEVICE-CMYK": Rule("6.2.4.3", "CMYK colours are not tied to a profile"),
    "DEVICE-GRAY": Rule("6.2.4.3", "grey shades are not tied to a profile"),
    "ICCBASED-COMPONENTS": Rule("6.2.4.2", "a colour profile has another number of inks than its colour space"),
    "DEVICEN-COLORANTS": Rule("6.2.4.4", "a spot colour is not described"),
    "EXTGSTATE-TR": Rule("6.2.5", "a graphics state uses a transfer function"),
    "FONT-PROGRAM": Rule("6.2.11.4.1", "an embedded font is damaged"),
    "FONT-EMBEDDING": Rule("6.2.11.4.1", "a font is not embedded"),
    "TRUETYPE-GLYPH-PRESENCE": Rule("6.2.11.4.1", "a character is shown that its embedded font does not have"),
    "TYPE1-GLYPH-PRESENCE": Rule("6.2.11.4.1", "a character is shown that its embedded font does not have"),
    "CID-SUBSET-CIDSET": Rule("6.2.11.4.2", "the list of characters in an embedded font is wrong"),
    "TYPE1-SUBSET-CHARSET": Rule("6.2.11.4.2", "the list of characters in an embedded font is wrong"),
    "FONT-FIRSTCHAR": Rule("6.2.11.2", "a font does not say where its widths begin"),
    "FONT-LASTCHAR": Rule("6.2.11.2", "a font does not say where its widths end"),
    "FONT-WIDTHS": Rule("6.2.11.2", "a font has no list of widths"),
    "TYPE0-CID-SYSTEM-INFO": Rule("6.2.11.3.1", "a font and its encoding name different character collections"),
    "CIDTOGIDMAP": Rule("6.2.11.3.2", "a font does not say which glyph belongs to which code"),
    "TRUETYPE-GLYPH-WIDTH": Rule("6.2.11.5", "the width of a character differs between file and embedded font"),
    "TRUETYPE-SYMBOLIC-ENCODING": Rule("6.2.11.6", "a symbol font has an encoding besides its own"),
    "TRUETYPE-SYMBOLIC-CMAP": Rule("6.2.11.6", "a symbol font has more than one encoding of its own"),
    "NOTDEF-GLYPH": Rule("6.2.11.8", "a character is shown that its font marks as undefined"),
    "UNICODE-MAPPING": Rule("6.2.11.7.2", "a character cannot be turned into Unicode"),
    "UNICODE-VALUE": Rule("6.2.11.7.2", "a character is said to mean nothing"),
    "TRANSPARENCY-GROUP-CS": Rule("6.2.10", "a page with transparency has no colour space to blend in"),
    "ANNOTATION-FLAGS-PRESENT": Rule("6.3.2", "a note or link has no flags"),
    "ANNOTATION-AP-REQUIRED": Rule("6.3.3", "a note or mark has no appearance of its own"),
    "WIDGET-APPEARANCE": Rule("6.4.1", "a form field has no appearance of its own"),
    "ACTION-TYPE": Rule("6.5.1", "an action is of a kind that PDF/A does not allow"),
    "METADATA-STRUCTURE": Rule("6.6.2.1", "the document has no XMP metadata"),
    "HEX-STRING-LENGTH": Rule("6.1.6", "a string lacks its last digit"),
    "HEX-STRING-CHARACTERS": Rule("6.1.6", "a string of digits holds other signs"),
    "STREAM-EXTERNAL-DATA": Rule("6.1.7.1", "a part of the document lies in another file"),
    "INLINE-IMAGE-FILTER": Rule("6.1.10", "a picture is packed in a way that PDF/A does not allow"),
    "INLINE-IMAGE-LZW": Rule("6.1.10", "a picture is packed in a way that PDF/A does not allow"),
    "INTEGER-RANGE": Rule("6.1.13", "a number is too large"),
    "REAL-RANGE": Rule("6.1.13", "a number is too large"),
    "REAL-MINIMUM": Rule("6.1.13", "a number is too close to zero"),
    "STRING-LENGTH": Rule("6.1.13", "a text is longer than PDF/A allows"),
    "NAME-LENGTH": Rule("6.1.13", "a name is longer than PDF/A allows"),
    "GRAPHICS-STATE-NESTING": Rule("6.1.13", "a drawing is nested deeper than PDF/A allows"),
    "DEVICEN-COMPONENTS": Rule("6.1.13", "a colour is mixed of more inks than PDF/A allows"),
    "CMAP-MAX-CID": Rule("6.1.13", "a font has more characters than PDF/A allows"),
    "CMAP-CID-RANGE": Rule("6.1.13", "a font has more characters than PDF/A allows"),
    "ICCBASED": Rule("6.2.4.2", "a colour profile is of a kind or version that PDF/A does not allow"),
    "ICCBased-CMYK-OVERPRINT": Rule("6.2.4.2", "CMYK colours are printed over one another"),
    "SEPARATION-CONSISTENCY": Rule("6.2.4.4", "a spot colour is described in two ways"),
    "RENDERING-INTENT": Rule("6.2.6", "colours are to be matched in a way that PDF/A does not know"),
    "IMAGE-BPC": Rule("6.2.8", "a picture has a number of bits for each colour that PDF/A does not allow"),
    "IMAGE-INTERPOLATE": Rule("6.2.8", "a picture is to be smoothed by the reader"),
    "JPEG2000-CHANNELS": Rule("6.2.8.3", "a picture of JPEG 2000 has colours that PDF/A does not allow"),
    "FORM-POSTSCRIPT": Rule("6.2.9", "a part of a page is written in PostScript"),
    "XOBJECT-POSTSCRIPT": Rule("6.2.9", "a part of a page is written in PostScript"),
    "FONT-TYPE": Rule("6.2.11.2", "a font does not say that it is one"),
    "FONT-SUBTYPE": Rule("6.2.11.2", "a font does not say of which kind it is"),
    "FONT-BASEFONT": Rule("6.2.11.2", "a font has no name"),
    "FONT-FILE-SUBTYPE": Rule("6.2.11.2", "an embedded font does not say of which kind it is"),
    "CMAP-EMBEDDING": Rule("6.2.11.3.3", "the list that leads from codes to characters is not embedded"),
    "CMAP-REFERENCE": Rule("6.2.11.3.3", "the list that leads from codes to characters needs one that is not there"),
    "CMAP-WMODE": Rule("6.2.11.3.3", "a font is for horizontal and for vertical writing at once"),
    "TRUETYPE-NONSYMBOLIC-ENCODING": Rule("6.2.11.6", "a text font has no standard encoding"),
    "TRUETYPE-NONSYMBOLIC-CMAP": Rule("6.2.11.6", "a text font has no table of its letters"),
    "OPTIONAL-CONTENT-NAME": Rule("6.9", "a set of layers has no name"),
    "OPTIONAL-CONTENT-ORDER": Rule("6.9", "a layer is missing from the list of layers"),
    "OPTIONAL-CONTENT-AS": Rule("6.9", "layers switch by themselves"),
}


def rule(name: str) -> Rule:
    """The rule by the judge's short name;
    for one not in the table, a general one that keeps the name.
    """
    return RULES.get(name, Rule("6", f"the rule {name.lower()} does not hold"))


def _names(words: str) -> frozenset[str]:
    return frozenset(f"/{word}" for word in words.split())


# 6.2.6: rendering intents of ISO 32000-1, 8.6.5.8.
RENDERING_INTENTS = _names("RelativeColorimetric AbsoluteColorimetric Perceptual Saturation")
# 6.2.10: blend modes of ISO 32000-1, 11.3.5.
BLEND_MODES = _names(
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight "
    "Difference Exclusion Hue Saturation Color Luminosity"
)
