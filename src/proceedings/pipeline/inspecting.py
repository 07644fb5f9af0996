"""Inspecting one file: its facts as an editor reads them, or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.formats import recognise
from proceedings.intake.surveying.facts_json import facts_as_json
from proceedings.intake.taking_in import take_in
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import Diagnostic, as_json, has_errors
from proceedings.values.format import TEXTS
from proceedings.values.manuscript import Typesetter
from proceedings.values.submission import Facts, PageFacts, Request, Submission, Tally

_POINTS_A_MM = 72 / 25.4
_MOST_NAMES = 12
_MOST_FIGURES = 100


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found out about a file: what intake made of it, or why it cannot be used.

    The PDF of `submission` is not kept.
    """

    submission: Submission | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def facts(self) -> Facts | None:
        """Pages, fonts, images, tags, links and the rest; None where the file cannot be read."""
        return None if self.submission is None else self.submission.facts

    @property
    def usable(self) -> bool:
        """True when the file could go into a volume."""
        return self.submission is not None and not has_errors(self.diagnostics)

    def as_text(self) -> str:
        """The facts, one kind a line; empty when there are none."""
        if self.submission is None:
            return ""
        return "\n".join(
            f"{name + ':' if name else '':<14} {value}" for name, value in _lines(self.submission) if value
        )

    def as_json(self) -> str:
        """Everything, with the names of `Facts`."""
        found: dict[str, Any] = {"diagnostics": json.loads(as_json(self.diagnostics)), "facts": None}
        if self.submission is not None:
            submission = self.submission
            found |= {
                "sha256": submission.source_sha256,
                "treatment": submission.treatment,
                "details": submission.details,
                "conforms": submission.conforms,
                "barriers": submission.barriers,
                "facts": facts_as_json(submission.facts),
            }
        return json.dumps(found, ensure_ascii=False, indent=2)


def inspect(file: Path, setter: Callable[[Path], Typesetter] | None = None, language: str = "en") -> Inspected:
    """Take a file in as a build would, keep nothing, and say what is known about it.

    Args:
        file: a submission.
        setter: gives what sets the texts of a folder; without it texts are refused.
        language: of a text (BCP 47).

    Raises:
        OSError: there is no such file.
    """
    path = file.resolve(strict=True)
    request = Request("inspected", DocumentKind.PAPER, path, PurePosixPath(path.name), language)
    typeset = setter(path.parent) if setter is not None and recognise(path) in TEXTS else None
    with TemporaryDirectory(prefix="proceedings-") as folder, Workers(2) as workers:
        store = Store(Path(folder))
        intake = take_in([request], store, workers, typeset)
        store.flush()
    return Inspected(intake.submissions.get(request.document), intake.diagnostics)


def _lines(submission: Submission) -> Iterator[tuple[str, str]]:
    facts = submission.facts
    yield "pages", f"{len(facts.pages)}, {_sizes(facts.pages)}"
    yield "version", f"PDF {facts.pdf_version}, {facts.bytes / 1000:.0f} kB"
    yield "title", facts.title or ""
    yield "authors", facts.authors or ""
    yield "language", facts.language or ""
    yield "tagged", "yes" if facts.tagged else "no"
    web = (facts.uri_links, "link to the web", "links to the web")
    yield "contents", _counted((facts.outline_entries, "bookmark"), web, (facts.internal_links, "internal link"))
    yield "fonts", _fonts(facts)
    yield "images", _images(facts)
    yield "active", _counted((facts.scripts, "script"), (facts.form_fields, "form field"),
                             (facts.signatures, "signature"), (len(facts.attachments), "attached file"))  # fmt: skip
    yield "annotations", ", ".join(f"{count} {kind}" for kind, count in facts.annotations)
    yield "attached", ", ".join(facts.attachments[:_MOST_NAMES])
    yield "layers", ", ".join(facts.layers[:_MOST_NAMES])
    yield "encrypted", "yes, but it opens without a password" if facts.encrypted else ""
    for number, tally in enumerate(facts.source):
        yield "author's file" if number == 0 else "", _counted_on_both_sides(tally)
    yield "ink", _ink(facts.pages)
    yield "page numbers", _numbers(facts.pages)
    yield "smallest type", _smallest(facts.pages)
    yield "done", ", ".join(submission.treatment)
    for sentence in submission.details:
        yield "", sentence
    for number, figure in enumerate(facts.figures[:_MOST_FIGURES], 1):
        where = f" on page {figure.page}" if figure.page else ""
        said = f"“{figure.text}”" if figure.text else "no alternative text"
        yield "figures" if number == 1 else "", f"{number}{where}: {said}"
    more = len(facts.figures) - _MOST_FIGURES
    yield "", f"and {more} more, which --json lists" if more > 0 else ""
    yield "conforms to", f"PDF/A-{submission.conforms}" if submission.conforms else "no level of PDF/A"


