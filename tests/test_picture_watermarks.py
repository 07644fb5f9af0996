"""A watermark that is a picture: the same one across the text of most pages."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from small_workspaces import run, workspace

LINES = "".join(f"1 0 0 1 72 {700 - 14 * n} Tm (Rivers rise in spring and fall in autumn.) Tj " for n in range(40))
ACROSS = "0.7 0 0 0.7 0 0 cm 350 -200 200 350 150 350 cm"


def paper(pages: list[str], text: str = LINES, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF with a page for each matrix, at which the picture stands behind the text."""
    pdf, out = pikepdf.new(), BytesIO()
    samples = bytes(range(0, 250, 10))
    picture = pdf.make_stream(samples, Type=Name.XObject, Subtype=Name.Image, Width=5, Height=5, BitsPerComponent=8)
    picture.ColorSpace = Name.DeviceGray
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for matrix in pages:
        page = pdf.add_blank_page(page_size=size).obj
        page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(P=picture))
        drawn = f"q {matrix} /P Do Q" if matrix else ""
        page.Contents = pdf.make_stream(f"{drawn} BT /F 11 Tf {text} ET".encode())
    pdf.save(out)
    return out.getvalue()


def told(folder: Path, data: bytes) -> list[str]:
    """What is said of a copy for review."""
    workspace(folder, files={"papers/hopper.pdf": data})
    found = json.loads(run("check", folder, "--json").stdout)
    return [d["message"] for d in found if d["code"] == "review-copy"]


def test_the_same_picture_across_the_text_of_each_page_is_told(tmp_path: Path) -> None:
    (message,) = told(tmp_path, paper([ACROSS] * 3))
    assert message.endswith("the same picture stands across the text of all 3 pages")


@pytest.mark.parametrize(
    "data",
    [
        paper([ACROSS, "", ""]),
        paper(["595 0 0 842 0 0 cm"] * 3),
        paper(["60 0 0 60 270 400 cm"] * 3),
        paper([ACROSS] * 3, "1 0 0 1 250 400 Tm (Figure 1) Tj"),
        paper([ACROSS] * 3, size=(842, 595)),
    ],
    ids=["one page", "the whole page", "a logo", "a figure with a label", "slides"],
)
def test_other_pictures_are_not(data: bytes, tmp_path: Path) -> None:
    assert told(tmp_path, data) == []
