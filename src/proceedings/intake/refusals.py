"""What to say of a submission whose work failed: its process, or the program that was to convert it."""

from __future__ import annotations

from collections.abc import Mapping

from proceedings.intake.libreoffice import Converted, Limit
from proceedings.intake.trouble import Trouble
from proceedings.workers import OUT_OF_MEMORY, Failure, FailureKind

_SIMPLER = "ask its author for a simpler {}, or raise `limits: {}` for this document"
_ANEW = "ask its author to export it again and send it anew"
_BEYOND: Mapping[Limit, str] = {Limit.SECONDS: "took-too-long", Limit.MEMORY: "took-too-much-memory"}


def of_failure(failure: Failure) -> Trouble:
    """The error about a document whose process ran out of time or memory, crashed, or raised what nobody expected."""
    if failure.kind is FailureKind.TIMED_OUT:
        hint = _SIMPLER.format("PDF", "seconds")
        return Trouble.error("took-too-long", f"reading it was given up {failure.message}", hint)
    if failure.kind is FailureKind.CRASHED:
        message = f"reading it crashes the program that reads it ({failure.message})"
        return Trouble.error("unreadable-document", message, _ANEW)
    if failure.message == OUT_OF_MEMORY:
        hint = _SIMPLER.format("PDF", "memory")
        return Trouble.error("took-too-much-memory", "reading it takes too much memory", hint)
    return Trouble.error("unreadable-document", f"it cannot be read: {failure.message[:300]}", _ANEW)


def of_conversion(result: Converted) -> Trouble:
    """The error about an office document that could not be converted."""
    message = f"the document cannot be turned into PDF: {result.reason}"
    if result.limit is None:
        return Trouble.error("conversion-failed", message, "ask its author for a PDF")
    return Trouble.error(_BEYOND[result.limit], message, _SIMPLER.format("document", result.limit))
