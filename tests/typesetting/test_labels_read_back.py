"""Labels are read, copied and searched as what they say:
by pdfium (Chrome, Edge), poppler and pypdf, in every language that has words.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import tomllib
from dataclasses import fields
from html import escape
from importlib import resources
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from proceedings.typesetting.layout import builtin_layouts, load_layout
from proceedings.typesetting.press import press
from proceedings.typesetting.rendering import templates_of
from proceedings.values.settings import Trim
from proceedings.words.wording import LANGUAGES, Words, day_month_year, long_date, words

PLACES = (
    '<p class="label">{}</p>',
    '<p class="draft">{}</p>',
    '<div class="agenda"><p class="label">{}</p></div>',
    '<div class="participants"><table><thead><tr><th>{}</th></tr></thead></table></div>',
    '<div class="index"><p class="label">{}</p></div>',
    '<p class="role">{}</p>',
    '<div class="divider"><p class="number">{}</p></div>',
)
"""Where the default layout sets labels, each kind of type once."""

LETTERS = "Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm Nn Oo Pp Qq Rr Ss Tt Uu Vv Ww Xx Yy Zz"
ACCENTS = "Ää Éé Îî Ññ Õõ Øø Œœ Şş Ůů Ýý Žž Łł Ææ Ðð Þþ Greek Γγ Δδ Cyrillic Жж Дд"


def said_in(language: str) -> list[str]:
    """Everything that the tool says in a language, and what editors may put beside it."""
    own = words(language)
    fixed = [getattr(own, f.name) for f in fields(Words) if not f.name.endswith("_template") and f.name != "language"]
    dates = [format_of(dt.date(2026, month, 1), language) for month in range(1, 13) for format_of in (long_date,)]
    dates += [day_month_year(dt.date(2026, month, 28), language) + " · Day DdVIII" for month in range(1, 13)]
    sessions = [f"{own.session_number(number)} · Dublin Door, AV Tower 3" for number in ("I", "12b")]
    return [*fixed, *dates, *sessions, LETTERS, ACCENTS, "Diamond", "Platinum", "WAVE · Type TAToo"]


def pages_of(language: str, folder: Path) -> tuple[Path, list[str]]:
    """A PDF with a page for each kind of place, and what stands there line by line."""
    said = said_in(language)
    layout = load_layout(None, "default")
    templates = templates_of(layout, Trim(595.276, 841.89, "A4"))
    bodies = ("\n".join(place.format(escape(text)) for text in said) for place in PLACES)
    sheets = [(f"part-{k}", "front", 2 * k + 1, body) for k, body in enumerate(bodies)]
    impression = press(templates.forme(sheets, language, "Labels"))
    assert impression.missing == ()
    target = folder / f"{language}.pdf"
    target.write_bytes(impression.pdf)
    return target, said


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u2011", "-").replace("\u00ad", "").split())


def by_pdfium(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pypdf(pdf: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def by_poppler(pdf: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_reads_as_what_it_says(language: str, tmp_path: Path) -> None:
    pdf, said = pages_of(language, tmp_path)
    texts = {"pdfium": by_pdfium(pdf), "pypdf": by_pypdf(pdf)}
    if shutil.which("pdftotext"):
        texts |= {"poppler": by_poppler(pdf), "poppler -layout": by_poppler(pdf, "-layout")}
    for reader, text in texts.items():
        flat = plain(text)
        wrong = [label for label in said if flat.count(plain(label)) < len(PLACES)]
        assert wrong == [], f"{reader}: {flat[:3000]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_found_by_a_search_in_pdfium(language: str, tmp_path: Path) -> None:
    pdf, said = pages_of(language, tmp_path)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            whole = plain(text.get_text_range())
            for label in said:
                if plain(label) in whole:
                    assert text.search(label, match_case=True).get_next() is not None, label


def test_no_label_of_the_layout_gives_two_letters_one_shape() -> None:
    style = (builtin_layouts() / "default/style.css").read_text("utf-8")
    assert "all-small-caps" not in style
    wide = [float(found) for found in re.findall(r"letter-spacing:\s*([\d.]+)em", style)]
    # poppler and pdf.js take a tenth of the type size for a space, and kerning adds to this.
    assert wide and max(wide) <= 0.06


def test_the_words_of_each_language_are_all_tried() -> None:
    for language in LANGUAGES:
        source = resources.files("proceedings") / "languages" / f"{language}.toml"
        # Tables hold the words of letters and of the site, which the layout of pages does not set.
        for name, value in tomllib.loads(source.read_text("utf-8")).items():
            assert isinstance(value, dict) or name.endswith("_template") or value in said_in(language)
