"""Entries of the store: what is kept of a submission, ready for the volume or refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proceedings.engine.store import Store
from proceedings.intake.surveying.facts_json import facts_as_json, facts_from_json
from proceedings.values.report import Report
from proceedings.values.submission import Facts, Request, Submission
from proceedings.values.trouble import Trouble

_ENTRY, _PDF = "entry.json", "submission.pdf"
_REFUSED: Mapping[str, Any] = {
    "sha256": "",
    "facts": None,
    "treatment": [],
    "details": [],
    "conforms": None,
    "barriers": None,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the store keeps of a submission. Without facts it was refused; the troubles say why."""

    folder: Path
    sha256: str
    facts: Facts | None
    report: Report
    conforms: str | None
    barriers: tuple[str, ...] | None

    def submission(self, request: Request, source_sha256: str) -> Submission | None:
        """The submission of a request that this entry answers; None when it was refused."""
        if self.facts is None:
            return None
        return Submission(
            request.document,
            self.folder / _PDF,
            source_sha256,
            self.sha256,
            self.facts,
            self.report.treatment,
            self.report.details,
            self.conforms,
            self.barriers,
        )


def read_entry(folder: Path) -> Entry | None:
    """The entry in a folder of the store; None when it is not one of this version."""
    try:
        data = json.loads((folder / _ENTRY).read_bytes())
        troubles = tuple(Trouble.from_json(t) for t in data["troubles"])
        return Entry(
            folder,
            data["sha256"],
            None if data["facts"] is None else facts_from_json(data["facts"]),
            Report(tuple(data["treatment"]), tuple(data["details"]), troubles),
            data["conforms"],
            None if data["barriers"] is None else tuple(data["barriers"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(
    store: Store,
    key: str,
    pdf: bytes,
    facts: Facts,
    report: Report,
    conforms: str | None,
    barriers: tuple[str, ...],
    programs: Iterable[str],
) -> Path:
    """Keep a submission that is ready for the volume.

    Args:
        store: where.
        key: its key there.
        pdf: the document.
        facts: about it.
        report: what was done to it.
        conforms: the level of PDF/A that it holds.
        barriers: what keeps it from being PDF/UA-1.
        programs: what had a part in it, by name.

    Returns:
        The entry's folder.
    """
    entry = {
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "facts": facts_as_json(facts),
        "treatment": report.treatment,
        "details": report.details,
        "conforms": conforms,
        "barriers": barriers,
        "troubles": [t.as_json() for t in report.troubles],
    }
    return store.keep(key, {_ENTRY: _written(entry), _PDF: pdf}, programs)


def refuse(store: Store, key: str, trouble: Trouble, programs: Iterable[str]) -> Path:
    """Keep that a submission cannot be used, as these programs say; gives back its folder."""
    return store.keep(key, {_ENTRY: _written({**_REFUSED, "troubles": [trouble.as_json()]})}, programs)


def _written(entry: Mapping[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
