"""A merge with pypdf, which tries to keep links and bookmarks. Arguments: workspace, output."""

import sys
from pathlib import Path

import pypdf


def main(workspace: Path, out: Path) -> None:
    """Append all papers."""
    volume = pypdf.PdfWriter()
    for path in sorted((workspace / "papers").glob("*.pdf")):
        volume.append(path)
    volume.write(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
