"""Which open font stands in for a font that is not embedded,
and the widths of the standard symbol fonts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# ISO 32000-1, 9.6.2.2: widths of Symbol and ZapfDingbats for codes 0x20 to 0xFF,
# in thousandths of an em.
SYMBOL_WIDTHS = (
    250, 333, 713, 500, 549, 833, 778, 439, 333, 333, 500, 549, 250, 549, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 549, 549, 549, 444, 549, 722, 667, 722, 612, 611, 763, 603, 722, 333, 631, 722, 686, 889,
    722, 722, 768, 741, 556, 592, 611, 690, 439, 768, 645, 795, 611, 333, 863, 333, 658, 500, 500, 631, 549, 549, 494,
    439, 521, 411, 603, 329, 603, 549, 549, 576, 521, 549, 549, 521, 549, 603, 439, 576, 713, 686, 493, 686, 494, 480,
    200, 480, 549, *(0,) * 33, 750, 620, 247, 549, 167, 713, 500, 753, 753, 753, 753, 1042, 987, 603, 987, 603, 400,
    549, 411, 549, 549, 713, 494, 460, 549, 549, 549, 549, 1000, 603, 1000, 658, 823, 686, 795, 987, 768, 768, 823,
    768, 768, 713, 713, 713, 713, 713, 713, 713, 768, 713, 790, 790, 890, 823, 549, 250, 713, 603, 603, 1042, 987, 603,
    987, 603, 494, 329, 790, 790, 786, 713, 384, 384, 384, 384, 384, 384, 494, 494, 494, 494, 0, 329, 274, 686, 686,
    686, 384, 384, 384, 384, 384, 384, 494, 494, 494, 0,
)  # fmt: skip
DINGBAT_WIDTHS = (
    278, 974, 961, 974, 980, 719, 789, 790, 791, 690, 960, 939, 549, 855, 911, 933, 911, 945, 974, 755, 846, 762, 761,
    571, 677, 763, 760, 759, 754, 494, 552, 537, 577, 692, 786, 788, 788, 790, 793, 794, 816, 823, 789, 841, 823, 833,
    816, 831, 923, 744, 723, 749, 790, 792, 695, 776, 768, 792, 759, 707, 708, 682, 701, 826, 815, 789, 789, 707, 687,
    696, 689, 786, 787, 713, 791, 785, 791, 873, 761, 762, 762, 759, 759, 892, 892, 788, 784, 438, 138, 277, 415, 392,
    392, 668, 668, 0, 390, 390, 317, 317, 276, 276, 509, 509, 410, 410, 234, 234, 334, 334, *(0,) * 19, 732, 544, 544,
    910, 667, 760, 760, 776, 595, 694, 626, *(788,) * 40, 894, 838, 1016, 458, 748, 924, 748, 918, 927, 928, 928, 834,
    873, 828, 924, 924, 917, 930, 931, 463, 883, 836, 836, 867, 867, 696, 696, 874, 0, 874, 760, 946, 771, 865, 771,
    888, 967, 888, 831, 873, 927, 970, 918, 0,
)  # fmt: skip

# Names as they stand in files, without tag, blanks and punctuation;
# these have the same metrics as our fonts.
_SAME_METRICS = (("timesnewroman", "Serif"), ("times", "Serif"), ("couriernew", "Mono"), ("courier", "Mono"),
                 ("helvetica", "Sans"), ("arial", "Sans"), ("liberationsans", "Sans"), ("liberationserif", "Serif"),
                 ("liberationmono", "Mono"), ("nimbusrom", "Serif"), ("nimbussan", "Sans"), ("nimbusmon", "Mono"),
                 )  # fmt: skip
_OTHER_METRICS = re.compile(r"narrow|black|condensed|rounded|unicode|light|arabic|hebrew")
_PICTURES = re.compile(r"wingdings|webdings|marlett|dingbats|symbol|emoji|icons|barcode|math|music")
_SERIF_NAMES = re.compile(r"serif(?<!sans)|roman|garamond|georgia|cambria|palatino|book|minion|century|caslon|didot")
_MONO_NAMES = re.compile(r"mono|consol|typewriter|menlo")
_BOLD = re.compile(r"bold|black|heavy|demi")
_ITALIC = re.compile(r"italic|oblique|slanted|kursiv")
_FIXED, _SERIF, _SCRIPT_ITALIC, _FORCE_BOLD = 1, 2, 64, 1 << 18


@dataclass(frozen=True, slots=True)
class StandIn:
    """An open font: file stem of a Liberation face,
    or `Symbol` or `ZapfDingbats` for the symbol sources.
    """

    face: str
    same_metrics: bool
    serif: bool = False
    fixed: bool = False
    italic: bool = False
    bold: bool = False


def stand_in(name: str, flags: int) -> StandIn | None:
    """What stands in for a font by its name and the flags of its descriptor;
    None for pictures we do not have.
    """
    plain = re.sub(r"[^a-z]", "", re.sub(r"^[A-Z]{6}\+", "", name).lower())
    if plain in ("symbol", "symbolmt", "standardsymbolsl", "standardsymbolsps"):
        return StandIn("Symbol", True)
    if plain in ("zapfdingbats", "itczapfdingbats", "dingbats"):
        return StandIn("ZapfDingbats", True)
    if _PICTURES.search(plain):
        return None
    family = next((kind for start, kind in _SAME_METRICS if plain.startswith(start)), None)
    same = family is not None and not _OTHER_METRICS.search(plain)
    if family is None:
        fixed = flags & _FIXED or _MONO_NAMES.search(plain)
        family = "Mono" if fixed else "Serif" if flags & _SERIF or _SERIF_NAMES.search(plain) else "Sans"
    bold = bool(_BOLD.search(plain) or flags & _FORCE_BOLD)
    italic = bool(_ITALIC.search(plain) or flags & _SCRIPT_ITALIC)
    style = "BoldItalic" if bold and italic else "Bold" if bold else "Italic" if italic else "Regular"
    return StandIn(f"Liberation{family}-{style}", same, family == "Serif", family == "Mono", italic, bold)
