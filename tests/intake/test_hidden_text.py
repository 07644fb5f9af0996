"""HTML pages: what their readers see is printed, what the page hides is left out and told."""

from __future__ import annotations

import base64
import re
from html import unescape
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.intake.manuscript import read_manuscript
from proceedings.intake.page_elements import as_printed
from proceedings.values.book import DocumentKind
from proceedings.values.format import Format
from proceedings.values.trouble import Trouble

AROUND = "<p>Every reader sees these first words of the paper, and the others that follow here.</p>"


def read(folder: Path, text: str, form: Format = Format.HTML) -> tuple[str, list[Trouble]]:
    path = folder / f"a.{form.value}"
    path.write_text(text, "utf-8")
    manuscript, troubles, _ = read_manuscript(path, form, folder, "en", DocumentKind.PAPER, PurePosixPath(path.name))
    return manuscript.html, list(troubles)


def words(html: str) -> list[str]:
    return unescape(re.sub("<[^>]*>", " ", html)).split()


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>SECRET</p>",
        "<p style='display: none'>SECRET</p>",
        "<p style='DISPLAY:NONE !important; display: block'>SECRET</p>",
        "<p style='visibility:hidden'>SECRET</p>",
        "<template><p>SECRET</p></template>",
        "<dialog>SECRET</dialog>",
        "<datalist><option>SECRET</datalist>",
        "<style>.gone{display:none}</style><p class='gone'>SECRET</p>",
        "<style>p.gone{display:none} p{display:block}</style><p class='gone'>SECRET</p>",
        "<style>@media print{#gone{display:none}}</style><p id='gone'>SECRET</p>",
        "<style>@supports (display: grid) {.gone *{visibility:collapse}}</style><div class=gone><i>SECRET</i></div>",
        "<div hidden><div>SECRET</div><p>SECRET</div>",
    ],
)
@pytest.mark.parametrize("form", [Format.HTML, Format.MARKDOWN])
def test_what_a_page_hides_is_left_out_and_told(hidden: str, form: Format, tmp_path: Path) -> None:
    html, troubles = read(tmp_path, f"{AROUND}\n{hidden}\n<p>LAST</p>", form)
    assert "SECRET" not in html and "LAST" in html and "follow here" in html
    (told,) = troubles
    assert told.code == "hidden-text-left-out" and "SECRET" in told.message


@pytest.mark.parametrize(
    "shown",
    [
        "<details><summary>More</summary><p>SHOWN</p></details>",
        "<dialog open>SHOWN</dialog>",
        "<p hidden style='display:block'>SHOWN</p>",
        "<div style='visibility:hidden'><b style='visibility:visible'>SHOWN</b></div>",
        "<style>.a{display:none} .a.b{display:block}</style><p class='a b'>SHOWN</p>",
        "<style>@media screen{.a{display:none}} @media (max-width: 9em){.a{display:none}}</style><p class=a>SHOWN</p>",
        "<style>.a::before{display:none} @media not print{.a{display:none}}</style><p class=a>SHOWN</p>",
        "<p hidden>...</p><p>SHOWN<p>and more",
        "<style>body > *{display:none}</style><p>SHOWN when a script has run</p>",
    ],
)
def test_what_a_reader_sees_stays_without_a_word(shown: str, tmp_path: Path) -> None:
    html, troubles = read(tmp_path, AROUND + shown)
    assert "SHOWN" in html and not troubles


