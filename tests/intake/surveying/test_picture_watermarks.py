"""A watermark that is a picture: the same one across the text of most pages."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from plain_pages import state_of
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


LETTERS = """0.75 g 0.7 0.7 -0.7 0.7 150 250 cm 0 0 m 20 120 l 40 120 l 60 0 l 45 0 l 30 90 l 15 0 l f
80 0 m 80 120 l 140 120 l 140 100 l 100 100 l 100 0 l f 160 0 m 160 120 l 240 120 l 240 0 l 220 0 l 220 100 l 180 100
l 180 0 l f 260 0 m 260 120 l 340 120 l 340 100 l 280 100 l 280 0 l f"""
"""A slanted word whose letters are paths."""
LEVEL = LETTERS.replace("0.7 0.7 -0.7 0.7 150 250 cm", "1 0 0 1 120 350 cm").replace("20 120 l 40 120 l 60 0 l", "")
PANEL = "0.9 g 100 200 400 450 re f 0.9 g 120 220 m 120 600 l 150 640 260 640 300 640 c 480 640 l 480 220 l f"


def drawn(content: str, pages: int = 3, text: str = LINES) -> bytes:
    """A paper with paths behind the text of each page."""
    pdf, out = pikepdf.new(), BytesIO()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(3):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F=font))
        behind = content if number < pages else ""
        page.Contents = pdf.make_stream(f"q {behind} Q BT /F 11 Tf {text} ET".encode())
    pdf.save(out)
    return out.getvalue()


def test_a_slanted_word_of_paths_across_each_page_is_told() -> None:
    found = [(s.kind, s.page) for s in state_of(drawn(LETTERS)).sightings]
    assert found == [("picture-across", number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "data",
    [
        drawn(LETTERS, pages=1),
        drawn(LETTERS.replace("0.75 g", "0 g")),
        drawn(LEVEL),
        drawn(PANEL),
        drawn(LETTERS, text="1 0 0 1 250 400 Tm (Figure 1) Tj"),
    ],
    ids=["one page", "black", "level", "a panel", "a drawing with a label"],
)
def test_other_paths_are_not(data: bytes) -> None:
    assert state_of(data).sightings == ()
