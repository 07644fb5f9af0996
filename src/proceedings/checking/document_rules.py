"""The rules about one submission:
what each suspects, what the tool does, and what to write to the author.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized

from proceedings.checking.bylines import unnamed
from proceedings.checking.case import SHOWN, Case, of_pages
from proceedings.checking.comparison import titles_differ
from proceedings.checking.title_page import first_page, is_comparable, opening, title_of, title_page
from proceedings.values.book import DocumentKind
from proceedings.values.counting import counted
from proceedings.values.finding import PageMark, Suspicion
from proceedings.values.geometry import Box, PageDesign
from proceedings.values.sentence import pages, sentence
from proceedings.values.submission import PageFacts


def page_limit(case: Case) -> Iterator[Suspicion]:
    """More pages than the volume allows for this kind."""
    allowed = int(case.limits[f"{case.document.kind}-pages"])
    found = len(case.facts.pages)
    if allowed and found > allowed:
        yield Suspicion(
            f"it has {counted(found, 'page')}; the limit for a {_noun(case.document.kind)} is {allowed}",
            "All pages are bound.",
            sentence("page-limit", kind=case.document.kind, count=found, allowed=allowed),
            tuple(PageMark(p) for p in range(allowed + 1, found + 1))[:SHOWN],
        )


def paper_size(case: Case) -> Iterator[Suspicion]:
    """Pages of a paper that are not of the volume's size."""
    if case.document.kind is not DocumentKind.PAPER:
        return
    odd = [n for n, p in enumerate(case.facts.pages, 1) if not case.design.is_size_of(p.width, p.height)]
    if odd:
        first = case.facts.pages[odd[0] - 1]
        trim = case.volume.settings.trim
        wanted = f"{trim.name} ({_size(trim.width, trim.height)})" if trim.name else _size(trim.width, trim.height)
        yield Suspicion(
            f"{_pages_do(odd, case, 'measures', 'measure')} {_size(first.width, first.height)}; the volume is {wanted}",
            "The pages are centred, or scaled evenly where they do not fit.",
            sentence("paper-size", wanted=wanted),
            tuple(PageMark(n) for n in odd)[:SHOWN],
        )


def margins(case: Case) -> Iterator[Suspicion]:
    """Ink where the running head and the folio go."""
    if case.document.kind is not DocumentKind.PAPER:
        return
    frame = case.design.sheet_frame()
    marks = [m for n, page in enumerate(case.facts.pages, 1) for m in _outside(n, page, frame, case.design)]
    if marks:
        where = sorted({m.page for m in marks})
        yield Suspicion(
            f"text or figures reach into the margins on {of_pages(where, len(case.facts.pages))}",
            "The whole document is scaled so that head and folio stay clear.",
            sentence("margins"),
            tuple(marks)[:SHOWN],
        )


def fonts_not_embedded(case: Case) -> Iterator[Suspicion]:
    """Fonts that the file only names, and in which it draws."""
    loose = sorted({f.name for f in case.facts.fonts if not f.embedded and f.draws})
    if loose:
        yield Suspicion(
            f"{_fonts(loose)} not embedded",
            "Metric-compatible open fonts take their place where there are some.",
            sentence("fonts-not-embedded", names=", ".join(loose)),
        )


def low_resolution(case: Case) -> Iterator[Suspicion]:
    """Images that will look coarse in print."""
    least = case.limits["resolution"]
    coarse = [i for i in case.facts.images if 0 < i.dpi < least and min(i.box.width, i.box.height) > 36]
    if coarse:
        worst = min(i.dpi for i in coarse)
        where = of_pages(sorted({i.page for i in coarse}), len(case.facts.pages))
        yield Suspicion(
            f"{len(coarse)} image{_s(coarse)} of less than {least:.0f} dpi on {where}; the lowest has {worst:.0f} dpi",
            "The images are bound as they are.",
            sentence("low-resolution", pages=pages((i.page for i in coarse), len(case.facts.pages)), least=least),
            tuple(PageMark(i.page, i.box) for i in coarse)[:SHOWN],
        )


