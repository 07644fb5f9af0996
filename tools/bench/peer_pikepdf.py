"""The plainest merge with pikepdf: what binding is compared with in memory.
Arguments: workspace, output.
"""

import sys
from pathlib import Path

import pikepdf


def main(workspace: Path, out: Path) -> None:
    """Append the pages of all papers."""
    with pikepdf.new() as volume:
        for path in sorted((workspace / "papers").glob("*.pdf")):
            with pikepdf.open(path) as paper:
                volume.pages.extend(paper.pages)
        volume.save(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
