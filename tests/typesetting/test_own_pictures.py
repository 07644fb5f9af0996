"""Pictures on our own pages:
every kind is printed as it looks, conforms, and is no larger than print needs.
"""

from __future__ import annotations

import base64
import io
import struct
from pathlib import Path, PurePosixPath

import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from arbiter import broken
from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.images.jpeg_segments import bare_jpeg
from proceedings.images.raster import look, packed
from proceedings.intake.taking_in import take_in
from proceedings.values.book import DocumentKind
from proceedings.values.diagnostics import Severity
from proceedings.values.submission import Request
from small_workspaces import run, workspace

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)
SIZE = (400, 500)
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERA"
    "AAEAAQAAAAABegABAAAAAAAAAKEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAA"
    "AHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbq"
    "SSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBwaXhpAAAAAAMICAgA"
    "AAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAAKltZGF0AAAAnSgBrwng4wucuq///oxv//4Rp5D9ri6kglJ56S2JqT//i/iuplws1wGqWN8Y9wXxuQnl5bs3"
    "PWkzl0Bsh3yLU0lX3WGoNPeALLMFQWEAgRzxf/2j9+P3oqT/9eQ7B23NtyA+ZaM22wG1S1Rrn2Snn/NfBD+h7ft8b0Oui8XlNs4xUpnaiMVishEeP1ny"
    "m0UxEc1bTu9mhLjZnkGAVcA="
)
"""A flag of 96 by 64 pixels, made for this test: no library here writes HEIC."""


