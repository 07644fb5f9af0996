"""Small PDFs, plans and volumes for the tests of binding; not a test itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from proceedings.binding.binder import Bound, bind
from proceedings.engine.store import Store
from proceedings.values.book import Contribution, Day, Document, DocumentKind, Event, Item, ItemKind, Volume
from proceedings.values.diagnostics import Place
from proceedings.values.galley import Galley
from proceedings.values.geometry import Matrix, PageDesign
from proceedings.values.plan import Bookmark, Leaf, Matter, Part, PartKind, PlacedPart, Placement, Plan
from proceedings.values.submission import Facts, Submission
from proceedings.values.treatment import Treatment

HERE = Place("proceedings/volume.yaml", 1, 8)
WIDTH, HEIGHT = 400.0, 600.0
DESIGN = PageDesign(
    width=WIDTH,
    height=HEIGHT,
    inner=50,
    outer=40,
    top=60,
    bottom=60,
    head_baseline=30,
    folio_baseline=25,
    head_size=8,
    folio_size=9,
    sheet_top=40,
    sheet_bottom=40,
    sheet_side=20,
    head_font="fonts/head.ttf",
)
FONT = Path(__file__).parents[2] / "layouts" / "default" / "fonts" / "SourceSerif4SmText-Regular.ttf"

MARK = (60.0, 420.0, 100.0, 440.0)
"""A red box on every page that `paper` makes: left, bottom, right, top in the page's user space."""

Touch = Callable[[pikepdf.Pdf], None]


def paper(
    path: Path, pages: int = 1, size: tuple[float, float] = (WIDTH, HEIGHT), touch: Touch | None = None, **entries: Any
) -> Path:
    """A PDF whose pages say `<stem> page <n>` and carry the red mark;
    `touch` may change it before it is saved.
    """
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    left, bottom, right, top = MARK
    for number in range(1, pages + 1):
        text = f"1 0 0 rg {left} {bottom} {right - left} {top - bottom} re f 0 g "
        text += f"BT /F1 12 Tf 60 400 Td ({path.stem} page {number}) Tj ET"
        page = pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, *size]),
                Resources=Dictionary(Font=Dictionary(F1=font)),
                Contents=pdf.make_stream(text.encode()),
            )
        )
        for key, value in entries.items():
            page[f"/{key}"] = value
        pdf.pages.append(pikepdf.Page(page))
    if touch:
        touch(pdf)
    pdf.save(path)
    return path


def link(pdf: pikepdf.Pdf, page: int, rect: Sequence[float] = MARK, **entries: Any) -> pikepdf.Object:
    """Add a link annotation to a page (0-based)."""
    annotation = pdf.make_indirect(
        Dictionary(
            {"/Type": Name.Annot, "/Subtype": Name.Link, "/Rect": Array(list(rect))}
            | {f"/{key}": value for key, value in entries.items()}
        )
    )
    target = pdf.pages[page].obj
    if "/Annots" not in target:
        target["/Annots"] = Array()
    target["/Annots"].append(annotation)
    return annotation


def goto(value: Any) -> Dictionary:
    """A GoTo action."""
    return Dictionary(S=Name.GoTo, D=value)


def to(pdf: pikepdf.Pdf, page: int, kind: str = "XYZ", *numbers: float | None) -> Array:
    """An explicit destination on a page (0-based)."""
    return Array([pdf.pages[page].obj, Name(f"/{kind}"), *numbers])


def name_destinations(pdf: pikepdf.Pdf, names: Mapping[str, Array]) -> None:
    """Give a PDF a name tree of destinations."""
    flat: list[Any] = []
    for name, value in sorted(names.items()):
        flat += [String(name), value]
    pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array(flat)))


def uri(address: str) -> Dictionary:
    """A web action."""
    return Dictionary(S=Name.URI, URI=String(address))


