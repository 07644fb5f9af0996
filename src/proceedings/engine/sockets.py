"""Sockets of processes lie in a folder with a short name."""

from __future__ import annotations

import os
from pathlib import Path

_SHORT = "/tmp"
_LONGEST = 104 - len("/pymp-12345678/listener-12345678") - 1
"""Bytes of the name of a folder in which sockets can lie."""


def keep_sockets_short() -> None:
    """Have the sockets of processes in a folder whose name the system takes:
    104 bytes with theirs, on some (unix(7)).

    Temporary files stay where TMPDIR says; a socket takes no room.
    """
    import tempfile
    from multiprocessing import util

    usual = tempfile.gettempdir()
    if len(os.fsencode(usual)) <= _LONGEST or not Path(_SHORT).is_dir():
        return
    tempfile.tempdir = _SHORT
    try:
        # It remembers the folder that it makes now, and removes it at the end.
        util.get_temp_dir()
    finally:
        tempfile.tempdir = usual
