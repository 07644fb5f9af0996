"""Formulas in papers and in an editor's own texts, read back from the volume."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdf

from small_workspaces import MEETING, run, workspace

AGENDA = r"""
days:
  - date: 2007-10-08
    items:
      - title: "Basins of CO<sub>2</sub> in $\\mathbb{R}^n$ cost $5"
        speaker: lovelace
        documents: [{paper: papers/m.md}]
        abstract: The rate $r = \frac{a}{b}$ of H~2~O, and $\nonsense$.
      - title: Gauges
        speaker: lovelace
        documents: [{paper: papers/m.html}]
"""
MARKDOWN = r"""# Basins

The load $L = \alpha Q^{2/3}$ costs $5 and $10.

$$
Q = \frac{1}{n}
$$

H~2~O and x^2^ but $\unknown{x}$.
"""
HTML = "<h1>Gauges</h1><p>Energy <math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math></p>"


def test_formulas_are_drawn_with_their_text_and_what_is_not_understood_is_told(tmp_path: Path) -> None:
    people = "lovelace: {name: Ada Lovelace}\n"
    root = workspace(
        tmp_path, volume=MEETING.replace("biographies: all", "abstracts: all"), agenda=AGENDA, people=people
    )
    (root / "papers").mkdir(exist_ok=True)
    (root / "papers/m.md").write_text(MARKDOWN, "utf-8")
    (root / "papers/m.html").write_text(HTML, "utf-8")
    said = run("build", "--draft", cwd=root)
    told = said.stdout + said.stderr
    assert "1 formula in TeX is printed as typed: line 9: $\\unknown{x}$ (unknown command `\\unknown`)" in told
    assert "the formula $\\nonsense$ is printed as typed: unknown command `\\nonsense`" in told
    pdf = root / "build/proceedings.pdf"
    assert _formulas(pdf) == ["r = a/b", "L = αQ^(2/3)", "Q = 1/n", "E = mc²"]
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert "costs $5 and $10" in text and "\\unknown{x}" in text and "$L" not in text
    contents = json.loads((root / "build/contents.json").read_text("utf-8"))
    assert "Basins of CO₂ in ℝⁿ cost $5" in {part["title"] for part in contents["parts"]}
    assert not contents["conformance"]["lowered_by"]


def _formulas(pdf: Path) -> list[str]:
    """The texts of all Formula elements, in the order of the tree."""
    found: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == "/Formula":
                found.append(str(element.Alt))
            if "/K" in element:
                walk(element.K)

    with pikepdf.open(pdf) as opened:
        walk(opened.Root.StructTreeRoot)
    return found
