"""Small office files written by hand: what each holds stands in the test that asks for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument."
Link = tuple[str, str, str]
"""Id, last word of the type, and target of a relationship; a target with `:` is external."""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of entries in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def links(*found: Link) -> str:
    """The relationships of a part."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if ":" in target else "Internal"}"/>'
        for name, kind, target in found
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def types(**kinds: str) -> str:
    """The types of parts: `word__document="wordprocessingml.document.main"` is
    of `/word/document.xml`.
    """
    each = "".join(
        f'<Override PartName="/{name.replace("__", "/")}.xml" ContentType="{_KIND}{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    defaults = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("png", "image/png"),
            ("xml", "application/xml"),
        )
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{each}</Types>'


def docx(body: str, *related: Link, files: Mapping[str, str | bytes] | None = None, **kinds: str) -> bytes:
    """A DOCX with a body in WordprocessingML, and further parts."""
    spaces = f'xmlns:w="{WORD}" xmlns:m="{MATH}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}"'
    return zipped(
        {
            "[Content_Types].xml": types(word__document="wordprocessingml.document.main", **kinds),
            "_rels/.rels": links(("r1", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": links(*related),
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            **(files or {}),
        }
    )


def paragraph(*content: str) -> str:
    """A paragraph of runs and other content; what is no XML is a run of text."""
    return f"<w:p>{''.join(c if c.startswith('<') else run(c) for c in content)}</w:p>"


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def inserted(text: str, by: str = "Ann Writer", kind: str = "ins") -> str:
    return f'<w:{kind} w:id="1" w:author="{by}" w:date="2026-03-01T10:00:00Z">{run(text)}</w:{kind}>'


def deleted(text: str, by: str = "Ben Reader") -> str:
    return f'<w:del w:id="2" w:author="{by}" w:date="2026-03-01T10:05:00Z">{run(text, "delText")}</w:del>'


def formula(letters: str) -> str:
    return f"<m:oMath><m:r><m:t>{letters}</m:t></m:r></m:oMath>"


def kept_field(code: str, result: str) -> str:
    """A field with the result that its author's program kept."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return mark.format("begin") + run(code, "instrText") + mark.format("separate") + run(result) + mark.format("end")


def pptx(*slides: str, notes: Mapping[int, str] | None = None, files: Mapping[str, str] | None = None) -> bytes:
    """A PPTX of slides, each the content of a shape tree, with notes by the number of the slide."""
    noted = notes or {}
    numbers = range(1, len(slides) + 1)
    kinds = {f"ppt__slides__slide{n}": "presentationml.slide" for n in numbers}
    kinds |= {f"ppt__notesSlides__notesSlide{n}": "presentationml.notesSlide" for n in noted}
    spaces = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{OFFICE}" xmlns:m="{MATH}"'
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": types(ppt__presentation="presentationml.presentation.main", **kinds),
        "_rels/.rels": links(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/_rels/presentation.xml.rels": links(*((f"s{n}", "slide", f"slides/slide{n}.xml") for n in numbers)),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst>"
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
    }
    for number, slide in enumerate(slides, 1):
        hidden = ' show="0"' if slide.startswith("hidden ") else ""
        tree = f"{_GROUP}{slide.removeprefix('hidden ')}"
        sheet = f"<p:cSld><p:spTree>{tree}</p:spTree></p:cSld>"
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {spaces}{hidden}>{sheet}</p:sld>"
    for number, text in noted.items():
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = links(
            ("n1", "notesSlide", f"../notesSlides/notesSlide{number}.xml")
        )
        parts[f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels"] = links(
            ("r1", "slide", f"../slides/slide{number}.xml")
        )
        tree = f"{_GROUP}{_NOTES.format(text)}"
        parts[f"ppt/notesSlides/notesSlide{number}.xml"] = (
            f"<p:notes {spaces}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:notes>"
        )
    return zipped({**parts, **(files or {})})


_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_NOTES = (
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="685800" y="4343400"/><a:ext cx="5486400" cy="4114800"/></a:xfrm></p:spPr>'
    "<p:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
)


def shape(content: str, left: int = 1_000_000, wide: int = 6_000_000, **attributes: str) -> str:
    """A text box; what is no XML is a run of text.
    Sizes in English Metric Units (914,400 an inch).
    """
    said = content if content.startswith("<") else f"<a:r><a:t>{content}</a:t></a:r>"
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="Box"{more}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="1000000"/><a:ext cx="{wide}" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="none"/><a:p>{said}</a:p></p:txBody></p:sp>'
    )


def with_formula(text: str, letters: str, after: str) -> str:
    """A text box of words around a formula, as PowerPoint 2010 and later write it."""
    inner = f"<a:r><a:t>{text}</a:t></a:r><a14:m>{formula(letters)}</a14:m><a:r><a:t>{after}</a:t></a:r>"
    return (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
        f"{shape(inner)}</mc:Choice></mc:AlternateContent>"
    )


FILM = (
    '<p:pic><p:nvPicPr><p:cNvPr id="5" name="Film"/><p:cNvPicPr/><p:nvPr><a:videoFile r:link="v"/></p:nvPr>'
    "</p:nvPicPr><p:blipFill/><p:spPr/></p:pic>"
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(body: str, *, automatic: str = "", masters: str = "") -> bytes:
    """An OpenDocument text with a body, automatic styles, and page styles in styles.xml."""
    kind = "application/vnd.oasis.opendocument.text"
    spaces = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "style"))
    entries = (("/", kind), ("content.xml", "text/xml"), *((("styles.xml", "text/xml"),) if masters else ()))
    styles = (
        f'<office:document-styles {spaces} office:version="1.3"><office:automatic-styles>'
        '<style:page-layout style:name="Page"/></office:automatic-styles>'
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    listed = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="{type_}"/>' for name, type_ in entries)
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<office:document-content {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'office:version="1.3"><office:automatic-styles>{automatic}</office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            **({"styles.xml": styles} if masters else {}),
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}manifest:1.0" m:version="1.3">{listed}</m:manifest>',
        }
    )


def tracked(number: int, kind: str, by: str, text: str = "") -> str:
    """An entry of the list of changes of an OpenDocument text."""
    said = f"<text:p>{text}</text:p>" if text else ""
    return (
        f'<text:changed-region text:id="c{number}"><text:{kind}><office:change-info><dc:creator>{by}</dc:creator>'
        f"<dc:date>2026-03-01T10:00:00</dc:date></office:change-info>{said}</text:{kind}></text:changed-region>"
    )
