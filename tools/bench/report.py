"""The benchmark's page, docs/benchmarks.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import contenders
from builds import Figure, Steps, Whole, spread
from corpus import Facts
from machine import machine, versions
from measuring import Runs, exponent

Binding = Mapping[int, Mapping[str, Runs]]

HEAD = """# Benchmarks

Written by `make bench` on {date} in {minutes:.0f} minutes; do not edit.

- Machine: {machine}.
- Versions: {versions}.
- Corpus, made from seed {seed}: {corpus}.

Whole processes on one machine in one run, in turn and round by round, so that whatever else the machine does hits all
alike. A noisy machine changes seconds more than ratios. Seconds are those of the clock, from the start of a process to
its end; ratios are those of medians. Peak memory is the largest resident set of a process, never less than that of
the benchmark, which starts it.

The papers are on A4 and Letter with three common fonts and a logo, plots, photographs, links whose names collide
between papers, and outlines; half of them are tagged, one in ten is a deck, a third have ink in the margins and are
made smaller. *proceedings* binds with heads, folios, links, bookmarks, labels, tags and metadata, two slides to a page,
and adds title, contents, dividers, participants and index; its store is warm: the papers are taken in (cleaned, made
PDF/A-2b, tagged) and folded to pages of the volume, which is kept by content and depends on no page number; our own
pages are typeset. *Folding all anew* is the first binding after a cold intake, in one process. The peers bind the
papers as they were submitted. The volume is not linearised. All peers lose links, tags or both, and none prints heads
except pdfpages.

## Reach

| figure | reach | measured | reached | of what |
| --- | --- | --- | --- | --- |
"""

REACH = (
    (contenders.QPDF, 0.15, "binding / `qpdf --empty --pages`, default options"),
    (contenders.QPDF_KEEPING, 0.7, "binding / `qpdf` with `--remove-unreferenced-resources=no`"),
    (contenders.MUTOOL, 0.8, "binding / plain `mutool merge`"),
    (contenders.COPY, 12.0, "binding / copying their bytes into one file"),
)
WHOLE = (1.0, 0.8, 1.2, 0.05, 3.0, 0.6)
"""Reaches of the figures about whole builds, in the order of `Results.figures`."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything measured: binding by number of papers,
    whole builds, sizes of the corpus, and how long it took.
    """

    binding: Binding
    sigdial: Figure
    archival: tuple[Figure, Figure]
    whole: Whole
    cores: Figure
    facts: Mapping[int, Facts]
    seed: int
    seconds: float

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those about whole builds."""
        return (self.sigdial, *self.archival, *self.whole.figures, self.cores)


def written(results: Results) -> str:
    """The page."""
    corpus = "; ".join(
        f"{n:,} papers, {f.pages:,} pages, {f.bytes / 1e6:.0f} MB" for n, f in sorted(results.facts.items())
    )
    said = {"date": dt.datetime.now(tz=dt.UTC).date(), "minutes": results.seconds / 60}
    head = HEAD.format(machine=machine(), versions=versions(), corpus=corpus, seed=results.seed, **said)
    lines = [*_reach(results), "", "## Where the time went", "", *_rooms(results.whole, max(results.facts))]
    for size, found in sorted(results.binding.items(), reverse=True):
        lines += ["", f"## Binding {size:,} papers", "", *_table(found, results.facts[size])]
    lines += ["", "## Growth", "", "Exponent of the seconds, by least squares on logarithms over the sizes above.", ""]
    lines += ["| way | exponent |", "| --- | --- |", *_growth(results.binding)]
    return head + "\n".join(lines) + "\n"


def _reach(results: Results) -> Iterator[str]:
    largest = max(results.binding)
    found = results.binding[largest]
    ours = found[contenders.OURS]
    for name, reach, said in REACH:
        peer = found[name]
        both = ours.runs and peer.runs
        of = f"{spread(ours)} / {spread(peer)}" if both else ours.fault or peer.fault
        yield _row(f"{said}, {largest:,} papers", reach, ours.median / peer.median if both else None, of)
    for figure, reach in zip(results.figures, WHOLE, strict=True):
        yield _row(figure.name, reach, figure.ratio, figure.words)
    yield from _shape(results, largest)


def _shape(results: Results, largest: int) -> Iterator[str]:
    """Growth, memory and size."""
    found = results.binding[largest]
    ours, plain, submitted = found[contenders.OURS], found[contenders.PIKEPDF], results.facts[largest].bytes
    points = [(n, f[contenders.OURS].median) for n, f in results.binding.items() if f[contenders.OURS].runs]
    sizes = f"{min(results.binding):,} → {largest:,} papers"
    yield _row(f"growth exponent of binding, {sizes}", 1.0, exponent(points) if len(points) > 1 else None, "")
    ratio, memory = None, ours.fault or plain.fault
    if ours.runs and plain.runs:
        ratio, memory = ours.peak / plain.peak, f"{ours.peak / 1e6:.0f} MB / {plain.peak / 1e6:.0f} MB"
    yield _row(f"peak memory of binding {largest:,} papers / plain pikepdf", 1.2, ratio, memory)
    size = f"{ours.size / 1e6:.1f} MB / {submitted / 1e6:.1f} MB"
    yield _row("size of the volume / sum of the submissions", 0.9, ours.size / submitted if ours.runs else None, size)


def _row(name: str, reach: float, measured: float | None, of: str) -> str:
    if measured is None:
        return f"| {name} | ≤ {reach:g} | not measured | | {of} |"
    return f"| {name} | ≤ {reach:g} | {measured:.3f} | {'yes' if measured <= reach else '**no**'} | {of} |"


def _rooms(whole: Whole, count: int) -> Iterator[str]:
    changed = {step: (clock, spent) for step, clock, spent in whole.changed}
    yield f"{count:,} papers, by steps of the build: seconds on the clock, and of processor time of all its processes."
    yield ""
    yield "| step | cold build | processor | one paper changed | processor |"
    yield "| --- | --- | --- | --- | --- |"
    for step, clock, spent in whole.cold:
        after = "{:.2f} | {:.2f}".format(*changed[step]) if step in changed else " | "
        yield f"| {step} | {clock:.2f} | {spent:.2f} | {after} |"


def _table(found: Mapping[str, Runs], facts: Facts) -> Iterator[str]:
    yield "| way | runs | min s | median s | max s | peak MB | output MB | output / submissions | ours / this |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    ours = found[contenders.OURS]
    for name, runs in found.items():
        if not runs.runs:
            yield f"| {name} | none: {runs.fault} | | | | | | | |"
            continue
        seconds = f"{min(runs.seconds):.2f} | {runs.median:.2f} | {max(runs.seconds):.2f}"
        sizes = f"{runs.peak / 1e6:.0f} | {runs.size / 1e6:.1f} | {runs.size / facts.bytes:.2f}"
        ratio = f"{ours.median / runs.median:.2f}" if ours.runs else ""
        yield f"| {name} | {len(runs.runs)} | {seconds} | {sizes} | {ratio} |"


def _growth(binding: Binding) -> Iterator[str]:
    for name in next(iter(binding.values())):
        points = [(size, found[name].median) for size, found in binding.items() if found[name].runs]
        if len(points) > 1:
            yield f"| {name} | {exponent(points):.2f} |"


def steps_in_words(steps: Steps) -> str:
    """For progress."""
    return ", ".join(f"{step} {clock:.1f} s" for step, clock, _ in steps)
