"""The rules about what an author's own file holds and the pages do not show:
its inventory, counted on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.checking.case import Case
from proceedings.values import holdings as of
from proceedings.values.counting import counted
from proceedings.values.finding import PageMark, Suspicion
from proceedings.values.sentence import pages, sentence
from proceedings.values.submission import Tally

_QUOTED = 8
"""Words that a finding quotes at most."""
_SHOWN = 12
"""Marks and names that one finding carries at most."""
_FEW_WORDS = 3
"""So many missing words in a text are a loss;
fewer may be divided between two pages. On a slide each counts.
"""
_PDF_HINT = "ask the author for a PDF made with the program in which it was written"


def formulas_lost(case: Case) -> Iterator[Suspicion]:
    """Formulas that LibreOffice did not set."""
    tally = _tally(case, of.FORMULAS)
    if tally is None or tally.shown is None or tally.shown >= tally.sent:
        return
    lost = tally.sent - tally.shown
    absent = of.NO_MODULE in tally.names
    install = "install it with: apt-get install --no-install-recommends libreoffice-math-nogui; then build again"
    yield Suspicion(
        f"{lost} of its {counted(tally.sent, 'formula')} {_is(lost)} missing{_where(tally)}"
        f"{f'; {of.NO_MODULE} is not installed' if absent else ''}",
        "The pages are bound without what is missing.",
        None if absent else sentence("formulas-lost", count=lost, where=pages(tally.pages)),
        _marks(tally),
        hint=install if absent else _PDF_HINT,
    )


def formulas_not_set(case: Case) -> Iterator[Suspicion]:
    """Formulas in Markdown and HTML that are printed as typed."""
    for kind, language in ((of.TYPED_FORMULAS, "TeX"), (of.MATHML, "MathML")):
        tally = _tally(case, kind)
        if tally is not None:
            listed = "; ".join(tally.names) + (" …" if tally.sent > len(tally.names) else "")
            yield Suspicion(
                f"{counted(tally.sent, 'formula')} in {language} {_is(tally.sent)} printed as typed: {listed}",
                "What is not understood is printed as the author typed it.",
                sentence("formulas-not-set", markup=language, listed=listed),
                hint="ask the author to write them with usual commands of LaTeX, or for a PDF",
            )


def words_lost(case: Case) -> Iterator[Suspicion]:
    """Words that stand in the file and on no page:
    text beyond the edge, or in a shape that was not drawn.
    """
    tally = _tally(case, of.WORDS)
    if tally is None or tally.shown is None:
        return
    lost = tally.sent - tally.shown
    if lost >= (1 if tally.pages else _FEW_WORDS):
        said = ", ".join(f"“{word}”" for word in tally.names[:_QUOTED]) + (" …" if len(tally.names) > _QUOTED else "")
        yield Suspicion(
            f"{counted(lost, 'word')} of the file {_is(lost)} not printed{_where(tally)}: {said}",
            "The pages are bound as LibreOffice makes them; text may run over an edge or be hidden.",
            sentence("words-lost", where=pages(tally.pages), said=said),
            _marks(tally),
            hint=f"compare the pages with the file; {_PDF_HINT}",
        )


def tracked_changes(case: Case) -> Iterator[Suspicion]:
    """Changes that nobody has accepted or refused yet."""
    tally = _tally(case, of.CHANGES)
    if tally is not None and tally.sent:
        yield Suspicion(
            f"it holds {counted(tally.sent, 'tracked change')}{_by(tally)} that nobody accepted or rejected",
            "All changes are accepted: what is struck out is not printed, what is new is.",
            sentence("tracked-changes", count=tally.sent),
            hint="ask the author for a file in which the changes are accepted or rejected",
        )


def comments_left_out(case: Case) -> Iterator[Suspicion]:
    """Comments in an office file; those of a PDF are printed, or not, by `comments:`."""
    tally = _tally(case, of.COMMENTS)
    if tally is not None and tally.sent:
        yield Suspicion(
            f"it holds {counted(tally.sent, 'comment')}{_by(tally)}{_where(tally)}",
            "Comments are not printed.",
            sentence("comments-left-out", count=tally.sent),
            _marks(tally),
            hint="look whether the comments ask for changes that the author has not made",
        )


def notes_cut(case: Case) -> Iterator[Suspicion]:
    """Speaker's notes that are longer than their page."""
    tally = _tally(case, of.NOTES)
    if tally is None or not case.document.treatment.notes or tally.shown is None or tally.shown >= tally.sent:
        return
    lost = tally.sent - tally.shown
    yield Suspicion(
        f"{lost} of the {counted(tally.sent, 'word')} of the speaker's notes {_is(lost)} cut{_where(tally)}",
        "The notes are set as small as they go; what does not fit is not printed.",
        sentence("notes-cut", where=pages(tally.pages)),
        _marks(tally),
        hint="ask the author for shorter notes, or for a text of its own",
    )


def notes_left_out(case: Case) -> Iterator[Suspicion]:
    """Speaker's notes that the editor did not ask for."""
    tally = _tally(case, of.NOTES)
    if tally is not None and not case.document.treatment.notes:
        yield Suspicion(
            f"it has speaker's notes of {counted(tally.sent, 'word')} for {counted(len(tally.pages), 'slide')}",
            "Notes are not printed.",
            hint="`notes: yes` beside the document prints them after the slides",
        )


