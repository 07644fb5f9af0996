"""The compositor: sets every page of the volume that is our own, and nothing twice."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.typesetting.appearances import Anchors
from proceedings.typesetting.book import Book
from proceedings.typesetting.glyphs import missing_glyphs
from proceedings.typesetting.keyword_index import keyword_index
from proceedings.typesetting.layout import Layout
from proceedings.typesetting.press import VERSION, Forme, Impression, press, programs
from proceedings.typesetting.register import index, participants
from proceedings.typesetting.rendering import Templates, templates_of
from proceedings.typesetting.talk_places import talk_places
from proceedings.values.book import Contribution, Volume
from proceedings.values.diagnostics import Diagnostic, Place, ProceedingsError, warning
from proceedings.values.galley import Galley
from proceedings.values.plan import Part, PartKind, PlacedPart, Plan
from proceedings.values.settings import Abstracts
from proceedings.words.wording import Words

_NOT_LOADED = re.compile(r"Failed to (?:load image at|render SVG image) '?([^']*)'?")
_STEP = "typeset"
_PDF, _FACTS = "pages.pdf", "facts.json"

_CHUNK = 60
"""Parts of a page or two that share a document: starting one costs as much as ten such pages."""

_REGISTERS = frozenset({PartKind.PARTICIPANTS, PartKind.INDEX, PartKind.KEYWORD_INDEX})
"""Parts that print folios of places within other parts: set when those are."""

_EVENED = _REGISTERS | {PartKind.CONTENTS}
"""Parts whose last page should not hold a line or two."""

_ABSTRACTS = frozenset({PartKind.ABSTRACTS})
"""Set before the dividers, which print the folios of its entries."""

_BULKY = frozenset({PartKind.CONTENTS, PartKind.AGENDA, PartKind.BIOGRAPHIES}) | _ABSTRACTS | _REGISTERS
"""Parts that have a document to themselves."""

_BODY = frozenset(PartKind) - _ABSTRACTS - _REGISTERS - {PartKind.CONTENTS}

_STAGES = (
    _ABSTRACTS,
    _BODY,
    _REGISTERS,
    frozenset({PartKind.CONTENTS}),
)
"""The parts in the order of what their folios wait for:
the book itself, then its registers, then the contents.
"""

_DOCUMENTS = frozenset({PartKind.PAPER, PartKind.SLIDES, PartKind.POSTER, PartKind.HANDOUT})


@dataclass(frozen=True, slots=True)
class Typesetting:
    """All parts that were set, by id, and the problems met."""

    galleys: dict[str, Galley] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def set_parts(
    volume: Volume,
    plans: Sequence[Plan],
    layout: Layout,
    words: Words,
    store: Store,
    workers: Workers,
    draft: bool,
    reasons: Mapping[str, str] | None = None,
    told: Collection[str] = (),
) -> tuple[Typesetting, ...]:
    """Typeset the parts of the plans that are not facsimiles.

    Args:
        volume: what the editor wrote.
        plans: one for each volume of the book: where every part lies; its folios are printed. Call
            again with the page counts that come of it until they stand still: what has not changed
            comes from the store.
        layout: templates, style and fonts.
        words: the volume's own words.
        store: keeps what was set, by HTML, style, fonts and pictures.
        workers: where WeasyPrint runs.
        draft: whether the volume says that it is a draft.
        reasons: why a document is not in the volume, by its id;
            printed on the page that stands for it.
        told: characters that no font has, of which the editor is told already.

    Returns:
        For each plan a galley for each part; several may share one PDF. Where a page count differs
        from a plan's, the parts whose folios wait for it are left out. The diagnostics name
        characters that no font has, pictures that could not be read, and what WeasyPrint did not
        understand.

    Raises:
        UsageError: the layout is incomplete.
        LayoutError: a template is wrong.
    """
    typesetter = _Typesetter(templates_of(layout, volume.settings.trim), layout, store, workers, frozenset(told))
    # Without anchors yet: only the order of people is used, for the biographies.
    people = participants(volume, plans[0])
    books = [Book(volume, plan, words, draft, reasons or {}, participants=people) for plan in plans]
    done = [Typesetting() for _ in books]
    for kinds in _STAGES:
        if kinds is not _ABSTRACTS:
            anchors = {name: dict(galley.anchors) for typeset in done for name, galley in typeset.galleys.items()}
            books = [replace(book, places=talk_places(book.plan, anchors)) for book in books]
        if kinds is _REGISTERS:
            books = [_with_registers(book, anchors) for book in books]
        fresh = [typesetter.set(book, [p for p in _wanted(book) if p.part.kind in kinds]) for book in books]
        done = [_joined(*pair) for pair in zip(done, fresh, strict=True)]
        if any(_moved(book, typeset) for book, typeset in zip(books, done, strict=True)):
            break
    return tuple(done)


def _wanted(book: Book) -> list[PlacedPart]:
    """The parts of a volume that are set."""
    return [p for p in book.plan.parts if p.part.template is not None and not p.part.facsimile]


def _joined(done: Typesetting, fresh: Typesetting) -> Typesetting:
    return Typesetting(done.galleys | fresh.galleys, tuple(dict.fromkeys(done.diagnostics + fresh.diagnostics)))


def _moved(book: Book, typeset: Typesetting) -> bool:
    """Whether a part came out longer or shorter than the plan had it."""
    galleys = typeset.galleys
    return any(p.part.id in galleys and galleys[p.part.id].count != p.page_count for p in _wanted(book))


def _with_registers(book: Book, anchors: Anchors) -> Book:
    """The book with participants and index, where this volume has such parts."""
    kinds = {placed.part.kind for placed in _wanted(book)}
    return replace(
        book,
        participants=participants(book.volume, book.plan, anchors) if PartKind.PARTICIPANTS in kinds else (),
        index=index(book.volume, book.plan, anchors) if PartKind.INDEX in kinds else (),
        keyword_index=keyword_index(book.volume, book.plan, anchors) if PartKind.KEYWORD_INDEX in kinds else (),
    )


@dataclass(frozen=True, slots=True)
class _Typesetter:
    """Templates, store and workers of one run."""

    templates: Templates
    layout: Layout
    store: Store
    workers: Workers
    told: frozenset[str]

    def set(self, book: Book, placed: Sequence[PlacedPart]) -> Typesetting:
        """Set these parts, those from the store that are there already."""
        locked = [self._forme(book, group) for group in _groups(placed)]
        formes = [forme for forme, _ in locked]
        keys = [self._key(forme) for forme in formes]
        entries: dict[str, Path] = {key: found for key in keys if (found := self._kept(key)) is not None}
        missing = {key: forme for key, forme in zip(keys, formes, strict=True) if key not in entries}
        for key, (forme, inputs) in zip(keys, locked, strict=True):
            self.store.note(_called(forme, book.plan), key, inputs, ran=key in missing)
        # Long ones first, so that no worker is left with one at the end.
        todo = dict(sorted(missing.items(), key=lambda pair: len(pair[1].html), reverse=True))
        for key, impression in zip(todo, self._pressed(list(todo.values())), strict=True):
            files = {_PDF: impression.pdf, _FACTS: _as_json(impression)}
            entries[key] = self.store.keep(key, files, programs(missing[key].html))
        galleys: dict[str, Galley] = {}
        diagnostics: list[Diagnostic] = []
        for key, forme in zip(keys, formes, strict=True):
            facts = json.loads((entries[key] / _FACTS).read_bytes())
            for part in forme.parts:
                first, count = facts["extents"][part]
                anchors = tuple((name, page) for name, page in facts["anchors"][part])
                galleys[part] = Galley(part, entries[key] / _PDF, first, count, anchors)
            untold = [character for character in facts["missing"] if character not in self.told]
            diagnostics += missing_glyphs(untold, book.volume, self.layout.workspace, book.draft)
            diagnostics += _complaints(facts["complaints"], self.layout)
        return Typesetting(galleys, tuple(dict.fromkeys(diagnostics)))

    def _kept(self, key: str) -> Path | None:
        """What was set before, unless a font was missing then: it may have been installed since."""
        found = self.store.lookup(key)
        if found is None or not json.loads((found / _FACTS).read_bytes())["missing"]:
            return found
        self.store.discard(key)
        return None

    def _forme(self, book: Book, group: Sequence[PlacedPart]) -> tuple[Forme, dict[str, str]]:
        """Parts locked up for the press, and what their look depends on, in an editor's words."""
        sheets = []
        for placed in group:
            part = placed.part
            html = self.templates.part(part, book, book.reasons.get(part.document or ""))
            sheets.append((part.id, str(part.template), placed.first_page, html))
        contents = tuple(p.part.id for p in group if p.part.kind is PartKind.CONTENTS)
        pictures = tuple(dict.fromkeys(str(picture) for p in group for picture in _pictures(book, p.part)))
        is_register = all(p.part.kind in _EVENED for p in group)
        forme = self.templates.forme(sheets, book.volume.language, book.volume.title, contents, pictures, is_register)
        inputs = {f"the text or a folio of {part}": _sum(html) for part, _, _, html in sheets}
        if self.layout.workspace is not None:
            inputs |= {name: self._picture_sum(self.layout.workspace / name) for name in forme.pictures}
        style = _sum(forme.style + forme.layout_digest)
        return forme, {**inputs, "the layout": style, "version": str(VERSION)}

    def _key(self, forme: Forme) -> str:
        workspace = self.layout.workspace
        sums = [] if workspace is None else [self._picture_sum(workspace / name) for name in forme.pictures]
        # The names of the parts are in the HTML, those of the pictures too.
        return self.store.key(_STEP, VERSION, forme.html, forme.style, forme.layout_digest, *sums)

    def _picture_sum(self, path: Path) -> str:
        return self.store.sha256_of(path) if path.is_file() else ""

    def _pressed(self, formes: Sequence[Forme]) -> Iterator[Impression]:
        for outcome in self.workers.run(press, formes):
            if outcome.value is None:
                raise ProceedingsError(
                    "the volume's own pages could not be typeset: this is a fault of proceedings or of its libraries",
                    "the previous volume is unchanged; PROCEEDINGS_TRACEBACK=1 shows where it happened",
                )
            yield outcome.value


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _called(forme: Forme, plan: Plan) -> str:
    """A forme's name in the journal, the same in every build:
    by its first part, and the volume of several.
    """
    more = f" and {len(forme.parts) - 1} more" if len(forme.parts) > 1 else ""
    where = f" in volume {plan.tome.number}" if plan.tome else ""
    return f"typesetting of {forme.parts[0]}{more}{where}"