@dataclass
class Book:
    """A volume in the making: add parts in order, then `bind`."""

    folder: Path
    parts: list[PlacedPart] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    submissions: dict[str, Submission] = field(default_factory=dict)
    galleys: dict[str, Galley] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    volume: dict[str, Any] = field(default_factory=dict)

    def submission(
        self,
        pdf: Path,
        placements: Sequence[Sequence[Placement]] | None = None,
        matrix: Matrix | None = None,
        head: str | None = "A running head",
        doi: str | None = None,
        kind: PartKind = PartKind.PAPER,
        treatment: Treatment | None = None,
    ) -> str:
        """Add a submission; each inner sequence of placements is a page of the volume.
        Gives back the part's id.
        """
        if placements is None:
            with pikepdf.open(pdf) as opened:
                placements = [[Placement(i, matrix or Matrix())] for i in range(len(opened.pages))]
        document = f"doc-{len(self.documents) + 1}"
        source = PurePosixPath("papers") / pdf.name
        treatment = treatment or Treatment()
        self.documents.append(Document(document, DocumentKind.PAPER, HERE, source, True, doi=doi, treatment=treatment))
        with pikepdf.open(pdf) as opened:
            language = str(opened.Root.get("/Lang", "")) or None
        facts = Facts((), tagged=True, language=language)
        self.submissions[document] = Submission(document, pdf, "", "", facts, conforms="2u", barriers=())
        part = Part(
            f"{document}-part",
            kind,
            Matter.BODY,
            pdf.stem,
            item="session-1",
            contribution=f"c-{document}",
            document=document,
            facsimile=True,
        )
        self._add(part, [(tuple(p), head) for p in placements])
        return part.id

    def typeset(self, part_id: str, pdf: Path, first: int = 0, count: int = 1, head: str | None = None) -> str:
        """Add a part of our own."""
        part = Part(part_id, PartKind.FOREWORD, Matter.FRONT, part_id.capitalize(), template="front")
        self.galleys[part_id] = Galley(part_id, pdf, first, count)
        self._add(part, [((), head)] * count)
        return part_id

    def blank(self) -> None:
        """Add a blank page."""
        name = f"blank-{len(self.leaves)}"
        self._add(Part(name, PartKind.BLANK, Matter.FRONT, "", prints_folio=False), [((), None)])

    def _add(self, part: Part, pages: Sequence[tuple[tuple[Placement, ...], str | None]]) -> None:
        first = len(self.leaves) + 1
        self.parts.append(PlacedPart(part, first, len(pages), str(first), str(first + len(pages) - 1)))
        for number, (placements, head) in enumerate(pages):
            label = str(first + number)
            folio = label if part.prints_folio else None
            self.leaves.append(Leaf(part.id, number, label, folio, head, placements))

    def plan(self) -> Plan:
        """The plan of what was added."""
        return Plan(tuple(self.parts), tuple(self.leaves), tuple(self.bookmarks))

    def bind(
        self, name: str = "volume.pdf", linearize: bool = False, store: Store | None = None, head_font: Path = FONT
    ) -> tuple[Path, Bound]:
        """Bind it; gives back the file and what binding says."""
        contributions = tuple(
            Contribution(f"c-{d.id}", HERE, title=d.id, documents=(d,), doi=d.doi) for d in self.documents
        )
        item = Item("session-1", ItemKind.SESSION, "First session", HERE, contributions=contributions)
        facts: dict[str, Any] = {
            "title": "Proceedings",
            "language": "en",
            "event": Event("A workshop", ends=dt.date(2007, 10, 9)),
            "days": (Day(dt.date(2007, 10, 8), (item,)),),
            "people": (),
            "place": HERE,
        }
        out = self.folder / name
        bound = bind(
            Volume(**(facts | self.volume)),
            self.plan(),
            self.submissions,
            self.galleys,
            DESIGN,
            head_font,
            out,
            linearize,
            store=store,
        )
        return out, bound


def destination_page(reader: Any, annotation: Any) -> tuple[int, Any]:
    """The 0-based page and the array of a link's destination, read with pypdf."""
    entry = annotation.get_object()
    value = entry["/Dest"] if "/Dest" in entry else entry["/A"]["/D"]
    value = value.get_object()
    assert not isinstance(value, str), "the destination is still a name"
    ids = [page.indirect_reference.idnum for page in reader.pages]
    return ids.index(list.__getitem__(value, 0).idnum), value


def red_box(path: Path, page: int, scale: float = 2) -> tuple[float, float, float, float]:
    """Where pdfium paints red on a page (0-based):
    left, bottom, right, top in points from the lower left corner.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    image = document[page].render(scale=scale).to_pil().convert("RGB")
    height = image.height
    red = [
        (i % image.width, i // image.width)
        for i, (r, g, b) in enumerate(image.get_flattened_data())
        if r > 200 and g < 80 and b < 80
    ]
    document.close()
    xs, ys = [x for x, _ in red], [y for _, y in red]
    return (
        min(xs) / scale,
        (height - max(ys) - 1) / scale,
        (max(xs) + 1) / scale,
        (height - min(ys)) / scale,
    )
