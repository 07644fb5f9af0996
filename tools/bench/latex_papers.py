"""Papers as pdfTeX sets them:
T1 fonts (CM-Super), typewriter words, charts with a bare Helvetica, pictures in CMYK.

    python tools/bench/latex_papers.py FOLDER [NUMBER]

Needs pdflatex with cm-super
(on Debian: texlive-latex-recommended, texlive-fonts-recommended, cm-super).
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_WORDS = (
    "mesh solver state kernel sparse dense random walk order method array index table graph edge node field tensor "
    "plot layer batch model sample train measure value result figure section equation where given shown faster slower"
)
WORDS = tuple(_WORDS.split())
PAPER = r"""\documentclass[10pt,twocolumn]{article}
\usepackage[T1]{fontenc}\usepackage{graphicx}\usepackage{amsmath}\usepackage[hidelinks]{hyperref}
\title{%(title)s}\author{Ada Byte\and Max Loop}\date{}
\begin{document}\maketitle
\begin{abstract}%(abstract)s\end{abstract}
%(sections)s
\end{document}
"""


def chart(bare: bool) -> bytes:
    """A figure as R and matplotlib write it:
    a font that is only named, many small marks, a `/Group` twice.
    """
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(240, 160))
        marks = b"".join(b"%d %d 2 2 re f\n" % (7 * n % 230, 11 * n % 150) for n in range(600))
        pdf.pages[0].obj.Contents = pdf.make_stream(marks + b"BT /F 9 Tf 20 140 Td (speed) Tj ET")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, Extra=Array([]))
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue() if bare else out.getvalue().replace(b"/Extra [  ]", b"/I true    ")


def picture(seed: int) -> bytes:
    """A picture in four inks, as JPEG."""
    from PIL import Image

    small = Image.frombytes("RGB", (60, 40), random.Random(seed).randbytes(7200))
    image = small.resize((600, 400)).convert("CMYK")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def text(seed: random.Random, words: int) -> str:
    """So many words, some of them in typewriter type."""
    chosen = [seed.choice(WORDS) for _ in range(words)]
    return " ".join(rf"\texttt{{{word}}}" if n % 17 == 3 else word for n, word in enumerate(chosen)) + "."


def source(number: int) -> str:
    """One paper of six to eight pages."""
    seed = random.Random(number)
    parts = []
    for n in range(6 + number % 3):
        parts.append(rf"\section{{{seed.choice(WORDS).title()} and {seed.choice(WORDS)}}} {text(seed, 420)}")
        parts.append(
            r"\begin{equation}\sum_{i=0}^{n} \alpha_i x^{2i} = \int_0^1 \frac{f(t)}{\sqrt{t}}\,dt\end{equation}"
        )
        what = "picture.jpg" if n % 3 == 2 else "chart.pdf"
        parts.append(
            rf"\begin{{figure}}\includegraphics[width=\columnwidth]{{{what}}}\caption{{{text(seed, 8)}}}\end{{figure}}"
        )
        parts.append(rf"\textbf{{Note}} {text(seed, 60)} \textit{{{text(seed, 20)}}} \textsc{{{text(seed, 5)}}}")
    title = " ".join(seed.choice(WORDS) for _ in range(5)).title()
    return PAPER % {"title": title, "abstract": text(seed, 90), "sections": "\n\n".join(parts)}


def write(folder: Path, number: int = 20) -> list[Path]:
    """Set so many papers into a folder.

    Raises:
        FileNotFoundError: pdflatex is not installed.
    """
    program = shutil.which("pdflatex")
    if program is None:
        raise FileNotFoundError("pdflatex")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for n in range(number):
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            (place / "chart.pdf").write_bytes(chart(bare=n % 2 == 0))
            (place / "picture.jpg").write_bytes(picture(n))
            (place / "paper.tex").write_text(source(n), "utf-8")
            command = [program, "-interaction=batchmode", "paper.tex"]
            subprocess.run(command, cwd=place, stdout=subprocess.DEVNULL, check=False)
            made.append(folder / f"paper-{n:02}.pdf")
            shutil.move(place / "paper.pdf", made[-1])
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
