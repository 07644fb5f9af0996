"""The rule about an office file whose author also sent a PDF: do both say the same?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from proceedings.checking.twins import Twin, compared, twin_of
from proceedings.checking.workspace_rules import Located
from proceedings.values.book import Document, Volume
from proceedings.values.diagnostics import Place
from proceedings.values.finding import Suspicion
from proceedings.values.sentence import sentence
from proceedings.values.submission import Submission

_SHARE, _LEAST = 0.1, 15
"""From which share of the words on, and from how many, two files say different things."""


def twins(workspace: Path, volume: Volume, submissions: Mapping[str, Submission]) -> dict[str, Twin]:
    """The PDFs that lie beside office files under the same name and are not bound,
    by the document that is.
    """
    found, bound = {}, {document.source for document in volume.documents}
    for document in volume.documents:
        taken = submissions.get(document.id)
        if taken is None or document.source is None or taken.treatment[:1] != ("converted",):
            continue
        pdf = twin_of(workspace / document.source)
        if pdf is None or document.source.with_name(pdf.name) in bound:
            continue
        if (twin := compared(taken.pdf, pdf)) is not None:
            found[document.id] = twin
    return found


def differing_twins(volume: Volume, found: Mapping[str, Twin]) -> Iterator[Located]:
    """Office files that say something else than the PDF of the same name."""
    for document in volume.documents:
        twin = found.get(document.id)
        if twin is not None and _differs(document, twin):
            said = ", ".join(f"“{word}”" for word in twin.some_there)
            yield Located(
                "pdf-differs",
                Place(str(document.source)),
                Suspicion(
                    f"{twin.pdf} beside it shows other words: {twin.only_there} of its {twin.words} are not here"
                    f"{f' ({said} …)' if said else ''}, {twin.only_here} of this file's are not in the PDF",
                    "The file that the agenda names is bound.",
                    sentence("pdf-differs", said=said),
                    hint=f"name {twin.pdf} in agenda.yaml if the PDF is to be bound; else delete it",
                ),
                document.id,
            )


def _differs(document: Document, twin: Twin) -> bool:
    """Whether so much differs; speaker's notes, where they are bound, need not be in the PDF."""
    only_here = 0 if document.treatment.notes else twin.only_here
    most = max(twin.only_there, only_here)
    return most >= _LEAST and most > _SHARE * twin.words
