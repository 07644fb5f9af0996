"""The depot: entries of the store in object storage,
reached through fsspec, for builds on more than one machine.

Object storage knows no renaming, so an entry is there when its manifest is, which is written last.
A depot that fails is left alone for the rest of the build: the folder that caches it is enough.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proceedings.values.diagnostics import UsageError

_MANIFEST = "manifest.json"


@dataclass(slots=True)
class Depot:
    """A folder of an address such as `s3://bucket/store`."""

    address: str
    _failed: bool = field(default=False, compare=False)

    @classmethod
    def at(cls, address: str) -> Depot:
        """The depot at an address.

        Raises:
            UsageError: fsspec or the library
                that it needs for this kind of address is not installed.
        """
        depot = cls(address.rstrip("/"))
        try:
            depot._files()
        except ImportError as problem:
            raise UsageError(
                f"the store at {address} needs a library that is not installed: {problem}",
                "pip install 'proceedings[cluster]', and what fsspec asks for",
            ) from problem
        except Exception as problem:  # every file system has exceptions of its own
            raise UsageError(f"the store at {address} cannot be opened: {problem}") from problem
        return depot

    def get(self, key: str, into: Path) -> dict[str, Any] | None:
        """Bring an entry's files into a new folder;
        gives back its manifest, None when it is not there.
        """
        if self._failed:
            return None
        try:
            files, root = self._files()
            source = f"{root}/{key[:2]}/{key[2:]}"
            manifest: dict[str, Any] = json.loads(files.cat_file(f"{source}/{_MANIFEST}"))
            into.mkdir(parents=True)
            for name in manifest["files"]:
                files.get_file(f"{source}/{name}", str(into / name))
            return manifest
        except FileNotFoundError:
            return None
        except Exception:  # every file system has exceptions of its own; without a depot the step just runs
            self._failed = True
            return None

    def put(self, key: str, folder: Path) -> None:
        """Bring an entry of the cache to the depot, the manifest last."""
        if self._failed:
            return
        try:
            files, root = self._files()
            target = f"{root}/{key[:2]}/{key[2:]}"
            with contextlib.suppress(FileExistsError):
                files.makedirs(target, exist_ok=True)
            for path in sorted(folder.iterdir(), key=lambda p: (p.name == _MANIFEST, p.name)):
                files.put_file(str(path), f"{target}/{path.name}")
        except Exception:  # as above: what is not kept there is made again elsewhere
            self._failed = True

    def _files(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        return url_to_fs(self.address)  # type: ignore[no-any-return]
