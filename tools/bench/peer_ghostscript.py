"""PDF/A-2 by Ghostscript, paper by paper, two at once; the archive's usual way.
Arguments: workspace, folder.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AT_ONCE = 2
COMMAND = (
    *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"),
    *("-dPDFA=2", "-dPDFACompatibilityPolicy=1", "-sColorConversionStrategy=RGB"),
)


def main(workspace: Path, out: Path) -> None:
    """Write all papers anew."""
    out.mkdir(parents=True, exist_ok=True)

    def rewritten(paper: Path) -> int:
        command = [*COMMAND, f"-sOutputFile={out / paper.name}", str(paper)]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode

    papers = sorted((workspace / "papers").glob("*.pdf"))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = sum(status != 0 for status in pool.map(rewritten, papers))
    sys.stdout.write(f"{len(papers)} papers, {failed} failed\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
