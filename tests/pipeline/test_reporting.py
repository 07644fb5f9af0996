"""A report of a fault tells versions, counts and codes,
and nothing that an editor or an author wrote.
"""

from __future__ import annotations

import re
from pathlib import Path

from proceedings import __version__
from small_workspaces import MEETING, MEETING_AGENDA, PEOPLE, meeting, run


def test_a_report_tells_counts_and_codes_and_no_word_of_the_workspace(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "Zwetschgenworkshop")
    (folder / "papers/hopper.pdf").rename(folder / "papers/Quittenbaum.Mirabelle")
    done = run("report", folder)
    assert done.returncode == 0
    assert f"  proceedings {__version__}\n" in done.stdout
    assert re.search(r"^  pikepdf [0-9.]+$", done.stdout, re.MULTILINE)
    assert "  papers: 1 other, " in done.stdout
    assert re.search(r"^  1 \w+ missing-document$", done.stdout, re.MULTILINE)
    said = set(re.findall(r"\w+", done.stdout + done.stderr))
    written = set(re.findall(r"[A-Z]\w{3,}", MEETING + MEETING_AGENDA + PEOPLE)) | {"Zwetschgenworkshop", "Quittenbaum"}
    assert not said & (written | {"Mirabelle", "hopper", "lovelace", *tmp_path.parts[1:]})


def test_outside_of_a_workspace_versions_are_told(tmp_path: Path) -> None:
    done = run("report", cwd=tmp_path)
    assert done.returncode == 0
    assert "findings:" not in done.stdout and "Python 3." in done.stdout
