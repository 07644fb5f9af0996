"""The specimen paper as a Word file:
headings, notes, a table, links to the web and references within the text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx_text import BLOCKS, KICKER, STANDING_IN, SUBTITLE, TABLE, TITLE

SERIF, SANS = "Liberation Serif", "Liberation Sans"
ACCENT = RGBColor(0x6D, 0x42, 0x78)
MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)|\{([^}]+)\}")
"""In the text: [words](address), [words](#bookmark), and {a footnote}."""


def write(destination: Path) -> None:
    """Write the paper as DOCX."""
    document = Document()
    document.core_properties.title, document.core_properties.author = TITLE, ""
    document.core_properties.language = "en-GB"
    _page(document)
    _styles(document)
    _head_and_foot(document)
    notes: list[str] = []
    document.add_paragraph(KICKER, style="Kicker")
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(SUBTITLE, style="Subtitle")
    for kind, text, name in BLOCKS:
        if kind == "table":
            _table(document, text, name)
        else:
            paragraph = document.add_paragraph(style=kind)
            paragraph.paragraph_format.page_break_before = name == "look"
            _marked(paragraph, text, notes, name, len(notes) + len(document.paragraphs))
    _attach_notes(document, notes)
    document.save(str(destination))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(42), Mm(40)
    section.left_margin = section.right_margin = Mm(33)
    section.header_distance, section.footer_distance = Mm(28), Mm(27)


def _styles(document: Any) -> None:
    """Type and spacing of the paragraphs;
    headings stay headings, so that their bookmarks survive.
    """
    looks = {
        "Normal": (SERIF, 10.5, None, 0, 6, False),
        "Title": (SERIF, 21.5, None, 2, 2, False),
        "Subtitle": (SERIF, 12.5, RGBColor(0x55, 0x55, 0x55), 0, 18, False),
        "Heading 1": (SERIF, 14.5, None, 14, 5, False),
        "Heading 2": (SANS, 9.5, ACCENT, 10, 3, True),
        "Caption": (SANS, 9, RGBColor(0x33, 0x33, 0x33), 8, 4, False),
        "List Bullet": (SERIF, 10.5, None, 0, 3, False),
        "List Number": (SERIF, 10.5, None, 0, 3, False),
        "Quote": (SANS, 9.5, RGBColor(0x33, 0x33, 0x33), 0, 14, False),
        "Kicker": (SANS, 9, ACCENT, 0, 2, True),
        "footnote text": (SERIF, 8.5, None, 0, 1, False),
    }
    for name, (font, size, colour, before, after, bold) in looks.items():
        if name not in [style.name for style in document.styles]:
            document.styles.add_style(name, 1).base_style = document.styles["Normal"]
        style = document.styles[name]
        _font(style, font, size, bold)
        style.font.color.rgb = colour or RGBColor(0x11, 0x11, 0x11)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.18 if size < 14 else 1.05
        style.paragraph_format.widow_control = True
    document.styles["Subtitle"].font.italic = True
    document.styles["Quote"].font.italic = False
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Title", "Subtitle"):  # Word spaces and kerns the letters of these
        for spacing in document.styles[name].element.rPr.findall(qn("w:spacing")):
            document.styles[name].element.rPr.remove(spacing)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):  # Word's built-in rule below the title
        title.remove(border)


def _font(style: Any, font: str, size: float, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _head_and_foot(document: Any) -> None:
    section = document.sections[0]
    head = section.header.paragraphs[0]
    _small(head.add_run(STANDING_IN))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", None, "end"):
        run = foot.add_run()
        _small(run)
        run._r.append(
            parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>')
            if kind
            else parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')
        )


def _small(run: Any) -> None:
    run.font.name, run.font.size, run.font.color.rgb = SANS, Pt(8), RGBColor(0x55, 0x55, 0x55)


def _marked(paragraph: Any, text: str, notes: list[str], name: str | None, number: int) -> None:
    """Fill a paragraph with text, links, notes; and give it a bookmark where it has a name."""
    if name:
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>'))
    place = 0
    for mark in MARK.finditer(text):
        paragraph.add_run(text[place : mark.start()])
        if mark[3]:
            notes.append(mark[3])
            _note_reference(paragraph, len(notes) + 1)
        else:
            _link(paragraph, mark[1], mark[2])
        place = mark.end()
    paragraph.add_run(text[place:])
    if name:
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def _link(paragraph: Any, words: str, address: str) -> None:
    link = parse_xml(f"<w:hyperlink {nsdecls('w', 'r')}/>")
    if address.startswith("#"):
        link.set(qn("w:anchor"), address[1:])
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.font.color.rgb = ACCENT
    link.append(run._r)
    paragraph._p.append(link)


def _note_reference(paragraph: Any, number: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{number}"/>'))


def _attach_notes(document: Any, notes: list[str]) -> None:
    """The footnotes part, which python-docx does not write (ECMA-376, part 1, 11.3.7)."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{i}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for i, (kind, mark) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        )
    )
    style = document.styles["footnote text"].style_id
    texts = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for i, note in enumerate(notes, 2)
    )
    xml = f"<w:footnotes {nsdecls('w', 'r')}>{separators}{texts}</w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _table(document: Any, caption: str, name: str | None) -> None:
    """The table with its caption above; the first row is marked as a heading."""
    paragraph = document.add_paragraph(style="Caption")
    _marked(paragraph, caption, [], name, 900)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for c, column in enumerate(table.columns):
        column.width = Mm(63 if c == 0 else 27)
    for r, row in enumerate(TABLE):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            cell.width = Mm(63 if c == 0 else 27)
            cell.text = text
            line = cell.paragraphs[0]
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2.5)
            line.paragraph_format.keep_with_next = r < len(TABLE) - 1
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if c else WD_ALIGN_PARAGRAPH.LEFT
            for run in line.runs:
                run.font.name, run.font.size, run.font.bold = SANS, Pt(9), r == 0
            cell._tc.get_or_add_tcPr().append(_rules(r))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _rules(row: int) -> Any:
    """Lines above and below the cells of a row:
    strong at head and foot of the table, fine between.
    """
    top = '<w:top w:val="single" w:sz="8" w:color="111111"/>' if row == 0 else ""
    strong = row in (0, len(TABLE) - 1)
    bottom = f'<w:bottom w:val="single" w:sz="{8 if strong else 2}" w:color="{"111111" if strong else "BBBBBB"}"/>'
    return parse_xml(f"<w:tcBorders {nsdecls('w')}>{top}{bottom}</w:tcBorders>")
