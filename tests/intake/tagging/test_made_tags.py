"""Tags made for documents without any: heads and folios, headings, paragraphs, lists, captions."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Name
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from proceedings.intake.tagging import tag

BODY = "These words fill a line of the body, so that most of the document is set in their size"


def shown(text: str, x: float, y: float, size: float = 10, font: str = "R") -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size:g} Tf {x:g} {y:g} Td ({escaped}) Tj ET\n"


def body(y: float, lines: int = 6, x: float = 72) -> str:
    return "".join(shown(BODY, x, y - 12 * n) for n in range(lines))


def tagged(*contents: str, links: tuple[tuple[float, float, float, float], ...] = ()) -> list[tuple[str, str]]:
    """Structure types and words of a document with these pages, in reading order;
    each page has links in these rectangles.
    """
    pdf = pikepdf.new()
    fonts = {
        key: pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding)
        )
        for key, name in (("/R", "Times-Roman"), ("/B", "Times-Bold"))
    }
    picture = pdf.make_stream(
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    for content in contents:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj["/Resources"] = Dictionary(Font=Dictionary(fonts), XObject=Dictionary(Im=picture))
        page.obj["/Contents"] = pdf.make_stream(content.encode("cp1252"))
        if links:
            page.obj["/Annots"] = pikepdf.Array(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=list(rect),
                    A=Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org/")),
                )
                for rect in links
            )
    tag(pdf, {})
    file = io.BytesIO()
    pdf.save(file)
    return list(read_aloud(pypdf.PdfReader(file)))


def read_aloud(reader: pypdf.PdfReader) -> Any:
    words = {page.indirect_reference.idnum: marked_words(page) for page in reader.pages if page.indirect_reference}
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]

    def walk(element: DictionaryObject) -> Any:
        kids = element.get("/K", ArrayObject())
        kids = kids if isinstance(kids, ArrayObject) else ArrayObject([kids])
        said = "".join(words[element.raw_get("/Pg").idnum].get(k, "") for k in kids if isinstance(k, int))
        yield str(element["/S"])[1:], said.strip()
        for kid in kids:
            if not isinstance(kid, int) and "/S" in kid.get_object():
                yield from walk(kid.get_object())

    for kid in root["/K"]:
        yield from walk(kid.get_object())


def marked_words(page: pypdf.PageObject) -> dict[int, str]:
    content = page.get_contents()
    assert isinstance(content, ContentStream)
    found: dict[int, str] = {}
    open_: list[int | None] = []
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            given = operands[1] if operator == b"BDC" else {}
            open_.append(int(given["/MCID"]) if "/MCID" in given else None)
        elif operator == b"EMC":
            open_.pop()
        elif operator in (b"Tj", b"TJ") and open_ and open_[-1] is not None:
            strings = (
                operands if operator == b"Tj" else [part for part in operands[0] if hasattr(part, "original_bytes")]
            )
            said = "".join(string.original_bytes.decode("cp1252") for string in strings)
            found[open_[-1]] = found.get(open_[-1], "") + said + " "
    return found


def kinds(found: list[tuple[str, str]], *wanted: str) -> list[tuple[str, str]]:
    return [(kind, said) for kind, said in found if kind in wanted]


def test_heads_and_folios_are_not_read() -> None:
    pages = [
        shown("Proceedings of the Meeting 2020", 72, 805, 9) + body(760) + shown(str(16 + n), 290, 30, 9)
        for n in range(4)
    ]
    said = " ".join(words for _, words in tagged(*pages))
    assert "Proceedings" not in said
    assert not any(character.isdigit() for character in said)
    assert said.count(BODY) == 24


def test_what_stands_at_the_edge_once_is_read() -> None:
    said = " ".join(w for _, w in tagged(shown("A Title at the Top", 72, 800, 18) + body(760), body(800) + body(100)))
    assert "A Title at the Top" in said
    assert said.count(BODY) == 18


def test_titles_of_slides_that_come_again_are_read() -> None:
    slides = [shown("Results", 72, 780, 28) + body(700) for _ in range(4)]
    assert [words for kind, words in tagged(*slides) if kind.startswith("H")] == ["Results"] * 4


def test_a_bold_line_in_the_size_of_the_body_is_a_heading_of_its_own() -> None:
    page = shown("The Title of It All", 72, 780, 16) + shown("1. Introduction", 72, 740, 10, "B") + body(728)
    page += shown("1.1 Data", 72, 640, 10, "B") + body(628) + shown("References", 72, 540, 10, "B") + body(528)
    assert kinds(tagged(page), "H1", "H2", "H3") == [
        ("H1", "The Title of It All"),
        ("H1", "1. Introduction"),
        ("H2", "1.1 Data"),
        ("H1", "References"),
    ]


def test_authors_and_signs_are_no_headings() -> None:
    page = shown("The Title of It All", 72, 780, 16) + shown("Ann Example", 250, 755, 12)
    page += shown("University of Nowhere", 240, 738, 12) + shown("Abstract", 72, 700, 12, "B") + body(680)
    page += shown("..", 72, 560, 14) + body(540)
    assert [words for kind, words in tagged(page) if kind.startswith("H")] == ["The Title of It All", "Abstract"]


def test_a_title_over_centred_lines_is_one() -> None:
    page = shown("A Long Title That Goes on Over", 120, 780, 16) + shown("Two Lines", 230, 762, 16) + body(720)
    assert tagged(page)[1] == ("H1", "A Long Title That Goes on Over Two Lines")


@pytest.mark.parametrize(
    "signs", [("\u2022", "\u2022", "\u2022"), ("1.", "2.", "3."), ("(a)", "(b)", "(c)"), ("-", "-", "-")]
)
def test_items_with_labels_make_a_list(signs: tuple[str, ...]) -> None:
    page = shown("The Title of It All", 72, 790, 16) + body(760)
    for n, sign in enumerate(signs):
        page += shown(sign, 80, 660 - 24 * n) + shown(f"Item {n} begins here", 95, 660 - 24 * n)
        page += shown("and goes on below it", 95, 648 - 24 * n)
    found = kinds(tagged(page), "L", "LI", "Lbl", "LBody")
    assert found[0] == ("L", "")
    assert found[1:4] == [("LI", ""), ("Lbl", signs[0]), ("LBody", "Item 0 begins here and goes on below it")]
    assert len(found) == 10


def test_labels_that_are_drawn_after_their_items_belong_to_them() -> None:
    page = shown("The Title of It All", 72, 790, 16) + body(760)
    page += "".join(shown(f"Item {n} begins here", 95, 660 - 14 * n) for n in range(3))
    page += "".join(shown("\u2022", 80, 660 - 14 * n) for n in range(3))
    found = kinds(tagged(page), "LI", "Lbl", "LBody")
    assert found == [
        kind for n in range(3) for kind in (("LI", ""), ("Lbl", "\u2022"), ("LBody", f"Item {n} begins here"))
    ]


def test_references_with_hanging_lines_are_one_item_each() -> None:
    page = shown("The Title of It All", 72, 790, 16) + body(760) + shown("References", 72, 660, 12, "B")
    for n in range(3):
        page += shown(f"Author {n}. A work with a long name", 72, 640 - 40 * n)
        page += shown("that goes on in a second line", 90, 628 - 40 * n) + shown("and in a third", 90, 616 - 40 * n)
    assert kinds(tagged(page), "LBody") == [
        ("LBody", f"Author {n}. A work with a long name that goes on in a second line and in a third") for n in range(3)
    ]


def test_a_caption_belongs_to_its_figure() -> None:
    page = shown("The Title of It All", 72, 790, 16) + body(760) + "q 200 0 0 100 72 520 cm /Im Do Q\n"
    page += shown("Figure 1: What a picture shows.", 72, 505, 9) + body(470)
    found = tagged(page)
    assert ("Caption", "Figure 1: What a picture shows.") in found
    assert found.index(("Figure", "")) == found.index(("Caption", "Figure 1: What a picture shows.")) - 1


def test_a_caption_among_references_is_no_item() -> None:
    page = shown("The Title of It All", 72, 790, 16) + body(760) + shown("References", 72, 660, 12, "B")
    page += "".join(shown(f"Author {n}. A work with a long name", 72, 640 - 20 * n) for n in range(3))
    page += "q 200 0 0 100 72 460 cm /Im Do Q\n" + shown("Figure 1: What a picture shows.", 72, 445, 9)
    page += "".join(shown(f"Author {n}. A work with a long name", 72, 480 - 20 * n) for n in (3, 4))
    found = tagged(page)
    assert ("Caption", "Figure 1: What a picture shows.") in found
    assert ("LBody", "") not in found
    assert len(kinds(found, "LI")) == 5


def test_the_words_under_a_link_belong_to_it() -> None:
    page = shown("The Title of It All", 72, 790, 16) + shown("See", 72, 760) + shown("this page", 90, 760)
    page += shown("and what follows from it for all", 140, 760) + body(748)
    found = tagged(page, links=((89, 758, 132, 770),))
    assert ("Link", "this page") in found
    said = next(words for kind, words in found if kind == "P")
    assert "this page" not in said
    assert said.startswith("See and what follows")


def test_a_link_under_part_of_a_string_has_none_of_its_words() -> None:
    page = shown("The Title of It All", 72, 790, 16) + body(760)
    found = tagged(page, links=((100, 758, 132, 770),))
    assert kinds(found, "Link") == [("Link", "")]
    assert sum(words.count(BODY) for _, words in found) == 6


@pytest.mark.parametrize("name", ["runhead", "bold", "hanging"])
def test_small_inputs_that_once_went_wrong(name: str, corpus: Path) -> None:
    path = corpus.parent / "tagged" / f"{name}.pdf"
    with pikepdf.open(path) as pdf:
        tag(pdf, {})
        file = io.BytesIO()
        pdf.save(file)
    found = list(read_aloud(pypdf.PdfReader(file)))
    if name == "bold":
        assert any(kind.startswith("H") and "Introduction" in said for kind, said in found)
    elif name == "hanging":
        assert sum(kind in ("P", "LBody") for kind, _ in found) < 4
