"""Pictures as documents:
posters sent as pictures become PDFs, a page a picture, nothing coarsened.
"""

from __future__ import annotations

import io
import math
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from proceedings.images.drawings import look_at_drawing
from proceedings.images.jpeg_segments import bare_jpeg
from proceedings.images.print_colours import in_print_colours
from proceedings.images.raster import UNREADABLE, look, orientation_of, read_heic
from proceedings.values.format import Format
from proceedings.values.limits import Limits
from proceedings.values.trouble import Trouble

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

_USUAL_DPI = 150.0
"""Of a picture that does not say how large it is;
72 and 96 are what programs write that do not know.
"""
_LEAST_DPI, _MOST_DPI = 100.0, 2400.0
_LONGEST = 14_400.0
"""Points of a page's side: more is beyond what readers must show (ISO 32000-1, annex C)."""
_POINTS: Mapping[str, float] = MappingProxyType(
    {"": 0.75, "px": 0.75, "pt": 1, "pc": 12, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72}
)
_MAY_MOVE = frozenset({Format.GIF, Format.PNG, Format.WEBP, Format.AVIF})
_SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class _Packed:
    """Data of a stream with its filter and the filter's parameters."""

    data: bytes
    filter: Any
    parms: Any = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """A picture as it stands in a PDF:
    its data and entries, pixels as stored, and how it is turned upright.
    """

    packed: _Packed
    entries: Mapping[str, Any]
    width: int
    height: int
    orientation: int
    dpi: tuple[float, float]
    profile: bytes | None
    channels: int
    palette: bytes | None = None


def picture_pdf(path: Path, format_: Format, limits: Limits, language: str) -> bytes | Trouble:
    """A PDF of a picture's own size, or why there is none. The same bytes for the same picture.

    Args:
        path: the file.
        format_: one of `PICTURES`.
        limits: the most pages and bytes that the picture may unfold into.
        language: of the text in it (BCP 47).
    """
    if format_ is Format.SVG:
        return _from_svg(path, language)
    from PIL import Image

    if format_ is Format.HEIC:
        read_heic()
    try:
        with _whole_pictures_only(), Image.open(path) as picture:
            frames = getattr(picture, "n_frames", 1) if format_ is Format.TIFF else 1
            if frames > limits.pages:
                return _too_much(f"it has {frames} pages, more than the {limits.pages} allowed", "pages")
            size = picture.width * picture.height * max(1, len(picture.getbands()))
            if size > limits.stream_bytes:
                return _too_much(f"it unfolds into {size / 1e6:.0f} MB", "stream-bytes")
            return _bound(_frames(path, picture, format_))
    except UNREADABLE as error:
        breaks_off = isinstance(error, EOFError) or "truncated" in str(error)
        says = "the picture breaks off before its end" if breaks_off else "the picture is damaged and cannot be read"
        return Trouble.error("unreadable-document", says, f"ask for the file again, or {_EXPORT}")


def what_is_lost(path: Path, format_: Format) -> tuple[Trouble, ...]:
    """What a page cannot show of a picture that is read:
    all frames but the first, parts of a drawing.
    """
    data = path.read_bytes()
    found = look_at_drawing(data) if format_ is Format.SVG else look(data) if format_ in _MAY_MOVE else None
    return () if found is None or not found.is_usable else found.troubles


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """A picture that breaks off is an error,
    whatever other libraries in this process have told Pillow.

    How large one may be says our own limit, which an editor can raise.
    """
    from PIL import Image, ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = False, None
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = before


def _too_much(what: str, limit: str) -> Trouble:
    hint = f"raise `limits: {limit}` for this document, or ask its author for a smaller picture"
    return Trouble.error("picture-too-large", f"the picture is beyond a limit: {what}", hint)


def _frames(path: Path, picture: Image.Image, format_: Format) -> Iterator[_Frame]:
    from PIL import ImageSequence

    for frame in ImageSequence.Iterator(picture) if format_ is Format.TIFF else (picture,):
        frame.load()
        bare = bare_jpeg(path.read_bytes()) if format_ is Format.JPEG and frame.mode in ("L", "RGB", "CMYK") else None
        yield _flat(frame) if bare is None else _jpeg(bare, frame)