def _counted_on_both_sides(tally: Tally) -> str:
    """`words: 230, printed 228 (page 4; “and”, “so”)`."""
    shown = "" if tally.shown is None else f", printed {tally.shown}"
    pages = f"page{'' if len(tally.pages) == 1 else 's'} {', '.join(map(str, tally.pages[:_MOST_NAMES]))}"
    more = "; ".join((*([pages] if tally.pages else []), *([", ".join(tally.names)] if tally.names else [])))
    return f"{tally.kind}: {tally.sent}{shown}{f' ({more})' if more else ''}"


def _sizes(pages: Iterable[PageFacts]) -> str:
    found = Counter((round(p.width / _POINTS_A_MM), round(p.height / _POINTS_A_MM)) for p in pages)
    said = [f"{width} × {height} mm" for (width, height), _ in found.most_common(4)]
    turned = sorted({p.rotation for p in pages if p.rotation})
    scaled = any(p.user_unit != 1 for p in pages)
    more = [f"turned by {', '.join(map(str, turned))}°"] if turned else []
    return "; ".join([", ".join(said), *more, *(["in units of their own"] if scaled else [])])


def _counted(*counts: tuple[int, str] | tuple[int, str, str]) -> str:
    return ", ".join(f"{c[0]} {c[1] if c[0] == 1 else c[-1] + ('s' if len(c) == 2 else '')}" for c in counts if c[0])


def _fonts(facts: Facts) -> str:
    said = [
        f"{font.name or 'unnamed'} ({font.kind}, {'embedded' if font.embedded else 'not embedded'}"
        f"{'' if font.has_unicode_map else ', no Unicode map'}{'' if font.draws else ', draws nothing'})"
        for font in facts.fonts
    ]
    return ", ".join(said[:_MOST_NAMES]) + (f" and {len(said) - _MOST_NAMES} more" if len(said) > _MOST_NAMES else "")


def _images(facts: Facts) -> str:
    if not facts.images:
        return ""
    least = min(facts.images, key=lambda image: image.dpi)
    spaces = ", ".join(sorted({image.colour_space for image in facts.images}))
    return f"{len(facts.images)}; {spaces}; the coarsest has {least.dpi:.0f} dpi (page {least.page})"


def _ink(pages: tuple[PageFacts, ...]) -> str:
    marked = [(p, p.ink) for p in pages if p.ink is not None]
    if not marked:
        return "none: every page is blank"
    sides = (
        ("left", min(ink.left for _, ink in marked)),
        ("right", min(p.width - ink.right for p, ink in marked)),
        ("top", min(p.height - ink.top for p, ink in marked)),
        ("bottom", min(ink.bottom for _, ink in marked)),
    )
    blank = [str(n) for n, p in enumerate(pages, 1) if p.ink is None]
    margins = ", ".join(f"{name} {max(0.0, side) / _POINTS_A_MM:.0f} mm" for name, side in sides)
    return f"margins {margins}" + (f"; blank pages {', '.join(blank[:_MOST_NAMES])}" if blank else "")


def _numbers(pages: tuple[PageFacts, ...]) -> str:
    printed = [p.printed_number for p in pages if p.printed_number]
    return f"{printed[0]} to {printed[-1]}, printed by its author" if printed else ""


def _smallest(pages: tuple[PageFacts, ...]) -> str:
    sizes = [(p.smallest_type, n) for n, p in enumerate(pages, 1) if p.smallest_type is not None]
    return f"{min(sizes)[0]:.1f} pt (page {min(sizes)[1]})" if sizes else ""
