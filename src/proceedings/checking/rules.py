"""The table of rules: code, usual severity, what it looks at.
`docs/checks.md` explains each to editors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from proceedings.checking import document_rules as on
from proceedings.checking import language_rules as language
from proceedings.checking import source_rules as source
from proceedings.checking import state_rules as state
from proceedings.checking.case import Case
from proceedings.values.diagnostics import Severity
from proceedings.values.finding import Suspicion


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about one document."""

    code: str
    severity: Severity
    look: Callable[[Case], Iterator[Suspicion]]


DOCUMENT_RULES: tuple[Rule, ...] = (
    Rule("page-limit", Severity.WARNING, on.page_limit),
    Rule("paper-size", Severity.NOTICE, on.paper_size),
    Rule("margins", Severity.NOTICE, on.margins),
    Rule("fonts-not-embedded", Severity.NOTICE, on.fonts_not_embedded),
    Rule("low-resolution", Severity.NOTICE, on.low_resolution),
    Rule("tiny-type", Severity.NOTICE, on.tiny_type),
    Rule("encrypted", Severity.WARNING, on.encrypted),
    Rule("scripts", Severity.WARNING, on.scripts),
    Rule("title-differs", Severity.WARNING, on.title_differs),
    Rule("authors-differ", Severity.WARNING, on.authors_differ),
    Rule("printed-page-numbers", Severity.NOTICE, on.printed_page_numbers),
    Rule("blank-pages", Severity.NOTICE, on.blank_pages),
    Rule("no-such-page", Severity.WARNING, on.no_such_page),
    Rule("file-too-large", Severity.WARNING, on.too_large),
    Rule("language-guessed", Severity.NOTICE, language.guessed),
    Rule("language-differs", Severity.NOTICE, language.differs),
    Rule("untagged", Severity.NOTICE, on.untagged),
    Rule("figures-without-text", Severity.NOTICE, on.figures_without_text),
    Rule("no-such-figure", Severity.WARNING, on.no_such_figure),
    Rule("formulas-lost", Severity.ERROR, source.formulas_lost),
    Rule("formulas-not-set", Severity.WARNING, source.formulas_not_set),
    Rule("words-lost", Severity.WARNING, source.words_lost),
    Rule("tracked-changes", Severity.WARNING, source.tracked_changes),
    Rule("comments-left-out", Severity.WARNING, source.comments_left_out),
    Rule("notes-cut", Severity.WARNING, source.notes_cut),
    Rule("notes-left-out", Severity.NOTICE, source.notes_left_out),
    Rule("pictures-lost", Severity.WARNING, source.pictures_lost),
    Rule("objects-lost", Severity.WARNING, source.objects_lost),
    Rule("footnotes-lost", Severity.WARNING, source.footnotes_lost),
    Rule("films-lost", Severity.WARNING, source.films_lost),
    Rule("hidden-slides", Severity.NOTICE, source.hidden_slides),
    Rule("embedded-files", Severity.NOTICE, source.embedded_files),
    Rule("signature-broken", Severity.WARNING, source.signature_broken),
    Rule("review-copy", Severity.WARNING, state.review_copy),
    Rule("leftovers", Severity.WARNING, state.leftovers),
    Rule("looks-like-a-form", Severity.WARNING, state.looks_like_a_form),
    Rule("browser-print", Severity.WARNING, state.browser_print),
    Rule("cover-page", Severity.WARNING, state.cover_page),
    Rule("unreadable-text", Severity.WARNING, state.unreadable_text),
    Rule("no-text", Severity.WARNING, state.no_text),
    Rule("comments-printed", Severity.WARNING, state.comments_printed),
    Rule("comments-removed", Severity.NOTICE, state.comments_removed),
    Rule("xfa-form", Severity.ERROR, state.xfa_form),
    Rule("portfolio", Severity.ERROR, state.portfolio),
    Rule("overlay-steps", Severity.NOTICE, state.overlay_steps),
)

WORKSPACE_RULES: Mapping[str, Severity] = {
    "duplicate-submission": Severity.WARNING,
    "missing-biography": Severity.NOTICE,
    "low-resolution-photograph": Severity.WARNING,
    "pdf-differs": Severity.WARNING,
    "stale-year": Severity.WARNING,
    "stale-date": Severity.WARNING,
    "stale-ordinal": Severity.WARNING,
    "stale-name": Severity.WARNING,
}
"""Rules of `workspace_rules.py` and `stale_rules.py`, and their usual severity."""

READING_RULES: Mapping[str, Severity] = {"missing-document": Severity.WARNING, "similar-names": Severity.NOTICE}
"""Rules that reading itself applies and an editor may set."""


def codes() -> tuple[str, ...]:
    """Every code that `checks:` in volume.yaml may name."""
    return tuple(sorted({r.code for r in DOCUMENT_RULES} | set(WORKSPACE_RULES) | set(READING_RULES)))
