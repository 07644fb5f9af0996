"""What an import kept of the volume before: proceedings/state/last-volume.json."""

from __future__ import annotations

import json

from proceedings.reading.files import WorkspaceFiles
from proceedings.values.predecessor import Predecessor, Remnant

MEMORY = "proceedings/state/last-volume.json"


def read_predecessor(files: WorkspaceFiles) -> Predecessor | None:
    """The volume before; None where the workspace was not made from one."""
    if not (files.root / MEMORY).is_file():
        return None
    text = files.text(MEMORY)
    try:
        kept = json.loads(text or "")
        remnants = tuple(Remnant(*(str(one[part]) for part in Remnant.__slots__)) for one in kept["remnants"])
        return Predecessor(int(kept["year"]), remnants)
    except (ValueError, KeyError, TypeError):
        return None
