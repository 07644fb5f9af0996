"""The conformance levels an editor may choose, as a table:
claims, judges, and what binding must write.
"""

from __future__ import annotations

from dataclasses import dataclass

PDFAID = "http://www.aiim.org/pdfa/ns/id/"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a standard.

    `conformance` is the letter in the XMP, None where the part has none (PDF/A-4) and for PDF/UA.
    `profile` is page-validation's name for it, None where it has none; `flavour` is veraPDF's.
    `lower` are the levels of the same part that a file of this level also holds, best first.
    `attachments` is `none`, `pdfa` (only PDF/A files) or `any` (associated files of any kind).
    """

    name: str
    part: int
    conformance: str | None
    flavour: str
    profile: str | None
    header: str
    """The version to put in the file's header and to serialise for."""
    lower: tuple[str, ...] = ()
    unicode: bool = False
    """Every glyph must map to Unicode (ToUnicode)."""
    tagged: bool = False
    """A structure tree, MarkInfo and a language are required."""
    attachments: str = "none"
    revision: str | None = None
    """`pdfaid:rev`, PDF/A-4 only (ISO 19005-4, 6.7.3)."""
    output_intent: bool = True
    """A GTS_PDFA1 output intent is needed because device colours are left as they are."""
    info_dictionary: bool = True
    """False where the standard forbids /Info in the trailer (ISO 19005-4, 6.1.3)."""
    extension_schemas: bool = True
    """XMP properties of other schemas need a pdfaExtension description (ISO 19005-2, 6.6.2.3.2)."""
    display_title: bool = False
    """ViewerPreferences /DisplayDocTitle true is required (ISO 14289-1, 7.1)."""
    tab_order: bool = False
    """Pages with annotations need /Tabs /S (ISO 14289-1, 7.18.3)."""

    @property
    def is_archival(self) -> bool:
        """True for PDF/A, False for PDF/UA."""
        return self.name != "ua-1"

    @property
    def xmp(self) -> tuple[tuple[str, str, str, str], ...]:
        """The identifying XMP properties: (namespace, prefix, name, value)."""
        if not self.is_archival:
            return ((PDFUAID, "pdfuaid", "part", str(self.part)),)
        found = [(PDFAID, "pdfaid", "part", str(self.part))]
        if self.conformance:
            found.append((PDFAID, "pdfaid", "conformance", self.conformance))
        if self.revision:
            found.append((PDFAID, "pdfaid", "rev", self.revision))
        return tuple(found)


LEVELS: dict[str, Level] = {
    level.name: level
    for level in (
        Level("2b", 2, "B", "2b", "2b", "1.7"),
        Level("2u", 2, "U", "2u", "2u", "1.7", lower=("2b",), unicode=True),
        Level("2a", 2, "A", "2a", "2a", "1.7", lower=("2u", "2b"), unicode=True, tagged=True),
        Level("3b", 3, "B", "3b", "3b", "1.7", attachments="any"),
        Level("3u", 3, "U", "3u", "3u", "1.7", lower=("3b",), unicode=True, attachments="any"),
        Level("3a", 3, "A", "3a", "3a", "1.7", lower=("3u", "3b"), unicode=True, tagged=True, attachments="any"),
        Level("4", 4, None, "4", None, "2.0", revision="2020", info_dictionary=False, extension_schemas=False),
        Level(
            "4f",
            4,
            "F",
            "4f",
            None,
            "2.0",
            lower=("4",),
            attachments="any",
            revision="2020",
            info_dictionary=False,
            extension_schemas=False,
        ),
        Level(
            "4e",
            4,
            "E",
            "4e",
            None,
            "2.0",
            lower=("4",),
            revision="2020",
            info_dictionary=False,
            extension_schemas=False,
        ),
        Level(
            "ua-1",
            1,
            None,
            "ua1",
            "ua1",
            "1.7",
            unicode=True,
            tagged=True,
            attachments="any",
            output_intent=False,
            display_title=True,
            tab_order=True,
        ),
    )
}


def level(name: str) -> Level:
    """The level of this name; raises KeyError where there is none."""
    return LEVELS[name]


def content_levels(name: str) -> tuple[str, ...]:
    """The levels to try one document's content for, best first.

    Level A asks of the content what level U does; the tags are binding's work. PDF/UA-1 and PDF/A-4
    ask the content of a page for no more than PDF/A-2u and PDF/A-2b do, apart from tags.
    """
    return {
        "2b": ("2b",),
        "2u": ("2u", "2b"),
        "2a": ("2u", "2b"),
        "3b": ("3b",),
        "3u": ("3u", "3b"),
        "3a": ("3u", "3b"),
        "4": ("2b",),
        "4f": ("2b",),
        "4e": ("2b",),
        "ua-1": ("2u", "2b"),
    }[name]


def claimed(target: str, held: str | None) -> str | None:
    """What a document may claim towards a target when its content was judged to hold a level.

    What PDF/A-4 asks of the content of a page is what PDF/A-2b asks;
    the rest (no information dictionary, header 2.0) is written by binding.
    """
    return target if LEVELS[target].part == 4 and held == "2b" else held


def common(held: tuple[str, ...], wanted: str) -> str | None:
    """The highest level of the wanted part that all parts of a volume hold;
    None where there is none.
    """
    chain = (wanted, *LEVELS[wanted].lower)
    return next((name for name in chain if all(name == h or name in LEVELS[h].lower for h in held)), None)
