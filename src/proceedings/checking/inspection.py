"""Applies all rules to the volume and its submissions, with the severities that the editor set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

from proceedings.checking.case import Case
from proceedings.checking.rules import DOCUMENT_RULES, READING_RULES, WORKSPACE_RULES, codes
from proceedings.checking.stale_rules import stale_texts
from proceedings.checking.thresholds import DEFAULTS, thresholds
from proceedings.checking.twin_rules import differing_twins
from proceedings.checking.twins import Twin
from proceedings.checking.workspace_rules import coarse_photographs, duplicate_submissions, missing_biographies
from proceedings.values.book import Contribution, Document, Volume
from proceedings.values.diagnostics import Diagnostic, Place, Severity, error
from proceedings.values.finding import Finding, Suspicion
from proceedings.values.geometry import PageDesign
from proceedings.values.settings import Settings
from proceedings.values.submission import Submission
from proceedings.values.treatment import Treatment
from proceedings.words.suggestions import did_you_mean

_OFF = "off"


def inspect_volume(
    volume: Volume,
    submissions: Mapping[str, Submission],
    design: PageDesign,
    photographs: Mapping[PurePosixPath, tuple[int, int]],
    twins: Mapping[str, Twin] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Everything suspicious, in the agenda's order.

    `photographs` gives width and height of each portrait in pixels,
    `twins` how an office file differs from a PDF of its name, by document.
    """
    documents = [(c, d) for item in volume.items for c in item.contributions for d in c.documents]
    found = [
        f for c, d in documents if d.id in submissions for f in _of_document(volume, c, d, submissions[d.id], design)
    ]
    return (*found, *_of_workspace(volume, submissions, photographs, twins), *_of_settings(volume))


def judged(volume: Volume, diagnostic: Diagnostic) -> Diagnostic | None:
    """A diagnostic of reading with the severity
    that the editor set for its code; None when it is off.
    """
    if diagnostic.code not in READING_RULES:
        return diagnostic
    wanted = diagnostic.document
    document = None if wanted is None else next((d for d in volume.documents if d.id == wanted), None)
    severity = _severity(volume, document, diagnostic.code, diagnostic.severity)
    return None if severity is None else replace(diagnostic, severity=severity)


def _of_document(
    volume: Volume, contribution: Contribution, document: Document, submission: Submission, design: PageDesign
) -> Iterator[Finding]:
    case = Case(volume, contribution, document, submission.facts, design, thresholds(volume.settings, document))
    for rule in DOCUMENT_RULES:
        severity = _severity(volume, document, rule.code, rule.severity)
        if severity is None:
            continue
        for suspicion in rule.look(case):
            place = Place(str(document.source), page=suspicion.page)
            yield _finding(rule.code, severity, place, suspicion, document.id)


def _of_workspace(
    volume: Volume,
    submissions: Mapping[str, Submission],
    photographs: Mapping[PurePosixPath, tuple[int, int]],
    twins: Mapping[str, Twin],
) -> Iterator[Finding]:
    located = (
        *duplicate_submissions(volume, submissions),
        *missing_biographies(volume),
        *coarse_photographs(volume, photographs, thresholds(volume.settings)),
        *differing_twins(volume, twins),
        *stale_texts(volume),
    )
    documents = {document.id: document for document in volume.documents}
    for one in located:
        severity = _severity(volume, documents.get(one.document or ""), one.code, WORKSPACE_RULES[one.code])
        if severity is not None:
            yield _finding(one.code, severity, one.place, one.suspicion, one.document)


def _of_settings(volume: Volume) -> Iterator[Finding]:
    """Rules and limits that nobody knows: a misspelt one would silently do nothing."""
    rules = codes()
    for where, settings in _settings(volume):
        places = dict(settings.setting_places)
        for code, _ in settings.checks:
            if code not in rules:
                place = places.get(code, where)
                yield _unknown("unknown-rule", place, f"there is no rule `{code}`", code, rules)
        for name, _ in settings.limits:
            if name not in DEFAULTS:
                place = places.get(name, where)
                yield _unknown("unknown-limit", place, f"there is no limit `{name}`", name, tuple(DEFAULTS))


def _settings(volume: Volume) -> Iterator[tuple[Place, Settings | Treatment]]:
    yield Place(volume.place.file), volume.settings
    for document in volume.documents:
        yield document.place, document.treatment


def _unknown(code: str, place: Place, message: str, name: str, known: tuple[str, ...]) -> Finding:
    hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
    return Finding(error(code, place, message, hint), "The setting has no effect.")


def _severity(volume: Volume, document: Document | None, code: str, usual: Severity) -> Severity | None:
    """What the editor set for one document, else for all, else the usual;
    None when the rule is off.
    """
    wanted = {**dict(volume.settings.checks), **(dict(document.treatment.checks) if document else {})}.get(code)
    if wanted is None:
        return usual
    return None if wanted == _OFF else Severity(wanted)


def _finding(code: str, severity: Severity, place: Place, said: Suspicion, document: str | None) -> Finding:
    diagnostic = Diagnostic(code, severity, place, said.message, said.hint, document)
    return Finding(diagnostic, said.remedy, said.letter, said.marks)
