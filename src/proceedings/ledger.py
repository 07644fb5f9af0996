"""What the last build read and wrote: tells within milliseconds that there is nothing to do.

Written with each volume as `build/.store/ledger.json`. A build whose inputs, order and tool are those of the ledger,
and whose volume still lies there untouched, has the ledger's outcome. Only the standard library is imported here,
because start-up is all that such a build takes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from proceedings.diagnostics import Diagnostic, Place, Severity
from proceedings.store import Store
from proceedings.typesetting.layout import builtin_layouts

_LEDGER, _COUNTS = "ledger.json", "counts.json"
_INPUTS = ("proceedings", "papers", "layouts")
"""The folders of a workspace that a build reads."""

Stamp = tuple[int, int, int]
"""Size, time of modification in nanoseconds and inode of a file."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a build came to, as far as a later one may repeat it."""

    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    pages: int


def recall(
    workspace: Path, folder: Path, order: Mapping[str, Any], outputs: Sequence[str], store: Store
) -> Record | None:
    """The record of the last build, if a build with this order would do the same again; else None.

    Files that were touched, moved or restored with the same bytes count as unchanged: where the stamp differs, the sum
    decides.
    """
    try:
        kept = json.loads((store.root / _LEDGER).read_bytes())
        if kept["order"] != _order(order) or kept["outputs"] != _stamps(folder, outputs):
            return None
        if not _inputs_are(kept["inputs"], workspace, store):
            return None
        return Record(tuple(_diagnostic(d) for d in kept["diagnostics"]), kept["exit_code"], kept["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(
    folder: Path,
    order: Mapping[str, Any],
    outputs: Sequence[str],
    store: Store,
    inputs: Mapping[str, tuple[Stamp, str]],
    record: Record,
) -> None:
    """Write the ledger of a finished build. `inputs` is what `survey` gave before the build began."""
    kept = {
        "order": _order(order),
        "outputs": _stamps(folder, outputs),
        "inputs": inputs,
        "diagnostics": [asdict(d) for d in record.diagnostics],
        "exit_code": record.exit_code,
        "pages": record.pages,
    }
    _write(store, _LEDGER, kept)


def _write(store: Store, name: str, kept: Mapping[str, Any]) -> None:
    temporary = store.root / f"{name}.{os.getpid()}"
    try:
        store.root.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(kept, separators=(",", ":")), "utf-8")
        temporary.replace(store.root / name)
    except OSError:
        # What cannot be written costs the next build its short cut, nothing else.
        temporary.unlink(missing_ok=True)


def recall_counts(store: Store) -> dict[str, int]:
    """Page counts of the typeset parts of the last build, by part id; empty when there was none.

    A good guess spares a build one round of typesetting; a wrong one costs nothing.
    """
    try:
        kept = json.loads((store.root / _COUNTS).read_bytes())
        return {str(part): int(count) for part, count in kept.items() if int(count) > 0}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember_counts(store: Store, counts: Mapping[str, int]) -> None:
    """Keep the page counts for the next build's first guess."""
    _write(store, _COUNTS, dict(counts))


def survey(workspace: Path, store: Store) -> dict[str, tuple[Stamp, str]]:
    """Stamp and SHA-256 of every file that a build may read, by its path in the workspace."""
    return {name: (stamp, store.sha256_of(workspace / name)) for name, stamp in _walk(workspace)}


def _inputs_are(kept: Mapping[str, Any], workspace: Path, store: Store) -> bool:
    found = 0
    for name, stamp in _walk(workspace):
        known = kept.get(name)
        if known is None or (tuple(known[0]) != stamp and store.sha256_of(workspace / name) != known[1]):
            return False
        found += 1
    return found == len(kept)


def _walk(workspace: Path) -> Iterator[tuple[str, Stamp]]:
    """Every file below the input folders with its stamp; os.scandir, because pathlib takes three times as long."""
    waiting = [name for name in _INPUTS if (workspace / name).is_dir()]
    root = str(workspace)
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(name)
                elif entry.is_file():
                    stat = entry.stat()
                    yield name, (stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _order(order: Mapping[str, Any]) -> dict[str, Any]:
    """The order, with the state of the tool itself and what it takes from the environment."""
    return {**order, "tool": _tool(), "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH")}


def _tool() -> str:
    """A sum that changes with the tool's own code and layouts: editors update them, developers edit them."""
    digest = hashlib.sha256()
    for root in (Path(__file__).parent, builtin_layouts()):
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                if not name.endswith(".pyc"):
                    stat = Path(folder, name).stat()
                    digest.update(f"{name}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()


def _stamps(folder: Path, names: Sequence[str]) -> dict[str, list[int]]:
    return {n: [s.st_size, s.st_mtime_ns, s.st_ino] for n in names for s in [(folder / n).stat()]}


def _diagnostic(kept: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(**{**kept, "severity": Severity(kept["severity"]), "place": Place(**kept["place"])})
