"""The day's judge beside veraPDF, on every real file of the corpus;
writes build/judges.md. Run by `make judges`.

Exits with 1 where the verdicts on a file differ.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import report
from differences import FALSE, LENIENT, Case, Judged, ask_both, page_of
from material import Taken, bind, sources_by_page, submissions, take_in, without_ghostscript

from proceedings.programs import verapdf

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
NOT_SUBMISSIONS = frozenset({"programs", "programmes"})


def main(arguments: Sequence[str]) -> int:
    """Ask, print the differences and write the table; gives back an exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", help="folders of submissions; by default those of the corpus")
    parser.add_argument("--level", default="2b", help="2b, 2u, 2a, 3b, 3u or ua1")
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "judges", help="where the workspaces are made")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "judges.md")
    parser.add_argument("--claims", action="store_true", help="only what submissions claim, without volumes: quicker")
    parser.add_argument("--only", default="", help="only files with this in their names")
    chosen = parser.parse_args(arguments)
    program = verapdf.find()
    if program is None:
        sys.stderr.write("veraPDF is not installed: make verapdf\n")
        return 3
    groups: dict[str, list[Judged]] = {}
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    for folder in chosen.folders or _corpus():
        files = [file for file in submissions(folder) if chosen.only in file.name]
        compared = _compared(folder.name, files, chosen.work.resolve(), chosen.level, program, chosen.claims)
        groups |= compared
        chosen.out.write_text(report.written(groups), "utf-8")  # after each folder, so that a crash loses only its own
    sys.stdout.write(report.written(groups))
    return int(any(one.difference in (LENIENT, FALSE) for judged in groups.values() for one in judged))


def _corpus() -> list[Path]:
    folders = [folder for folder in sorted((SHARED / "corpus").iterdir()) if folder.is_dir()]
    return [folder for folder in folders if folder.name not in NOT_SUBMISSIONS] + [SHARED / "cases" / "pdfs"]


def _compared(
    name: str, files: Sequence[Path], work: Path, level: str, program: Path, claims: bool
) -> dict[str, list[Judged]]:
    """The submissions made of some files; those that were rewritten, as they were before;
    and the volume of those that hold.

    `claims`: without the volume,
    and of submissions only what intake claims of them, which is not judged again.
    """
    if not files:
        return {}
    groups: dict[str, list[Judged]] = {}
    _say(f"{name}: taking in {len(files)} files")
    conformance = _asked(level)
    taken = take_in(work / name, files, conformance)
    groups[f"{name}: submissions"] = ask_both([_case(one, level if claims else None) for one in taken], level, program)
    rewritten = [one.source for one in taken if one.is_rewritten]
    if rewritten:
        with without_ghostscript(work / "programs"):
            before = take_in(work / f"{name}-in-place", rewritten, conformance, jobs=1)
        groups[f"{name}: before rewriting"] = ask_both([_case(one) for one in before], level, program)
    holding = [one.source for one in taken if one.level is not None]
    if holding and not claims:
        _say(f"{name}: binding {len(holding)} files")
        groups[f"{name}: volume"] = _volume(name, holding, work / name, level, program)
    for group, judged in groups.items():
        _say(f"{group}: {len(judged)} judged, {sum(bool(one.difference) for one in judged)} differ")
    return groups


def _volume(name: str, files: Sequence[Path], workspace: Path, level: str, program: Path) -> list[Judged]:
    conformance = _asked(level)
    pdf, sources = bind(workspace, files, conformance)
    judged = ask_both([Case(name, pdf)], level, program)
    pages = sources_by_page(workspace, sources)
    for broken in judged[0].theirs.broken:
        for number in {page_of(place) for place in broken.places}:
            where = "of the document" if number is None else f"page {number}, {pages.get(number, 'which is our own')}"
            _say(f"  {broken.clause}-{broken.test}: {where}")
    return judged


def _asked(level: str) -> str:
    """The level as an editor writes it."""
    return "ua-1" if level == "ua1" else level


def _case(one: Taken, claimed: str | None = None) -> Case:
    return Case(one.source.name, one.pdf, claimed is not None and one.level == claimed)


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