def flag(size: tuple[int, int] = SIZE) -> Image.Image:
    """Red above on the left, green above on the right, blue below."""
    picture = Image.new("RGB", size, BLUE)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), RED)
    draw.rectangle((size[0] // 2, 0, size[0], size[1] // 2 - 1), GREEN)
    return picture


def written(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def photographed() -> bytes:
    """A photograph taken sideways, that says where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera Works"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (46.0, 12.0, 0.0)
    return written(flag((2000, 2500)).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)


def lab() -> Image.Image:
    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    changed = ImageCms.profileToProfile(flag(), *profiles, outputMode="LAB")
    assert changed is not None
    return changed


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


ALIKE = {
    "sideways.jpg": photographed(),
    "progressive.jpg": written(flag(), "JPEG", quality=95, progressive=True),
    "pair.jpg": written(flag(), "MPO", save_all=True, append_images=[flag().rotate(180)], quality=95),
    "called-jpeg.jpg": written(flag(), "PNG"),
    "lab.tif": written(lab(), "TIFF"),
    "pages.tif": written(flag(), "TIFF", save_all=True, append_images=[flag().rotate(180)]),
    "lzw.tiff": written(flag(), "TIFF", compression="tiff_lzw"),
    "jpeg-in.tif": written(flag(), "TIFF", compression="jpeg", quality=95),
    "palette.png": written(flag().quantize(8), "PNG"),
    "clear.png": written(flag().convert("RGBA"), "PNG"),
    "a.webp": written(flag(), "WEBP", quality=95),
    "a.avif": written(flag(), "AVIF", quality=95),
    "a.jp2": written(flag(), "JPEG2000"),
    "a.bmp": written(flag(), "BMP"),
    "moving.gif": written(flag().quantize(8), "GIF", save_all=True, append_images=[flag().rotate(180).quantize(8)]),
    "iphone.heic": HEIC,
    "lies.jpg": written(flag(), "JPEG", quality=95, icc_profile=bytes(16) + b"RGB " + bytes(16) + b"acsp" + bytes(60)),
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><script>x()</script>'
    b'<rect width="4" height="5" fill="#1e3cc8"/><rect width="2" height="2.5" fill="#c81e1e"/>'
    b'<rect x="2" width="2" height="2.5" fill="#1ea03c"/></svg>',
}
"""Portraits that show the flag as it is."""

OTHER = {
    "inks.jpg": written(flag().convert("CMYK"), "JPEG"),
    "inks.tif": written(flag().convert("CMYK"), "TIFF"),
    "deep.png": written(Image.frombytes("I;16", SIZE, struct.pack("<H", 40000) * 200_000), "PNG"),
    "float.tif": written(Image.new("F", SIZE, 0.5), "TIFF"),
    "bits.png": written(flag().convert("1"), "PNG"),
    "half-clear.png": written(flag().quantize(8), "PNG", transparency=bytes([0, 128] + [255] * 6)),
    "cut.jpg": cut(written(flag((800, 1000)).effect_spread(30), "JPEG")),
    "cut.webp": cut(written(flag().effect_spread(30), "WEBP")),
    "junk.png": b"\x89PNG\r\n\x1a\n" + b"junk" * 40,
    "fetches.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><rect width="4" height="5"/>'
    b'<image href="http://example.org/x.png" width="1" height="1"/></svg>',
}
"""Portraits that are changed, or cannot be read."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A volume with all these portraits, and what its build says."""
    files: dict[str, str | bytes] = {}
    people, speakers = "", ""
    for k, (name, data) in enumerate((ALIKE | OTHER).items()):
        files[f"proceedings/people/p{k:02}{PurePosixPath(name).suffix}"] = data
        files[f"proceedings/people/p{k:02}.md"] = "Some words."
        people += f"p{k:02}: {{name: Person {k:02}, sort_name: 'Person {k:02}'}}\n"
        speakers += f"          - speaker: p{k:02}\n"
    files |= {
        "proceedings/front/foreword.md": "# Foreword\n\nWords.\n\n![](line.png)\n\n![Inks of a flag](inks.tif)\n",
        "proceedings/front/line.png": written(Image.new("L", (300, 40), 90), "PNG"),
        "proceedings/front/inks.tif": OTHER["inks.tif"],
    }
    agenda = "days:\n  - date: 2026-01-05\n    items:\n      - session: I\n        title: All\n        contributions:\n"
    root = workspace(tmp_path_factory.mktemp("pictures"), "title: Pictures\n", agenda + speakers, people, files)
    (root / "papers/hopper.pdf").unlink()
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    checked = run("check", root)
    return root / "build/proceedings.pdf", done.stdout + done.stderr + checked.stdout + checked.stderr


def portraits(pdf: Path) -> list[Image.Image]:
    """The page images of the portraits, in the order of the pages."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            drawn = page.render(scale=3).to_pil().convert("RGB")
            for left, bottom, right, top in _frames(page):
                height = drawn.height
                found.append(
                    drawn.crop((int(left * 3), height - int(top * 3), int(right * 3), height - int(bottom * 3)))
                )
    return found


def _frames(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where each name among the biographies stands, the portrait is to its left."""
    text = page.get_textpage()
    words = text.get_text_range()
    if "Some words." not in words:
        return []
    frames, search = [], text.search("Person ")
    while (hit := search.get_next()) is not None:
        left, _, _, top = text.get_charbox(hit[0])
        frames.append((left - 86, top - 75, left - 22, top - 1))
    return frames


def test_each_portrait_shows_what_was_sent(built: tuple[Path, str]) -> None:
    shown = portraits(built[0])
    assert len(shown) == len(ALIKE | OTHER)
    for name, picture in zip(ALIKE, shown, strict=False):
        for (x, y), colour in (((0.2, 0.2), RED), ((0.8, 0.2), GREEN), ((0.2, 0.8), BLUE)):
            found = picture.getpixel((int(picture.width * x), int(picture.height * y)))
            assert isinstance(found, tuple)
            assert max(abs(a - b) for a, b in zip(found, colour, strict=True)) <= 12, (name, found, colour)


def test_the_archive_finds_nothing_to_mind(built: tuple[Path, str]) -> None:
    assert broken(built[0], "2b", "ua1") == {"2b": [], "ua1": []}


def test_no_picture_is_finer_than_print_needs_or_tells_of_its_camera(built: tuple[Path, str]) -> None:
    data = built[0].read_bytes()
    assert b"Camera Works" not in data and b"Exif\0" not in data
    assert len(data) < 1_500_000
    with pikepdf.open(built[0]) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert images and all(int(image.Width) <= 1000 and int(image.Height) <= 1200 for image in images)


def test_what_breaks_off_moves_or_cannot_be_read_is_said(built: tuple[Path, str]) -> None:
    names = [f"p{k:02}{PurePosixPath(name).suffix}" for k, name in enumerate(ALIKE | OTHER)]
    by_name = dict(zip(ALIKE | OTHER, names, strict=True))
    for name, code in (
        ("cut.jpg", "warning[picture-breaks-off]"),
        ("cut.webp", "warning[unreadable-picture]"),
        ("junk.png", "warning[unreadable-picture]"),
        ("fetches.svg", "warning[picture-incomplete]"),
        ("moving.gif", "notice[moving-picture]"),
    ):
        assert f"proceedings/people/{by_name[name]}: {code}" in built[1], name
    assert built[1].count("unreadable-picture") == 4, "once a picture, in build and check"
    assert "notice[picture-without-text]" in built[1]


def test_a_picture_without_words_is_an_artifact_and_one_with_words_a_figure(built: tuple[Path, str]) -> None:
    with pikepdf.open(built[0]) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        said = [str(figure.get("/Alt", "")) for figure in figures]
    assert "Inks of a flag" in said and "" not in said


@pytest.mark.parametrize(
    "name", ["a.webp", "a.avif", "iphone.heic", "a.jp2", "pair.jpg", "a.bmp", "moving.gif", "lab.tif"]
)
def test_posters_come_in_all_these_kinds(tmp_path: Path, name: str) -> None:
    source = PurePosixPath("papers", name)
    (tmp_path / "papers").mkdir()
    (tmp_path / source).write_bytes(ALIKE[name])
    with Workers(1) as workers:
        request = Request("poster", DocumentKind.POSTER, tmp_path / source, source, "en")
        intake = take_in([request], Store(tmp_path / "store"), workers)
    assert not [d for d in intake.diagnostics if d.severity is Severity.ERROR]
    submission = intake.submissions["poster"]
    assert submission.conforms == "2b"
    with pypdfium2.PdfDocument(submission.pdf) as document:
        drawn = document[0].render(scale=1).to_pil().convert("RGB")
    for (x, y), colour in (((0.2, 0.2), RED), ((0.8, 0.2), GREEN), ((0.2, 0.8), BLUE)):
        found = drawn.getpixel((int(drawn.width * x), int(drawn.height * y)))
        assert isinstance(found, tuple) and max(abs(a - b) for a, b in zip(found, colour, strict=True)) <= 12, found


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(ALIKE | OTHER)), st.floats(0, 1), st.binary(max_size=4))
@example(name="a.avif", where=0.5, junk=b"\0")
def test_no_damage_stops_looking_and_what_is_usable_can_be_packed(name: str, where: float, junk: bytes) -> None:
    data = (ALIKE | OTHER)[name]
    at = int(len(data) * where)
    hurt = data[:at] + junk + data[at + len(junk) :] if junk else data[:at]
    found = look(hurt)
    assert found.is_usable or found.troubles
    if found.is_usable:
        picture = packed(hurt, (60, 60))
        assert picture.mode in ("L", "RGB", "LA", "RGBA")
        assert picture == packed(hurt, (60, 60))


def test_a_jpeg_loses_its_camera_and_none_of_its_pixels() -> None:
    data = photographed()
    bare = bare_jpeg(data + b"a film that a telephone adds")
    assert bare is not None and b"Camera" not in bare and b"film" not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(data)).tobytes()
    assert bare_jpeg(data[: len(data) // 2]) is None


def test_of_a_tiff_with_several_pages_the_first_is_printed_which_is_said() -> None:
    page = Image.new("RGB", (40, 30), RED)
    one, three = io.BytesIO(), io.BytesIO()
    page.save(one, "TIFF")
    page.save(three, "TIFF", save_all=True, append_images=[page, page])
    assert look(one.getvalue()).troubles == ()
    assert [t.message for t in look(three.getvalue()).troubles] == ["the picture has 3 pages; its first is printed"]
