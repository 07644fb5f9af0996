"""Pictures: posters sent as JPEG, PNG,
TIFF or SVG become pages that show them whole, upright and in their colours.
"""

from __future__ import annotations

import io
import zlib
from pathlib import Path, PurePosixPath

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageCms, ImageDraw

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.intake.taking_in import take_in
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import Severity
from proceedings.values.submission import Intake, Request

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)


def flag(mode: str = "RGB", size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Red above on the left, green above on the right, blue below."""
    picture = Image.new("RGB", size, BLUE)
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), GREEN)
    return picture.convert(mode)


def written(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def taken(tmp_path: Path, name: str, data: bytes) -> Intake:
    source = PurePosixPath("papers", name)
    (tmp_path / "papers").mkdir(exist_ok=True)
    (tmp_path / source).write_bytes(data)
    request = Request("poster", DocumentKind.POSTER, tmp_path / source, source, "en")
    with Workers(1) as workers:
        return take_in([request], Store(tmp_path / "store"), workers)


def corners(pdf: Path, page: int = 0) -> tuple[tuple[int, int, int], ...]:
    """Colours of a page a little inside its corners: above left, above right, below left."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=1).to_pil().convert("RGB")
    width, height = image.size
    spots = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9))
    found = [image.getpixel((int(width * x), int(height * y))) for x, y in spots]
    return tuple((int(c[0]), int(c[1]), int(c[2])) for c in found if isinstance(c, tuple))


def assert_like(found: tuple[tuple[int, int, int], ...], expected: tuple[tuple[int, int, int], ...], by: int) -> None:
    assert all(abs(a - b) <= by for f, e in zip(found, expected, strict=True) for a, b in zip(f, e, strict=True)), found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", written(flag(), "JPEG", quality=95, subsampling=0)),
        ("a.png", written(flag(), "PNG")),
        ("palette.png", written(flag("P"), "PNG")),
        ("a.tif", written(flag(), "TIFF", compression="tiff_lzw")),
    ],
)
def test_a_picture_is_a_page_that_shows_it(tmp_path: Path, name: str, data: bytes) -> None:
    intake = taken(tmp_path, name, data)
    submission = intake.submissions["poster"]
    assert [d for d in intake.diagnostics if d.severity is not Severity.NOTICE] == []
    assert_like(corners(submission.pdf), (RED, GREEN, BLUE), 6)
    assert submission.treatment == ("converted", "conformed", "tagged")
    assert submission.conforms == "2b"


def test_a_picture_with_the_name_of_a_pdf_is_taken_for_what_it_is_and_said(tmp_path: Path) -> None:
    intake = taken(tmp_path, "called.pdf", written(flag(), "PNG"))
    assert [d.code for d in intake.diagnostics if d.severity is not Severity.NOTICE] == ["not-a-pdf"]
    assert_like(corners(intake.submissions["poster"].pdf), (RED, GREEN, BLUE), 6)


def test_the_data_of_a_jpeg_are_not_touched(tmp_path: Path) -> None:
    data = written(flag(), "JPEG", dpi=(300, 300))
    page = pypdf.PdfReader(taken(tmp_path, "a.jpg", data).submissions["poster"].pdf).pages[0]
    (image,) = page["/Resources"]["/XObject"].values()  # type: ignore[index]
    assert image.get_object()._data == data
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((72, 48))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_taken_sideways_stands_upright(tmp_path: Path, orientation: int) -> None:
    turns = {
        1: (), 2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,), 5: (Image.Transpose.TRANSPOSE,), 6: (Image.Transpose.ROTATE_90,),
        7: (Image.Transpose.TRANSVERSE,), 8: (Image.Transpose.ROTATE_270,),
    }  # fmt: skip
    stored = flag()
    for turn in turns[orientation]:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = written(stored, "JPEG", quality=95, subsampling=0, exif=exif)
    submission = taken(tmp_path, "a.jpg", data).submissions["poster"]
    assert_like(corners(submission.pdf), (RED, GREEN, BLUE), 8)
    assert submission.facts.pages[0].width > submission.facts.pages[0].height


