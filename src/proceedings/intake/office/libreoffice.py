"""LibreOffice: turns office documents into tagged PDFs,
several a start, in a profile of its own without macros.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from proceedings.engine.disk import is_full, no_room
from proceedings.engine.processes import Allowance, ended_with_us, of_group, seconds_of_group

if TYPE_CHECKING:
    from proceedings.intake.office.links import SourceLinks

FOLDER = "proceedings-office-"
"""How the temporary folder of a conversion begins."""
_START = 30.0
"""Seconds allowed for starting, on top of the first document's."""
_MAPPED = 2 << 30
"""Address space in bytes on top of the limit:
the program maps more than it touches, and must not die of that.
"""
_POLL = 0.05
_WEIGH = 0.25
"""Seconds from one look at the memory in use to the next."""


class Limit(StrEnum):
    """A limit that a document went beyond, as `limits:` in volume.yaml names it."""

    SECONDS = "seconds"
    MEMORY = "memory"


class Family(StrEnum):
    """Which half of the program reads a document, and its export filter."""

    WRITER = "writer_pdf_Export"
    IMPRESS = "impress_pdf_Export"


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of one document:
    a PDF, or why there is none, and the limit that it went beyond, if that is why.

    `links` are those that were marked before; None where the document went in as it was.
    """

    pdf: Path | None = None
    reason: str | None = None
    limit: Limit | None = None
    links: SourceLinks | None = None


def convert(
    program: Path,
    documents: Sequence[Path],
    family: Family,
    out: Path,
    *,
    seconds: float = 120.0,
    memory: int = 4 << 30,
    notes: bool = False,
    to: str = "pdf",
) -> tuple[Converted, ...]:
    """Convert documents of one family to PDF, or to another format of the program's.

    A document on which the program hangs, crashes or takes too much costs itself alone: the others
    are converted by another start. So is one that took too much memory after others: the program
    keeps some of theirs.

    Args:
        program: as `programs/libreoffice.py` finds it.
        documents: the files; their suffixes must be those of their formats.
        family: which filter exports them.
        out: an empty folder for the PDFs.
        seconds: how long one document may take.
        memory: bytes that the program and all that it starts may use.
        notes: whether pages with the presenter's notes follow the slides.
        to: the suffix of the format.

    Returns:
        One outcome a document, in the same order.

    Raises:
        OSError: there is no room left on the disk.
    """
    results: dict[int, Converted] = {}
    while waiting := [i for i in range(len(documents)) if i not in results]:
        with TemporaryDirectory(prefix=FOLDER) as folder:
            work = Path(folder)
            inputs = [_named(work, i, documents[i]) for i in waiting]
            ended = _run(program, inputs, work, seconds, memory, _export(family, notes) if to == "pdf" else to)
            for i in waiting:
                if _is_complete(made := work / "out" / f"{i:05}.{to}"):
                    results[i] = Converted(Path(shutil.move(made, out / made.name)))
            if is_full(work) and any(i not in results for i in waiting):
                raise no_room(work)
        left = [i for i in waiting if i not in results]
        if left and ended.clean:
            results |= {i: Converted(reason="LibreOffice cannot read it") for i in left}
        elif left and (ended.limit is not Limit.MEMORY or left[0] == waiting[0]):
            results[left[0]] = Converted(reason=ended.reason(seconds, memory), limit=ended.limit)
    return tuple(results[i] for i in range(len(documents)))


@dataclass(frozen=True, slots=True)
class _End:
    """How a run of the program ended."""

    status: int
    limit: Limit | None = None

    @property
    def clean(self) -> bool:
        return self.status == 0 and self.limit is None

    def reason(self, seconds: float, memory: int) -> str:
        if self.limit is Limit.SECONDS:
            return f"LibreOffice took longer than {seconds:g} seconds"
        if self.limit is Limit.MEMORY:
            return f"LibreOffice took more than {memory / 1e6:.0f} MB of memory"
        return "LibreOffice crashed on it"


def _named(work: Path, index: int, document: Path) -> Path:
    """A copy under a plain name: authors' names collide and begin with dashes;
    links to neighbours lead nowhere.
    """
    (work / "in").mkdir(exist_ok=True)
    return Path(shutil.copyfile(document, work / "in" / f"{index:05}{document.suffix}"))


def _run(program: Path, inputs: Sequence[Path], work: Path, seconds: float, memory: int, export: str) -> _End:
    profile, out = work / "profile", work / "out"
    out.mkdir()
    _furnish(profile / "user", program)
    command = [
        *("/bin/sh", "-c", f'ulimit -c 0; ulimit -v {memory + _MAPPED >> 10}; exec "$@"', "sh"),
        *_without_network(),
        *(str(program), "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck"),
        f"-env:UserInstallation={profile.as_uri()}",
        *("--convert-to", export, "--outdir", str(out)),
        *map(str, inputs),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=work,
        env=_surroundings(str(work)),
        process_group=0,
    )
    try:
        with ended_with_us(process.pid):
            return _wait(process, out, seconds, memory)
    finally:
        # The program's own children too; the group is gone already when all ended well.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _furnish(user: Path, program: Path) -> None:
    """Make a profile with our settings.

    Without the program's build on record it would look for extensions, write the build down, and
    start once more.
    """
    (user / "extensions").mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    with contextlib.suppress(OSError):
        lines = (program.resolve().parent / "versionrc").read_text("utf-8", "replace").splitlines()
        builds = (line.removeprefix("buildid=") for line in lines if line.startswith("buildid="))
        (user / "extensions" / "buildid").write_text(next(builds, ""), "utf-8")


def _wait(process: subprocess.Popen[bytes], out: Path, seconds: float, memory: int) -> _End:
    """Wait for the end; the time that a document has starts anew with every one that is done."""
    done, weighing = 0, time.monotonic()
    allowance = Allowance(_START + seconds, lambda: seconds_of_group(process.pid))
    while True:
        try:
            return _End(process.wait(_POLL))
        except subprocess.TimeoutExpired:
            now, count = time.monotonic(), sum(1 for _ in out.iterdir())
            if count > done:
                done, allowance = count, Allowance(seconds, lambda: seconds_of_group(process.pid))
            elif now > allowance.deadline and allowance.is_spent():
                return _End(-signal.SIGKILL, Limit.SECONDS)
            if now >= weighing:
                weighing = now + _WEIGH
                if _memory_of(process.pid) > memory:
                    return _End(-signal.SIGKILL, Limit.MEMORY)


def _memory_of(group: int) -> int:
    """Bytes of memory that the processes of a group have in use; 0 where the system does not say.

    Address space, which the system can bound by itself, says little:
    the program maps what it never touches, and dies without a word when it may not.
    """
    return sum(process.resident_pages for process in of_group(group)) * os.sysconf("SC_PAGE_SIZE")


def _is_complete(made: Path) -> bool:
    """Whether a file ends as a PDF or a ZIP file ends."""
    try:
        with made.open("rb") as file:
            file.seek(max(0, made.stat().st_size - 1024))
            return (b"%%EOF" if made.suffix == ".pdf" else b"PK\5\6") in file.read()
    except OSError:
        return False


def _without_network() -> tuple[str, ...]:
    """What starts a program where there is no network;
    nothing where the system does not allow that.

    A network namespace of its own has no interface but a loopback that is down
    (network_namespaces(7)). The dead proxy of `_SETTINGS` holds in any case.
    """
    unshare = shutil.which("unshare")
    for options in (("--net",), ("--net", "--map-root-user")) if unshare else ():
        command = (str(unshare), *options, "--")
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            if subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False).returncode == 0:
                return command
    return ()


def _export(family: Family, notes: bool) -> str:
    """The filter with its options."""
    options = {
        "UseTaggedPDF": True,
        "ExportBookmarks": True,
        "ExportNotes": False,
        "ExportNotesPages": notes,
        "ExportHiddenSlides": False,
        "ExportFormFields": False,
        # Links to bookmarks find their places by these names.
        "ExportBookmarksToPDFDestination": family is Family.WRITER,
    }
    typed = {name: {"type": "boolean", "value": str(value).lower()} for name, value in options.items()}
    return f"pdf:{family.value}:{json.dumps(typed, separators=(',', ':'))}"


def _surroundings(home: str) -> dict[str, str]:
    """An environment without the editor's own settings,
    so that the same file converts alike everywhere.
    """
    path = os.environ.get("PATH", os.defpath)
    fixed = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp", "SOURCE_DATE_EPOCH": "0"}
    return {"PATH": path, "HOME": home, "TMPDIR": home, **fixed}


_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macros, no links to other files followed,
and a proxy that nobody answers at (port 9 discards).

A profile that a later version used is no new one: for a new one the program draws test pictures,
which takes longer than to convert a deck.
"""


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n"
    )
