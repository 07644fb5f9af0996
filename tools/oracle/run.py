"""The oracle: says what a change of the code changes in volumes,
records, reports and entries of the store.

    run.py [SUBJECT …] [--record] [--file build/oracle.json]

The first run of a subject records the sums of all that is made of it; a later one compares with
them and names what differs, with status 1. `--record` takes the new sums. Entries of the store are
compared by what is in them: raising the version of a step gives them other keys, which is no
difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from subjects import CHECKED, CORPUS, DRAFTS, REPOSITORY, SUBJECTS

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.pipeline.gathering import gather
from proceedings.values.request import BuildRequest

COMMAND = str(Path(sys.executable).with_name("proceedings"))
SHOWN = 40
"""Differences of one subject that are named."""
Sums = dict[str, list[str]]
"""By what an editor or a developer calls a thing, the sums of all that are called so."""


def main(arguments: Sequence[str]) -> int:
    """Record or compare the subjects that are asked for, all by default;
    gives back the exit status.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], default=[])
    parser.add_argument("--record", action="store_true", help="take the new sums")
    parser.add_argument("--file", type=Path, default=REPOSITORY / "build" / "oracle.json", help="where the sums lie")
    asked = parser.parse_args(arguments)
    known: dict[str, Sums] = json.loads(asked.file.read_text("utf-8")) if asked.file.is_file() else {}
    status = 0
    for name in asked.subjects or SUBJECTS:
        if name not in ("iom", "split") and not CORPUS.is_dir():
            _say(f"{name}: skipped, there is no {CORPUS}")
            continue
        sums = sums_of(name)
        if asked.record or name not in known:
            known[name] = sums
            _say(f"{name}: {sum(map(len, sums.values()))} sums recorded")
            continue
        found = list(differences(known[name], sums))
        status |= bool(found)
        _say(f"{name}: {len(found) or 'no'} difference{'' if len(found) == 1 else 's'}")
        _say(*(f"  {line}" for line in found[:SHOWN]))
    asked.file.parent.mkdir(parents=True, exist_ok=True)
    asked.file.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False), "utf-8")
    return status


def sums_of(name: str) -> Sums:
    """Build and check a subject in a folder of its own, and sum up all that came of it."""
    with tempfile.TemporaryDirectory(prefix="proceedings-oracle-") as folder:
        workspace = Path(folder) / name
        SUBJECTS[name](workspace)
        if name not in CHECKED:
            _run("build", *(("--draft",) if name in DRAFTS else ()), str(workspace))
        _run("check", str(workspace))
        sums: Sums = {path.name: [_sum(path)] for path in sorted((workspace / "build").iterdir()) if path.is_file()}
        for called, summed in _entries(workspace):
            sums.setdefault(called, []).append(summed)
        return {called: sorted(found) for called, found in sums.items()}


def differences(before: Sums, now: Sums) -> Iterator[str]:
    """What differs, a thing a line:
    those whose sums are others, those that are gone, those that are new.
    """
    for called in sorted({*before, *now}):
        old, new = Counter(before.get(called, ())), Counter(now.get(called, ()))
        if not old or not new:
            yield f"{called} is {'new' if new else 'gone'}"
        elif old != new:
            count = max((old - new).total(), (new - old).total())
            yield f"{called} differs" + (f" in {count} of {max(old.total(), new.total())}" if new.total() > 1 else "")


def _entries(workspace: Path) -> Iterator[tuple[str, str]]:
    """Every file of every entry of the store,
    called after the submission that it was made of, where it is one.
    """
    sources = _sources(workspace)
    for manifest in sorted((workspace / "build" / ".store").glob("??/*/manifest.json")):
        of = sources.get(manifest.parent.name)
        for name, fact in json.loads(manifest.read_bytes())["files"].items():
            yield f"{name} of {of}" if of else f"{name} in the store", fact["sha256"]


def _sources(workspace: Path) -> dict[str, str]:
    """By the folder of its entry in the store, the file that was submitted;
    from the store of the build before.
    """
    gathered = gather(BuildRequest(workspace, draft=True), Store(workspace / "build/.store"), Workers(1), _unheard)
    assert gathered.volume is not None
    named = {document.id: str(document.source) for document in gathered.volume.documents}
    return {submission.pdf.parent.name: named[document] for document, submission in gathered.submissions.items()}


def _unheard(_: str) -> None:
    """Progress of which nobody wants to know."""


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def _run(*arguments: str) -> None:
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, check=False)
    if "Traceback" in done.stderr or "fault of proceedings" in done.stderr:
        sys.stderr.write(done.stderr)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