def tiny_type(case: Case) -> Iterator[Suspicion]:
    """Type that nobody can read in print."""
    if case.document.kind is not DocumentKind.PAPER:
        return
    least = case.limits["type-size"]
    small = [n for n, p in enumerate(case.facts.pages, 1) if p.smallest_type is not None and p.smallest_type < least]
    if small:
        size = min(p.smallest_type for p in case.facts.pages if p.smallest_type is not None)
        yield Suspicion(
            f"type of {size:.1f} pt on {of_pages(small, len(case.facts.pages))}",
            "The pages are bound as they are.",
            sentence("tiny-type", size=round(size, 1), least=least),
            tuple(PageMark(n) for n in small)[:SHOWN],
        )


def encrypted(case: Case) -> Iterator[Suspicion]:
    """A file with restrictions that opens without a password."""
    if case.facts.encrypted:
        yield Suspicion(
            "the file is encrypted, although it opens without a password",
            "The encryption is removed; an archive cannot keep it.",
            sentence("encrypted"),
        )


def scripts(case: Case) -> Iterator[Suspicion]:
    """Scripts and other active content."""
    if case.facts.scripts:
        yield Suspicion(
            f"it holds {case.facts.scripts} script{'' if case.facts.scripts == 1 else 's'}",
            "Scripts are removed.",
            sentence("scripts"),
        )


def title_differs(case: Case) -> Iterator[Suspicion]:
    """A first page that does not show the title of the agenda, though programs can read it."""
    title, page = title_of(case), title_page(case)
    shown = opening(case, page)
    # Of a cover sheet before the title another rule tells.
    if not title or not shown or page != first_page(case) or not is_comparable(case, page):
        return
    if titles_differ(title, shown):
        yield Suspicion(
            f"its first page does not show the agenda's title “{title}”",
            "The volume prints the agenda's title in contents and heads.",
            sentence("title-differs", title=title),
            (PageMark(page),),
            hint="correct the title in agenda.yaml, or ask the author",
        )


def authors_differ(case: Case) -> Iterator[Suspicion]:
    """Speakers whose family name does not stand on the page with the title,
    though programs can read it.
    """
    page = title_page(case)
    if not is_comparable(case, page):
        return
    absent = [person.name for person in unnamed(case.contribution.speakers, opening(case, page))]
    if absent:
        names = [s.person.name for s in case.contribution.speakers if not s.person.is_stand_in]
        yield Suspicion(
            f"its first page does not name {_either(absent)}",
            "The volume prints the names of the agenda.",
            sentence("authors-differ", names=", ".join(names)),
            (PageMark(page),),
        )


def _either(names: Sequence[str]) -> str:
    """`A, B or C`; of many the first."""
    if len(names) > SHOWN:
        return f"{', '.join(names[: SHOWN // 2])} or {len(names) - SHOWN // 2} others"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def printed_page_numbers(case: Case) -> Iterator[Suspicion]:
    """Page numbers of the author's own.
    Slides are left alone: their numbers are read beside ours without confusion.
    """
    if case.document.kind is DocumentKind.SLIDES:
        return
    numbered = [n for n, p in enumerate(case.facts.pages, 1) if p.printed_number]
    if len(numbered) > 1 and case.document.treatment.mask is None:
        yield Suspicion(
            f"{_pages_do(numbered, case, 'carries', 'carry')} page numbers of their own",
            "They stay beside the volume's folios.",
            sentence("printed-page-numbers"),
            tuple(PageMark(n) for n in numbered)[:SHOWN],
            hint="`mask:` in volume.yaml, beside a session or a document hides an author's own head or foot",
        )


def blank_pages(case: Case) -> Iterator[Suspicion]:
    """Pages without ink."""
    blank = [n for n, p in enumerate(case.facts.pages, 1) if p.ink is None]
    if blank:
        yield Suspicion(
            f"{_pages_do(blank, case, 'is', 'are')} blank",
            "Blank pages are bound like the others.",
            sentence("blank-pages", pages=pages(blank, len(case.facts.pages))),
            tuple(PageMark(n) for n in blank)[:SHOWN],
            hint="`pages:` beside the document in agenda.yaml chooses the pages to bind",
        )


def no_such_page(case: Case) -> Iterator[Suspicion]:
    """Pages that the editor chose and the file does not have."""
    count = len(case.facts.pages)
    treatment = case.document.treatment
    absent = [n for n in (*(treatment.pages or ()), *filter(None, (treatment.pages_onward,))) if n > count]
    if absent:
        yield Suspicion(
            f"`pages:` in agenda.yaml names {of_pages(absent, 0)}; the file has {counted(count, 'page')}",
            "Pages that are not there are left out.",
            sentence("no-such-page", expected=max(absent), kind=case.document.kind, found=count),
            hint="correct `pages:` beside the document",
        )


