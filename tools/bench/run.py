"""The benchmark: ours and its peers side by side; writes docs/benchmarks.md. Run by `make bench`; takes ten minutes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import builds
import contenders
import corpus
import report
from measuring import Runs, race, run

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

ROUNDS = {50: 3, 200: 2, 1000: 2}
BUDGET = {50: 5.0, 200: 6.0, 1000: 8.0}
"""Seconds after which a contender gets no further round with so many papers; each has at least one."""


def main(arguments: Sequence[str]) -> None:
    """Make the corpus, run everything, print and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=sorted(ROUNDS))
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache" / "bench")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    chosen = parser.parse_args(arguments)
    workspaces = {n: corpus.bench_workspace(chosen.folder, n, chosen.seed) for n in chosen.sizes}
    for size, workspace in workspaces.items():
        say(f"preparing {size} papers for binding")
        run((sys.executable, str(HERE / "prepare.py"), str(workspace)))
        run((sys.executable, str(HERE / "bind.py"), str(workspace), str(workspace / "build" / "bound.pdf")))
    binding = {size: bound(workspace, size) for size, workspace in workspaces.items()}
    whole = builds.measure(ROOT, chosen.folder, chosen.seed, chosen.sizes, say)
    text = report.written(binding, whole, {n: corpus.facts(w) for n, w in workspaces.items()}, chosen.seed)
    chosen.out.write_text(text, "utf-8")
    sys.stdout.write(text)


def bound(workspace: Path, size: int) -> Mapping[str, Runs]:
    """All contenders with one number of papers."""
    say(f"binding {size} papers")
    with tempfile.TemporaryDirectory(dir=workspace.parent) as out:
        found = race(contenders.contenders(), workspace, Path(out), size, ROUNDS.get(size, 1), BUDGET.get(size, 14.0))
    for name, runs in found.items():
        say(f"  {name}: {runs.fault or f'{runs.median:.2f} s'}")
    return found


def say(text: str) -> None:
    """Progress, on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
