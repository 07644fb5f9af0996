"""Does the volume say what it is:
title, language and authors, alike in both places, shown by the reader; and fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject, IndirectObject, StreamObject
from pypdf.xmp import XmpInformation

from proceedings.values.diagnostics import Diagnostic, Severity
from proceedings.verifying.volume import Finished, as_array, as_dictionary, name_of, resolved

PDFUA = "http://www.aiim.org/pdfua/ns/id/"


def claimed_conformance(volume: Finished) -> str:
    """The PDF/A level that the metadata claim: `2b`, `4f`, `4`; empty where none is claimed."""
    xmp = _xmp(volume)
    if xmp is None or not xmp.pdfaid_part:
        return ""
    return f"{xmp.pdfaid_part}{xmp.pdfaid_conformance or ''}".lower()


def claimed_levels(volume: Finished) -> tuple[str, ...]:
    """All that the metadata claim: a level of PDF/A, and `ua-1`."""
    xmp, archival = _xmp(volume), claimed_conformance(volume)
    parts = list(xmp.get_element("", PDFUA, "part")) if xmp is not None else []
    said = next((str(getattr(part, "value", None) or _words(part)) for part in parts), "")
    return (*((archival,) if archival else ()), *(("ua-1",) if said.strip() == "1" else ()))


def _words(element: Any) -> str:
    return "".join(child.data for child in element.childNodes if hasattr(child, "data"))


def check_metadata(volume: Finished) -> Iterator[Diagnostic]:
    """Title, language, XMP agreeing with the information dictionary, and how the file opens."""
    info, xmp = volume.reader.metadata, _xmp(volume)
    title = str(info.title or "") if info else ""
    without_info = claimed_conformance(volume)[:1] == "4"
    if without_info:
        title = next(iter(((xmp.dc_title if xmp else None) or {}).values()), "")
        if "/Info" in volume.reader.trailer:
            yield volume.finding("information-dictionary", "PDF/A-4 does not allow an information dictionary.")
    if not title.strip():
        where = "XMP" if without_info else "The information dictionary"
        yield volume.finding("no-title", f"{where} names no title.")
    if not str(resolved(volume.catalog.get("/Lang")) or "").strip():
        yield volume.finding("no-language", "The document does not say its language.")
    preferences = as_dictionary(volume.catalog.get("/ViewerPreferences"))
    if resolved(preferences.get("/DisplayDocTitle")) != True:  # noqa: E712  (a BooleanObject is not True itself)
        yield volume.finding("title-not-displayed", "The window bar would show the file's name, not its title.")
    if name_of(volume.catalog.get("/PageMode")) != "UseOutlines":
        yield volume.finding(
            "bookmarks-not-shown", "The file does not open with its bookmarks.", severity=Severity.WARNING
        )
    if xmp is None:
        yield volume.finding("no-xmp", "The document has no XMP metadata.")
    elif not without_info:
        yield from _check_agreement(volume, title, xmp)


def _xmp(volume: Finished) -> XmpInformation | None:
    return volume.reader.xmp_metadata


def _check_agreement(volume: Finished, title: str, xmp: XmpInformation) -> Iterator[Diagnostic]:
    """Both records of the metadata tell the same (ISO 19005-1, 6.7.3)."""
    info = volume.reader.metadata
    titles = list((xmp.dc_title or {}).values())
    pairs: list[tuple[str, str | None, str | None]] = [("title", title, titles[0] if titles else "")]
    if info is not None:
        subjects = list((xmp.dc_description or {}).values())
        pairs += [
            ("subject", info.subject, subjects[0] if subjects else ""),
            ("keywords", info.get("/Keywords"), xmp.pdf_keywords),
            ("creator", info.creator, xmp.xmp_creator_tool),
            ("producer", info.producer, xmp.pdf_producer),
        ]
        # The information dictionary joins the names that XMP lists.
        author = str(info.author or "")
        missing = [name for name in xmp.dc_creator or [] if name not in author]
        if missing or bool(author) != bool(xmp.dc_creator):
            pairs.append(("authors", author, ", ".join(xmp.dc_creator or [])))
    for what, in_info, in_xmp in pairs:
        if str(in_info or "") != str(in_xmp or ""):
            yield volume.finding(
                "metadata-disagree",
                f"The {what} is “{in_info or ''}” in the information dictionary but “{in_xmp or ''}” in XMP.",
            )


def check_fonts(volume: Finished, claims_archive: bool) -> Iterator[Diagnostic]:
    """Every font is embedded;
    an error where the file claims PDF/A (ISO 19005-2, 6.2.11.4.1), else a warning.
    """
    severity = Severity.ERROR if claims_archive else Severity.WARNING
    seen = set[int]()
    for number, page in volume.pages():
        bare = sorted(set(_bare_fonts(page.get("/Resources"), seen, 0)))
        if bare:
            names = ", ".join(bare)
            yield volume.finding("font-not-embedded", f"Not embedded: {names}.", number, severity)


def _bare_fonts(resources: object, seen: set[int], depth: int) -> Iterator[str]:
    """Names of the fonts without a program among resources,
    and those of the forms and patterns they name.
    """
    resources = as_dictionary(resources)
    for font in _unseen(resources.get("/Font"), seen):
        if not _is_embedded(font):
            yield name_of(font.get("/BaseFont")) or "a font without a name"
    for key in ("/XObject", "/Pattern"):
        for thing in _unseen(resources.get(key), seen):
            if isinstance(thing, StreamObject) and "/Resources" in thing and depth < 20:
                yield from _bare_fonts(thing.get("/Resources"), seen, depth + 1)


def _unseen(entries: object, seen: set[int]) -> Iterator[DictionaryObject]:
    """The dictionaries in a resource category that were not looked at before."""
    named = as_dictionary(entries)
    for key in named:
        reference = named.raw_get(key)
        if isinstance(reference, IndirectObject):
            if reference.idnum in seen:
                continue
            seen.add(reference.idnum)
        thing = resolved(reference)
        if isinstance(thing, DictionaryObject):
            yield thing


def _is_embedded(font: DictionaryObject) -> bool:
    kind = name_of(font.get("/Subtype"))
    if kind == "Type3":  # its glyphs are content streams
        return True
    if kind == "Type0":
        font = as_dictionary(next(iter(as_array(font.get("/DescendantFonts"))), None))
    descriptor = as_dictionary(font.get("/FontDescriptor"))
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
