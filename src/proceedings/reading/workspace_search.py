"""Find the workspace: the folder that has proceedings/volume.yaml.
Light enough to import for `--help`.
"""

from __future__ import annotations

from pathlib import Path

from proceedings.values.diagnostics import UsageError

VOLUME_FILE = "proceedings/volume.yaml"


def find_workspace(start: Path) -> Path:
    """The workspace that a folder belongs to.

    Args:
        start: a folder, or a file in it; need not exist.

    Returns:
        The absolute path of the nearest folder at or above `start` that has
        proceedings/volume.yaml.

    Raises:
        UsageError: there is none.
    """
    try:
        absolute = start.resolve()
        for folder in (absolute, *absolute.parents):
            if (folder / VOLUME_FILE).exists():
                return folder
    except (OSError, ValueError, RuntimeError):
        # A name no file system takes, or a loop of symbolic links: nothing can be there.
        pass
    raise UsageError(
        f"no workspace at {start} or above it: there is no {VOLUME_FILE}",
        "`proceedings new` or `proceedings import EXPORT` makes one here; one that is elsewhere is named behind the "
        "command: proceedings build FOLDER",
    )
