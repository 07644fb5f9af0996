"""Entries of the store as files: how they are written, and with which programs they were made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
_VARIANTS = 4
"""Entries of one key, made with different programs: machines that share a store may differ."""


def variants(key: str) -> Iterator[str]:
    """The keys under which the entries of one key lie that were made with different programs."""
    yield key
    for number in range(1, _VARIANTS):
        yield hashlib.sha256(f"{key} {number}".encode()).hexdigest()


def programs_of(folder: Path) -> dict[str, str]:
    """The programs that an entry was made with; none where they cannot be read."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes()).get("programs", {})
        return {str(name): str(version) for name, version in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def write_files(folder: Path, files: Mapping[str, bytes | Path]) -> dict[str, dict[str, Any]]:
    """Write files into a folder; gives back the manifest's entry of each."""
    return {name: _write_one(folder / name, content) for name, content in sorted(files.items())}


def _write_one(target: Path, content: bytes | Path) -> dict[str, Any]:
    if isinstance(content, bytes):
        target.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
    else:
        sha256 = _copy(content, target)
    stat = target.stat()
    return {"size": stat.st_size, "sha256": sha256, "inode": stat.st_ino, "mtime_ns": stat.st_mtime_ns}


def _copy(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        for block in _blocks(reading):
            digest.update(block)
            writing.write(block)
    return digest.hexdigest()


def _blocks(file: Any) -> Iterable[bytes]:
    return iter(lambda: file.read(1 << 20), b"")
