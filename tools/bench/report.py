"""The benchmark's page, docs/benchmarks.md."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping

import contenders
from builds import Figure
from corpus import Facts
from measuring import Runs, exponent

Binding = Mapping[int, Mapping[str, Runs]]

HEAD = """# Benchmarks

Written by `make bench`; do not edit. Whole processes on one machine in one run, {machine}, in turn and round by round,
so that whatever else the machine does hits all alike. A noisy machine changes seconds more than ratios.

The corpus is made from seed {seed}: {corpus}. It has papers on A4 and Letter with three common fonts and a logo, plots,
photographs, links whose names collide between papers, and outlines; half of them are tagged, one in ten is a deck.

*proceedings* binds with heads, folios, links, bookmarks, labels, tags and metadata, two slides to a page, and adds
title, contents, dividers, participants and index. The papers are bound as they are, without intake, so that
all bind the same bytes. The store is warm: our own pages are typeset, and each source is folded to pages of the volume,
which is kept by content and depends on no page number. *Folding all anew* is the first binding after a cold intake.
Seconds count from the start of Python to the written file.
The volume is not linearised. All peers lose links, tags or both, and none prints heads except pdfpages.
"""

REACH = (
    (contenders.QPDF, 0.15, "binding / `qpdf --empty --pages`, default options"),
    (contenders.QPDF_KEEPING, 0.7, "binding / `qpdf` with `--remove-unreferenced-resources=no`"),
    (contenders.MUTOOL, 0.8, "binding / plain `mutool merge`"),
    (contenders.COPY, 12.0, "binding / copying the bytes into one file"),
)
WHOLE = (("sigdial", 1.0), ("changed", 0.05), ("unchanged", 3.0), ("cores", 0.6))


def written(binding: Binding, whole: Mapping[str, Figure], facts: Mapping[int, Facts], seed: int) -> str:
    """The page."""
    corpus = "; ".join(f"{n} papers, {f.pages} pages, {f.bytes / 1e6:.0f} MB" for n, f in facts.items())
    machine = f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    lines = [HEAD.format(machine=machine, seed=seed, corpus=corpus)]
    lines += [
        "## Reach",
        "",
        "| figure | reach | measured | |",
        "| --- | --- | --- | --- |",
        *_reach(binding, whole, facts),
    ]
    for size, found in binding.items():
        lines += ["", f"## {size} papers", "", *_table(found, facts[size])]
    lines += ["", "## Growth", "", "Exponent of the seconds, by least squares on logarithms over the sizes above.", ""]
    lines += ["| way | exponent |", "| --- | --- |", *_growth(binding)]
    return "\n".join(lines) + "\n"


def _reach(binding: Binding, whole: Mapping[str, Figure], facts: Mapping[int, Facts]) -> Iterator[str]:
    largest = max(binding)
    found = binding[largest]
    ours = found[contenders.OURS]
    for name, reach, said in REACH:
        peer = found[name]
        yield _row(f"{said}, {largest} papers", reach, ours.median / peer.median if peer.runs else None, peer.fault)
    for name, reach in WHOLE:
        figure = whole[name]
        ratio = figure.ours / figure.other if figure.other else None
        times = f"{figure.ours:.2f} s / {figure.other:.2f} s" if ratio else ""
        yield _row(figure.name, reach, ratio, "; ".join(part for part in (times, figure.note) if part))
    points = [(n, f[contenders.OURS].median) for n, f in binding.items()]
    sizes = f"{min(binding)} → {largest} papers"
    yield _row(f"growth exponent of binding, {sizes}", 1.0, exponent(points) if len(points) > 1 else None, "")
    plain = found[contenders.PIKEPDF]
    yield _row("peak memory of binding / plain pikepdf merge", 1.2, ours.peak / plain.peak if plain.runs else None, "")
    yield _row("size of the volume / sum of the submissions", 0.9, ours.size / facts[largest].bytes, "")


def _row(name: str, reach: float, measured: float | None, note: str) -> str:
    if measured is None:
        return f"| {name} | ≤ {reach} | not measured | {note} |"
    mark = "reached" if measured <= reach else "**not reached**"
    return f"| {name} | ≤ {reach} | {measured:.3g} | {mark}{f'; {note}' if note else ''} |"


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
        yield f"| {name} | {len(runs.runs)} | {seconds} | {sizes} | {ours.median / runs.median:.2f} |"


def _growth(binding: Binding) -> Iterator[str]:
    for name in next(iter(binding.values())):
        points = [(size, found[name].median) for size, found in binding.items() if found[name].runs]
        if len(points) > 1:
            yield f"| {name} | {exponent(points):.2f} |"
