"""The rules about the state in which a submission came:
review copies, leftovers, wrong files, text nobody can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from proceedings.checking.case import SHOWN, Case, of_pages
from proceedings.checking.title_page import first_page, title_of, title_page
from proceedings.values.book import DocumentKind
from proceedings.values.finding import PageMark, Suspicion
from proceedings.values.holdings import WATERMARKS
from proceedings.values.sentence import Spots, sentence
from proceedings.values.sentence import pages as numbered
from proceedings.values.submission import CommentFact, Sighting

_TOLD = 5
"""Words, pages or names told of one kind in one sentence."""


def review_copy(case: Case) -> Iterator[Suspicion]:
    """Words of a review copy, line numbers in the margin, words across the pages."""
    title = title_of(case).casefold()
    said = [s for s in _seen(case, "review") if s.words.casefold() not in title]
    numbered, across = _seen(case, "line-numbers"), _seen(case, "watermark")
    parts = [f"it says {_by_page(said)}"] if said else []
    if numbered:
        parts.append(f"lines are numbered in the margin of {_where(case, numbered)}")
    bent = _watermarks(case)
    if bent:
        quoted = ", ".join(f"“{words}”" for words in bent)
        parts.append(f"{quoted} stands across its pages")
    if across:
        quoted = ", ".join(f"“{words}”" for words in _distinct(across))
        parts.append(f"{quoted} stands across {_where(case, across)}")
    pictured = _seen(case, "picture-across")
    if pictured:
        parts.append(f"the same picture stands across the text of {_where(case, pictured)}")
    if parts:
        yield Suspicion(
            f"it looks like a copy for review: {'; '.join(parts)}",
            "The pages are bound as they are.",
            sentence("review-copy"),
            _marks((*said, *numbered, *across, *pictured)),
            hint="ask the author for the final version",
        )


def _watermarks(case: Case) -> tuple[str, ...]:
    """Words across the pages of an office file, where its PDF has them as shapes alone."""
    return next((tally.names for tally in case.facts.source if tally.kind == WATERMARKS), ())


def leftovers(case: Case) -> Iterator[Suspicion]:
    """References that lead nowhere, notes to oneself, sentences of a template."""
    found = _seen(case, "leftover")
    if found:
        yield Suspicion(
            f"its author left unfinished: {_by_page(found)}",
            "The pages are bound as they are.",
            sentence("leftovers", spots=_spots(found)),
            _marks(found),
            hint="ask the author for a finished version",
        )


def looks_like_a_form(case: Case) -> Iterator[Suspicion]:
    """A form to be signed instead of a paper."""
    for form in _seen(case, "form"):
        yield Suspicion(
            f"it looks like a form to be signed (“{form.words}”) and not like a {case.document.kind}",
            "It is bound as it is.",
            sentence("looks-like-a-form", words=form.words, kind=case.document.kind),
            (PageMark(form.page),),
            hint="was another file meant? name it in agenda.yaml, or ask the author",
        )


def browser_print(case: Case) -> Iterator[Suspicion]:
    """What a browser prints around a web page."""
    found = _seen(case, "browser")
    if found:
        yield Suspicion(
            f"a browser printed date, address and count around its pages (“{found[0].words}”)",
            "They are bound as part of the pages.",
            sentence("browser-print"),
            _marks(found),
            hint="`mask:` beside the document hides head and foot; better, ask the author for an exported PDF",
        )


def cover_page(case: Case) -> Iterator[Suspicion]:
    """A sheet that a repository or publisher put before the paper."""
    page = title_page(case)
    if page == first_page(case):
        return
    before = "page 1 is" if page == 2 else f"pages 1 to {page - 1} are"
    yield Suspicion(
        f"{before} no part of the {case.document.kind}: page {page} shows the title",
        "All pages are bound.",
        sentence("cover-page", kind=case.document.kind),
        (PageMark(1), PageMark(page)),
        hint=f"`pages: {page}-` beside the document leaves the cover out",
    )


def unreadable_text(case: Case) -> Iterator[Suspicion]:
    """Text that programs read otherwise than it is seen."""
    pages = case.facts.state.unreadable
    if pages:
        yield Suspicion(
            f"what programs read on {of_pages(pages, len(case.facts.pages))} is not what is seen: "
            "its fonts explain their letters wrongly or not at all",
            "The pages look right, but nobody can search, copy or hear their text.",
            sentence("unreadable-text"),
            tuple(PageMark(page) for page in pages)[:SHOWN],
            hint="ask the author to export it again; title and names were not compared with the agenda",
        )


def no_text(case: Case) -> Iterator[Suspicion]:
    """A scan, or letters made shapes: pages to see and nothing to read."""
    pages = case.facts.state.without_text
    if pages and case.document.kind is not DocumentKind.POSTER and 2 * len(pages) > _inked(case):
        yield Suspicion(
            f"{of_pages(pages, len(case.facts.pages))} "
            f"{'is a picture' if len(pages) == 1 else 'are pictures'} without text behind",
            "They are bound as they are; nobody can search, copy or hear them.",
            sentence("no-text"),
            tuple(PageMark(page) for page in pages)[:SHOWN],
            hint="ask the author for a PDF with text, or run text recognition",
        )


def comments_printed(case: Case) -> Iterator[Suspicion]:
    """Comments and marks of reviewers that become part of the pages."""
    found = [comment for comment in case.facts.state.comments if comment.printed]
    if found:
        yield Suspicion(
            f"{_comments(found)} will be printed on {_pages_of(case, found)}{_by_writers(found)}",
            "They are part of the bound pages.",
            sentence("comments-printed", pages=numbered((c.page for c in found), len(case.facts.pages))),
            tuple(PageMark(page) for page in sorted({comment.page for comment in found}))[:SHOWN],
            hint="`comments: leave-out` beside the document leaves them out",
        )


def comments_removed(case: Case) -> Iterator[Suspicion]:
    """Comments that do not print, or that the editor leaves out."""
    found = [comment for comment in case.facts.state.comments if not comment.printed]
    if found:
        yield Suspicion(
            f"{_comments(found)} on {_pages_of(case, found)}{_by_writers(found)} "
            f"{'is' if len(found) == 1 else 'are'} left out",
            "What a reviewer wrote beside the pages is not in the volume.",
            marks=tuple(PageMark(page) for page in sorted({comment.page for comment in found}))[:SHOWN],
        )


def xfa_form(case: Case) -> Iterator[Suspicion]:
    """A form whose pages only one maker's reader shows."""
    if case.facts.state.shell == "xfa":
        yield Suspicion(
            "it is an XFA form: the file holds no pages but a notice that another reader is needed",
            "The notice is bound in place of the content.",
            sentence("xfa-form"),
            (PageMark(1),),
            hint="ask the author to print the form to a PDF and to send that",
        )


