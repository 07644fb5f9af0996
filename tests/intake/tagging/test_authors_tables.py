"""Tags of an author's that few readers understand are said in plainer ones: classes of cells,
words beside cells, types of PDF 2.0 and of namespaces.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from arbiter import arbiter
from proceedings.intake.tagging import tag
from proceedings.programs import verapdf

PDF_2 = "http://iso.org/pdf2/ssn"


class Page:
    """A tagged page whose elements each hold one mark, or others."""

    def __init__(self) -> None:
        self.pdf = Pdf.new()
        self.page = self.pdf.add_blank_page(page_size=(300, 200))
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.owners: list[Any] = []

    def element(self, kind: str, *kids: Any, **entries: Any) -> Any:
        made = self.pdf.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": Name(f"/{kind}"), "/Pg": self.page.obj})
        )
        for key, value in entries.items():
            made[f"/{key}"] = value
        if kids:
            made.K = Array(list(kids))
            for kid in kids:
                kid.P = made
        else:
            made.K = len(self.owners)
            self.owners.append(made)
        return made

    def finished(self, top: Any, **root: Any) -> Pdf:
        top.P, self.root.K = self.root, Array([top])
        for key, value in root.items():
            self.root[f"/{key}"] = value
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array([0, Array(self.owners)])))
        marks = b"\n".join(b"/P <</MCID %d>> BDC 9 9 9 9 re f EMC" % number for number in range(len(self.owners)))
        self.page.obj.Contents = self.pdf.make_stream(marks)
        self.page.obj.StructParents = 0
        self.pdf.Root.StructTreeRoot, self.pdf.Root.MarkInfo = self.root, Dictionary(Marked=True)
        self.pdf.Root.Lang = String("en")
        return self.pdf


def read_back(pdf: Pdf, path: Path) -> Any:
    pdf.save(path)
    return pypdf.PdfReader(path).root_object["/StructTreeRoot"]


def shape(element: Any) -> Any:
    kids = element.get("/K")
    inside = [shape(kid.get_object()) for kid in kids if not isinstance(kid, int)] if isinstance(kids, list) else []
    return (str(element["/S"])[1:], *inside) if inside else str(element["/S"])[1:]


def broken(path: Path, level: str, clauses: tuple[str, ...]) -> set[str]:
    (verdict,) = verapdf.validate(path, (level,), arbiter())
    return {rule.clause for rule in verdict.broken if rule.clause in clauses}


def spans_by_class() -> Pdf:
    page = Page()
    wide = page.element("TH", C=Name.Wide, A=Dictionary(O=Name.Table, Scope=Name.Column))
    rows = [page.element("TR", wide), page.element("TR", page.element("TD"), page.element("TD", C=Name.Plain))]
    classes = Dictionary(
        Wide=Array([Dictionary(O=Name.Layout, Width=9), Dictionary(O=Name.Table, ColSpan=2, Scope=Name.Row)]),
        Plain=Dictionary(O=Name.Layout, Width=3),
    )
    return page.finished(page.element("Document", page.element("Table", *rows)), ClassMap=classes)


def test_what_a_class_says_of_a_cell_stands_at_the_cell(tmp_path: Path) -> None:
    pdf = spans_by_class()
    done = tag(pdf)
    assert "1 cell got what a class says of it." in done.details
    table = read_back(pdf, tmp_path / "t.pdf")["/K"][0]["/K"][0]
    wide = table["/K"][0]["/K"][0]
    (said,) = wide["/A"]
    assert (said["/ColSpan"], said["/Scope"]) == (2, "/Column")  # its own counts before the class's
    assert "/A" not in table["/K"][1]["/K"][1]


def test_both_judges_see_a_regular_table_where_classes_give_the_spans(tmp_path: Path) -> None:
    from proceedings.intake.tagging.barriers import barriers

    pdf = spans_by_class()
    tag(pdf)
    pdf.save(tmp_path / "t.pdf")
    assert not [said for said in barriers(tmp_path / "t.pdf") if "table" in said]
    assert not broken(tmp_path / "t.pdf", "ua1", ("7.2",))


@pytest.mark.parametrize(("row", "want"), [("TD Span TD Span", ("TD", "TD")), ("Span TD", ("TD",)), ("Span", "")])
def test_words_beside_the_cells_of_a_row_go_into_one(tmp_path: Path, row: str, want: tuple[str, ...]) -> None:
    page = Page()
    kids = [page.element(kind, page.element("P")) if kind == "TD" else page.element(kind) for kind in row.split()]
    pdf = page.finished(page.element("Document", page.element("Table", page.element("TR", *kids))))
    tag(pdf)
    tree = read_back(pdf, tmp_path / "t.pdf")
    found = tree["/K"][0]["/K"][0]["/K"][0]
    names = [str(kid["/S"])[1:] for kid in found["/K"]]
    assert names == (list(want) or ["Span"])
    inside = {str(kid["/S"])[1:]: shape(kid) for kid in found["/K"]}
    assert inside == (
        {"TD": ("TD", "P", "Span")}
        if row.startswith("TD")
        else {"TD": ("TD", "Span", "P")}
        if want
        else {"Span": "Span"}
    )


def test_types_that_pdf_1_7_does_not_know_lead_to_those_that_it_knows(tmp_path: Path) -> None:
    page = Page()
    pdf_2 = page.pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(PDF_2)))
    own = page.pdf.make_indirect(
        Dictionary(
            Type=Name.Namespace,
            NS=String("https://example.org/tags"),
            RoleMapNS=Dictionary(footnote=Array([Name.FENote, pdf_2]), box=Name.Sect),
        )
    )
    top = page.element(
        "Document",
        page.element("Title", NS=pdf_2),
        page.element("FENote", NS=pdf_2),
        page.element("footnote", NS=own),
        page.element("box", page.element("P"), NS=own),
        page.element("H7"),
        page.element("Krimskrams"),
        page.element("Chained"),
    )
    pdf = page.finished(top, Namespaces=Array([pdf_2, own]), RoleMap=Dictionary(Chained=Name.Strong))
    tag(pdf)
    tree = read_back(pdf, tmp_path / "t.pdf")
    roles = {key[1:]: str(value)[1:] for key, value in tree["/RoleMap"].items()}
    assert roles == {
        "Title": "P", "FENote": "Note", "footnote": "Note", "box": "Sect", "H7": "H6", "Krimskrams": "NonStruct",
        "Chained": "Strong", "Strong": "Span",
    }  # fmt: skip
    assert "/ID" in tree["/K"][0]["/K"][1]  # a note, as PDF/UA-1 wants it
    assert not broken(tmp_path / "t.pdf", "2a", ("6.7.3.4",))
