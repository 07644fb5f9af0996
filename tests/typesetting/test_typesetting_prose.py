"""Words for the page: no lonely words,
titles broken evenly, Markdown made safe, notes at the foot.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from proceedings.typesetting.bonds import NBSP
from proceedings.typesetting.footnotes import at_the_foot
from proceedings.typesetting.layout import load_layout
from proceedings.typesetting.prose import JOINER, markdown, split_title, tidy, tidy_html, title_lines

DISPLAY = load_layout(None, "default").font_file("fonts/SourceSerif4Display-Regular.ttf")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Under Secretary of State for Social Solidarity, Italy", f"Solidarity,{NBSP}Italy"),
        ("Senior Vice President, Global Corporate Affairs, Manpower, Inc.", f"Manpower,{NBSP}Inc."),
        ("The last line of it ends so", f"of{NBSP}it{NBSP}ends{NBSP}so"),
    ],
)
def test_no_word_stands_alone_on_a_last_line(text: str, end: str) -> None:
    assert tidy(text).split(" ")[-1] == end


@pytest.mark.parametrize(
    ("html", "end"),
    [
        ("<p>A text whose last\nword is <em>far</em> away.</p>", f"is{NBSP}<em>far</em>{NBSP}away.</p>"),
        (f'<p>It is so.{JOINER}<span class="footnote">A note of it.</span></p>', f"It is{NBSP}so.{JOINER}<span"),
        ("<li>One line<ul><li>and a second</li></ul></li>", f"<li>and a{NBSP}second</li></ul></li>"),
        ("<p>It was<br>8–9 by then</p>", f"<p>It was<br>8–{JOINER}9 by{NBSP}then</p>"),
    ],
)
def test_nor_before_a_note_after_emphasis_or_in_a_list(html: str, end: str) -> None:
    assert end in tidy_html(html)


def test_very_long_words_are_not_bound_together() -> None:
    text = "eine Verantwortungsübernahme Donaudampfschifffahrtsgesellschaft"
    assert tidy(text) == text


def test_a_range_of_numbers_is_not_divided() -> None:
    assert tidy("8–9 October") == f"8–{JOINER}9 October"


def test_a_title_breaks_into_even_lines_without_short_words_at_their_ends() -> None:
    lines = title_lines("Making Global Labour Mobility a Catalyst for Development", DISPLAY, 10)
    assert [line.replace(NBSP, " ") for line in lines] == [
        "Making Global Labour",
        "Mobility a Catalyst",
        "for Development",
    ]


def test_a_title_has_as_few_lines_as_fit() -> None:
    assert len(title_lines("A Short Title", DISPLAY, 20)) == 1


def test_a_word_wider_than_the_measure_has_a_line_of_its_own() -> None:
    assert len(title_lines("Upon Donaudampfschifffahrtsgesellschaften", DISPLAY, 5)) == 2


def test_only_a_long_title_is_parted_from_its_subtitle() -> None:
    assert split_title("Part: Whole") == ("Part: Whole", None)
    long = "Towards More Effective Labour Migration Management: Assessing Labour Market Needs"
    assert split_title(long) == (
        "Towards More Effective Labour Migration Management",
        "Assessing Labour Market Needs",
    )


def test_markdown_of_editors_is_safe_and_leads_only_to_the_web() -> None:
    html = markdown("<script>alert(1)</script> [a](javascript:alert(1)) [b](../x.pdf) [c](https://example.org/)")
    assert "<script" not in html
    assert html.count("href=") == 1
    assert 'href="https://example.org/"' in html


def test_angle_brackets_that_are_no_html_are_text_and_comments_are_not_printed() -> None:
    html = markdown("## Pour <les grands>\n\n<!-- private --> <b>bold</b> <sub>2</sub> <les petits>\n\n<seul>\n")
    assert "<h2>Pour &lt;les grands&gt;</h2>" in html.replace(NBSP, " ")
    assert "private" not in html
    assert "<b>bold</b>" in html and "<sub>2</sub>" in html and "&lt;les" in html
    assert "<p>&lt;seul&gt;</p>" in html


def test_only_pictures_of_the_workspace_are_shown() -> None:
    text = "![A map](map%201.png) ![Another](http://example.org/map.png) <img src='map%201.png' onerror='x()'>"
    html = markdown(text, 2, [("map%201.png", PurePosixPath("proceedings/front/map 1.png"))])
    assert html.count('<img src="/workspace/proceedings/front/map%201.png"') == 2
    assert "example.org" not in html and "onerror" not in html
    assert "<img" not in markdown(text)


@pytest.mark.parametrize("text", ["# One\n\n## Two", "## One\n\n### Two"])
def test_the_highest_heading_of_a_text_stands_below_the_title_of_its_part(text: str) -> None:
    html = markdown(text)
    assert "<h2>One</h2>" in html
    assert "<h3>Two</h3>" in html


NOTED = (
    '<p>Text.<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p>\n<hr class="footnotes-sep">\n'
    '<section class="footnotes">\n<ol class="footnotes-list">\n<li id="fn1" class="footnote-item"><p>A note. '
    '<a href="#fnref1" class="footnote-backref">↩︎</a></p>\n</li>\n</ol>\n</section>\n'
)


def test_a_note_moves_to_where_it_is_referred_to() -> None:
    assert at_the_foot(NOTED).strip() == f'<p>Text.{JOINER}<span class="footnote">A note.</span></p>'


def test_notes_of_several_paragraphs_stay_at_the_end_without_arrows() -> None:
    html = at_the_foot(NOTED.replace("A note. ", "A note.</p><p>More. "))
    assert '<section class="footnotes">' in html
    assert "↩" not in html


def test_a_title_never_counts_on_a_break_before_marks_that_french_sets_apart() -> None:
    title = "Coopération et mobilité : « l’avenir des petits États » à l’épreuve du temps !"
    lines = title_lines(title, DISPLAY, 10)
    assert not [line for line in lines if line[0] in ":!»" or line[-1] == "«"]
    assert " ".join(lines).replace(NBSP, " ") == title
