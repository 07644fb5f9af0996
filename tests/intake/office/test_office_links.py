"""Links of office documents:
each leads from its words to its place in the PDF, or the editor is told which do not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.office.links import Kind, marked
from proceedings.intake.office.links.source_link import Target, external
from proceedings.intake.office.links.word import hyperlink_target
from proceedings.intake.taking_in import take_in
from proceedings.office_files.markup import Edit, UnreadableMarkup, edited, parse
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import Severity
from proceedings.values.submission import Intake, Request

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DECK = "http://schemas.openxmlformats.org/presentationml/2006/main"


def package(parts: Mapping[str, str], kinds: Mapping[str, str]) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {"[Content_Types].xml": types, **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(*entries: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if kind == 'hyperlink' else ''}/>"
        for id_, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def docx(body: str, links: Mapping[str, str]) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relations(*((k, "hyperlink", v) for k, v in links.items())),
    }
    return package(parts, {"word/document.xml": main})


def words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def field(instruction: str, text: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begin = mark("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return begin + mark("separate") + words(text) + mark("end")


BOOKMARK = '<w:bookmarkStart w:id="1" w:name="there"/><w:r><w:t>There</w:t></w:r><w:bookmarkEnd w:id="1"/>'
NEXT_PAGE = '<w:r><w:br w:type="page"/></w:r>'


def shape(number: int, text: str, click: str = "", run: str = "", left: int = 1, top: int = 1) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Shape {number}">{click}</p:cNvPr><p:cNvSpPr/>'
        "<p:nvPr/></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{left * 914400}" y="{top * 457200}"/><a:ext cx="1828800" cy="400000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:p><a:r><a:rPr lang="en">{run}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def click(id_: str = "", action: str = "") -> str:
    said = f' action="ppaction://{action}"' if action else ""
    return f'<a:hlinkClick r:id="{id_}"{said}/>'


def pptx(slides: list[str], links: Mapping[str, tuple[str, str]], hidden: int) -> bytes:
    """A deck of untitled slides of the given shapes;
    `links` are the first slide's, by id: kind and target.
    """
    spaces = f'xmlns:a="{DRAWING}" xmlns:r="{OFFICE}" xmlns:p="{DECK}"'
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    kind = "application/vnd.openxmlformats-officedocument.presentationml"
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(slides)))
    deck = (
        f'<p:sldIdLst>{listed}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
    )
    parts = {
        "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {spaces}>{deck}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"r{n}", "slide", f"slides/slide{n}.xml") for n in range(len(slides)))
        ),
        "ppt/slides/_rels/slide0.xml.rels": relations(*((id_, *link) for id_, link in links.items())),
    }
    for number, shapes in enumerate(slides):
        show = ' show="0"' if number + 1 == hidden else ""
        tree = f"<p:cSld><p:spTree>{group}{shapes}</p:spTree></p:cSld>"
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {spaces}{show}>{tree}</p:sld>"
    kinds = {f"ppt/slides/slide{n}.xml": f"{kind}.slide+xml" for n in range(len(slides))}
    return package(parts, {"ppt/presentation.xml": f"{kind}.presentation.main+xml", **kinds})


def take(workspace: Path, name: str, data: bytes) -> Intake:
    path = workspace / "papers" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    request = Request("paper", DocumentKind.PAPER, path, PurePosixPath("papers", name), "en")
    with Workers(2) as workers:
        return take_in([request], Store(workspace / "store"), workers)


def links(intake: Intake) -> dict[str, str]:
    """By the words that lie below each link: the address, file or page number that it leads to."""
    path = intake.submissions["paper"].pdf
    reader = pypdf.PdfReader(path)
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1) if page.indirect_reference}
    found = {}
    with pypdfium2.PdfDocument(path) as shown:
        for n, page in enumerate(reader.pages):
            text = shown[n].get_textpage()
            for reference in page.get("/Annots", []):
                annotation: Any = reference.get_object()
                action, place = annotation.get("/A", {}), annotation.get("/Dest")
                place = place if place is not None else action.get("/D")
                words = text.get_text_bounded(*map(float, annotation["/Rect"])).strip()
                page_number = f"page {numbers[place[0].idnum]}" if hasattr(place and place[0], "idnum") else None
                found[words] = page_number or str(action.get("/URI") or action.get("/F"))
    return found


@pytest.mark.needs_libreoffice
def test_links_of_a_document_without_styles_come_through_and_a_dead_one_is_named(tmp_path: Path) -> None:
    cell = paragraph(f'<w:hyperlink r:id="mail">{words("cell")}</w:hyperlink>')
    body = "".join(
        (
            paragraph(f'<w:hyperlink r:id="web">{words("plain")}</w:hyperlink>'),
            paragraph(f'<w:hyperlink w:anchor="there">{words("inside")}</w:hyperlink>'),
            paragraph(f'<w:hyperlink r:id="web" w:anchor="part">{words("fragment")}</w:hyperlink>'),
            paragraph(f'<w:hyperlink r:id="file">{words("file")}</w:hyperlink>'),
            paragraph(f'<w:hyperlink w:anchor="nowhere">{words("dead")}</w:hyperlink>'),
            paragraph(field(' HYPERLINK "https://example.org/field" ', "field")),
            paragraph(field(' HYPERLINK \\l "there" ', "jump")),
            f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>",
            paragraph(NEXT_PAGE, BOOKMARK),
        )
    )
    targets = {"web": "https://example.org/a?b=1&amp;c=2", "file": "other.docx", "mail": "mailto:a@example.org"}
    intake = take(tmp_path, "a.docx", docx(body, targets))
    assert links(intake) == {
        "plain": "https://example.org/a?b=1&c=2",
        "inside": "page 2",
        "fragment": "https://example.org/a?b=1&c=2#part",
        "file": "other.docx",
        "field": "https://example.org/field",
        "jump": "page 2",
        "cell": "mailto:a@example.org",
    }
    (lost,) = (d for d in intake.diagnostics if d.code == "links-lost")
    assert lost.severity is Severity.WARNING
    assert lost.message.startswith("1 of its 8 links is not in the volume: “dead”")


@pytest.mark.needs_libreoffice
def test_jumps_of_a_deck_with_a_hidden_slide_and_without_titles_lead_to_their_slides(tmp_path: Path) -> None:
    group = (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="20" name="Group">{click("web")}</p:cNvPr><p:cNvGrpSpPr/>'
        '<p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="914400" y="4572000"/>'
        '<a:ext cx="1828800" cy="400000"/><a:chOff x="914400" y="457200"/>'
        f'<a:chExt cx="1828800" cy="400000"/></a:xfrm></p:grpSpPr>{shape(21, "group")}</p:grpSp>'
    )
    first = "".join(
        (
            shape(2, "third", click("s3", "hlinksldjump"), top=1),
            shape(3, "words", run=click("s4", "hlinksldjump"), top=2),
            shape(4, "hidden", click("s2", "hlinksldjump"), top=3),
            shape(5, "last", click("", "hlinkshowjump?jump=lastslide"), top=4),
            shape(6, "next", click("", "hlinkshowjump?jump=nextslide"), top=5),
            shape(7, "back", click("", "hlinkshowjump?jump=lastslideviewed"), top=6),
            shape(8, "over", click("web").replace("hlinkClick", "hlinkHover"), top=7),
            shape(9, "end", click("", "hlinkshowjump?jump=endshow"), top=8),
            group,
        )
    )
    slides = [first, *(shape(2, f"slide {n}") for n in (2, 3, 4))]
    targets = {f"s{n}": ("slide", f"slide{n - 1}.xml") for n in (2, 3, 4)} | {
        "web": ("hyperlink", "https://example.org/")
    }
    intake = take(tmp_path, "a.pptx", pptx(slides, targets, hidden=2))
    assert links(intake) == {
        "third": "page 2",
        "words": "page 3",
        "last": "page 3",
        "next": "page 2",
        "over": "https://example.org/",
        "group": "https://example.org/",
    }
    (lost,) = (d for d in intake.diagnostics if d.code == "links-lost")
    assert "2 of its 8 links" in lost.message
    assert "“hidden” on slide 1, which leads to slide 2, which is hidden" in lost.message
    assert lost.place.page == 1


@pytest.mark.needs_libreoffice
def test_links_of_rich_text_come_through(tmp_path: Path) -> None:
    text = (
        rb'{\rtf1\ansi{\field{\*\fldinst{HYPERLINK "https://example.org/"}}{\fldrslt{web}}}\par '
        rb'{\field{\*\fldinst{HYPERLINK \\l "there"}}{\fldrslt\plain{inside}}}\par '
        rb"\page{\*\bkmkstart there}There{\*\bkmkend there}\par}"
    )
    intake = take(tmp_path, "a.rtf", text)
    assert links(intake) == {"web": "https://example.org/", "inside": "page 2"}
    assert not [d for d in intake.diagnostics if d.code == "links-lost"]


def test_a_document_without_links_goes_in_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph(words("No link")), {}))
    (tmp_path / "b.docx").write_bytes(b"PK\3\4 damaged")
    for name in ("a.docx", "b.docx"):
        assert marked(tmp_path / name, tmp_path / "copy.docx").path == tmp_path / name


def test_a_package_with_a_wrong_directory_stops_nothing(tmp_path: Path) -> None:
    body = paragraph('<w:hyperlink r:id="a">' + words("here") + "</w:hyperlink>")
    whole = bytearray(docx(body, {"a": "https://example.org/"}))
    end = whole.rindex(b"PK\x05\x06") + 16
    whole[end : end + 4] = (int.from_bytes(whole[end : end + 4], "little") + 1).to_bytes(4, "little")
    document = tmp_path / "a.docx"
    document.write_bytes(whole)
    assert marked(document, tmp_path / "copy.docx").path == document


def test_what_is_deleted_or_hidden_is_no_link_of_the_page(tmp_path: Path) -> None:
    gone = '<w:hyperlink r:id="web"><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:hyperlink>'
    deleted = f'<w:del w:id="1"><w:hyperlink r:id="web">{words("deleted")}</w:hyperlink></w:del>'
    kept = f'<w:hyperlink r:id="web">{words("kept")}</w:hyperlink>'
    (tmp_path / "a.docx").write_bytes(docx(paragraph(gone, deleted, kept), {"web": "https://example.org/"}))
    assert [link.words for link in marked(tmp_path / "a.docx", tmp_path / "copy.docx").links.links] == ["kept"]


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        (' HYPERLINK "https://example.org/" \\o "a tip" ', Target(Kind.WEB, "https://example.org/")),
        (' HYPERLINK "https://example.org/" \\l "x" \\t "_blank"', Target(Kind.WEB, "https://example.org/#x")),
        ("hyperlink www.example.org", Target(Kind.WEB, "http://www.example.org")),
        (' HYPERLINK  \\l "_Toc1" \\h ', Target(Kind.PLACE, "_Toc1")),
        (" REF there \\h ", None),
        (" HYPERLINK ", None),
    ],
)
def test_fields_say_where_they_lead(instruction: str, target: Target | None) -> None:
    assert hyperlink_target(instruction) == target


def test_addresses_are_told_from_names_of_files() -> None:
    assert external("a@example.org") == Target(Kind.WEB, "mailto:a@example.org")
    assert external("#there") == Target(Kind.PLACE, "there")
    assert external("annex.pdf") == Target(Kind.FILE, "annex.pdf")
    assert external("C:\\annex.pdf").kind is Kind.FILE


@given(st.lists(st.text("ab<>&\"'é𝔸", max_size=6), max_size=4))
def test_offsets_are_those_of_the_bytes_whatever_the_texts(texts: list[str]) -> None:
    from xml.sax.saxutils import escape, quoteattr

    inner = "".join(f"<w:t w:v={quoteattr(text)}>{escape(text)}</w:t><w:e/>" for text in texts)
    data = f'<w:r xmlns:w="w">{inner}</w:r>'.encode()
    found = [e for e in parse(data).walk() if e.name == "t"]
    assert [(e.text, e.attributes["v"]) for e in found] == [(t, t) for t in texts]
    emptied = edited(data, [Edit(e.opened, e.closed, b"") for e in found])
    assert [e.text for e in parse(emptied).walk() if e.name == "t"] == [""] * len(texts)


def test_a_part_with_entities_of_its_own_is_left_alone() -> None:
    with pytest.raises(UnreadableMarkup):
        parse(b'<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>')
