"""The content-addressed store: what was already done is not done again.

An entry is a folder of files under a key made of a step's name, its version and all its inputs. It
tells the programs that its making asked for, with their versions: where these are others now, it
does not count, and what is made anew lies beside it. Entries are written to a temporary folder and
renamed, so that a killed build or two builds at once leave no half entry; they are verified when
read, and a damaged one counts as absent. They lie in a folder, or in object storage with a folder
as its cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proceedings.engine.entries import MANIFEST, programs_of, variants, write_files
from proceedings.engine.explaining import Journal, changed_programs

if TYPE_CHECKING:
    from proceedings.engine.depot import Depot

_KNOWN = "known.json"
_SMALL = 1 << 16
"""Files up to this size are hashed on every reading;
larger ones when their stat differs from the remembered one.
"""
_RACY_NS = 2_000_000_000
"""A file modified this shortly before it was hashed may change again within one tick
of the file system's clock.
"""
_HOUR, _DAY = 3_600, 86_400


class Store:
    """Entries by key below `root`,
    and the sums of files that have not changed since they were last hashed.

    `notes` is the folder of what concerns this workspace alone: sums, the ledger, the journal. It
    is `root`, until `settle` moves the entries elsewhere. `version_of` gives the version of a
    program by its name; without it entries do not depend on programs. `programs` are those on which
    the entries that were found or kept so far depend.
    """

    def __init__(
        self,
        root: Path,
        notes: Path | None = None,
        depot: Depot | None = None,
        version_of: Callable[[str], str] | None = None,
    ) -> None:
        self.root = root
        self.notes = notes or root
        self.depot = depot
        self.version_of = version_of
        self.programs: dict[str, str] = {}
        self.journal = Journal(self.notes)
        self._known: dict[str, str] | None = None
        self._learnt: dict[str, str] = {}
        self._spilled: list[Path] = []
        self._damaged: set[str] = set()
        self._outdated: dict[str, str] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """A store in a worker process starts with nothing but its folders."""
        return Store, (self.root, self.notes, self.depot, self.version_of)

    @property
    def is_new(self) -> bool:
        """True as long as nothing was kept here."""
        return next(self.root.glob("[0-9a-f][0-9a-f]"), None) is None

    def settle(self, location: str | None, workspace: Path) -> None:
        """Keep entries where the editor says, from now on.

        Args:
            location: a folder, relative to the workspace; or an address as fsspec has them
                (`s3://bucket/folder`), then the folder of before serves as its cache. None changes
                nothing.
            workspace: the folder of the workspace.

        Raises:
            UsageError: the address is none, or the library for it is not installed.
        """
        if location is None:
            return
        if "://" in location:
            from proceedings.engine.depot import Depot

            self.depot = Depot.at(location)
        else:
            self.root = workspace / Path(location).expanduser()

    def key(self, step: str, version: int, *inputs: str | bytes) -> str:
        """The key of a step's result:
        equal for equal name, version and inputs (settings are inputs).

        Each input is measured before it is hashed, so that `("ab", "c")` and `("a", "bc")` differ.
        """
        digest = hashlib.sha256()
        for part in (step, str(version), *inputs):
            data = part.encode() if isinstance(part, str) else part
            digest.update(b"%d:" % len(data))
            digest.update(data)
        return digest.hexdigest()

    def lookup(self, key: str) -> Path | None:
        """The folder of the entry with this key that was made with the programs of now.

        None when there is none, or when it is damaged (it is dropped then).
        """
        for variant in variants(key):
            folder = self._found(variant)
            if folder is None:
                if variant in self._damaged:
                    self._damaged.add(key)
                return None
            programs = programs_of(folder)
            if self.version_of is None or not (changes := list(changed_programs(programs, self.version_of))):
                self.programs.update(programs)
                return folder
            self._outdated[key] = "; ".join(changes)
        return None

    def _found(self, key: str) -> Path | None:
        """The folder of one entry, whatever it was made with."""
        folder = self._folder(key)
        # Twice, because another build may put the entry there between a look
        # that misses it and the verdict.
        for _ in range(2):
            if self._is_whole(folder):
                _used(folder)
                return folder
            if not folder.exists():
                return self._fetched(key)
        self._damaged.add(key)
        self._drop(folder)
        return self._fetched(key)

    def note(self, step: str, key: str, inputs: Mapping[str, str], *, ran: bool) -> None:
        """Put down for `build --explain` that a step ran, or that its entry was found.

        Args:
            step: what it makes, the same in every build: `intake of papers/a.pdf`.
            key: of its entry.
            inputs: what the key was made of:
                sums of files, settings in words, by the name that an editor knows.
            ran: False where the entry was found.
        """
        outdated = self._outdated.get(key, "")
        self.journal.note(step, inputs, ran=ran, damaged=key in self._damaged, outdated=outdated)

    def keep(self, key: str, files: Mapping[str, bytes | Path], asked: Iterable[str] = ()) -> Path:
        """Keep files (name to bytes, or to a file that is copied) under a key.

        Args:
            key: as `key` gives it.
            files: what came of the step.
            asked: the names of the programs that it asked for, those too that are not installed.

        Returns:
            The entry's folder. Where the store cannot be written (a full disk, no permission) it is
            a temporary folder with the same files, removed by `flush`, so that the build goes on.

        Raises:
            OSError: not even the temporary folder could be written.
        """
        programs = {name: self.version_of(name) for name in sorted(set(asked))} if self.version_of is not None else {}
        self.programs.update(programs)
        try:
            variant = self._free(key, programs)
            kept = self._keep_in_store(self._folder(variant), files, programs)
            if self.depot is not None:
                self.depot.put(variant, kept)
            return kept
        except OSError:
            spill = Path(tempfile.mkdtemp(prefix="proceedings-"))
            self._spilled.append(spill)
            write_files(spill, files)
            return spill

    def discard(self, key: str) -> None:
        """Forget an entry that may come out otherwise now: a font was installed, say."""
        for variant in variants(key):
            self._drop(self._folder(variant))

    def adopt(self, folder: Path) -> None:
        """Take over what `keep` returned in a worker process.

        These are its programs, and its removal if it is not in the store.
        """
        self.programs.update(programs_of(folder))
        if not folder.is_relative_to(self.root):
            self._spilled.append(folder)

    def sha256_of(self, path: Path) -> str:
        """The SHA-256 of a file in hexadecimal;
        read only when its inode, size or times are not the remembered ones.

        Raises:
            OSError: the file cannot be read.
        """
        now = time.time_ns()
        with path.open("rb") as file:
            stat = os.fstat(file.fileno())
            identity = _identity(stat)
            found = self._remembered().get(identity)
            if found is None:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        if identity not in self._learnt and max(stat.st_mtime_ns, stat.st_ctime_ns) < now - _RACY_NS:
            self._learnt[identity] = found
        return found

    def prune(self, days: float) -> tuple[int, int]:
        """Remove entries that no build used for so many days, and what killed builds left here.

        Use is noted once a day, so that an entry may stay a day longer. With 0 all entries go.

        Returns:
            How many entries were removed, and how many bytes were in them.
        """
        oldest = time.time() - days * _DAY - (_DAY if days > 0 else 0)
        removed = freed = 0
        for entry in [*self.root.glob("[0-9a-f][0-9a-f]/*"), *self.root.glob("tmp/*")]:
            with contextlib.suppress(OSError):
                limit = time.time() - _HOUR if entry.parent.name == "tmp" else oldest
                if entry.stat().st_mtime < limit:
                    removed += entry.parent.name != "tmp"
                    freed += sum(path.stat().st_size for path in entry.iterdir())
                    self._drop(entry)
        return removed, freed

    def forget(self, files: Iterable[Path]) -> None:
        """Forget the sums of all files but these and those of the entries:
        the others were replaced or removed.
        """
        present = set()
        for path in [*files, *self.root.glob("[0-9a-f][0-9a-f]/*/*")]:
            with contextlib.suppress(OSError):
                present.add(_identity(path.stat()))
        sums = _known_sums(self.notes / _KNOWN)
        if sums:
            write_note(self.notes / _KNOWN, {identity: sums[identity] for identity in sorted(present & sums.keys())})

    def flush(self) -> None:
        """Write down the sums learnt and the steps noted,
        and remove temporary folders, at the end of a build.

        A store that cannot be written is no error: the next build hashes again.
        """
        for folder in self._spilled:
            shutil.rmtree(folder, ignore_errors=True)
        self._spilled.clear()
        if noted := self.journal.content():
            write_note(*noted)
        if not self._learnt or self._learnt.keys() <= (self._known or {}).keys():
            return
        # Read once more: another build may have written since.
        write_note(self.notes / _KNOWN, {**_known_sums(self.notes / _KNOWN), **self._learnt})

    def _remembered(self) -> dict[str, str]:
        if self._known is None:
            self._known = _known_sums(self.notes / _KNOWN)
        return self._known

    def _free(self, key: str, programs: Mapping[str, str]) -> str:
        """The variant of a key under which what these programs made is kept.

        The last is replaced where all are taken. One of the same programs may be whole, and stays.
        """
        for variant in variants(key):
            folder = self._folder(variant)
            if not self._is_whole(folder) or programs_of(folder) == programs:
                return variant
        self._drop(folder)
        return variant

    def _folder(self, key: str) -> Path:
        return self.root / key[:2] / key[2:]

    def _is_whole(self, folder: Path) -> bool:
        try:
            manifest = json.loads((folder / MANIFEST).read_bytes())
            return all(self._is_sound(folder / name, fact) for name, fact in manifest["files"].items())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False

    def _fetched(self, key: str) -> Path | None:
        """The entry from object storage, now in the cache;
        None when it is not there or not whole.
        """
        if self.depot is None:
            return None
        waiting = self.root / "tmp" / secrets.token_hex(16)
        try:
            manifest = self.depot.get(key, waiting)
            if manifest is None or any(
                hashlib.file_digest((waiting / name).open("rb"), "sha256").hexdigest() != fact["sha256"]
                for name, fact in manifest["files"].items()
            ):
                return None
            files: Mapping[str, bytes | Path] = {name: waiting / name for name in manifest["files"]}
            return self._keep_in_store(self._folder(key), files, manifest.get("programs", {}))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        finally:
            shutil.rmtree(waiting, ignore_errors=True)

    def _is_sound(self, path: Path, fact: Mapping[str, Any]) -> bool:
        stat = path.stat()
        if stat.st_size != fact["size"]:
            return False
        if stat.st_size > _SMALL and (stat.st_ino, stat.st_mtime_ns) == (fact["inode"], fact["mtime_ns"]):
            return True
        return bool(self.sha256_of(path) == fact["sha256"])

    def _keep_in_store(self, folder: Path, files: Mapping[str, bytes | Path], programs: Mapping[str, str]) -> Path:
        waiting = self.root / "tmp" / secrets.token_hex(16)
        waiting.mkdir(parents=True)
        try:
            manifest = {"files": write_files(waiting, files), "programs": programs}
            (waiting / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
            folder.parent.mkdir(exist_ok=True)
            for _ in range(8):
                with contextlib.suppress(OSError):
                    waiting.rename(folder)
                    return folder
                # Somebody else was faster; if what they left is damaged, it goes and we try again.
                if self._is_whole(folder):
                    return folder
                self._drop(folder)
            raise OSError(f"{folder} can be neither read nor replaced")
        finally:
            shutil.rmtree(waiting, ignore_errors=True)

    def _drop(self, folder: Path) -> None:
        graveyard = self.root / "tmp" / secrets.token_hex(16)
        with contextlib.suppress(OSError):
            graveyard.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(graveyard)
        shutil.rmtree(graveyard, ignore_errors=True)


def _identity(stat: os.stat_result) -> str:
    """What stays the same as long as nobody writes to a file."""
    return f"{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}"


def _used(folder: Path) -> None:
    """Mark an entry as used, at most once a day: `clean --keep` goes by it."""
    with contextlib.suppress(OSError):
        if folder.stat().st_mtime < time.time() - _DAY:
            os.utime(folder)


def write_note(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file whole or not at all.
    One that cannot be written costs the next build time, nothing else.
    """
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _known_sums(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
