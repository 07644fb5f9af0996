"""Makes the files of office programs the same on every run:
dates, names of programs and machine ids taken out.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

DATE = "2007-10-08T00:00:00Z"
ZIP_DATE = (2007, 10, 8, 0, 0, 0)
NESTED = (".xlsx", ".docx", ".pptx")
"""Charts carry their numbers as a workbook of their own."""

DATES = re.compile(rb"(<(dcterms:created|dcterms:modified|meta:creation-date|dc:date)\b[^>]*>)[^<]*(</)")
COUNTED = re.compile(rb"<(meta:editing-duration|meta:editing-cycles|meta:generator)>[^<]*</\1>")

FACE = re.compile(rb'<style:font-face style:name="([^"]*)" svg:font-family="([^"]*)"[^>]*/>')
FACE_USED = re.compile(rb'(style:font-name(?:-asian|-complex)?=")([^"]*)"')


def settle_zip(path: Path) -> None:
    """Rewrite an OOXML or OpenDocument file in place, so that equal contents are equal bytes."""
    path.write_bytes(_settled(path.read_bytes()))


def _settled(data: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(NESTED):
                content = _settled(content)
            elif name.endswith((".xml", ".rels")):
                content = COUNTED.sub(b"", DATES.sub(rb"\g<1>" + DATE.encode() + rb"\g<3>", content))
                content = _one_face_a_family(content)
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            # OpenDocument wants its mimetype readable at a fixed offset (ODF 1.3, part 2, 3.3).
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return result.getvalue()


def _one_face_a_family(content: bytes) -> bytes:
    """Merge the font faces of an OpenDocument file
    that differ in nothing but a number LibreOffice deals out.
    """
    faces = dict[bytes, bytes]()
    for name, family in FACE.findall(content):
        faces.setdefault(name, min([name, *(n for n, f in FACE.findall(content) if f == family)]))
    kept = set[bytes]()

    def once(face: re.Match[bytes]) -> bytes:
        name = faces[face[1]]
        if name in kept:
            return b""
        kept.add(name)
        return b'<style:font-face style:name="' + name + b'" svg:font-family="' + face[2] + b'"/>'

    content = FACE.sub(once, content)
    return FACE_USED.sub(lambda used: used[1] + faces.get(used[2], used[2]) + b'"', content)


def settle_pdf(path: Path, title: str) -> None:
    """Save a PDF of LibreOffice again in place, without dates and ids of the moment."""
    import pikepdf

    with pikepdf.Pdf.open(path, allow_overwriting_input=True) as pdf:
        for holder, key in ((pdf.trailer, "/DocChecksum"), (pdf.trailer, "/ID"), (pdf.Root, "/Metadata")):
            if key in holder:
                del holder[key]
        pdf.trailer["/Info"] = pdf.make_indirect(pikepdf.Dictionary(Title=title))
        pdf.save(path, deterministic_id=True)
