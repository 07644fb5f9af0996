"""Compound files of Word and PowerPoint 97 to 2003 ([MS-CFB]):
their streams, read within bounds.
"""

from __future__ import annotations

from pathlib import Path

_MOST_BYTES = 256 << 20


def streams(path: Path, *names: str) -> dict[str, bytes]:
    """Those of the named streams that the file has.

    Raises:
        OSError, ValueError: it is damaged, or larger than is read.
    """
    import olefile

    if path.stat().st_size > _MOST_BYTES:
        raise ValueError("too large")
    try:
        with olefile.OleFileIO(path) as file:
            return {name: file.openstream(name).read() for name in names if file.exists(name)}
    except (AttributeError, TypeError, IndexError) as problem:
        # What the library runs into in files that break off.
        raise ValueError("damaged") from problem
