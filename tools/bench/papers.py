"""Base papers and decks for the benchmark:
prose, plots, photographs, links and headings, set by WeasyPrint.
"""

from __future__ import annotations

import base64
import io
import random
from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "layouts" / "default" / "fonts"

WORDS = [
    "labour",
    "mobility",
    "remittance",
    "corridor",
    "survey",
    "cohort",
    "estimate",
    "border",
    "permit",
    "sector",
    "wage",
    "demand",
    "supply",
    "household",
    "region",
    "partner",
    "agreement",
    "circular",
    "skill",
    "training",
    "recognition",
    "employer",
    "recruitment",
    "cost",
    "transfer",
    "network",
    "diaspora",
    "return",
    "policy",
    "record",
    "census",
    "panel",
    "model",
    "variable",
    "effect",
    "interval",
    "sample",
    "weight",
    "share",
    "growth",
    "decline",
    "ratio",
    "index",
    "quota",
    "season",
    "harvest",
    "care",
    "nurse",
    "engineer",
    "contract",
    "pension",
    "insurance",
    "housing",
    "language",
    "school",
    "city",
    "village",
    "coast",
    "river",
    "between",
    "within",
    "across",
    "during",
    "against",
    "toward",
    "beyond",
    "before",
    "after",
    "under",
    "over",
    "among",
    "about",
    "through",
    "without",
    "along",
    "measures",
    "describes",
    "compares",
    "follows",
    "suggests",
    "explains",
    "separates",
    "combines",
    "reduces",
    "extends",
    "confirms",
    "repeats",
    "shows",
]

ALPHABET = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 .,:;!?()[]/&+=%*“”‘’–— "
    "ÀÁÂÄÇÈÉÊËÍÎÏÑÓÔÖÚÛÜàáâäåçèéêëíîïñóôöøúûüßøØ"
)
"""Stands small at the end of each paper, as in a template that embeds its fonts whole:
the fonts are then common.
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a base paper is like."""

    number: int
    deck: bool
    pages: int
    letter: bool
    tagged: bool
    outline: bool
    photographs: int


def is_deck(number: int) -> bool:
    """Every tenth base is a deck."""
    return number % 10 == 9


def shape_of(number: int, chance: random.Random) -> Shape:
    """The shape of one base paper:
    every tenth a deck, every third on Letter, half of them tagged, a fifth flat.
    """
    deck = is_deck(number)
    return Shape(
        number=number,
        deck=deck,
        pages=chance.randint(10, 18) if deck else chance.randint(4, 12),
        letter=number % 3 == 0,
        tagged=number % 2 == 0,
        outline=number % 5 != 3,
        photographs=chance.randint(0, 3),
    )


def base_paper(number: int, seed: int) -> bytes:
    """The PDF of a base paper; the same number and seed give the same bytes."""
    from weasyprint import HTML

    chance, title = random.Random(f"{seed}/{number}"), title_of(number, seed)
    shape = shape_of(number, chance)
    content = _deck(shape, chance, title) if shape.deck else _paper(shape, chance, title)
    html = (
        f"<html lang=en><head><title>{title}</title><style>{_style(shape)}</style></head><body>{content}</body></html>"
    )
    return bytes(HTML(string=html).write_pdf(pdf_tags=shape.tagged))


