"""A build that ends, however it ends, leaves no process and nothing in the temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from office_files import docx, paragraph, run
from small_workspaces import MEETING_AGENDA, meeting

COMMAND = Path(sys.executable).with_name("proceedings")
PATIENCE = 60.0
"""Seconds after which a test gives up waiting; what it waits for takes a few."""
YOUNG = 11.0
"""Seconds after which a folder that nobody holds counts as left behind."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with a paper that LibreOffice must convert,
    and a temporary folder `t` beside it.
    """
    words = "".join(paragraph(run(f"Paragraph {number} of a paper about nothing.")) for number in range(400))
    root = meeting(tmp_path / "w", agenda=MEETING_AGENDA.replace("papers/notes.md", "papers/notes.docx"))
    (root / "papers/notes.docx").write_bytes(docx(words))
    (tmp_path / "t").mkdir()
    return tmp_path


def begun(place: Path) -> subprocess.Popen[bytes]:
    """A build with its temporary folder at that place."""
    return subprocess.Popen(
        [COMMAND, "build", "--jobs", "2", place / "w"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(place / "t")},
    )


def running(place: Path) -> list[str]:
    """Command lines of the processes that were told of the place, by argument or environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if any(os.fsencode(place) in text for text in told):
            found.append(told[0].replace(b"\0", b" ").decode(errors="replace").strip())
    return found


def until_none_runs(place: Path) -> list[str]:
    """Wait for the end of all processes; gives back those that would not end."""
    deadline = time.monotonic() + PATIENCE
    while (left := running(place)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


@pytest.mark.needs_libreoffice
def test_a_build_leaves_nothing_in_the_temporary_folder(place: Path) -> None:
    assert begun(place).wait() == 0
    assert (place / "w/build/proceedings.pdf").is_file()
    assert until_none_runs(place) == []
    assert list((place / "t").iterdir()) == []


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_ended_takes_workers_and_libreoffice_with_it(place: Path, how: signal.Signals) -> None:
    build = begun(place)
    deadline = time.monotonic() + PATIENCE
    while not any("soffice.bin" in line for line in running(place)) and time.monotonic() < deadline:
        assert build.poll() is None, "it ended before LibreOffice ran"
        time.sleep(0.02)
    before = running(place)
    assert any("soffice.bin" in line for line in before)
    assert len(before) > 2
    build.send_signal(how)
    assert build.wait() == (143 if how is signal.SIGTERM else -how)
    assert until_none_runs(place) == []
    left = list((place / "t").iterdir())
    if how is signal.SIGTERM:
        assert left == []
        return
    assert left, "a killed process cannot tidy up"
    time.sleep(max(0.0, max(folder.stat().st_ctime for folder in left) + YOUNG - time.time()))
    env = {**os.environ, "TMPDIR": str(place / "t")}
    subprocess.run([COMMAND, "clean", place / "w"], env=env, check=True, capture_output=True)
    assert list((place / "t").iterdir()) == []
