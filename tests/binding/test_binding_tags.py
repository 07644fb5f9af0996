"""The structure tree of the volume:
what authors tagged survives, everything resolves, nothing collides.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from bound_books import HEIGHT, WIDTH, Book, link, paper, to
from proceedings.values.geometry import Box, Matrix
from proceedings.values.plan import Placement

STYLE = f"<style>@page {{size: {WIDTH}pt {HEIGHT}pt; margin: 60pt}} body > * {{break-before: page}}</style>"


def web(path: Path, body: str, language: str = "en") -> Path:
    weasyprint.HTML(string=f"<html lang={language}><title>{path.stem}</title>{STYLE}<body>{body}").write_pdf(
        path, pdf_tags=True
    )
    return path


def tree(path: Path) -> DictionaryObject:
    root: Any = PdfReader(path).root_object["/StructTreeRoot"]
    return root  # type: ignore[no-any-return]


def kids(element: Any) -> list[Any]:
    value = element.get("/K")
    value = value.get_object() if value is not None else []
    return [k.get_object() for k in value] if isinstance(value, ArrayObject) else [value]


def elements(element: Any) -> Iterator[Any]:
    stack = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, DictionaryObject) and ("/S" in node or node.get("/Type") == "/StructTreeRoot"):
            yield node
            stack += reversed(kids(node))


def shape(element: Any, depth: int = 3) -> Any:
    """Types of the elements, nested; without the spans of which WeasyPrint makes every line."""
    inside = [k for k in kids(element) if isinstance(k, DictionaryObject) and k.get("/S", "/Span") != "/Span"]
    below = inside if depth else []
    inner = [shape(k, depth - 1) for k in below]
    return (str(element["/S"])[1:], inner) if inner else str(element["/S"])[1:]


def numbers(node: Any) -> dict[int, Any]:
    flat = list(node.get("/Nums", []))
    found = {int(k): v.get_object() for k, v in zip(flat[0::2], flat[1::2], strict=True)}
    for kid in node.get("/Kids", []):
        found |= numbers(kid.get_object())
    return found


def assert_everything_resolves(path: Path) -> None:
    """Each content item's entry in the parent tree is its element,
    and each element is its children's parent.
    """
    reader = PdfReader(path)
    root: Any = reader.root_object["/StructTreeRoot"]
    parents = numbers(root["/ParentTree"])
    assert max(parents, default=-1) < root["/ParentTreeNextKey"]
    pages = {page.indirect_reference.idnum for page in reader.pages}  # type: ignore[union-attr]
    for element in elements(root):
        for kid in kids(element):
            if isinstance(kid, int):
                assert parents[element["/Pg"]["/StructParents"]][kid].get_object() is element
                assert element.raw_get("/Pg").idnum in pages
            elif kid.get("/Type") == "/MCR":
                holder = kid.get("/Stm", kid.get("/Pg", element.get("/Pg"))).get_object()
                assert parents[holder["/StructParents"]][kid["/MCID"]].get_object() is element
            elif kid.get("/Type") == "/OBJR":
                assert parents[kid["/Obj"]["/StructParent"]] is element
            else:
                assert kid["/P"] is element


def test_parts_of_one_galley_hang_under_their_own_sections(tmp_path: Path) -> None:
    galley = web(
        tmp_path / "own.pdf",
        "<section><h1>Foreword</h1><p>See <a href='volume:people'>people</a></section>"
        "<article><h1>People</h1><p>One<p style='break-before: page'>Two</article>",
    )
    book = Book(tmp_path)
    book.typeset("foreword", galley, 0, 1)
    book.submission(web(tmp_path / "tagged.pdf", "<div><h1>A</h1><p>B</p><table><tr><th>A<tr><td>1</table></div>"))
    book.submission(paper(tmp_path / "plain.pdf", 2))
    book.typeset("people", galley, 1, 2)
    out, bound = book.bind()
    assert shape(kids(tree(out))[0], 4) == (
        "Document",
        [
            ("Sect", [("Sect", ["H1", ("P", ["Link"])])]),
            ("Part", [("Art", [("Div", ["H1", "P", "Table"])]), ("Art", ["P", "P"])]),
            ("Sect", [("Art", ["H1", "P"]), ("Art", ["P"])]),
        ],
    )
    assert (bound.tagged_by_author, bound.tagged_by_us) == (("doc-1",), ("doc-2",))
    assert_everything_resolves(out)
    root: Any = PdfReader(out).root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    part: Any = kids(kids(tree(out))[0])[1]
    assert (part["/T"], kids(part)[0]["/T"]) == ("First session", "tagged")


def test_the_language_of_a_submission_is_kept_on_it(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.submission(web(tmp_path / "a.pdf", "<p>Texte", "fr"))
    book.submission(web(tmp_path / "b.pdf", "<p>Text", "en"))
    out, _ = book.bind()
    articles = [e for e in elements(tree(out)) if e.get("/S") == "/Art"]
    assert [a.get("/Lang") for a in articles] == ["fr", None]


def test_links_of_an_untagged_page_are_elements_of_it(tmp_path: Path) -> None:
    def linked(pdf: pikepdf.Pdf) -> None:
        link(pdf, 0, Dest=to(pdf, 1, "Fit"))
        link(pdf, 0, A=Dictionary(S=Name.JavaScript))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 2, touch=linked))
    out, _ = book.bind()
    assert shape(kids(tree(out))[0], 4) == ("Document", [("Part", [("Art", [("P", ["Link"]), "P"])])])
    assert_everything_resolves(out)
    page: Any = PdfReader(out).pages[0]
    content = page.get_contents().get_data().decode("latin-1")
    assert content.index("/P <</MCID 0>> BDC") < content.index("p page 1") < content.index("EMC")
    assert content.index("EMC") < content.index("/Artifact <</Type /Pagination")
    assert page["/Tabs"] == "/S"


def test_a_page_of_decoration_alone_is_no_paragraph(tmp_path: Path) -> None:
    """An artifact inside of tagged content breaks PDF/UA-1, 7.1."""

    def decorated(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"/Artifact BMC 100 100 200 2 re f EMC")
        pdf.pages[1].Contents = pdf.make_stream(b"q 1 0 0 1 0 0 cm Q")
        pdf.pages[2].Contents = pdf.make_stream(b"/Artifact BMC 9 9 2 2 re f EMC 100 100 200 2 re f")
        link(pdf, 1, Dest=to(pdf, 0, "Fit"))

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 3, touch=decorated))
    out, _ = book.bind()
    assert shape(kids(tree(out))[0], 4) == ("Document", [("Part", [("Art", [("P", ["Link"]), "P"])])])
    assert_everything_resolves(out)
    pages: list[Any] = list(PdfReader(out).pages)
    said = [page.get_contents().get_data() for page in pages]
    assert [b"/P <</MCID" in content for content in said] == [False, False, True]


def test_tags_of_several_source_pages_on_a_page_point_into_their_forms(tmp_path: Path) -> None:
    def placements() -> list[list[Placement]]:
        scale = Matrix(0.4, 0, 0, 0.4, 100, 310), Matrix(0.4, 0, 0, 0.4, 100, 40)
        return [[Placement(0, scale[0], Box(100, 310, 260, 550)), Placement(1, scale[1])]]

    deck = web(tmp_path / "deck.pdf", "<section><h1>One</h1><p><a href='https://e.org'>x</a></section><p>Two")
    book = Book(tmp_path)
    book.submission(deck, placements())
    book.submission(paper(tmp_path / "plain.pdf", 2), placements())
    out, bound = book.bind()
    assert (bound.tagged_by_author, bound.tagged_by_us) == (("doc-1",), ("doc-2",))
    assert_everything_resolves(out)
    items: list[Any] = [k for e in elements(tree(out)) for k in kids(e) if isinstance(k, DictionaryObject)]
    assert {k["/Stm"]["/Subtype"] for k in items if k.get("/Type") == "/MCR"} == {"/Form"}
    assert shape(kids(tree(out))[0], 5) == (
        "Document",
        [("Part", [("Art", [("Sect", ["H1", ("P", ["Link"])]), "P"]), ("Art", ["P", "P"])])],
    )


def test_tags_of_pages_that_are_left_out_go(tmp_path: Path) -> None:
    source = web(tmp_path / "a.pdf", "<section><h1>One</h1></section><section><h1>Two</h1><p>x</section><h1>Three")
    book = Book(tmp_path)
    book.submission(source, [[Placement(0, Matrix())], [Placement(2, Matrix())]])
    out, _ = book.bind()
    assert shape(kids(tree(out))[0], 5) == (
        "Document",
        [("Part", [("Art", [("Sect", ["H1"]), "H1"])])],
    )
    assert_everything_resolves(out)


def tagged(roles: dict[str, str], kind: str, ids: tuple[str, ...] = (), **classes: Any) -> Any:
    """A change to a PDF that tags its first page with elements of one kind,
    ids, a role map and a class map.
    """

    def touch(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page["/Contents"] = pdf.make_stream(
            b"".join(b"/X <</MCID %d>> BDC BT /F1 9 Tf 60 %d Td (x) Tj ET EMC " % (i, 90 + 9 * i) for i in range(3))
        )
        page["/StructParents"] = 0
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        made = []
        for i in range(3):
            element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=root, Pg=page, K=i))
            if i < len(ids):
                element["/ID"] = String(ids[i])
            elif ids:
                element["/A"] = Dictionary(O=Name.Table, Headers=Array([String(ids[0])]))
            if classes:
                element["/C"] = Name(f"/{next(iter(classes))}")
            made.append(element)
        root["/K"] = Array(made)
        root["/RoleMap"] = Dictionary({f"/{k}": Name(f"/{v}") for k, v in roles.items()})
        if classes:
            root["/ClassMap"] = Dictionary({f"/{k}": v for k, v in classes.items()})
        pdf.Root["/StructTreeRoot"] = root

    return touch


def test_roles_of_different_submissions_keep_their_meaning(tmp_path: Path) -> None:
    book = Book(tmp_path)
    for name, roles, kind in (
        ("a", {"Body": "P"}, "Body"),
        ("b", {"Body": "Span"}, "Body"),
        ("c", {"P": "Span"}, "P"),
        ("d", {"Body": "P"}, "Body"),
        ("e", {"Body": "Inner", "Inner": "H1"}, "Body"),
    ):
        book.submission(paper(tmp_path / f"{name}.pdf", 1, touch=tagged(roles, kind)))
    out, _ = book.bind()
    root: Any = tree(out)

    def meaning(kind: str) -> str:
        while kind in root["/RoleMap"]:
            kind = root["/RoleMap"][kind]
        return kind

    articles = [e for e in elements(root) if e.get("/S") == "/Art"]
    assert [{meaning(k["/S"]) for k in kids(a)} for a in articles] == [{"/P"}, {"/Span"}, {"/Span"}, {"/P"}, {"/H1"}]
    assert [kids(a)[0]["/S"] for a in articles] == ["/Body", "/Body-2", "/P-2", "/Body", "/Body-3"]
    assert "/P" not in root["/RoleMap"]
    assert_everything_resolves(out)


def test_roles_of_elements_in_a_namespace_keep_their_meaning_too(tmp_path: Path) -> None:
    def in_namespace(pdf: pikepdf.Pdf) -> None:
        tagged({"Title": "P"}, "Title")(pdf)
        space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
        pdf.Root.StructTreeRoot["/Namespaces"] = Array([space])
        for element in pdf.Root.StructTreeRoot.K:
            element["/NS"] = space

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "a.pdf", 1, touch=tagged({"Title": "H1"}, "Title")))
    book.submission(paper(tmp_path / "b.pdf", 1, touch=in_namespace))
    out, _ = book.bind()
    root: Any = tree(out)
    first, second = (kids(e)[0] for e in elements(root) if e.get("/S") == "/Art")
    assert [root["/RoleMap"][e["/S"]] for e in (first, second)] == ["/H1", "/P"]
    assert "/NS" not in second
    assert_everything_resolves(out)


def test_equal_ids_and_classes_of_different_submissions_are_kept_apart(tmp_path: Path) -> None:
    book = Book(tmp_path)
    for name, width in (("a", 1), ("b", 2), ("c", 1)):
        touch = tagged({}, "TH", ("head", "other"), wide=Dictionary(O=Name.Layout, Width=width))
        book.submission(paper(tmp_path / f"{name}.pdf", 1, touch=touch))
    out, _ = book.bind()
    root: Any = tree(out)
    articles = [kids(e) for e in elements(root) if e.get("/S") == "/Art"]
    assert [k[0]["/ID"] for k in articles] == ["head", "head-2", "head-3"]
    assert [k[2]["/A"]["/Headers"] for k in articles] == [["head"], ["head-2"], ["head-3"]]
    names = list(root["/IDTree"]["/Names"])
    assert names[0::2] == sorted(["head", "other", "head-2", "other-2", "head-3", "other-3"])
    used = [k[0]["/C"] for k in articles]
    widths = [root["/ClassMap"][name[0] if isinstance(name, list) else name] for name in used]
    assert [w["/Width"] for w in widths] == [1, 2, 1]


def test_deep_and_looping_trees_are_survived(tmp_path: Path) -> None:
    def deep(pdf: pikepdf.Pdf) -> None:
        tagged({}, "P")(pdf)
        root = pdf.Root["/StructTreeRoot"]
        leaf = root["/K"][0]
        inner = leaf
        for _ in range(60_000):
            inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, K=Array([inner])))
        loop = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=root))
        loop["/K"] = Array([loop, root["/K"][1], root["/K"][1]])
        root["/K"] = Array([inner, loop, inner])

    book = Book(tmp_path)
    book.submission(paper(tmp_path / "p.pdf", 1, touch=deep))
    out, bound = book.bind()
    assert bound.tagged_by_author == ("doc-1",)
    kinds = [e.get("/S") for e in elements(tree(out))]
    assert kinds.count("/Div") == 60_000 and kinds.count("/Sect") == 1 and kinds.count("/P") == 2


def test_a_volume_of_tagged_parts_is_accessible_by_the_validator(tmp_path: Path) -> None:
    import page

    galley = web(tmp_path / "own.pdf", "<section><h1>Foreword</h1><p><a href='volume:doc-1-part'>paper</a></section>")
    book = Book(tmp_path)
    book.typeset("foreword", galley, 0, 1, head="Head")
    book.submission(web(tmp_path / "a.pdf", "<h1>A</h1><p>b<table><tr><th>A<tr><td>1</table>"))
    book.submission(web(tmp_path / "b.pdf", "<h1>A</h1><p>b<ul><li>x<li>y</ul>", "fr"))
    out, _ = book.bind()
    report = page.validate_pdf(str(out), profile="ua1")
    assert not report.failures
