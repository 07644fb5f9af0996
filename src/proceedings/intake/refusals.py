"""What to say of a submission whose work failed:
its process, or the program that was to convert it.
"""

from __future__ import annotations

from collections.abc import Mapping

from proceedings.engine.outcome import OUT_OF_MEMORY, Failure, FailureKind
from proceedings.intake.formats import PICTURES
from proceedings.intake.office.libreoffice import Converted, Limit
from proceedings.values.format import TEXTS, Format
from proceedings.values.trouble import Trouble

_SIMPLER = "ask its author for a simpler {}, or raise `limits: {}` for this document"
_ANEW = "ask its author to export it again and send it anew"
_FAULT = f"{_ANEW}, or ask for a PDF made in another way; PROCEEDINGS_TRACEBACK=1 shows where it happened"
_STUMBLED = "a fault of proceedings or of one of its libraries keeps it from being read"
_CRASH = "reading it crashes the program that reads it"
_CRASHES: Mapping[str, str] = {
    "SIGKILL": "the system ended the program that was reading it, as it does where memory runs out",
    "the machine went away": "the machine of the cluster that was reading it went away, twice",
}
"""What to say of a process that died, by how it ended."""
_BEYOND: Mapping[Limit, str] = {Limit.SECONDS: "took-too-long", Limit.MEMORY: "took-too-much-memory"}


def of_failure(failure: Failure, form: Format) -> Trouble:
    """The error about a document whose process ran out of time or memory,
    crashed, or raised what nobody expected.
    """
    if failure.kind is FailureKind.TIMED_OUT:
        hint = _SIMPLER.format(_called(form), "seconds")
        return Trouble.error("took-too-long", f"reading it was given up {failure.message}", hint)
    if failure.kind is FailureKind.CRASHED:
        return Trouble.error("unreadable-document", _CRASHES.get(failure.message, _CRASH), _ANEW)
    if failure.message == OUT_OF_MEMORY:
        hint = _SIMPLER.format(_called(form), "memory")
        return Trouble.error("took-too-much-memory", "reading it takes too much memory", hint)
    return Trouble.error("unreadable-document", _STUMBLED, _FAULT)


def of_size(size: int, most: int) -> Trouble | None:
    """The error about a file, whatever its format,
    that has more bytes than are taken; None where it has not.
    """
    if size <= most:
        return None
    message = f"the document is beyond a limit: it has {size / 1e6:.0f} MB, more than the {most / 1e6:g} allowed"
    hint = "raise `limits: bytes` for this document, or ask its author for a smaller file"
    return Trouble.error("file-too-large", message, hint)


def _called(form: Format) -> str:
    """What an editor calls a file of a format."""
    return "PDF" if form is Format.PDF else "picture" if form in PICTURES else "text" if form in TEXTS else "document"


def of_conversion(result: Converted) -> Trouble:
    """The error about an office document that could not be converted."""
    message = f"the document cannot be turned into PDF: {result.reason}"
    if result.limit is None:
        return Trouble.error("conversion-failed", message, "ask its author for a PDF")
    return Trouble.error(_BEYOND[result.limit], message, _SIMPLER.format("document", result.limit))
