"""`proceedings publish`: a stale volume is built, then each output is made of its record."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.engine.unfinished import one_at_a_time, unfinished_folder
from proceedings.pipeline.building import Outcome, build, opened_store
from proceedings.pipeline.offprints import write_offprints
from proceedings.publishing.identifying import identified
from proceedings.publishing.obstacles import obstacles
from proceedings.publishing.outputs import Output, citations, deposits
from proceedings.publishing.recording import record_of
from proceedings.reading.workspace import read_workspace
from proceedings.values.counting import counted
from proceedings.values.diagnostics import ExitCode, ProceedingsError
from proceedings.values.edition import Edition

if TYPE_CHECKING:
    from proceedings.engine.store import Store
    from proceedings.publishing.record import Record
    from proceedings.values.request import BuildRequest, Progress

FOLDER = "publication"
LIST = "made.txt"


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: the build before it, the files of each output, and what is in the
    way. Nothing is made where the build did not give a volume that may be published.
    """

    outcome: Outcome
    made: Mapping[Output, int]
    obstacles: tuple[str, ...]

    def as_text(self) -> str:
        """The list for the editor."""
        made = [
            f"{FOLDER}/{output}: {counted(count, 'file')}, for {output.readers}" for output, count in self.made.items()
        ]
        return "\n".join([*made, *(f"in the way: {sentence}" for sentence in self.obstacles)])


def publish(order: BuildRequest, wanted: Collection[Output], progress: Progress) -> Published:
    """Make these outputs of a workspace's volume below build/publication; each replaces the one
    of before whole.

    Raises:
        ProceedingsError: the workspace changed while it was built.
    """
    outcome = _built(order, progress)
    if not outcome.volumes or (outcome.exit_code is not ExitCode.DONE and not order.draft):
        return Published(outcome, {}, ())
    given = _recorded(order)
    made: dict[Output, int] = {}
    with opened_store(order) as store, unfinished_folder(order.folder) as fresh, one_at_a_time(order.folder):
        store.settle(order.store or given.kept_at, order.workspace)
        for output in (one for one in Output if one in wanted):
            progress(f"Publishing {output}")
            made[output] = _make(output, given, order, fresh / output, store)
            _replace(fresh / output, order.folder / FOLDER / output)
        published = Published(outcome, made, obstacles(given.record, given.prefix))
        (order.folder / FOLDER / LIST).write_text(published.as_text() + "\n", "utf-8")
    return published


def _built(order: BuildRequest, progress: Progress) -> Outcome:
    """The volume for print, built where it is stale."""
    outcome = build(order, progress)
    if outcome.volumes and not (order.folder / Edition.PRINT.contents_name).is_file():
        return build(replace(order, edition=Edition.PRINT), progress)
    return outcome


@dataclass(frozen=True, slots=True)
class _Given:
    """What all outputs are made of.

    `prefix` is that of the volume's DOIs; `kept_at` where results are kept, if not in the build
    folder.
    """

    record: Record
    prefix: str | None
    layout: str
    kept_at: str | None


def _recorded(order: BuildRequest) -> _Given:
    """The record of the volume that lies in the build folder, and what the editor says besides."""
    volume = read_workspace(order.workspace).volume
    contents = json.loads((order.folder / Edition.PRINT.contents_name).read_bytes())
    if volume is None:
        raise ProceedingsError("the agenda cannot be read any more", "run `proceedings publish` again")
    record, terms = record_of(volume, contents, is_draft=order.draft), volume.publication
    if terms.doi_prefix:
        record = identified(record, terms.doi_prefix, terms.doi_pattern)
    return _Given(record, terms.doi_prefix, volume.settings.layout, volume.settings.store)


def _make(output: Output, given: _Given, order: BuildRequest, folder: Path, store: Store) -> int:
    """Write the files of an output into a folder; how many they are."""
    from proceedings.pipeline.site import write_site
    from proceedings.typesetting.layout import load_layout

    folder.mkdir()
    if output is Output.OFFPRINTS:
        return write_offprints(given.record, order.folder, folder, store)
    if output is Output.SITE:
        layout = load_layout(order.workspace, given.layout)
        return write_site(given.record, layout, order.workspace, order.folder, folder, store)
    files = citations(given.record) if output is Output.CITATIONS else deposits(given.record, given.prefix)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    return len(files)


def _replace(fresh: Path, place: Path) -> None:
    """Put a folder in the place of another."""
    place.parent.mkdir(exist_ok=True)
    if place.exists():
        place.rename(fresh.with_name(f"{fresh.name}.old"))
    fresh.rename(place)
    shutil.rmtree(fresh.with_name(f"{fresh.name}.old"), ignore_errors=True)
