"""Very large volumes, ours alone:
how long binding takes, and how much memory each step does. Run it by hand.

The papers are bound as they were submitted, because nobody wants to wait for their intake; what
memory depends on, the facts of every paper, the plan and our own pages, is there. Beyond
`--distinct` papers the same ones come again under other names.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import corpus
import workspace
from measuring import run

HERE = Path(__file__).resolve().parent
CHECK = (
    "import sys; from pathlib import Path; from proceedings.verifying.verify import quick_check; "
    "print(quick_check(Path(sys.argv[1])))"
)


def main(arguments: Sequence[str]) -> None:
    """Make the volume and say what each step took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="number of papers")
    parser.add_argument("--distinct", type=int, help="how many of them differ; all, by default")
    parser.add_argument("--folder", type=Path, default=Path(".cache/bench"))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    folder = chosen.folder.resolve()
    made = corpus.corpus(folder, chosen.distinct or chosen.count, chosen.seed)
    with tempfile.TemporaryDirectory(dir=folder, prefix="large-") as name:
        home = _workspace(made, Path(name), chosen.count, chosen.distinct or chosen.count, chosen.seed)
        store, out = home / "store", home / "volume.pdf"
        _say("arranging and typesetting", (str(HERE / "prepare.py"), str(home), str(store), "raw"))
        _say("folding all sources, and binding", (str(HERE / "bind.py"), str(home), str(out)))
        _say("binding", (str(HERE / "bind.py"), str(home), str(out)))
        sys.stdout.write(f"the volume: {out.stat().st_size / 1e6:.0f} MB\n")
        _say("verifying", ("-c", CHECK, str(out)))


def _workspace(made: Path, home: Path, count: int, distinct: int, seed: int) -> Path:
    entries = []
    (home / "papers").mkdir()
    for number in range(count):
        entry = corpus.entry(number % distinct, seed)
        path = f"papers/{corpus.name_of(number)}"
        _link(made / corpus.name_of(number % distinct), home / path)
        entries.append(workspace.Entry(path, entry.title, entry.deck))
    workspace.write(home, entries, seed)
    return home


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _say(what: str, arguments: Sequence[str]) -> None:
    done = run((sys.executable, *arguments), longest=7200)
    sys.stdout.write(f"{what}: {done.seconds:.1f} s, {done.peak / 1e6:.0f} MB\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
