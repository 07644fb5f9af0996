"""The words of office documents as their own files hold them:
read by no office program and no library for them.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, fromstring

from compound_files import streams

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"


class UnreadableFile(Exception):
    """The file is damaged, or of a kind that is not read here."""


def words_of(path: Path) -> list[str]:
    """The words of a document's body and notes, or of a deck's visible slides;
    heads and feet may not be in use.

    Raises:
        UnreadableFile: the file is damaged, or of a kind that is not read here.
    """
    try:
        text = " ".join(_texts(path))
    except (zipfile.BadZipFile, KeyError, ValueError, struct.error, IndexError, SyntaxError) as problem:
        raise UnreadableFile(path.name) from problem
    return text.split()


def _texts(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        beginning = file.read(4)
    if beginning.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                yield from _of_docx(archive, names)
            elif "ppt/presentation.xml" in names:
                yield from _of_pptx(archive)
            else:
                yield from _of_opendocument(fromstring(archive.read("content.xml")))
        return
    held = streams(path.read_bytes())
    if "PowerPoint Document" in held:
        yield from _of_ppt(held["PowerPoint Document"], held["Current User"])
    else:
        yield _of_doc(held)


def _of_docx(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in names:
            yield from _words_of_word(fromstring(archive.read(name)))


def _words_of_word(element: Element) -> Iterator[str]:
    """ISO/IEC 29500-1, 17: text runs, without what is deleted,
    moved away, hidden, or said twice for older readers.
    """
    tag = element.tag
    if tag in (f"{WORD}del", f"{WORD}moveFrom", FALLBACK) or (tag == f"{WORD}r" and _is_hidden(element)):
        return
    if tag == f"{WORD}p":
        yield "".join(text for child in element for text in _words_of_word(child)) + "\n"
        return
    if tag == f"{WORD}t":
        yield element.text or ""
    elif tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
        yield " "
    elif tag == f"{WORD}noBreakHyphen":
        yield "-"
    for child in element:
        yield from _words_of_word(child)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{WORD}rPr/{WORD}vanish")
    return hidden is not None and hidden.get(f"{WORD}val", "1") not in ("0", "false")


def _of_pptx(archive: zipfile.ZipFile) -> Iterator[str]:
    listed = fromstring(archive.read("ppt/_rels/presentation.xml.rels"))
    target = {link.get("Id"): str(link.get("Target")) for link in listed}
    for slide in fromstring(archive.read("ppt/presentation.xml")).iterfind(f"{SLIDE}sldIdLst/{SLIDE}sldId"):
        name = target[slide.get(f"{LINKS}id")]
        root = fromstring(archive.read(name.lstrip("/") if name.startswith("/") else str(PurePosixPath("ppt", name))))
        if root.get("show") not in ("0", "false"):
            yield from _words_of_drawing(root)


def _words_of_drawing(element: Element) -> Iterator[str]:
    """ISO/IEC 29500-1, 21.1.2:
    text of shapes that are shown, without fields, which are counted anew.
    """
    named = element.find("./*/" + f"{SLIDE}cNvPr")
    if element.tag in (FALLBACK, f"{DRAWING}fld") or (named is not None and named.get("hidden") in ("1", "true")):
        return
    if element.tag == f"{DRAWING}p":
        yield "".join(text for child in element for text in _words_of_drawing(child)) + "\n"
        return
    if element.tag == f"{DRAWING}t":
        yield element.text or ""
    elif element.tag == f"{DRAWING}br":
        yield " "
    for child in element:
        yield from _words_of_drawing(child)


def _of_opendocument(element: Element) -> Iterator[str]:
    """OpenDocument 1.3 part 3:
    paragraphs, without changes that were tracked, comments and speakers' notes.
    """
    if element.tag in (f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{PRESENTATION}notes"):
        return
    if element.tag in (f"{TEXT}p", f"{TEXT}h"):
        yield "".join(_runs(element)) + "\n"
        return
    for child in element:
        yield from _of_opendocument(child)


def _runs(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"):
            yield " "
        elif child.tag != f"{OFFICE}annotation":
            yield from _runs(child)
        yield child.tail or ""


def _of_doc(held: dict[str, bytes]) -> str:
    """[MS-DOC] 2.4.1: the pieces of the text in their order,
    main text and footnotes, fields as they show.
    """
    document = held["WordDocument"]
    flags, version = struct.unpack_from("<H", document, 10)[0], struct.unpack_from("<H", document, 2)[0]
    if version < 0xC1:  # Word 95 and older keep the text in one piece
        first, last = struct.unpack_from("<II", document, 24)
        return _as_shown(document[first:last].decode("cp1252", "replace"))
    table = held["1Table" if flags & 0x0200 else "0Table"]
    at, size = struct.unpack_from("<II", document, 0x01A2)
    main, notes = struct.unpack_from("<II", document, 0x4C)
    return _as_shown("".join(_pieces(document, table[at : at + size]))[: main + notes])


def _pieces(document: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while clx[at] == 1:  # changes of properties, which come before the pieces
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for n in range(count):
        place = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * n + 2)[0]
        length = ends[n + 1] - ends[n]
        if place & 0x40000000:
            first = (place & ~0x40000000) // 2
            yield document[first : first + length].decode("cp1252", "replace")
        else:
            yield document[place : place + 2 * length].decode("utf-16-le", "replace")


def _as_shown(text: str) -> str:
    text = re.sub("\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15", "", text)
    text = re.sub("\x13[^\x14]*\x14", "", text).replace("\x1e", "-")
    return re.sub("[\x01\x02\x05\x08\x1f\x15\x14]", "", text).translate(dict.fromkeys(range(32), " "))


PERSISTED, EDIT, DOCUMENT, SLIDES, SLIDE_AT, INFO = 6002, 4085, 1000, 4080, 1011, 1017
WIDE, NARROW = 4000, 4008


def _of_ppt(document: bytes, current: bytes) -> Iterator[str]:
    """[MS-PPT] 2.1: the last edit's directory gives the slides;
    their text stands in them and in the document.
    """
    places: dict[int, int] = {}
    at = struct.unpack_from("<I", current, 16)[0]
    root = 0
    while at:
        before, directory, root_here = struct.unpack_from("<III", document, at + 16)
        root = root or root_here
        for number, place in _directory(document, directory):
            places.setdefault(number, place)
        at = before
    for kind, instance, body in _records(document, places[root], 1):
        assert kind == DOCUMENT, instance
        for inner, which, listed in _records(body, 0):
            if inner == SLIDES and which == 0:
                yield from _slides(document, listed, places)


def _slides(document: bytes, listed: bytes, places: dict[int, int]) -> Iterator[str]:
    shown = True
    for kind, _, body in _records(listed, 0):
        if kind == SLIDE_AT:
            place = places[struct.unpack_from("<I", body)[0]]
            ((_, _, slide),) = _records(document, place, 1)
            info = next((data for inner, _, data in _records(slide, 0) if inner == INFO), None)
            shown = info is None or not info[10] & 4
            if shown:
                yield from _atoms(slide)
        elif shown:
            yield from _text(kind, body)


def _atoms(container: bytes) -> Iterator[str]:
    for kind, instance, body in _records(container, 0):
        if instance < 0:
            yield from _atoms(body)
        else:
            yield from _text(kind, body)


def _text(kind: int, body: bytes) -> Iterator[str]:
    if kind in (WIDE, NARROW):
        said = body.decode("utf-16-le" if kind == WIDE else "latin-1", "replace")
        yield said.replace("\x0b", " ").replace("\r", "\n")


def _records(data: bytes, at: int, most: int = 1_000_000) -> Iterator[tuple[int, int, bytes]]:
    """Kind, instance (less than zero for containers other than lists) and body of each record."""
    while at + 8 <= len(data) and most:
        head, kind, size = struct.unpack_from("<HHI", data, at)
        instance = head >> 4
        yield kind, (instance if head & 15 != 15 or kind == SLIDES else -1), data[at + 8 : at + 8 + size]
        at, most = at + 8 + size, most - 1


def _directory(document: bytes, at: int) -> Iterator[tuple[int, int]]:
    ((_, _, body),) = _records(document, at, 1)
    position = 0
    while position < len(body):
        head = struct.unpack_from("<I", body, position)[0]
        first, count = head & 0xFFFFF, head >> 20
        for n, place in enumerate(struct.unpack_from(f"<{count}I", body, position + 4)):
            yield first + n, place
        position += 4 + 4 * count
