"""Preparing: a PDF as submitted, or as converted, becomes an entry of the store: a clean PDF with its facts.

Runs in a worker process: what a library does to the process here costs one document.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from proceedings.intake.facts_json import facts_as_json, facts_from_json
from proceedings.intake.sheets import Facts, Request, Sheets
from proceedings.intake.trouble import Trouble
from proceedings.store import Store

VERSION = 1
"""Raised whenever the same submission would be prepared differently; what was kept under an older one is not used."""

_ENTRY, _PDF = "entry.json", "sheets.pdf"


@dataclass(frozen=True, slots=True)
class Preparation:
    """The task: which PDF, for which entry of the store.

    `size` is that of the submission in bytes; `converted` says that a program made the PDF from it.
    """

    store: Store
    key: str
    path: Path
    size: int
    converted: bool = False
    treatment: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the store keeps of a submission. Without facts it was refused, and the troubles say why."""

    folder: Path
    sha256: str
    facts: Facts | None
    treatment: tuple[str, ...]
    details: tuple[str, ...]
    troubles: tuple[Trouble, ...]

    def sheets(self, request: Request, source_sha256: str) -> Sheets | None:
        """The sheets of a request that this entry answers; None when the submission was refused."""
        if self.facts is None:
            return None
        return Sheets(
            request.document,
            self.folder / _PDF,
            source_sha256,
            self.sha256,
            self.facts,
            self.treatment,
            self.details,
        )


def read_entry(folder: Path) -> Entry | None:
    """The entry in a folder of the store; None when it is not one of this version."""
    try:
        data = json.loads((folder / _ENTRY).read_bytes())
        return Entry(
            folder,
            data["sha256"],
            None if data["facts"] is None else facts_from_json(data["facts"]),
            tuple(data["treatment"]),
            tuple(data["details"]),
            tuple(Trouble.from_json(t) for t in data["troubles"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse(store: Store, key: str, trouble: Trouble) -> Path:
    """Keep that a submission cannot be used; gives back the entry's folder."""
    return _keep(store, key, {"facts": None, "troubles": [trouble.as_json()]}, {})


def prepare(task: Preparation) -> Path:
    """Read, clean and look at a PDF, and keep what came of it.

    Returns:
        The folder of the entry; a refused document has an entry too, so that it is not tried again.
    """
    import pikepdf

    # Whatever qpdf has to say about a file is asked of it below, not printed.
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    try:
        with pikepdf.open(task.path) as pdf:
            if not len(pdf.pages):
                return refuse(task.store, task.key, _unreadable("it has no pages"))
            return _prepare(task, pdf)
    except pikepdf.PasswordError:
        return refuse(task.store, task.key, _LOCKED)
    except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError) as error:
        return refuse(task.store, task.key, _unreadable(_reason(error, task.path)))


def _prepare(task: Preparation, pdf: Any) -> Path:
    import pikepdf

    from proceedings.intake.cleaning import clean
    from proceedings.intake.facts import read_facts, to_upright
    from proceedings.intake.ink import look_at

    facts = read_facts(pdf, task.size)
    if task.converted:
        _forget_dates(pdf)
    removed = tuple(removal.sentence for removal in clean(pdf))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # Form fields that no form lists are of no concern to a page that is printed.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(buffer, deterministic_id=True, fix_metadata_version=False)
    content = buffer.getvalue()
    seen = look_at(content, facts.pages, [to_upright(page.obj) for page in pdf.pages])
    repaired = bool(pdf.get_warnings())
    troubles = [
        *task.troubles,
        *((_REPAIRED,) if repaired else ()),
        *(Trouble.warning("page-not-drawn", "this page could not be drawn", page=page) for page in seen.undrawn),
    ]
    entry = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "facts": facts_as_json(
            replace(facts, pages=seen.pages, images=seen.images, first_page_text=seen.first_page_text)
        ),
        "treatment": [*task.treatment, *(["repaired"] if repaired else []), *(["cleaned"] if removed else [])],
        "details": [*task.details, *removed],
        "troubles": [t.as_json() for t in troubles],
    }
    return _keep(task.store, task.key, entry, {_PDF: content})


def _forget_dates(pdf: Any) -> None:
    """Remove what differs between two conversions of the same file: dates, XMP, checksum and identifier."""
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for holder, key in ((pdf.Root, "/Metadata"), (pdf.trailer, "/DocChecksum"), (pdf.trailer, "/ID")):
        if key in holder:
            del holder[key]


def _keep(store: Store, key: str, entry: dict[str, Any], files: dict[str, bytes]) -> Path:
    complete = {"sha256": "", "treatment": [], "details": [], **entry}
    data = json.dumps(complete, ensure_ascii=False, separators=(",", ":")).encode()
    return store.keep(key, {_ENTRY: data, **files})


_LOCKED = Trouble.error(
    "encrypted-document",
    "the document opens only with a password",
    "ask its author for a copy without password protection",
)
_REPAIRED = Trouble.notice("repaired-document", "the file was damaged and has been repaired", "compare its pages")


def _unreadable(reason: str) -> Trouble:
    return Trouble.error(
        "unreadable-document", f"the PDF cannot be read: {reason}", "ask its author to export it again and send it anew"
    )


def _reason(error: Exception, path: Path) -> str:
    """A library's message without the path of the file, which the diagnostic names already."""
    text = str(error).replace(str(path), "").replace(path.name, "").strip(" :")
    return text.splitlines()[0][:200] if text else type(error).__name__
