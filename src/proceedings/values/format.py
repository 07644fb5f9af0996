"""The formats of submissions that are taken."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A format that intake knows; the value is the usual suffix."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    PPTX = "pptx"
    PPT = "ppt"
    ODP = "odp"
    MARKDOWN = "md"
    HTML = "html"
    PLAIN = "txt"
    JPEG = "jpg"
    PNG = "png"
    TIFF = "tif"
    GIF = "gif"
    BMP = "bmp"
    WEBP = "webp"
    AVIF = "avif"
    HEIC = "heic"
    JPEG2000 = "jp2"
    SVG = "svg"


TEXTS = frozenset({Format.MARKDOWN, Format.HTML, Format.PLAIN})
WRITER = frozenset({Format.DOCX, Format.DOC, Format.ODT, Format.RTF})
IMPRESS = frozenset({Format.PPTX, Format.PPT, Format.ODP})