def _jpeg(data: bytes, frame: Image.Image) -> _Frame:
    """The file itself without what tells of camera and place: DCTDecode (ISO 32000-2, 7.4.8)."""
    import pikepdf
    from pikepdf import Name

    entries: dict[str, Any] = {"BitsPerComponent": 8}
    if frame.mode == "CMYK" and "adobe" in frame.info:
        # Adobe's programs store inks as their absence.
        entries["Decode"] = pikepdf.Array([1, 0] * 4)
    return _frame(frame, _Packed(data, Name.DCTDecode), entries, len(frame.getbands()))


def _flat(frame: Image.Image) -> _Frame:
    """The pixels as a PNG packs them,
    which PDF reads too (ISO 32000-2, 7.4.4.4), transparency laid on white.
    """
    import pikepdf
    from pikepdf import Name

    direct = frame.mode in _AS_STORED
    solid = _on_white(frame) if direct else _on_white(in_print_colours(frame))
    buffer = io.BytesIO()
    solid.save(buffer, "PNG", optimize=False, compress_level=9)
    data = b"".join(chunk for kind, chunk in _chunks(buffer.getvalue()) if kind == b"IDAT")
    # Few colours of a palette are packed closer than eight bits:
    # the head says how (ISO/IEC 15948, 11.2.2).
    bits, colours = buffer.getvalue()[_DEPTH], len(solid.getbands())
    parms = pikepdf.Dictionary(Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=solid.width)
    packed = _Packed(data, Name.FlateDecode, parms)
    palette = None
    if solid.mode == "P":
        palette = bytes(solid.getpalette("RGB") or b"")
    # A profile for other channels than are left would be wrong.
    entries = {"BitsPerComponent": bits}
    return _frame(frame, packed, entries, 3 if palette else colours, palette, not direct)


_DEPTH = 24
"""Where a PNG says how many bits a sample has."""

_AS_STORED = frozenset(("1", "L", "P", "RGB", "LA", "PA", "RGBA"))
"""Modes whose colours stay what they are;
the others (inks, Lab, more than eight bits) come as sRGB or grey.
"""


def _on_white(frame: Image.Image) -> Image.Image:
    """In a mode that a PNG can hold and PDF/A allows, without transparency."""
    from PIL import Image

    if frame.mode in ("1", "L", "RGB", "P") and "transparency" not in frame.info:
        return frame
    clear = frame.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return paper.convert("L" if frame.mode == "LA" else "RGB")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 8
    while position < len(png):
        length, kind = struct.unpack_from(">I4s", png, position)
        yield kind, png[position + 8 : position + 8 + length]
        position += 12 + length


def _frame(
    frame: Image.Image,
    packed: _Packed,
    entries: Mapping[str, Any],
    channels: int,
    palette: bytes | None = None,
    converted: bool = False,
) -> _Frame:
    profile = None if converted else frame.info.get("icc_profile")
    return _Frame(
        packed,
        entries,
        frame.width,
        frame.height,
        orientation_of(frame),
        _resolution(frame),
        profile if isinstance(profile, bytes) and _fits(profile, channels) else None,
        channels,
        palette,
    )


def _fits(profile: bytes, channels: int) -> bool:
    """True for a profile of as many channels as the picture has (ICC.1:2010, 7.2.6)."""
    return profile[16:20] == {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}.get(channels) and profile[36:40] == b"acsp"


def _resolution(frame: Image.Image) -> tuple[float, float]:
    found = frame.info.get("dpi")
    try:
        across, down = (float(value) for value in found)  # type: ignore[union-attr]
    except (TypeError, ValueError, ZeroDivisionError):
        return _USUAL_DPI, _USUAL_DPI
    sound = all(_LEAST_DPI <= value <= _MOST_DPI for value in (across, down))
    return (across, down) if sound else (_USUAL_DPI, _USUAL_DPI)


_UPRIGHT: Mapping[int, tuple[int, int, int, int, int, int]] = MappingProxyType(
    {
        1: (1, 0, 0, 1, 0, 0),
        2: (-1, 0, 0, 1, 1, 0),
        3: (-1, 0, 0, -1, 1, 1),
        4: (1, 0, 0, -1, 0, 1),
        5: (0, -1, -1, 0, 1, 1),
        6: (0, -1, 1, 0, 0, 1),
        7: (0, 1, 1, 0, 0, 0),
        8: (0, 1, -1, 0, 1, 0),
    }
)
"""From the unit square of the stored picture to that of the upright one,
by the orientation of Exif 2.32 (0x0112).
"""


