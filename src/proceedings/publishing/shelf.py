"""Puts the finished volume and its contents.json on the shelf, build/, replacing the previous ones whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from proceedings.arranging.plan import Plan
from proceedings.intake.sheets import Sheets
from proceedings.model import Volume
from proceedings.publishing.contents import contents_document


def publish(volume: Volume, plan: Plan, sheets: Mapping[str, Sheets], pdf: Path, folder: Path) -> dict[str, str]:
    """Move a verified volume into `folder` together with its contents.json.

    `pdf` must lie on the same file system as `folder`: each file appears by one rename, so a reader sees the old
    file or the new one and never half of either. contents.json goes first; it names the sum of the PDF it belongs to.

    Returns:
        The SHA-256 of both files in hexadecimal, by their names.
    """
    with pdf.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    text = contents_document(plan, volume, sheets, pdf.name, digest, len(plan.leaves)).encode()
    unfinished = pdf.with_name("contents.json")
    unfinished.write_bytes(text)
    unfinished.replace(folder / unfinished.name)
    pdf.replace(folder / pdf.name)
    return {pdf.name: digest, unfinished.name: hashlib.sha256(text).hexdigest()}
