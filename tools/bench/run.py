"""The benchmark: ours and its peers side by side; writes docs/benchmarks.md.
Run by `make bench`; takes ten minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import archival
import builds
import contenders
import corpus
import report
from measuring import Budget, Runs, let_run, race, run

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

SIZES = (50, 200, 1000)
WHOLE = 590.0
"""Seconds that the whole benchmark may take."""
ROUNDS = 3
EACH = 20.0
"""Seconds after which a contender gets no further
round with so many papers; each has at least one.
"""


def main(arguments: Sequence[str]) -> None:
    """Make the corpus, run everything, print and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache" / "bench")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=7.5, help="after so many, nothing is measured a second time")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    chosen.folder = chosen.folder.resolve()
    start = time.monotonic()
    text = report.written(_measured(chosen, start))
    chosen.out.write_text(text, "utf-8")
    sys.stdout.write(text)


def _measured(chosen: argparse.Namespace, start: float) -> report.Results:
    folder, seed, sizes = chosen.folder, chosen.seed, sorted(chosen.sizes, reverse=True)
    budget = Budget(start + 60 * chosen.minutes)

    def say(text: str) -> None:
        sys.stderr.write(f"{time.monotonic() - start:5.0f} s  {text}\n")
        sys.stderr.flush()

    say(f"making the corpus of {sizes[0]} papers, or looking whether it is there")
    workspaces = {n: corpus.bench_workspace(folder, n, seed) for n in sizes}
    facts = {n: corpus.facts(w) for n, w in workspaces.items()}
    whole = builds.rebuilds(folder, seed, sizes[0], budget, say)
    say("  " + report.steps_in_words(whole.cold))
    say("  after a change: " + report.steps_in_words(whole.changed))
    sigdial = builds.sigdial(ROOT, folder, budget, say)
    archived = archival.beside_ghostscript(ROOT, folder, seed, budget, say)
    cores = builds.cores(folder, seed, sizes[0], budget, say)
    for figure in (*whole.figures, sigdial, *archived, cores):
        say(f"  {figure.name}: {figure.words}")
    binding = {size: _bound(workspaces, size, folder, budget, say) for size in sizes}
    _latecomers(workspaces, binding, start, say)
    say("done")
    return report.Results(binding, sigdial, archived, whole, cores, facts, seed, time.monotonic() - start)


def _bound(
    workspaces: Mapping[int, Path], size: int, folder: Path, budget: Budget, say: builds.Say
) -> Mapping[str, Runs]:
    """All contenders with one number of papers, which the store of the largest build knows."""
    workspace, store = workspaces[size], workspaces[max(workspaces)] / "build" / ".store"
    say(f"binding {size} papers")
    run((sys.executable, str(HERE / "prepare.py"), str(workspace), str(store)))
    with tempfile.TemporaryDirectory(dir=folder) as out:
        # Folds what is not folded yet, which is not measured.
        run((sys.executable, str(HERE / "bind.py"), str(workspace), str(Path(out) / "bound.pdf")))
        found = race(contenders.contenders(), workspace, Path(out), size, ROUNDS, EACH, budget)
    for name, runs in found.items():
        say(f"  {name}: {builds.spread(runs) if runs.runs else runs.fault}")
    return found


def _latecomers(
    workspaces: Mapping[int, Path], binding: Mapping[int, Mapping[str, Runs]], start: float, say: builds.Say
) -> None:
    """Let those who take minutes for the most papers run once with them,
    where that is done within ten minutes.
    """
    most, *fewer = sorted(binding, reverse=True)
    for contender in contenders.contenders():
        slow = binding[most][contender.name]
        known = [(n, binding[n][contender.name].median) for n in fewer if binding[n][contender.name].runs]
        if most <= contender.largest or not known:
            continue
        expected = 1.2 * known[0][1] * most / known[0][0]
        if time.monotonic() - start + expected < WHOLE:
            say(f"{contender.name} with {most} papers")
            with tempfile.TemporaryDirectory(dir=workspaces[most].parent) as out:
                let_run(contender, slow, workspaces[most], Path(out) / "bound.pdf")


if __name__ == "__main__":
    main(sys.argv[1:])
