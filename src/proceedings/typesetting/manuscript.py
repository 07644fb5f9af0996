"""Texts of authors set in the volume's layout, with room for its head and folio."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from proceedings.formulas.drawing import VERSION as FORMULAS
from proceedings.formulas.drawing import with_drawings
from proceedings.typesetting.footnotes import at_the_foot
from proceedings.typesetting.glyphs import line_of
from proceedings.typesetting.layout import Layout, load_layout
from proceedings.typesetting.list_numbers import with_list_numbers
from proceedings.typesetting.press import VERSION, press, programs
from proceedings.typesetting.prose import headings_from
from proceedings.typesetting.rendering import templates_of
from proceedings.values.book import Volume
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.manuscript import Manuscript
from proceedings.values.settings import Settings, Trim
from proceedings.words.characters import called

_PART = "manuscript"
_TITLE = re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_BEGINNING = 600
"""Characters of a text among which its authors are looked for:
named there, they are not named again.
"""


@dataclass(frozen=True, slots=True)
class ManuscriptSetter:
    """Sets manuscripts on the volume's page; can be pickled.
    `authors` are pairs of a source and who speaks there.
    """

    layout: Layout
    trim: Trim
    authors: tuple[tuple[str, tuple[str, ...]], ...]
    digest: str
    """Of the layout and of how it is set."""

    def __call__(self, manuscript: Manuscript) -> bytes:
        """The tagged PDF of a manuscript.

        Raises:
            ProceedingsError: no font has a glyph for some of its characters;
                all of them are named, with the line.
            UsageError: the layout is incomplete.
        """
        templates = templates_of(self.layout, self.trim)
        body = with_list_numbers(headings_from(2, at_the_foot(_TITLE.sub("", manuscript.html, count=1))))
        html = with_drawings(templates.manuscript(body, manuscript.title, self._author_line(manuscript)))
        forme = templates.forme([(_PART, _PART, 1, html)], manuscript.language, manuscript.title or "")
        impression = press(forme)
        if impression.missing:
            raise ProceedingsError(*self._missing(impression.missing, manuscript))
        return impression.pdf

    def inputs(self, manuscript: Manuscript) -> Mapping[str, str]:
        """The layout, the size of the page, and the line of authors that this manuscript prints."""
        return {
            "the layout": self.digest,
            "trim": repr(self.trim),
            "its line of authors": self._author_line(manuscript),
            **({"how formulas are drawn": str(FORMULAS)} if "<math" in manuscript.html else {}),
        }

    def programs(self, manuscript: Manuscript) -> tuple[str, ...]:
        """What sets it."""
        return programs(manuscript.html)

    def _author_line(self, manuscript: Manuscript) -> str:
        """Who speaks, unless the text says so itself at its beginning."""
        names = dict(self.authors).get(str(manuscript.source), ())
        beginning = unescape(_TAG.sub(" ", manuscript.html))[:_BEGINNING]
        return "" if all(name in beginning for name in names) else escape(", ".join(names), quote=False)

    def _missing(self, characters: tuple[str, ...], manuscript: Manuscript) -> tuple[str, str]:
        workspace = self.layout.workspace
        path = None if workspace is None else workspace / manuscript.source
        said = []
        for character in characters:
            place = line_of(character, path) if path is not None else None
            said.append(called(character) + (f" (line {place[0]}, column {place[1]})" if place else ""))
        return f"no font has a glyph for {'; '.join(said)}", "replace the character, or install a font of its script"


def manuscript_setter(volume: Volume, layout: Layout) -> ManuscriptSetter:
    """What sets the manuscripts of this volume, for intake."""
    authors = tuple(
        (str(document.source), tuple(speaker.person.name for speaker in contribution.speakers))
        for item in volume.items
        for contribution in item.contributions
        for document in contribution.documents
        if document.source is not None
    )
    return _setter(layout, volume.settings.trim, authors)


def usual_setter(folder: Path) -> ManuscriptSetter:
    """What sets the texts of a folder outside of any volume:
    in the built-in layout, on A4, without their authors.
    """
    return _setter(load_layout(folder, Settings().layout), Settings().trim, ())


def _setter(layout: Layout, trim: Trim, authors: tuple[tuple[str, tuple[str, ...]], ...]) -> ManuscriptSetter:
    digest = hashlib.sha256(repr((VERSION, layout.digest())).encode()).hexdigest()
    return ManuscriptSetter(layout, trim, authors, digest)
