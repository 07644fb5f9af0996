"""PDFs of plain pages, made here:
texts in Helvetica at their places, turned and tinted, and what else a test adds.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from proceedings.intake.cleaning import clean
from proceedings.intake.surveying.facts import read_facts
from proceedings.intake.surveying.ink import look_at
from proceedings.pdf.pages import to_upright
from proceedings.values.submission import StateFacts

A4 = (595.0, 842.0)
SLIDE = (454.0, 255.0)
PROSE = (
    "the survey covered twelve river basins over nine years and compared the gauges",
    "with models of runoff, and found that loads rose in spring and fell after the",
    "harvest in every basin but one, where the weirs had been opened in the summer",
)


@dataclass(frozen=True)
class Text:
    """A line of text: from where, in which size,
    turned by how many degrees, and how grey (0 is black).
    """

    said: str
    x: float = 72
    y: float = 700
    size: float = 11
    turned: float = 0
    grey: float = 0
    font: str = "F1"


Page = Sequence[Text]


def prose(first: float = 640, lines: int = 24, x: float = 72) -> list[Text]:
    """Lines of running text below each other."""
    return [Text(PROSE[n % len(PROSE)], x, first - 14 * n) for n in range(lines)]


def paper(*extra: Text, title: str = "Sediment in Twelve Basins", author: str = "Jane Miller") -> list[Text]:
    """The first page of a sound paper, and what a test adds to it."""
    head = [Text(title, y=760, size=18), Text(author, y=735), Text("Abstract", y=680, size=12, font="F2")]
    return sorted([*head, *prose(), *extra], key=lambda text: -text.y)


def pdf_of(
    pages: Sequence[Page],
    size: tuple[float, float] = A4,
    change: Callable[[pikepdf.Pdf], None] | None = None,
) -> bytes:
    """A PDF with those pages; `change` is done to it before it is written."""
    pdf = pikepdf.new()
    fonts = Dictionary(F1=_font("Helvetica"), F2=_font("Helvetica-Bold"))
    for texts in pages:
        page = pdf.add_blank_page(page_size=size)
        page.Resources = Dictionary(Font=fonts)
        page.Contents = pdf.make_stream(b"\n".join(map(_drawn, texts)))
    if change is not None:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def _font(name: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding)


def _drawn(text: Text) -> bytes:
    turn = math.radians(text.turned)
    a, b = math.cos(turn), math.sin(turn)
    matrix = f"{a:.4f} {b:.4f} {-b:.4f} {a:.4f} {text.x} {text.y}"
    said = text.said.encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return f"{text.grey} g BT /{text.font} {text.size} Tf {matrix} Tm (".encode() + said + b") Tj ET"


def annotated(pdf: pikepdf.Pdf, kind: str, writer: str = "", flags: int = 4, page: int = 0, said: str = "") -> None:
    """Put an annotation with an appearance on a page."""
    form = pdf.make_stream(b"1 1 0 rg 0 0 80 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 80, 20]))
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name("/" + kind),
        Rect=Array([100, 500, 180, 520]),
        F=flags,
        T=writer,
        Contents=said,
        AP=Dictionary(N=form),
    )
    target = pdf.pages[page].obj
    target["/Annots"] = Array([*target.get("/Annots", Array()), pdf.make_indirect(note)])


def state_of(content: bytes) -> StateFacts:
    """What intake tells of a document's state, without conforming and tagging it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        facts = read_facts(pdf, len(content))
        upright = [to_upright(page.obj) for page in pdf.pages]
        clean(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return look_at(out.getvalue(), facts.pages, upright, facts.state).state


def workspace(root: Path, documents: dict[str, tuple[str, bytes]], kind: str = "paper", extra: str = "") -> Path:
    """A workspace with one talk by Jane Miller for each document:
    name of the file to title and PDF.
    """
    (root / "proceedings").mkdir(parents=True)
    (root / "papers").mkdir()
    lines = ["days:", "  - date: 2026-05-11", "    items:", "      - time: 09:00–12:00", "        session: 1"]
    lines += ["        title: Rivers", "        contributions:"]
    for name, (title, content) in documents.items():
        (root / "papers" / name).write_bytes(content)
        lines += [f'          - title: "{title}"', "            speaker: p1"]
        lines += [f"            documents: [{{{kind}: papers/{name}{extra}}}]"]
    (root / "proceedings" / "agenda.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (root / "proceedings" / "people.yaml").write_text("p1: {name: Jane Miller}\n", "utf-8")
    (root / "proceedings" / "volume.yaml").write_text(
        "title: River Week\nevent: {name: River Week, city: Vienna, timezone: Europe/Vienna}\n", "utf-8"
    )
    return root