def pictures_lost(case: Case) -> Iterator[Suspicion]:
    """Pictures that are not in the file, or that LibreOffice does not draw."""
    linked, unread = _tally(case, of.LINKED_PICTURES), _tally(case, of.LOST_PICTURES)
    if linked is not None:
        yield Suspicion(
            f"{counted(linked.sent, 'picture')} {_is(linked.sent)} linked and not in the file{_where(linked)}: "
            f"{', '.join(linked.names)}",
            "Nothing outside the file is fetched: the pages are bound without the picture.",
            sentence("pictures-linked", names=", ".join(linked.names)),
            _marks(linked),
            hint="ask the author to embed the pictures (break the links), or for a PDF",
        )
    if unread is not None:
        yield Suspicion(
            f"{counted(unread.sent, 'picture')} cannot be shown{_where(unread)}: {', '.join(unread.names)}",
            "The pages are bound without the picture.",
            sentence("pictures-lost", names=", ".join(unread.names)),
            _marks(unread),
            hint=_PDF_HINT,
        )


def objects_lost(case: Case) -> Iterator[Suspicion]:
    """Charts, diagrams and objects for which the file has no picture."""
    nouns = (
        (of.LOST_CHARTS, "chart", "charts-lost"),
        (of.LOST_DIAGRAMS, "SmartArt diagram", "diagrams-lost"),
        (of.LOST_OBJECTS, "embedded object", "objects-lost"),
    )
    for kind, noun, key in nouns:
        tally = _tally(case, kind)
        if tally is not None:
            yield Suspicion(
                f"{counted(tally.sent, noun)} {_has(tally.sent)} "
                f"no picture that other programs can show{_where(tally)}",
                "What LibreOffice draws in its place may be incomplete or nothing.",
                sentence(key, count=tally.sent, where=pages(tally.pages)),
                _marks(tally),
                hint=f"compare the pages with the file; {_PDF_HINT}",
            )


def footnotes_lost(case: Case) -> Iterator[Suspicion]:
    """Footnotes and endnotes of which no trace is in the tags of the PDF."""
    tally = _tally(case, of.FOOTNOTES)
    if tally is not None and tally.shown is not None and tally.shown < tally.sent:
        lost = tally.sent - tally.shown
        yield Suspicion(
            f"{lost} of its {counted(tally.sent, 'footnote')} {_is(lost)} missing",
            "The pages are bound without what is missing.",
            sentence("footnotes-lost", count=lost),
            hint=_PDF_HINT,
        )


def films_lost(case: Case) -> Iterator[Suspicion]:
    """Films and sounds, of which paper shows a picture at most."""
    for kind, noun in ((of.FILMS, "film"), (of.SOUNDS, "sound")):
        tally = _tally(case, kind)
        if tally is not None:
            yield Suspicion(
                f"it holds {counted(tally.sent, noun)}{_where(tally)}",
                "A still picture stands for a film; sounds leave no trace." if kind == of.FILMS else "Sounds go.",
                sentence(f"{noun}s-lost", count=tally.sent),
                _marks(tally),
                hint="ask the author for a web address where it can be seen, and print it",
            )


def hidden_slides(case: Case) -> Iterator[Suspicion]:
    """Slides that the author hid."""
    tally = _tally(case, of.HIDDEN_SLIDES)
    if tally is not None:
        yield Suspicion(
            f"{counted(tally.sent, 'slide')} {_is(tally.sent)} hidden: {_listed(tally.names)}",
            "Hidden slides are not printed.",
            sentence("hidden-slides", names=_listed(tally.names)),
            hint="ask the author to show the slides if they belong to the talk",
        )


def embedded_files(case: Case) -> Iterator[Suspicion]:
    """Files inside an office file, such as worksheets: the pages show a picture of them."""
    tally = _tally(case, of.EMBEDDED)
    if tally is not None:
        names = f" ({', '.join(tally.names)})" if tally.names else ""
        yield Suspicion(
            f"it holds {counted(tally.sent, 'embedded file')}{names}{_where(tally)}",
            "The pages show what the file pictures of it; the embedded file itself is not kept.",
            None,
            _marks(tally),
            hint="ask the author to publish data elsewhere if readers need them",
        )


def signature_broken(case: Case) -> Iterator[Suspicion]:
    """Signatures, which hold for the file as it was sent and not for its pages in a volume."""
    tally = _tally(case, of.SIGNATURES)
    count = case.facts.signatures or (tally.sent if tally is not None else 0)
    if count:
        yield Suspicion(
            f"it bears {counted(count, 'digital signature')}, void in the volume",
            "What a signature shows on the page stays; that it is valid can be tested in the author's file alone.",
            hint="keep the author's file beside the volume if the signature matters",
        )


def _tally(case: Case, kind: str) -> Tally | None:
    return next((tally for tally in case.facts.source if tally.kind == kind), None)


def _marks(tally: Tally) -> tuple[PageMark, ...]:
    return tuple(PageMark(page) for page in tally.pages)[:_SHOWN]


def _where(tally: Tally) -> str:
    """` on page 4`, ` on pages 4, 7`; nothing where no page is known."""
    if not tally.pages:
        return ""
    return f" on page{'' if len(tally.pages) == 1 else 's'} {_listed(tuple(map(str, tally.pages)))}"


def _by(tally: Tally) -> str:
    return f" by {_and(tally.names)}" if tally.names else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _and(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
