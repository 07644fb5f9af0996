"""Puts the finished volumes and their contents.json on the shelf,
build/, replacing the previous ones whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from proceedings.publishing.contents import book_contents
from proceedings.values.book import Volume
from proceedings.values.claim_record import ClaimRecord
from proceedings.values.edition import Edition, edition_of
from proceedings.values.plan import Plan
from proceedings.values.submission import Submission


def publish(
    volume: Volume,
    editions: Sequence[Sequence[Plan]],
    submissions: Mapping[str, Submission],
    sums: Mapping[str, str],
    claims: Mapping[str, ClaimRecord],
    fresh: Path,
    folder: Path,
) -> dict[str, str]:
    """Move the verified volumes of a book from one folder into another, with the contents.json of
    each edition.

    `sums` and `claims` have the SHA-256 and the claim of each volume by the name of its file.

    `fresh` must lie on the same file system as `folder`: each file appears by one rename, so a
    reader sees the old file or the new one and never half of either. contents.json goes first; it
    names the sums of the PDFs it belongs to. Where a file cannot be replaced, those before it are
    put back. Volumes of an earlier build that these editions have no longer, because the book
    is split otherwise, are removed at the end; other editions stay.

    Returns:
        The SHA-256 of all files in hexadecimal, by their names.

    Raises:
        OSError: a file cannot be replaced.
    """
    contents = {
        plans[0].edition.contents_name: book_contents(plans, volume, submissions, sums, claims).encode()
        for plans in editions
    }
    for name, written in contents.items():
        (fresh / name).write_bytes(written)
    _replace_together((*contents, *sums), fresh, folder)
    made = {plans[0].edition for plans in editions}
    for left in folder.iterdir():
        if edition_of(left.name) in made and left.name not in sums and left.is_file():
            left.unlink()
    return {**sums, **{name: hashlib.sha256(written).hexdigest() for name, written in contents.items()}}


def on_the_shelf(folder: Path) -> tuple[Path, ...]:
    """The volumes that lie in a build folder, edition by edition, as the contents.json of each
    names them; else where the only one would lie.
    """
    named = [name for edition in Edition for name in _named(folder / edition.contents_name)]
    return tuple(folder / name for name in named if edition_of(name)) or (folder / Edition.PRINT.file_name(None),)


def contents_of(file: Path) -> Path:
    """Where the contents.json of a volume lies: beside it, under the name of its edition."""
    return file.with_name((edition_of(file.name) or Edition.PRINT).contents_name)


def _named(contents: Path) -> list[str]:
    try:
        said = json.loads(contents.read_bytes())
        return [str(volume["pdf"]) for volume in said.get("volumes", [said])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _replace_together(names: Sequence[str], fresh: Path, folder: Path) -> None:
    """Replace all of these files or, where one cannot be, none."""
    aside = fresh / "replaced"
    aside.mkdir()
    for name in names:
        if (folder / name).is_file():
            _keep(folder / name, aside / name)
    try:
        for name in names:
            (fresh / name).replace(folder / name)
    except BaseException:
        for name in names:
            if not (fresh / name).exists() and (aside / name).exists():
                (aside / name).replace(folder / name)
            elif not (fresh / name).exists():
                (folder / name).unlink(missing_ok=True)
        raise


def _keep(file: Path, aside: Path) -> None:
    """A second name for a file, or a copy where the file system has no such names."""
    try:
        os.link(file, aside)
    except OSError:
        shutil.copy2(file, aside)
