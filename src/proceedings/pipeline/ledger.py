"""What the last build read and wrote: tells within milliseconds that there is nothing to do.

Written with each volume as `build/.store/ledger.json`, or `ledger-screen.json` where one edition
alone was asked for. A build whose inputs, order and tool are those of the ledger, and whose volume
still lies there untouched, has the ledger's outcome. Only the standard library is imported here,
because start-up is all that such a build takes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proceedings.engine.explaining import changed_programs, differences
from proceedings.engine.store import Store, write_note
from proceedings.typesetting.layout import builtin_layouts
from proceedings.values.diagnostics import Diagnostic, Place, Severity

_COUNTS = "counts.json"
_INPUTS = ("proceedings", "papers", "layouts")
"""The folders of a workspace that a build reads."""

Stamp = tuple[int, int, int]
"""Size, time of modification in nanoseconds and inode of a file."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a build came to, as far as a later one may repeat it.
    `pages` are those of each volume, by its file.
    """

    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    pages: Mapping[str, int]
    documents: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recollection:
    """What is known of the last build:
    its record, where nothing changed since, or else what did.
    """

    record: Record | None = None
    changes: tuple[str, ...] = ()


def recall(workspace: Path, folder: Path, order: Mapping[str, Any], store: Store) -> Recollection:
    """The record of the last build,
    if a build with this order would do the same again; else what changed.

    Files that were touched, moved or restored with the same bytes count as unchanged: where the
    stamp differs, the sum decides. Of programs the versions of those count that anything in the
    volume asked for.
    """
    try:
        kept = json.loads((store.notes / _ledger(order)).read_bytes())
        changes = (
            *differences(kept["order"], _order(order)),
            *(f"{name} was changed or removed" for name in _moved(kept["outputs"], folder, store)),
            *_changed_inputs(kept["inputs"], workspace, store),
            *(changed_programs(kept["programs"], store.version_of) if store.version_of is not None else ()),
        )
        if changes:
            return Recollection(None, changes)
        diagnostics = tuple(_diagnostic(d) for d in kept["diagnostics"])
        return Recollection(
            Record(
                diagnostics,
                kept["exit_code"],
                dict(kept["pages"]),
                {n: (f, k) for n, (f, k) in kept["documents"].items()},
            )
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Recollection(None, ("no record of an earlier build",))


def remember(
    order: Mapping[str, Any],
    outputs: Mapping[str, tuple[Stamp, str]],
    store: Store,
    inputs: Mapping[str, tuple[Stamp, str]],
    record: Record,
) -> None:
    """Write the ledger of a finished build.

    Args:
        order: what was asked for.
        outputs: what `stamped` gave of the files written: those of this build, also where another
            has replaced them since.
        store: where the ledger lies; it knows the programs that the build depended on.
        inputs: what `survey` gave before the build began.
        record: what the build came to.
    """
    kept = {
        "order": _order(order),
        "outputs": outputs,
        "inputs": inputs,
        "programs": store.programs,
        "diagnostics": [{**_fields(d), "place": _fields(d.place)} for d in record.diagnostics],
        "exit_code": record.exit_code,
        "pages": record.pages,
        "documents": record.documents,
    }
    write_note(store.notes / _ledger(order), kept)


def _ledger(order: Mapping[str, Any]) -> str:
    """The name of the ledger: orders for single editions have their own,
    so that they may alternate.
    """
    return f"ledger-{order['edition']}.json" if order.get("edition") else "ledger.json"


def _fields(value: Diagnostic | Place) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def recall_counts(store: Store) -> dict[str, int]:
    """Page counts of the typeset parts of the last build, by part id; empty when there was none.

    A good guess spares a build one round of typesetting; a wrong one costs nothing.
    """
    try:
        kept = json.loads((store.notes / _COUNTS).read_bytes())
        return {str(part): int(count) for part, count in kept.items() if int(count) > 0}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember_counts(store: Store, counts: Mapping[str, int]) -> None:
    """Keep the page counts for the next build's first guess."""
    write_note(store.notes / _COUNTS, counts)


def survey(workspace: Path, store: Store) -> dict[str, tuple[Stamp, str]]:
    """Stamp and SHA-256 of every file that a build may read, by its path in the workspace."""
    return {name: (stamp, store.sha256_of(workspace / name)) for name, stamp in _walk(workspace)}


def input_files(workspace: Path) -> list[Path]:
    """Every file that a build may read."""
    return [workspace / name for name, _ in _walk(workspace)]


def _changed_inputs(kept: Mapping[str, Any], workspace: Path, store: Store) -> list[str]:
    """What became of the files that a build reads, a phrase for each that is not as it was."""
    gone = set(kept)
    changes = []
    for name, stamp in _walk(workspace):
        gone.discard(name)
        known = kept.get(name)
        if known is None:
            changes.append(f"{name} is new")
        elif tuple(known[0]) != stamp and store.sha256_of(workspace / name) != known[1]:
            changes.append(f"{name} changed")
    return sorted([*changes, *(f"{name} is gone" for name in gone)])


def _walk(workspace: Path) -> Iterator[tuple[str, Stamp]]:
    """Every file below the input folders with its stamp;
    os.scandir, because pathlib takes three times as long.
    """
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
                    yield name, _stamp(entry.stat())


def _order(order: Mapping[str, Any]) -> dict[str, str]:
    """The order, with the state of the tool itself
    and what it takes from the environment; the names are shown.
    """
    said = {True: "yes", False: "no", None: ""}
    asked = {name: said[value] if value in said else str(value) for name, value in order.items()}
    return {**asked, "proceedings itself": _tool(), "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "")}


def _tool() -> str:
    """A sum that changes with the tool's own code and layouts:
    editors update them, developers edit them.
    """
    digest = hashlib.sha256()
    for root in (Path(__file__).parents[1], builtin_layouts()):
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                if not name.endswith(".pyc"):
                    stat = Path(folder, name).stat()
                    digest.update(f"{name}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()


def stamped(folder: Path, sums: Mapping[str, str]) -> dict[str, tuple[Stamp, str]]:
    """Files in a folder of which the sums are known, with the stamps that they have now."""
    return {name: (_stamp((folder / name).stat()), known) for name, known in sums.items()}


def _moved(kept: Mapping[str, Any], folder: Path, store: Store) -> Iterator[str]:
    """The files that are not as the last build wrote them."""
    for name, (stamp, known) in kept.items():
        path = folder / name
        if not path.is_file() or (_stamp(path.stat()) != tuple(stamp) and store.sha256_of(path) != known):
            yield name


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _diagnostic(kept: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(**{**kept, "severity": Severity(kept["severity"]), "place": Place(**kept["place"])})
