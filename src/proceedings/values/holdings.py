"""The values of an inventory: passages of text, and how much there is of each kind of thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from proceedings.values.submission import Tally

WORDS, NOTES, LINKS, TABLES = "words", "notes", "links", "tables"
TYPED_FORMULAS, MATHML = "formulas as typed", "formulas in MathML"
FORMULAS, FOOTNOTES, COMMENTS, CHANGES = "formulas", "footnotes", "comments", "tracked changes"
PICTURES, LOST_PICTURES, LINKED_PICTURES = "pictures", "pictures that cannot be read", "linked pictures"
CHARTS, LOST_CHARTS, DIAGRAMS, LOST_DIAGRAMS = "charts", "charts not drawn", "diagrams", "diagrams not drawn"
EMBEDDED, LOST_OBJECTS = "embedded files", "objects not drawn"
FILMS, SOUNDS, HIDDEN_SLIDES = "films", "sounds", "hidden slides"
SIGNATURES, DATES, WATERMARKS = "signatures", "dates of today", "watermarks"
HIDDEN_WORDS = "hidden words"
NO_MODULE = "LibreOffice's module for formulas"
"""The name in a tally of formulas where this was missing when they were to be set."""
LETTERS = "letters"
"""What inventories count. The name of a script follows LETTERS: `letters in Greek`."""

_MOST_NAMES = 12
_MOST_HIDDEN = 80
_MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and the page (1-based) on which it must stand;
    None where that is not known.
    """

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a file holds: text that is to be printed,
    speaker's notes, formulas by their letters, and counts by kind.

    `slides` is how many slides are shown, None where it is no deck. Passages of a deck bear the
    page of their slide. `head_formulas` are those of `formulas` that stand in headers and footers.
    """

    passages: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    formulas: tuple[Passage, ...] = ()
    head_formulas: tuple[Passage, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    slides: int | None = None


@dataclass(slots=True)
class Count:
    """An inventory while it is taken.
    `page` is where the reader is: what it finds is noted there.
    """

    passages: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    formulas: list[Passage] = field(default_factory=list)
    head_formulas: list[Passage] = field(default_factory=list)
    page: int | None = None
    slides: int | None = None
    _tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, kind: str, name: str = "", count: int = 1) -> None:
        """Note things of a kind, here, with a name where they have one."""
        before = self._tallies.get(kind, Tally(kind, 0))
        names, pages = before.names, before.pages
        if name and name not in names and len(names) < _MOST_NAMES:
            names = (*names, name)
        if self.page is not None and self.page not in pages and len(pages) < _MOST_PAGES:
            pages = (*pages, self.page)
        self._tallies[kind] = replace(before, sent=before.sent + count, names=names, pages=pages)

    def say(self, text: str) -> None:
        """Note a passage that is to be printed."""
        if text.strip():
            self.passages.append(Passage(text, self.page))

    def hide(self, text: str) -> None:
        """Note a passage that its author hid."""
        if any(c.isalnum() for c in text):
            self.add(HIDDEN_WORDS, " ".join(text.split())[:_MOST_HIDDEN], count=len(text.split()))

    def formula(self, letters: str, *, in_head: bool = False) -> None:
        """Note a formula by the letters in it;
        `in_head` says that it stands in a header or footer.
        """
        self.add(FORMULAS)
        self.formulas.append(Passage(letters, self.page))
        if in_head:
            self.head_formulas.append(Passage(letters, self.page))

    def inventory(self) -> Inventory:
        """What was found."""
        return Inventory(
            passages=tuple(self.passages),
            notes=tuple(self.notes),
            formulas=tuple(self.formulas),
            head_formulas=tuple(self.head_formulas),
            tallies=dict(self._tallies),
            slides=self.slides,
        )
