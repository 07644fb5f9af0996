"""Puts the finished volumes and their contents.json on the shelf,
build/, replacing the previous ones whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from proceedings.publishing.contents import book_contents
from proceedings.values.book import Volume
from proceedings.values.claim_record import ClaimRecord
from proceedings.values.plan import Plan, file_name
from proceedings.values.submission import Sheets

_CONTENTS = "contents.json"
_VOLUME = re.compile(r"proceedings(-[1-9][0-9]*)?\.pdf")


def publish(
    volume: Volume,
    plans: Sequence[Plan],
    sheets: Mapping[str, Sheets],
    sums: Mapping[str, str],
    claims: Mapping[str, ClaimRecord],
    fresh: Path,
    folder: Path,
) -> dict[str, str]:
    """Move the verified volumes of a book from one folder into another, with their contents.json.

    `sums` and `claims` have the SHA-256 and the claim of each volume by the name of its file.

    `fresh` must lie on the same file system as `folder`: each file appears by one rename, so a
    reader sees the old file or the new one and never half of either. contents.json goes first; it
    names the sums of the PDFs it belongs to. Where a file cannot be replaced, those before it are
    put back. Volumes of an earlier build that the book has no longer, because it is split
    otherwise, are removed at the end.

    Returns:
        The SHA-256 of all files in hexadecimal, by their names.

    Raises:
        OSError: a file cannot be replaced.
    """
    contents = book_contents(plans, volume, sheets, sums, claims).encode()
    (fresh / _CONTENTS).write_bytes(contents)
    _replace_together((_CONTENTS, *sums), fresh, folder)
    for left in folder.iterdir():
        if _VOLUME.fullmatch(left.name) and left.name not in sums and left.is_file():
            left.unlink()
    return {**sums, _CONTENTS: hashlib.sha256(contents).hexdigest()}


def on_the_shelf(folder: Path) -> tuple[Path, ...]:
    """The volumes that lie in a build folder, as its contents.json names them;
    else where the only one would lie.
    """
    try:
        said = json.loads((folder / _CONTENTS).read_bytes())
        named = [str(volume["pdf"]) for volume in said.get("volumes", [said])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        named = []
    return tuple(folder / name for name in named if _VOLUME.fullmatch(name)) or (folder / file_name(None),)


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
