"""What many proceedings are made with: LaTeX's pdfpages, with heads.
Arguments: workspace, output.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = r"""\documentclass[a4paper]{article}
\usepackage{pdfpages}
\usepackage{fancyhdr}
\pagestyle{fancy}
\fancyhf{}
\fancyhead[LE,RO]{\thepage}
\begin{document}
"""


def main(workspace: Path, out: Path) -> None:
    """Let pdflatex bind all papers, one run."""
    lines = [HEAD]
    for number, path in enumerate(sorted((workspace / "papers").resolve().glob("*.pdf")), 1):
        command = rf"\thispagestyle{{fancy}}\fancyhead[C]{{Paper {number}}}"
        lines.append(rf"\includepdf[pages=-,pagecommand={{{command}}}]{{{path}}}" + "\n")
    lines.append(r"\end{document}")
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        (Path(folder) / "volume.tex").write_text("".join(lines), "utf-8")
        said = subprocess.run(
            ["pdflatex", "-interaction=batchmode", "volume.tex"], cwd=folder, capture_output=True, check=False
        )
        if not (Path(folder) / "volume.pdf").exists():
            raise SystemExit(said.stdout.decode("utf-8", "replace"))
        (Path(folder) / "volume.pdf").replace(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