def _groups(placed: Sequence[PlacedPart]) -> Iterator[Sequence[PlacedPart]]:
    """Parts that are set in one document:
    bulky ones alone and first, front matter and body in runs of small ones.
    """
    yield from ([p] for p in placed if p.part.kind in _BULKY)
    small = [p for p in placed if p.part.kind not in _BULKY]
    body = [p for p in small if p.part.kind is PartKind.DIVIDER or p.part.kind in _DOCUMENTS]
    front = [p for p in small if p not in body]
    for run in (front, body):
        yield from (run[start : start + _CHUNK] for start in range(0, len(run), _CHUNK))


def _pictures(book: Book, part: Part) -> Iterator[PurePosixPath]:
    """The pictures that a part may show, relative to the workspace:
    portraits, logos, those of an editor's text.
    """
    if part.template == "biographies":
        for person in book.volume.people:
            yield from (person.photo,) if person.photo else ()
            yield from (path for _, path in (person.bio.pictures if person.bio else ()))
    elif part.template == "sponsors":
        yield from (sponsor.logo for sponsor in book.volume.sponsors if sponsor.logo)
    elif part.template == "abstracts":
        yield from _of_abstracts(c for _, contributions in book.abstracts() for c in contributions)
    elif part.kind is PartKind.DIVIDER:
        item = book.item(part.item)
        on_divider = book.volume.settings.abstracts is Abstracts.DIVIDER
        yield from _of_abstracts(item.contributions if item and on_divider else ())
    elif part.front is not None:
        text = book.text(part.front)
        yield from (path for _, path in (text.pictures if text else ()))


def _of_abstracts(contributions: Iterable[Contribution]) -> Iterator[PurePosixPath]:
    yield from (path for c in contributions if c.abstract for _, path in c.abstract.pictures)


def _as_json(impression: Impression) -> bytes:
    facts = {
        "extents": impression.extents,
        "anchors": impression.anchors,
        "missing": impression.missing,
        "complaints": impression.complaints,
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def _complaints(said: Sequence[str], layout: Layout) -> list[Diagnostic]:
    """What WeasyPrint logged, as warnings;
    missing glyphs are told apart and reported as errors elsewhere.
    """
    place = Place(f"layouts/{layout.name}/style.css")
    heard = (sentence for sentence in said if not sentence.startswith(".notdef"))
    return [warning("layout", place, _plainly(sentence)) for sentence in heard]


def _plainly(sentence: str) -> str:
    """A sentence of WeasyPrint's for editors;
    those about pictures name an exception and the whole of a data URI.
    """
    picture = _NOT_LOADED.match(sentence)
    return f"a picture is left out: {picture[1][:80]}" if picture else f"typesetting: {sentence}"