def portfolio(case: Case) -> Iterator[Suspicion]:
    """A bundle of files whose cover sheet is not the paper."""
    if case.facts.state.shell != "portfolio":
        return
    inside = case.facts.attachments
    papers = [name for name in inside if name.casefold().endswith(".pdf")] or list(inside)
    held = f"it holds {_listed(papers)}" if papers else "it holds no file"
    one = sentence("portfolio-of-one", name=papers[0]) if len(papers) == 1 else None
    wanted = one or sentence("portfolio", kind=case.document.kind)
    yield Suspicion(
        f"it is a PDF portfolio, a bundle of files: {held}, and only its cover sheet can be bound",
        "The cover sheet is bound; the files inside are not.",
        wanted,
        (PageMark(1),),
        hint=f"take {_listed(papers)} out of it and name that file in agenda.yaml" if papers else None,
    )


def overlay_steps(case: Case) -> Iterator[Suspicion]:
    """Pages of slides that build up one frame step by step."""
    runs = case.facts.state.builds
    if not runs or case.document.kind is not DocumentKind.SLIDES:
        return
    count = len(case.facts.pages)
    inside = {page for first, last in runs for page in range(first, last)}
    told = "; ".join(
        f"{last - first + 1} pages build up one frame ({first} to {last})" for first, last in runs[:_TOLD]
    ) + (f"; {len(runs) - _TOLD} more frames likewise" if len(runs) > _TOLD else "")
    kept = [page for page in range(1, count + 1) if page not in inside]
    yield Suspicion(
        told,
        "All steps are bound.",
        sentence("overlay-steps"),
        tuple(PageMark(last) for _, last in runs)[:SHOWN],
        hint=f"`pages: {_runs(kept)}` beside the document binds the last step of each",
    )


def _seen(case: Case, kind: str) -> list[Sighting]:
    return [sighting for sighting in case.facts.state.sightings if sighting.kind == kind]


def _by_page(found: Sequence[Sighting]) -> str:
    """The words with their pages, each once: `“Table ??” (page 2)`."""
    pages: dict[str, int] = {}
    for sighting in found:
        pages.setdefault(sighting.words, sighting.page)
    told = [f"“{words}” (page {page})" for words, page in list(pages.items())[:_TOLD]]
    return ", ".join(told) + (f" and {len(pages) - _TOLD} more" if len(pages) > _TOLD else "")


def _spots(found: Sequence[Sighting]) -> Spots:
    seen = {sighting.words: sighting.page for sighting in reversed(found)}
    listed = [words for words in dict.fromkeys(sighting.words for sighting in found)]
    return Spots(tuple((words, seen[words]) for words in listed[:_TOLD]), max(0, len(listed) - _TOLD))


def _distinct(found: Iterable[Sighting]) -> list[str]:
    return list(dict.fromkeys(sighting.words for sighting in found))[:_TOLD]


def _where(case: Case, found: Iterable[Sighting]) -> str:
    return of_pages(sorted({sighting.page for sighting in found}), len(case.facts.pages))


def _marks(found: Iterable[Sighting]) -> tuple[PageMark, ...]:
    return tuple(PageMark(page) for page in sorted({sighting.page for sighting in found}))[:SHOWN]


def _inked(case: Case) -> int:
    return sum(page.ink is not None for page in case.facts.pages)


def _comments(found: Sequence[CommentFact]) -> str:
    return f"{len(found)} comment{'' if len(found) == 1 else 's'}"


def _pages_of(case: Case, found: Iterable[CommentFact]) -> str:
    return of_pages(sorted({comment.page for comment in found}), len(case.facts.pages))


def _by_writers(found: Iterable[CommentFact]) -> str:
    names = list(dict.fromkeys(comment.writer for comment in found if comment.writer))
    return f" (by {_listed(names)})" if names else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_TOLD]) + (f" and {len(names) - _TOLD} more" if len(names) > _TOLD else "")


def _runs(pages: Sequence[int]) -> str:
    """Pages as `pages:` takes them: `1-3, 5`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join("-".join(map(str, run)) for run in runs)
