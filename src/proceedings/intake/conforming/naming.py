"""Findings in an editor's words:
the rule as a sentence, the font by its name, the page on which it is first used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.intake.conforming.outcome import Problem
from proceedings.pdf.fonts import encodings
from proceedings.standards.judging import Alarm
from proceedings.standards.rules import rule

if TYPE_CHECKING:
    import pikepdf

_OBJECT = re.compile(r"\bobject (\d+) (\d+)\b")
_PAGE = re.compile(r"\bpage (\d+)")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_MOST = 20_000
"""Dictionaries that are looked at to find the page of a font."""


def problems(findings: tuple[Alarm, ...], pdf: Path) -> tuple[Problem, ...]:
    """What the judges have against a file, each once for a rule, a font and a page.

    No number of an object is told: nobody can look it up.

    Args:
        findings: of the judge and of our own rules.
        pdf: the file that was judged, whose objects the findings number.
    """
    import pikepdf

    try:
        with pikepdf.open(pdf) as document:
            found = [_problem(finding, document) for finding in dict.fromkeys(findings)]
    except pikepdf.PdfError:
        found = [_problem(finding, None) for finding in dict.fromkeys(findings)]
    told: dict[tuple[str, int | None], Problem] = {}
    for problem in found:
        told.setdefault((problem.sentence, problem.page), problem)
    return tuple(told.values())


def _problem(finding: Alarm, document: pikepdf.Pdf | None) -> Problem:
    known = rule(finding.rule)
    page = int(said[1]) if (said := _PAGE.search(finding.message)) else None
    number = _OBJECT.search(finding.message)
    font = _font(document, int(number[1]), int(number[2])) if number and document is not None else None
    name = finding.font or (encodings.font_name(font) if font is not None else None)
    if name is not None:
        page = page or (_first_page(document, font, name) if document is not None else None)
        return Problem(known.clause, f"{known.sentence}: the font {_SUBSET.sub('', name)}", page, finding.rule)
    met = f": {finding.message}" if finding.ours else ""
    return Problem(known.clause, known.sentence + met, page, finding.rule)


def _font(document: pikepdf.Pdf, number: int, generation: int) -> pikepdf.Object | None:
    import pikepdf

    found = document.get_object(number, generation)
    is_font = isinstance(found, pikepdf.Dictionary) and ("/BaseFont" in found or found.get("/Subtype") == "/Type3")
    return found if is_font else None


def _first_page(document: pikepdf.Pdf, font: pikepdf.Object | None, name: str) -> int | None:
    """The 1-based page whose resources, or those of what it draws,
    have first this font, or one of this name.
    """
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(document.pages, 1):
        for item in _below(page.obj, seen):
            if item.objgen == font.objgen if font is not None else encodings.is_called(item, name):
                return number
    return None


def _below(page: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """Fonts, descendants too, and all else that a page refers to,
    but for what was seen on pages before.
    """
    import pikepdf

    pending = [page.get(key) for key in ("/Resources", "/Annots")]
    while pending and len(seen) < _MOST:
        item = pending.pop()
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            if item.is_indirect:
                if item.objgen in seen:
                    continue
                seen.add(item.objgen)
            if not isinstance(item, pikepdf.Array):
                yield item
            pending += list(item) if isinstance(item, pikepdf.Array) else _inside(item)


def _inside(item: pikepdf.Object) -> list[pikepdf.Object]:
    return [value for key, value in item.items() if key not in ("/Parent", "/P")]