def test_a_long_hidden_passage_is_a_warning_and_a_short_one_a_notice(tmp_path: Path) -> None:
    _, (short,) = read(tmp_path, f"{AROUND}<p hidden>Skip to the text</p>")
    _, (long,) = read(tmp_path, f"{AROUND}{AROUND}{AROUND}<p hidden>{'word ' * 25}</p>")
    assert (short.severity.value, long.severity.value) == ("notice", "warning")
    assert "25 words" in long.message


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("<textarea>one\ntwo</textarea>", "one two"),
        ("<input value='Jane'>", "Jane"),
        ("<input type=checkbox checked> done", "☑ done"),
        ("<input type=checkbox> open", "☐ open"),
        ("<input type=radio checked><input type=radio>", "◉ ○"),
        ("<input type=hidden value=no><input type=password value=no>", ""),
        ("<select><option>A</option><option selected>B</option></select>", "A / B"),
        ("<button>Send</button>", "Send"),
        ("<progress value=3 max=10></progress>", "3/10"),
        ("<form><fieldset><legend>You</legend>Name</fieldset></form>", "You Name"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢(kan)"),
        ("<article>one</article><article>two</article>", "one two"),
    ],
)
def test_fields_and_blocks_show_their_words_and_nothing_is_called_left_out(
    field: str, shown: str, tmp_path: Path
) -> None:
    html, troubles = read(tmp_path, f"<body>{field}")
    assert words(html) == shown.split() and not troubles


def test_what_a_page_cannot_have_is_told_and_its_stand_in_for_old_browsers_is_not_printed(tmp_path: Path) -> None:
    html, (told,) = read(tmp_path, f"{AROUND}<video src=a.mp4>Get another browser</video><iframe src=x>none</iframe>")
    assert told.code == "html-left-out" and "<video>, <iframe> were left out" in told.message
    assert "browser" not in html


def test_a_drawing_within_the_page_is_a_picture_with_its_words(tmp_path: Path) -> None:
    drawing = (
        "<svg hidden><symbol id='dot'><circle r='4'/></symbol></svg>"
        "<svg viewBox='0 0 9 9' xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
        "<title>A dot</title><use xlink:href='#dot'/></svg>"
    )
    html, troubles = read(tmp_path, AROUND + drawing)
    (image,) = re.findall("<img[^>]*>", html)
    drawn = base64.b64decode(image.partition("base64,")[2].partition('"')[0]).decode()
    assert 'alt="A dot"' in image and "<circle" in drawn and drawn.startswith("<svg ") and not troubles


@pytest.mark.parametrize(
    "image", ["<img data-src='a.svg'>", "<img srcset='b.svg 1x, a.svg 2x'>", "<object data='a.svg'>words</object>"]
)
def test_pictures_that_a_page_names_in_other_ways_are_pictures(image: str, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>', "utf-8")
    html, troubles = read(tmp_path, AROUND + image)
    assert "data:image/svg+xml" in html and not troubles


@pytest.mark.parametrize("form", [Format.HTML, Format.MARKDOWN])
def test_a_formula_is_printed_once_where_the_page_draws_it_beside_its_mathml(form: Format, tmp_path: Path) -> None:
    katex = (
        "<span class=katex><span class=katex-mathml><math><mi>x</mi></math></span>"
        "<span class=katex-html aria-hidden=true><span>DRAWN</span></span></span>"
    )
    html, troubles = read(tmp_path, AROUND + katex, form)
    assert "DRAWN" not in html and html.count("<math") == 1 and not troubles


def test_links_to_servers_and_telephones_stay(tmp_path: Path) -> None:
    html, troubles = read(tmp_path, f"{AROUND}<a href='ftp://example.org/a'>a</a> <a href='tel:+43123'>b</a>")
    assert 'href="ftp://example.org/a"' in html and 'href="tel:+43123"' in html and not troubles


def test_letters_and_numbers_of_lists_stay(tmp_path: Path) -> None:
    html, _ = read(tmp_path, f"{AROUND}<ol type=a start=3><li>c<li value=7>g</ol>")
    assert "list-style-type" in html and "lower-alpha" in html and 'start="3"' in html and 'value="7"' in html


PIECES = ["<p>", "<div hidden>", "</div>", "x", "&amp;", "<b {{a}}>", "<svg>", "</svg>", "<td>", "<!--c-->", "\uffff"]


@given(st.lists(st.sampled_from(PIECES)))
def test_any_page_is_read(pieces: list[str]) -> None:
    as_printed("".join(pieces))


def test_a_page_nested_beyond_all_pages_is_read(tmp_path: Path) -> None:
    assert "deep" in read(tmp_path, "<div>" * 3000 + "deep")[0]