def photograph(chance: random.Random, width: int, height: int) -> bytes:
    """A JPEG that compresses as photographs do:
    soft shapes with grain, about a quarter of a byte a pixel.
    """
    from PIL import Image

    soft = Image.frombytes("RGB", (9, 7), chance.randbytes(9 * 7 * 3)).resize((width, height), Image.Resampling.BICUBIC)
    grain = Image.frombytes("RGB", (width // 2, height // 2), chance.randbytes((width // 2) * (height // 2) * 3))
    picture = Image.blend(soft, grain.resize((width, height), Image.Resampling.BILINEAR), 0.12)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def logo() -> bytes:
    """The conference's logo, the same in every paper: a PNG with transparency."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (480, 160), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    chance = random.Random("logo")
    for step in range(60):
        x, y, r = chance.randrange(480), chance.randrange(160), 20 + step % 30
        colour = (20 + 3 * step, 90, 160 - 2 * step, 200)
        pen.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=3)
    grain = Image.frombytes("RGBA", (120, 40), chance.randbytes(120 * 40 * 4))
    out = io.BytesIO()
    Image.blend(picture, grain.resize((480, 160)), 0.04).save(out, "PNG")
    return out.getvalue()


def _data(media: str, content: bytes) -> str:
    return f"data:{media};base64,{base64.b64encode(content).decode()}"


def _face(family: str, file: str, more: str = "") -> str:
    return f"@font-face{{font-family:{family};src:url({(FONTS / file).as_uri()});{more}}}"


def _style(shape: Shape) -> str:
    size = "254mm 142.9mm" if shape.deck else "Letter" if shape.letter else "A4"
    bookmarks = "" if shape.outline else "h1,h2,h3{bookmark-level:none}"
    return (
        _face("serif4", "SourceSerif4SmText-Regular.ttf")
        + _face("serif4", "SourceSerif4SmText-Semibold.ttf", "font-weight:600")
        + _face("sans3", "SourceSans3-Regular.ttf")
        + f"@page{{size:{size};margin:{'12mm' if shape.deck else '25mm 22mm'}}}"
        + "body{font:10pt/1.35 serif4}h1,h2,h3{font-weight:600;line-height:1.2}h1{font-size:17pt}"
        + ".logo{height:12mm}.alphabet{font:4pt sans3}.alphabet p{margin:0}figcaption{font:8.5pt sans3}"
        + "figure{margin:4mm 0;break-inside:avoid}img.photo{width:100%}a{color:#124}section.slide{break-after:page}"
        + ".slide{font-size:17pt}"
        + bookmarks
    )


def title_of(number: int, seed: int) -> str:
    """The title that stands on the first page of a base paper."""
    return _sentence(random.Random(f"{seed}/{number}/title"), 6).rstrip(".").title()


def _sentence(chance: random.Random, words: int | None = None) -> str:
    return " ".join(chance.choices(WORDS, k=words or chance.randint(8, 22))).capitalize() + "."


def _paragraph(chance: random.Random, sections: int, references: int) -> str:
    said = [_sentence(chance) for _ in range(6)]
    said[2] += f' See <a href="#section-{chance.randint(1, sections)}">Section</a>.'
    for place in (1, 4):
        key = chance.randint(1, references)
        said[place] += f' <a href="#ref-{key}">[{key}]</a>'
    return f"<p>{' '.join(said)}</p>"


def _end(chance: random.Random, references: int) -> str:
    listed = "".join(
        f'<li id="ref-{n}">{_sentence(chance)} <a href="https://example.org/{chance.randrange(10**6)}">link</a></li>'
        for n in range(1, references + 1)
    )
    faces = "".join(f'<p style="{style}">{ALPHABET}</p>' for style in ("", "font:4pt serif4", "font:600 4pt serif4"))
    return f"<h2>References</h2><ol>{listed}</ol><div class=alphabet>{faces}</div>"


def _head(title: str) -> str:
    return f'<img class=logo alt="Logo of the conference" src="{_data("image/png", logo())}"><h1>{title}</h1>'


def _paper(shape: Shape, chance: random.Random, title: str) -> str:
    sections, references = max(3, shape.pages // 2), 2 * shape.pages
    pictures = shape.photographs
    said = [_head(title)]
    for section in range(1, sections + 1):
        said.append(f'<h2 id="section-{section}">{_sentence(chance, 4)}</h2>')
        said += [_paragraph(chance, sections, references) for _ in range(3)]
        said.append(_plot(chance, section) if section % 2 else "")
        if pictures:
            said.append(_picture(chance, 1800, 780))
            pictures -= 1
        said.append(f'<h3 id="detail-{section}">{_sentence(chance, 5)}</h3>')
        said += [_paragraph(chance, sections, references) for _ in range(3)]
    return "".join(said) + _end(chance, references)


def _deck(shape: Shape, chance: random.Random, title: str) -> str:
    said = [f"<section class=slide>{_head(title)}</section>"]
    for slide in range(1, shape.pages - 1):
        points = "".join(f"<li>{_sentence(chance, 7)}</li>" for _ in range(4))
        shown = _plot(chance, slide, 110) if slide % 4 == 0 else f"<ul>{points}</ul>"
        jump = f'<a href="#section-{chance.randint(1, shape.pages - 2)}">more</a>'
        said.append(f'<section class=slide id="section-{slide}"><h2>{_sentence(chance, 4)}</h2>{shown}{jump}</section>')
    return "".join(said) + f'<section class=slide style="font-size:8pt">{_end(chance, 6)}</section>'


def _picture(chance: random.Random, width: int, height: int) -> str:
    source = _data("image/jpeg", photograph(chance, width, height))
    caption = f"<figcaption>{_sentence(chance)}</figcaption>"
    return f'<figure><img class=photo alt="{_sentence(chance, 5)}" src="{source}">{caption}</figure>'


def _plot(chance: random.Random, number: int, height: int = 150) -> str:
    """A line plot as vectors: three series of 120 points."""
    lines = []
    for colour in ("#124c7c", "#a33", "#383"):
        level, points = height / 2, []
        for x in range(120):
            level = min(height - 5.0, max(5.0, level + chance.uniform(-6, 6)))
            points.append(f"{x * 4},{level:.1f}")
        lines.append(f'<polyline fill="none" stroke="{colour}" points="{" ".join(points)}"/>')
    drawn = f'<svg viewBox="0 0 480 {height}" width="100%" height="{height}">{"".join(lines)}</svg>'
    return f"<figure>{drawn}<figcaption>Figure {number}: {_sentence(chance)}</figcaption></figure>"