def _bound(frames: Iterator[_Frame]) -> bytes:
    import pikepdf

    pdf = pikepdf.new()
    for frame in frames:
        _add_page(pdf, frame)
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _add_page(pdf: pikepdf.Pdf, frame: _Frame) -> None:
    import pikepdf
    from pikepdf import Name

    width, height = frame.width * 72 / frame.dpi[0], frame.height * 72 / frame.dpi[1]
    if frame.orientation > 4:
        width, height = height, width
    shrink = min(1.0, _LONGEST / max(width, height))
    width, height = round(max(3.0, width * shrink), 3), round(max(3.0, height * shrink), 3)
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": frame.width, "Height": frame.height}
    image = pdf.make_stream(b"", **entries, **frame.entries, ColorSpace=_colour_space(pdf, frame))
    image.write(frame.packed.data, filter=frame.packed.filter, decode_parms=frame.packed.parms)
    a, b, c, d, e, f = _UPRIGHT[frame.orientation]
    matrix = (a * width, b * height, c * width, d * height, e * width, f * height)
    content = "q {:.3f} {:.3f} {:.3f} {:.3f} {:.3f} {:.3f} cm /Picture Do Q".format(*matrix)
    page = pikepdf.Dictionary(
        Type=Name.Page,
        MediaBox=pikepdf.Array([0, 0, width, height]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image)),
        Contents=pdf.make_stream(content.encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _colour_space(pdf: pikepdf.Pdf, frame: _Frame) -> Any:
    import pikepdf
    from pikepdf import Name

    device = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[frame.channels]
    space: Any = device
    if frame.profile:
        space = pikepdf.Array([Name.ICCBased, pdf.make_stream(frame.profile, N=frame.channels, Alternate=device)])
    if frame.palette:
        high = len(frame.palette) // 3 - 1
        space = pikepdf.Array([Name.Indexed, space, high, pikepdf.String(frame.palette)])
    return space


def _from_svg(path: Path, language: str) -> bytes | Trouble:
    """Set by WeasyPrint on a page of the drawing's own size;
    nothing that it refers to is fetched.
    """
    import base64
    from html import escape
    from xml.etree import ElementTree

    data = path.read_bytes()
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return Trouble.error("unreadable-document", f"the drawing is not well-formed SVG: {error}", _EXPORT)
    if root.tag not in (f"{_SVG_NAMESPACE}svg", "svg"):
        return Trouble.error("unreadable-document", "the drawing is not SVG", _EXPORT)
    width, height = _svg_size(root.attrib)
    title = (root.findtext(f"{_SVG_NAMESPACE}title") or "").strip()
    html = (
        f"<!DOCTYPE html><html lang='{escape(language)}'><head><title>{escape(title)}</title><style>"
        f"@page{{size:{width:.3f}pt {height:.3f}pt;margin:0}}html,body{{margin:0}}"
        f"img{{display:block;width:{width:.3f}pt;height:{height:.3f}pt}}</style></head><body>"
        f"<img alt='{escape(title, quote=True)}' src='data:image/svg+xml;base64,{base64.b64encode(data).decode()}'>"
        "</body></html>"
    )
    return _set(html)


_EXPORT = "ask its author to export it again, best as a PDF"


def _set(html: str) -> bytes:
    from proceedings.programs.weasyprint_import import weasyprint

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    drawn: bytes = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf()
    return drawn


def _svg_size(attributes: Mapping[str, str]) -> tuple[float, float]:
    """Width and height in points:
    as the drawing says, else those of its viewBox, else 300 by 150 pixels (CSS 2).
    """
    box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", attributes.get("viewBox", ""))]
    width, height = _length(attributes.get("width")), _length(attributes.get("height"))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if width is None and height is None:
            width, height = box[2] * 0.75, box[3] * 0.75
        width = width if width is not None else (height or 0) * box[2] / box[3]
        height = height if height is not None else width * box[3] / box[2]
    width, height = width or 225.0, height or 112.5
    shrink = min(1.0, _LONGEST / max(width, height))
    return width * shrink, height * shrink


def _length(value: str | None) -> float | None:
    found = re.fullmatch(r"\s*(\d*\.?\d+(?:e[-+]?\d+)?)\s*([a-z]*)\s*", value or "", re.I)
    if found is None or found[2].lower() not in _POINTS:
        return None
    size = float(found[1]) * _POINTS[found[2].lower()]
    return size if 0 < size < math.inf else None
