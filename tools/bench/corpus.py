"""The benchmark's corpus: papers from one seed and the workspace that binds them.
Run it to make one by hand.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import sys
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import papers
import workspace

BASES = 40
"""Papers that are set; all others are copies
of these with other bytes in every page, plot and photograph.
"""

VERSION = 5
"""Raised whenever the same seed would give other papers."""


def corpus(folder: Path, count: int, seed: int = 1, processes: int = 2) -> Path:
    """Make `count` papers and give back their folder; what an earlier run made is used again.

    The same seed gives the same bytes,
    and the first papers of a larger corpus are those of a smaller one.
    """
    home = folder / f"corpus-{VERSION}-{seed}"
    (home / "bases").mkdir(parents=True, exist_ok=True)
    (home / "papers").mkdir(exist_ok=True)
    bases = range(min(count, BASES))
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(partial(_make, _set, home / "bases", home, seed), bases))
        list(pool.map(partial(_make, _copy, home / "papers", home, seed), range(count), chunksize=10))
    return home / "papers"


def bench_workspace(folder: Path, count: int, seed: int = 1, processes: int = 2) -> Path:
    """A workspace with the first `count` papers
    (hard links where possible); gives back its folder.
    """
    made = corpus(folder, count, seed, processes)
    home = folder / f"workspace-{VERSION}-{seed}-{count}"
    (home / "papers").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        target = home / "papers" / name_of(number)
        if not target.exists() or not target.samefile(made / target.name):
            # One that an earlier run has changed is replaced.
            target.unlink(missing_ok=True)
            try:
                os.link(made / target.name, target)
            except OSError:
                shutil.copyfile(made / target.name, target)
    workspace.write(home, [entry(n, seed) for n in range(count)], seed)
    return home


def entry(number: int, seed: int) -> workspace.Entry:
    """What the agenda says of a paper."""
    base = number % BASES
    return workspace.Entry(f"papers/{name_of(number)}", papers.title_of(base, seed), papers.is_deck(base))


@dataclass(frozen=True, slots=True)
class Facts:
    """How large a corpus is."""

    pages: int
    bytes: int


def facts(workspace: Path) -> Facts:
    """Pages and bytes of the papers of a workspace."""
    import pikepdf

    pages = size = 0
    for path in (workspace / "papers").glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            pages += len(pdf.pages)
        size += path.stat().st_size
    return Facts(pages, size)


def name_of(number: int) -> str:
    """File name of a paper."""
    return f"{number + 1:05}.pdf"


def _make(make: Callable[[Path, int, int], bytes], into: Path, home: Path, seed: int, number: int) -> None:
    target = into / name_of(number)
    if not target.exists():
        temporary = target.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(make(home, number, seed))
        temporary.replace(target)


def _set(home: Path, number: int, seed: int) -> bytes:
    return papers.base_paper(number, seed)


def _copy(home: Path, number: int, seed: int) -> bytes:
    return another((home / "bases" / name_of(number % BASES)).read_bytes(), number, seed)


def another(base: bytes, number: int, seed: int) -> bytes:
    """The base paper as if it were another one:
    pages, plots and photographs with bytes of their own.

    Fonts and logo stay what they are;
    names of destinations stay too, and collide with those of other papers.
    """
    import pikepdf

    chance = random.Random(f"{seed}/copy/{number}")
    edge = _IN_THE_MARGIN if number % 3 == 1 else _IN_THE_TEXT
    with pikepdf.open(io.BytesIO(base)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                _vary(thing, chance)
        for page in pdf.pages:
            _vary_drawing(page.obj.Contents, chance, edge)
        pdf.docinfo["/Title"] = f"{pdf.docinfo.get('/Title', '')} {number + 1}"
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def _vary(stream: Any, chance: random.Random) -> None:
    import pikepdf

    if stream.get("/Filter") == "/DCTDecode":
        raw = stream.read_raw_bytes()
        comment = chance.randbytes(16)
        # A comment segment after the start of the image (ITU T.81, B.2.4.5):
        # other bytes, the same picture.
        stream.write(
            raw[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + raw[2:],
            filter=pikepdf.Name.DCTDecode,
        )
    elif stream.get("/Subtype") == "/Form":
        _vary_drawing(stream, chance, _IN_THE_TEXT)


_IN_THE_MARGIN, _IN_THE_TEXT = 3, 90
"""Points from the corner of the page.
Papers with ink in the margins, a third of all, are made smaller.
"""


def _vary_drawing(stream: Any, chance: random.Random, edge: int) -> None:
    """A few hairlines in front of all else."""
    import pikepdf

    lines = ((edge + i, edge + chance.random() * 20) for i in range(12))
    drawn = "".join(f"{x} {y:.3f} m {x} {edge} l S " for x, y in lines)
    content = f"q 0.2 w {drawn}Q\n".encode() + stream.read_bytes()
    stream.write(zlib.compress(content, 6), filter=pikepdf.Name.FlateDecode)


def main(arguments: Sequence[str]) -> None:
    """Make a workspace of the size asked for and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="number of papers")
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{bench_workspace(chosen.folder, chosen.count, chosen.seed)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
