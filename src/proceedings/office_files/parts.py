"""The parts of a package that are about to be changed; all others are copied as they are."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

_MOST_BYTES = 48 << 20
"""Of one part, unpacked: a larger one is left as it is."""


class Parts:
    """The parts of an open ZIP file and what is changed in them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._sizes = {info.filename: info.file_size for info in archive.infolist()}
        self.changed: dict[str, bytes] = {}
        """New contents by the name of the part."""

    def named(self, pattern: str) -> Iterator[str]:
        """The names of parts that match a pattern whole, and that are not too large."""
        return (name for name, size in self._sizes.items() if size < _MOST_BYTES and re.fullmatch(pattern, name))

    def data(self, name: str) -> bytes:
        """The contents of a part; empty where there is none."""
        if name in self.changed:
            return self.changed[name]
        if name not in self._sizes:
            return b""
        with self._archive.open(name) as part:
            return part.read(_MOST_BYTES)

    def change(self, name: str, to: Callable[[bytes], bytes]) -> None:
        """Put what a function makes of a part in its place, if it is anything else."""
        before = self.data(name)
        after = to(before)
        if after != before:
            self.changed[name] = after

    def write(self, path: Path) -> None:
        """Write the package with its changes."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
            for info in self._archive.infolist():
                if info.filename in self.changed:
                    copy.writestr(info.filename, self.changed[info.filename])
                elif info.is_dir():
                    continue
                else:
                    info_of_copy = zipfile.ZipInfo(info.filename)
                    info_of_copy.compress_type = zipfile.ZIP_STORED
                    info_of_copy.file_size = info.file_size
                    with self._archive.open(info) as source, copy.open(info_of_copy, "w") as target:
                        shutil.copyfileobj(source, target)
            for name in self.changed.keys() - self._sizes.keys():
                copy.writestr(name, self.changed[name])
