"""What the benchmark's LaTeX papers are made of: a number gives one source;
figures are PDFs of one page.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image


@pytest.fixture(scope="module")
def latex(repository: Path) -> Iterator[Any]:
    """The generator, which is no package."""
    sys.path.insert(0, str(repository / "tools" / "bench"))
    import latex_papers  # type: ignore[import-not-found]

    yield latex_papers
    sys.path.pop(0)


def test_a_number_gives_one_source_and_another_gives_another(latex: Any) -> None:
    assert latex.source(3) == latex.source(3) != latex.source(4)
    assert r"\usepackage[T1]{fontenc}" in latex.source(3)
    assert all(latex.source(3).count(name) for name in ("chart.pdf", "picture.jpg"))


def test_a_chart_names_a_font_that_is_not_in_it(latex: Any) -> None:
    page: Any = pypdf.PdfReader(io.BytesIO(latex.chart(bare=True))).pages[0]
    assert "speed" in page.extract_text()
    assert "/FontDescriptor" not in page["/Resources"]["/Font"]["/F"]


def test_a_picture_is_in_four_inks(latex: Any) -> None:
    assert Image.open(io.BytesIO(latex.picture(1))).mode == "CMYK"


def test_a_paper_is_set(latex: Any, tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        with pytest.raises(FileNotFoundError):
            latex.write(tmp_path, 1)
        return
    (made,) = latex.write(tmp_path, 1)
    assert len(pypdf.PdfReader(made).pages) > 3