def test_what_is_transparent_shows_white_paper(tmp_path: Path) -> None:
    picture = flag("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 150, 100))
    submission = taken(tmp_path, "a.png", written(picture, "PNG")).submissions["poster"]
    assert_like(corners(submission.pdf), (WHITE, GREEN, BLUE), 2)


def test_each_picture_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    other = Image.new("L", (100, 100), 128)
    data = written(flag(), "TIFF", save_all=True, append_images=[other, flag("1")])
    submission = taken(tmp_path, "a.tiff", data).submissions["poster"]
    assert len(submission.facts.pages) == 3
    assert_like(corners(submission.pdf, 1), ((128,) * 3,) * 3, 2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16", "CMYK"])
def test_pictures_of_every_kind_of_pixel_are_taken(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (60, 40), 64)
    picture = Image.frombytes("I;16", (60, 40), b"\0\x40" * 2400) if mode == "I;16" else grey.convert(mode)
    form = "TIFF" if mode == "CMYK" else "PNG"
    submission = taken(tmp_path, "a." + form.lower(), written(picture, form)).submissions["poster"]
    # Three quarters of black ink are no three quarters of the way to black: paper shines through.
    expected = (98, 99, 102) if mode == "CMYK" else ({"1": 0}.get(mode, 64),) * 3
    if mode != "1":  # black and white are dithered
        assert_like(corners(submission.pdf), (expected,) * 3, 2)
    assert submission.conforms == "2b"


def test_the_colours_of_a_profile_stay_its_own(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    submission = taken(tmp_path, "a.png", written(flag(), "PNG", icc_profile=profile)).submissions["poster"]
    (image,) = pypdf.PdfReader(submission.pdf).pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
    kind, stream = image.get_object()["/ColorSpace"]
    assert kind == "/ICCBased"
    assert stream.get_object().get_data() == profile


SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 200">
<title>Our poster</title><rect width="400" height="200" fill="rgb(30,60,200)"/>
<rect width="200" height="100" fill="rgb(200,30,30)"/><rect x="200" width="200" height="100" fill="rgb(30,160,60)"/>
<text x="150" y="150" font-size="20" fill="white">Words of the poster</text>
<image href="file:///etc/hostname" width="9" height="9"/>
<image xlink:href="http://example.org/x.png" width="9" height="9"/>
</svg>"""


def test_a_drawing_stays_a_drawing_with_its_words(tmp_path: Path) -> None:
    submission = taken(tmp_path, "a.svg", SVG.encode()).submissions["poster"]
    assert_like(corners(submission.pdf), (RED, GREEN, BLUE), 6)
    page = pypdf.PdfReader(submission.pdf).pages[0]
    assert "Words of the poster" in page.extract_text()
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((300, 150), abs=0.1)


def header(side: int) -> bytes:
    """The header of a square black and white PNG."""
    data = b"IHDR" + side.to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    return data + zlib.crc32(data).to_bytes(4, "big")


DAMAGED = [
    pytest.param(
        "a.jpg", written(flag(size=(900, 600)), "JPEG", quality=95)[:2000], "unreadable-document", id="broken off"
    ),
    pytest.param("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "unreadable-document", id="not a picture"),
    pytest.param("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g>", "unreadable-document", id="not well-formed"),
    pytest.param(
        "a.png",
        written(Image.new("1", (8, 8)), "PNG").replace(header(8), header(65536)),
        "picture-too-large",
        id="four thousand million pixels",
    ),
]


@pytest.mark.parametrize(("name", "data", "code"), DAMAGED)
def test_a_picture_that_cannot_be_used_is_one_sentence(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    intake = taken(tmp_path, name, data)
    assert [(d.code, d.severity) for d in intake.diagnostics] == [(code, Severity.ERROR)]
    assert str(tmp_path) not in intake.diagnostics[0].message


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
    for name, data in (("a.png", written(flag("RGBA"), "PNG")), ("a.svg", SVG.encode())):
        assert len({taken(f, name, data).submissions["poster"].sha256 for f in (first, second)}) == 1
