"""Draft workspace of every odd file of the corpus:
python tests/making/odd_workspace.py DEST [CORPUS], then build --draft.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FOLDERS: Mapping[str, str] = {"odd-pdfs": "paper", "sample-pdfs": "paper", "slides": "slides", "documents": "paper"}
"""Folders of the corpus, and as what their files are submitted."""

VOLUME = """\
title: Odd Files
event: {name: Meeting of the Odd Files, starts: 2020-01-01, ends: 2020-01-01, timezone: Europe/Zurich}
options: {biographies: supplied, pages-as-pictures: yes}
checks: {missing-biography: off}
"""
PEOPLE = "anybody: {name: Anna Body}\n"


def odd_files(corpus: Path = CORPUS, folders: Iterable[str] = FOLDERS) -> list[Path]:
    """The files, in the order in which they stand in the volume."""
    return [file for folder in folders for file in sorted((corpus / folder).iterdir()) if file.is_file()]


def write_workspace(destination: Path, files: Iterable[Path]) -> dict[str, Path]:
    """Write a workspace with a session a folder and a contribution a file.

    Returns:
        By the source's name in the agenda: the file of the corpus that it is a copy of.
    """
    proceedings, papers = destination / "proceedings", destination / "papers"
    proceedings.mkdir(parents=True, exist_ok=True)
    sources: dict[str, Path] = {}
    sessions: dict[str, list[str]] = {}
    for file in files:
        folder = file.parent.name
        (papers / folder).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, papers / folder / file.name)
        source = f"papers/{folder}/{file.name}"
        sources[source] = file
        sessions.setdefault(folder, []).append(_contribution(FOLDERS.get(folder, "paper"), source, file.name))
    (proceedings / "volume.yaml").write_text(VOLUME, "utf-8")
    (proceedings / "people.yaml").write_text(PEOPLE, "utf-8")
    agenda = "days:\n  - date: 2020-01-01\n    items:\n" + "".join(map(_session, sessions, sessions.values()))
    (proceedings / "agenda.yaml").write_text(agenda, "utf-8")
    return sources


def _session(folder: str, contributions: list[str]) -> str:
    head = f"      - session: {json.dumps(folder)}\n        title: {json.dumps(folder)}\n        contributions:\n"
    return head + "".join(contributions)


def _contribution(kind: str, source: str, name: str) -> str:
    # JSON strings are YAML too, whatever is in the name.
    quoted = json.dumps(name, ensure_ascii=False)
    return (
        f"          - title: {quoted}\n            speaker: anybody\n"
        f"            documents:\n              - {kind}: {json.dumps(source, ensure_ascii=False)}\n"
    )


def main(arguments: list[str]) -> int:
    """Write the workspace; gives back an exit status."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    corpus = Path(arguments[1]) if len(arguments) == 2 else CORPUS
    sources = write_workspace(Path(arguments[0]), odd_files(corpus))
    sys.stdout.write(f"{len(sources)} documents; build the volume with: proceedings build --draft {arguments[0]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
