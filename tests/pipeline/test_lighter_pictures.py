"""The screen edition has fewer dots than print, and nothing else is lost: the file is smaller,
stencils and drawings stay sharp, the claim is kept.
"""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from proceedings.images.resampling import resample
from small_workspaces import MEETING, PEOPLE, run, workspace

AGENDA = """\
days:
  - date: 2007-10-08
    items:
      - session: I
        title: First Things
        contributions: [{title: On pictures, speaker: hopper, documents: [{paper: papers/hopper.pdf}]}]
"""
SIDE = 900
"""Samples along each side of the pictures."""


def photograph(mode: str = "RGB", side: int = SIDE) -> Image.Image:
    """Soft noise, as a camera gives it."""
    bands = [Image.effect_noise((side, side), 40 + 9 * k) for k in range(len(mode))]
    return bands[0] if mode == "L" else Image.merge(mode, bands)


def drawing() -> Image.Image:
    picture = Image.new("RGB", (SIDE, SIDE), "white")
    pen, dice = ImageDraw.Draw(picture), random.Random(3)
    for _ in range(900):
        pen.line([dice.randrange(SIDE) for _ in range(4)], fill=dice.choice(("red", "black", "blue")), width=3)
    return picture


def jpeg(picture: Image.Image, quality: int = 95) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def paper(root: Path) -> bytes:
    """A page with three pictures of two inches and a half: 360 dots an inch; and one of seven."""
    import weasyprint

    photograph().save(root / "photo.jpg", quality=95)
    drawing().save(root / "drawing.png")
    clear = photograph()
    clear.putalpha(Image.linear_gradient("L").resize((SIDE, SIDE)))
    clear.save(root / "clear.png")
    photograph(side=SIDE - 10).save(root / "large.jpg", quality=95)
    shown = "".join(f'<img src="{name}" style="width: 2.5in">' for name in ("photo.jpg", "drawing.png", "clear.png"))
    html = f'<h1>On pictures</h1><p>Grace Hopper</p>{shown}<img src="large.jpg" style="width: 6.5in">'
    made: bytes | None = weasyprint.HTML(string=html, base_url=str(root)).write_pdf()
    assert made is not None
    return made


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pictures")
    files: dict[str, str | bytes] = {"papers/hopper.pdf": paper(root), "proceedings/people/hopper.md": "Grace Hopper."}
    files["proceedings/people/hopper.jpg"] = jpeg(photograph())
    workspace(root, MEETING + "editions: [print, screen]\n", AGENDA, PEOPLE, files)
    done = run("build", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build"


def pictures(pdf: Path, kind: str) -> list[int]:
    """Samples across of the pictures of a part's first page."""
    listed = json.loads(pdf.with_name(pdf.name.replace("proceedings", "contents")).with_suffix(".json").read_text())
    page = pypdf.PdfReader(pdf).pages[next(p for p in listed["parts"] if p["kind"] == kind)["first_page"] - 1]
    drawn = (thing.get_object() for thing in page["/Resources"]["/XObject"].values())
    return sorted(one["/Width"] for one in drawn if one["/Subtype"] == "/Image")


def test_pictures_of_papers_and_portraits_have_150_dots_an_inch(built: Path) -> None:
    print_edition, screen = built / "proceedings.pdf", built / "proceedings-screen.pdf"
    assert pictures(print_edition, "paper") == [890, 900, 900, 900]
    assert pictures(screen, "paper") == [375, 375, 890, 900], "a drawing would grow"
    assert screen.stat().st_size < 0.6 * print_edition.stat().st_size
    own = [max(pictures(one, "biographies")) for one in (print_edition, screen)]
    assert own[1] < 0.5 * own[0]


def test_pages_look_alike_and_the_claim_is_kept(built: Path) -> None:
    looks = []
    for name in ("proceedings.pdf", "proceedings-screen.pdf"):
        document = pypdfium2.PdfDocument(built / name)
        texts = [page.get_textpage().get_text_bounded() for page in document]
        number = next(k for k, text in enumerate(texts) if "On pictures\r\nGrace" in text)
        looks.append(document[number].render(scale=0.5).to_pil().convert("L").resize((40, 56)))
    assert ImageStat.Stat(ImageChops.difference(*looks)).mean[0] < 3
    done = run("verify", built / "proceedings-screen.pdf")
    assert done.returncode == 0 and "PDF/A-2b: valid" in done.stdout, done.stdout


def picture_in(pdf: pikepdf.Pdf, data: bytes, **more: Any) -> Any:
    keys: dict[str, Any] = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": SIDE, "Height": SIDE}
    keys |= {"BitsPerComponent": 8, "ColorSpace": pikepdf.Name.DeviceRGB, **more}
    stream = pikepdf.Stream(pdf, data)
    for key, value in keys.items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


@pytest.mark.parametrize(
    "more",
    [
        {"ImageMask": True, "BitsPerComponent": 1, "ColorSpace": pikepdf.Name.DeviceGray},
        {"BitsPerComponent": 1, "ColorSpace": pikepdf.Name.DeviceGray},
        {"BitsPerComponent": 16},
        {"ColorSpace": pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 255, b"\0" * 768])},
        {"Mask": pikepdf.Array([0, 1, 0, 1, 0, 1])},
        {"Filter": pikepdf.Name.JPXDecode},
        {"Filter": pikepdf.Name.CCITTFaxDecode},
    ],
    ids=lambda more: " ".join(more),
)
def test_what_has_no_dots_to_spare_stays(more: dict[str, Any]) -> None:
    pdf = pikepdf.new()
    image = picture_in(pdf, random.Random(1).randbytes(SIDE * SIDE * 3), **more)
    before = image.read_raw_bytes()
    assert resample(pdf, {(SIDE, SIDE): 600}) == 0
    assert (image.read_raw_bytes(), image.Width) == (before, SIDE)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_photographs_of_any_inks_keep_their_colours(mode: str) -> None:
    pdf = pikepdf.new()
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[mode]
    whole = photograph(mode)
    image = picture_in(pdf, jpeg(whole), Filter=pikepdf.Name.DCTDecode, ColorSpace=pikepdf.Name(space))
    before = len(image.read_raw_bytes())
    assert resample(pdf, {(SIDE, SIDE): 600}) == 1
    after = Image.open(io.BytesIO(image.read_raw_bytes()))
    assert after.size == (image.Width, image.Height) == (225, 225)
    assert len(image.read_raw_bytes()) < before / 4
    assert ImageStat.Stat(after).mean == pytest.approx(ImageStat.Stat(whole).mean, abs=2)


def test_a_picture_that_would_grow_or_is_not_shown_stays() -> None:
    pdf = pikepdf.new()
    flat = picture_in(pdf, jpeg(photograph(), quality=4), Filter=pikepdf.Name.DCTDecode)
    broken = picture_in(pdf, jpeg(photograph(side=80))[:9000], Filter=pikepdf.Name.DCTDecode)
    before = [one.read_raw_bytes() for one in (flat, broken)]
    assert resample(pdf, {(SIDE, SIDE): 210.0}) == 0
    assert resample(pdf, {(1, 1): 600.0}) == 0
    assert [one.read_raw_bytes() for one in (flat, broken)] == before


def test_an_edition_that_is_no_longer_asked_for_is_told_of(built: Path) -> None:
    volume = built.parent / "proceedings/volume.yaml"
    volume.write_text(MEETING, "utf-8")
    done = run("build", built.parent, "--json")
    assert "left-behind" in done.stdout and "proceedings-screen.pdf" in done.stdout
    assert (built / "proceedings-screen.pdf").exists()
