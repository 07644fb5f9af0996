"""Times cold and warm builds of two real volumes by the command line. A benchmark, not a test: `make bench`."""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SIGDIAL = REPOSITORY.parent / "shared" / "corpus" / "sigdial"
COMMAND = str(Path(sys.executable).with_name("proceedings"))


def main() -> None:
    """Print a table of minimum, median and maximum seconds for each volume, cold and warm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each is built (default 3)")
    runs = max(1, parser.parse_args().runs)
    print(f"{'volume':<12}{'pages':>7}{'build':>8}{'min s':>9}{'median':>9}{'max':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, workspace in workspaces(Path(folder)):
            cold = [timed(workspace, keep=False) for _ in range(runs)]
            warm = [timed(workspace, keep=True) for _ in range(runs)]
            for label, seconds in (("cold", cold), ("warm", warm)):
                figures = (min(seconds), statistics.median(seconds), max(seconds))
                print(f"{name:<12}{pages(workspace):>7}{label:>8}" + "".join(f"{s:>9.2f}" for s in figures))


def workspaces(folder: Path) -> list[tuple[str, Path]]:
    """Copies of the volumes at hand: the repository's own, and SIGDIAL 2020 where the corpus is there."""
    own = folder / "own"
    for name in ("proceedings", "papers", "layouts"):
        shutil.copytree(REPOSITORY / name, own / name)
    found = [("workshop", own)]
    if SIGDIAL.is_dir():
        sigdial = folder / "sigdial"
        convert = REPOSITORY / "tests" / "sigdial" / "convert.py"
        subprocess.run([sys.executable, str(convert), str(sigdial), str(SIGDIAL)], check=True)
        found.append(("sigdial", sigdial))
    return found


def timed(workspace: Path, keep: bool) -> float:
    """Wall seconds of one build as a process of its own; cold means without the build folder, store included."""
    if not keep:
        shutil.rmtree(workspace / "build", ignore_errors=True)
    start = time.perf_counter()
    done = subprocess.run([COMMAND, "build", str(workspace)], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr)
    return seconds


def pages(workspace: Path) -> int:
    """How many pages the built volume has."""
    from pypdf import PdfReader

    return len(PdfReader(workspace / "build" / "proceedings.pdf").pages)


if __name__ == "__main__":
    main()
