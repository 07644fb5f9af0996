"""Letters that no font here has, of fonts that are not in a submission:
named with the package that brings them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from proceedings.values.trouble import Trouble
from proceedings.words.characters import called

MISSING_LETTERS = "missing-glyph"
_NAMED = 12
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")


def missing_letters(document: Path) -> Iterator[Trouble]:
    """A warning for each font that a document does not embed and of which letters are nowhere.

    Raises:
        pikepdf.PdfError: the document cannot be opened.
    """
    import pikepdf

    from proceedings.pdf.fonts.open_fonts import Collection
    from proceedings.pdf.shown import shown_strings

    with pikepdf.open(document) as pdf:
        pages = _pages_of_loose_fonts(pdf)
        if not pages:
            return
        shown, collection = shown_strings(pdf, set(pages)), Collection()
        for mark, (font, page) in sorted(pages.items()):
            name, letters = _letters(font, shown.get(mark, set()))
            lacking = [c for c in letters if collection.find("LiberationSans-Regular", c) is None]
            # What is installed but could not be used for all letters together is not missing.
            if lacking and collection.borrow("LiberationSans-Regular", lacking) is None:
                yield _told(name, lacking, page)


def _pages_of_loose_fonts(pdf: Any) -> dict[tuple[int, int], tuple[Any, int]]:
    """Fonts that are not embedded, by number and generation,
    with the first page that names each.
    """
    from proceedings.intake.surveying.font_facts import font_fact, resources_of
    from proceedings.pdf import objects

    found: dict[tuple[int, int], tuple[Any, int]] = {}
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for resources in resources_of(page.obj, seen):
            for _, font in objects.items(objects.get(resources, "/Font")):
                mark = objects.identity(font)
                if mark is not None and mark not in found and not font_fact(font).embedded:
                    found[mark] = (font, number)
    return found


def _letters(font: Any, strings: set[bytes]) -> tuple[str, list[str]]:
    """The name of a font and the letters shown in it, as far as its character map says them."""
    from proceedings.intake.surveying.font_facts import font_fact
    from proceedings.pdf.fonts.predefined_maps import composite

    shown = composite(font, strings) if font.get("/Subtype") == "/Type0" else None
    return font_fact(font).name, shown.letters if shown is not None else []


def _told(name: str, letters: list[str], page: int) -> Trouble:
    listed = "".join(letters[:_NAMED]) + (" …" if len(letters) > _NAMED else "")
    named = called(letters[0]).partition(": ")[0]
    east = any(unicodedata.name(letter, "").startswith(_EAST_ASIAN) for letter in letters)
    package = "fonts-noto-cjk" if east else "fonts-noto-core"
    return Trouble.warning(
        MISSING_LETTERS,
        f"the font {name} is not in the file, and no font here has these letters of it: {listed} ({named}"
        f"{' and others' if len(letters) > 1 else ''}); there may be gaps in their place",
        f"on Debian: apt-get install {package}, then build again; or ask its author for a PDF with all fonts embedded",
        page,
    )