def too_large(case: Case) -> Iterator[Suspicion]:
    """A file that makes the volume heavy to download."""
    megabytes = case.facts.bytes / 1e6
    if megabytes > case.limits["megabytes"]:
        yield Suspicion(
            f"the file has {megabytes:.0f} MB; the limit is {case.limits['megabytes']:g}",
            "It is bound as it is.",
            sentence("file-too-large", megabytes=round(megabytes)),
        )


def untagged(case: Case) -> Iterator[Suspicion]:
    """A file without accessibility tags."""
    if not case.facts.tagged:
        yield Suspicion(
            "it has no accessibility tags",
            "The volume tags its text, as well as a program can.",
            sentence("untagged"),
        )


def figures_without_text(case: Case) -> Iterator[Suspicion]:
    """Figures that nobody described, where the volume is to be PDF/UA."""
    silent = [n for n, figure in enumerate(case.facts.figures, 1) if figure.text is None]
    if silent and case.volume.settings.conformance.accessible:
        listed = ", ".join(map(str, silent[:SHOWN])) + (" …" if len(silent) > SHOWN else "")
        pages = {case.facts.figures[n - 1].page for n in silent}
        yield Suspicion(
            f"figure{_s(silent)} {listed} {'has' if len(silent) == 1 else 'have'} no alternative text",
            "A plain text such as “Figure 1 on page 2” stands for each.",
            sentence("figures-without-text", count=len(silent), numbers=listed),
            tuple(PageMark(page) for page in sorted(pages) if page)[:SHOWN],
            hint="write `figures: {1: …}` beside the document; `proceedings inspect` lists figures and pages",
        )


def no_such_figure(case: Case) -> Iterator[Suspicion]:
    """Texts for figures that the document does not have."""
    count = len(case.facts.figures)
    absent = [number for number, _ in case.document.treatment.figures if number > count]
    if absent:
        has = f"{count or 'no'} figure{'' if count == 1 else 's'}"
        yield Suspicion(
            f"`figures:` in agenda.yaml names figure {', '.join(map(str, absent))}; the file has {has}",
            "Texts for figures that are not there are left out.",
            sentence("no-such-figure", expected=max(absent), kind=case.document.kind, found=count),
            hint="`proceedings inspect` lists the figures with their numbers and pages",
        )


def _outside(number: int, page: PageFacts, frame: Box, design: PageDesign) -> Iterator[PageMark]:
    """The strips of ink beyond the frame, for a page centred on the volume's page."""
    if page.ink is None:
        return
    dx, dy = (design.width - page.width) / 2, (design.height - page.height) / 2
    ink = page.ink
    if ink.bottom + dy < frame.bottom - 0.5:
        yield PageMark(number, Box(ink.left, ink.bottom, ink.right, min(ink.top, frame.bottom - dy)))
    if ink.top + dy > frame.top + 0.5:
        yield PageMark(number, Box(ink.left, max(ink.bottom, frame.top - dy), ink.right, ink.top))
    if ink.left + dx < frame.left - 0.5:
        yield PageMark(number, Box(ink.left, ink.bottom, min(ink.right, frame.left - dx), ink.top))
    if ink.right + dx > frame.right + 0.5:
        yield PageMark(number, Box(max(ink.left, frame.right - dx), ink.bottom, ink.right, ink.top))


def _pages_do(numbers: list[int], case: Case, one: str, many: str) -> str:
    """The pages and the verb in their number: `page 3 measures`, `pages 3, 4 measure`."""
    return f"{of_pages(numbers, len(case.facts.pages))} {one if len(numbers) == 1 else many}"


def _fonts(names: list[str]) -> str:
    listed = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
    return f"the font{_s(names)} {listed} {'is' if len(names) == 1 else 'are'}"


def _s(several: Sized) -> str:
    return "" if len(several) == 1 else "s"


def _noun(kind: DocumentKind) -> str:
    return "presentation" if kind is DocumentKind.SLIDES else str(kind)


def _size(width: float, height: float) -> str:
    return f"{width * 25.4 / 72:.0f} × {height * 25.4 / 72:.0f} mm"
