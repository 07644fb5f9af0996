"""When each file came in: by proceedings/state/arrivals.json, else by the file system."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from proceedings.pipeline.gathering import Gathered
from proceedings.values.book import Volume

STATE = "proceedings/state/arrivals.json"
_VERSION = 1


def came_in(workspace: Path, gathered: Gathered) -> Mapping[str, str]:
    """By file of the workspace, the moment (ISO 8601, UTC) since which its bytes are there.

    A file that the state knows with the same sum keeps the moment that stands there, wherever the
    workspace was copied since. Of others it is the moment of the last change of the file's entry,
    which comes later than what a copy says of its contents.
    """
    known = _known(workspace)
    found: dict[str, str] = {}
    for name, digest in _files(workspace, gathered):
        kept = known.get(name)
        if kept is not None and kept[0] == digest:
            found[name] = kept[1]
        elif (moment := _moment(workspace / name)) is not None:
            found[name] = moment
    return found


def keep(workspace: Path, gathered: Gathered) -> None:
    """Write down when each file came in, for when the file system no longer knows."""
    moments = came_in(workspace, gathered)
    sums = dict(_files(workspace, gathered))
    files = {name: {"sha256": sums[name], "came": moments[name]} for name in sorted(moments)}
    path = workspace / STATE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": _VERSION, "files": files}, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _known(workspace: Path) -> dict[str, tuple[str, str]]:
    try:
        kept = json.loads((workspace / STATE).read_text("utf-8"))
        files = kept["files"] if kept["version"] == _VERSION else {}
        return {str(name): (str(one["sha256"]), str(one["came"])) for name, one in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _files(workspace: Path, gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Files that authors sent, each with its sum; intake has summed the submissions already."""
    volume = gathered.volume
    if volume is None:
        return
    taken = {str(d.source): gathered.submissions[d.id] for d in volume.documents if d.id in gathered.submissions}
    for name in _names(volume):
        if name in taken:
            yield name, taken[name].source_sha256
        elif (workspace / name).is_file():
            yield name, hashlib.sha256((workspace / name).read_bytes()).hexdigest()


def _names(volume: Volume) -> Iterator[str]:
    yield from dict.fromkeys(str(d.source) for d in volume.documents if d.source is not None and d.supplied)
    for person in volume.people:
        if person.bio is not None:
            yield person.bio.file
        if person.photo is not None:
            yield str(person.photo)


def _moment(path: Path) -> str | None:
    try:
        seconds = int(path.stat().st_ctime)
    except OSError:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
