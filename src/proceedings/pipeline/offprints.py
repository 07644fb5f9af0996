"""Offprints of a volume, each kept in the store until the volume or what is told of it changes."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, replace
from pathlib import Path

from proceedings.engine.store import Store
from proceedings.publishing.record import PrintedDocument, PublishedContribution, Record

VERSION = 1
"""Of what an offprint is: raised when equal input gives other bytes."""
FILE = "offprint.pdf"


def write_offprints(record: Record, build: Path, folder: Path, store: Store) -> int:
    """Write the offprint of each published document into a folder; how many there are.

    Args:
        record: of the book.
        build: where its volumes lie.
        folder: for the offprints; each is named by its document.
        store: where they are kept.
    """
    from proceedings.publishing.offprints.cutting import cut, documents_of

    made = 0
    for volume in record.volumes:
        documents = documents_of(record, volume.file)
        keys = {document.id: _key(store, record, volume.sha256, one, document) for one, document in documents}
        kept = {name: store.lookup(key) for name, key in keys.items()}
        for name, entry in kept.items():
            if entry is not None:
                placed(entry / FILE, folder / f"{name}.pdf")
        missing = [(one, document) for one, document in documents if kept[document.id] is None]
        for file in cut(record, build / volume.file, missing, folder):
            store.keep(keys[file.stem], {FILE: file})
        made += len(documents)
    return made


def _key(
    store: Store, record: Record, volume: str, contribution: PublishedContribution, document: PrintedDocument
) -> str:
    """Of all that an offprint shows: the volume, what its metadata tell, where its links lead."""
    told = replace(record, contributions=(contribution,), days=(), people=())
    where = [(one.id, d.first_page) for one in record.published for d in one.documents]
    inputs = json.dumps([asdict(told), where], default=str, sort_keys=True)
    return store.key("offprint", VERSION, volume, document.id, inputs)


def placed(kept: Path, place: Path) -> None:
    """Give a kept file a second name; copy it where the file system has no such names."""
    try:
        os.link(kept, place)
    except OSError:
        shutil.copyfile(kept, place)
