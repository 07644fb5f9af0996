"""Words for the page: no lonely words, names that hold together,
titles broken evenly, Markdown made safe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from proceedings.formulas.drawing import with_drawings
from proceedings.formulas.plain import FormulaReader
from proceedings.formulas.typed import without_formulas
from proceedings.typesetting.addresses import breakable_addresses, link_addresses
from proceedings.typesetting.bonds import NBSP, bound_name
from proceedings.typesetting.list_numbers import with_list_numbers
from proceedings.words.markup import UNPRINTABLE, editors_reader, with_unknown_as_text, without_comments

JOINER = "\u2060"
"""Word joiner: no line may end here."""

_LONGEST_BOND = 26
"""Characters that may be bound together at the end of a text;
more would tear holes into the line before.
"""

_SHORTEST_END = 11
"""A last line should have at least this many characters:
fewer, and a third word is bound to the last two.
"""

_LONG_TITLE = 60
"""Characters from which on a title is set apart from its subtitle."""

_BLOCK = re.compile(r"(<(?:p|li|h[1-6]|dd|dt)\b[^>]*>)(.*?)(</(?:p|li|h[1-6]|dd|dt)>)", re.DOTALL)
_TAG = re.compile(r"""(<span class="footnote">.*?</span>|<[^>]*>)""", re.DOTALL)
_IN_LINE = re.compile(r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u|var)\b")
_ORPHANS = re.compile(r"(?<!\S)(\w{1,2}) (?=\w)")
_SET_APART = re.compile(r" (?=[:;!?»](?!\S))|(?<=«) ")
_RANGE = re.compile(r"(?<=\d)–(?=\d)")
_DASHES = re.compile(r"([-–—/])(?=\S)")
_HEADING = re.compile(r"<(/?)h([1-6])")
_NO_SOURCE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s strong sub sup table "
        "tbody td tfoot th thead tr u ul section",
    )
)


def tidy(text: str) -> str:
    """The text with its last words bound by no-break spaces,
    so that no word stands alone on the last line.

    Ranges such as 8–9 are not divided either.
    """
    return _bound(_RANGE.sub(f"–{JOINER}", text))


def _bound(text: str) -> str:
    words = text.split(" ")
    if len(words) < 3:
        return text
    bound = words.pop()
    while len(words) > 1 and (NBSP not in bound or len(bound) < _SHORTEST_END):
        if len(words[-1]) + len(bound) >= _LONGEST_BOND:
            break
        bound = f"{words.pop()}{NBSP}{bound}"
    return " ".join([*words, bound])


def name(text: str) -> str:
    """A personal name that stays on one line, unless it is very long."""
    return text.replace(" ", NBSP) if len(text) <= _LONGEST_BOND else tidy(bound_name(text))


def title_lines(title: str, font: Path, measure: float) -> tuple[str, ...]:
    """Break a title into as few lines as fit the measure,
    as even as possible, no short word at a line's end.

    Args:
        title: plain text.
        font: the file of the face it is set in.
        measure: width of the line, in multiples of the type size.

    Source: R. Bringhurst, The Elements of Typographic Style, 4.0, 2.4.
    """
    # Browsers do not divide a line before these marks, as French sets them apart:
    # what they would carry over is lost.
    bound = _SET_APART.sub(NBSP, title)
    words = _ORPHANS.sub(lambda found: found[1] + NBSP, bound).split(" ")
    widths = [_width(word, font) for word in words]
    space = _width(" ", font)
    # best[k]: cost and last break of the best way to set the first k words.
    best: list[tuple[tuple[int, float], int]] = [((0, 0.0), 0)]
    for end in range(1, len(words) + 1):
        choices = []
        for start in range(end):
            line = sum(widths[start:end]) + space * (end - start - 1)
            if line <= measure or end - start == 1:
                before, ragged = best[start][0]
                choices.append(((before + 1, ragged + (measure - line) ** 2), start))
        best.append(min(choices))
    lines: list[str] = []
    end = len(words)
    while end:
        start = best[end][1]
        lines.insert(0, _DASHES.sub(rf"\1{JOINER}", NBSP.join(words[start:end])))
        end = start
    return tuple(lines)


def split_title(title: str) -> tuple[str, str | None]:
    """Title and subtitle of a long title with a colon; a short one stays whole."""
    main, colon, rest = title.partition(": ")
    return (main, rest) if colon and len(title) > _LONG_TITLE else (title, None)


@lru_cache(maxsize=8)
def _advances(font: Path) -> tuple[dict[int, float], float]:
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as face:
        em, metrics = face["head"].unitsPerEm, face["hmtx"].metrics
        advances = {point: metrics[glyph][0] / em for point, glyph in face.getBestCmap().items()}
    return advances, sum(advances.values()) / len(advances)


def _width(text: str, font: Path) -> float:
    advances, usual = _advances(font)
    return sum(advances.get(ord(char), usual) for char in text)


def markdown(text: str, highest: int = 2, pictures: Sequence[tuple[str, PurePosixPath]] = ()) -> str:
    """The safe HTML of an editor's Markdown.

    Its highest headings come to stand on the level `highest`, below the title of the part, the
    others below them; links lead only to the web, and an address is one. Of images only these
    pictures of the workspace are shown. Formulas are pictures that bear their text. What looks like
    HTML and is none stays text.
    """
    import nh3

    reader = editors_reader()
    without = without_formulas(without_comments(text))
    tokens = reader.parse(without.text)
    with_unknown_as_text(tokens)
    link_addresses(tokens)
    shown = {source: f"/workspace/{quote(str(path))}" for source, path in pictures}
    html = nh3.clean(
        str(reader.renderer.render(tokens, reader.options, {})),
        tags=set(_TAGS) | ({"img"} if shown else set()),
        clean_content_tags=set(UNPRINTABLE),
        attributes={"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "td": {"style"}, "th": {"style"}},
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto"},
        attribute_filter=partial(_only_links_out, shown),
        link_rel=None,
    )
    tidied = tidy_html(headings_from(highest, _NO_SOURCE.sub("", with_list_numbers(html)).replace("<p></p>", "")))
    return with_drawings(without.put_back(breakable_addresses(tidied), FormulaReader().markup))


def headings_from(highest: int, html: str) -> str:
    """The HTML with its headings moved so that the highest stand on this level;
    none lies deeper than the sixth.
    """
    levels = [int(found[2]) for found in _HEADING.finditer(html)]
    move = highest - min(levels, default=highest)
    return _HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + move)}", html)


def _only_links_out(pictures: Mapping[str, str], tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("img", "src"):
        return pictures.get(value)
    if attribute == "href" and not value.startswith(("http://", "https://", "mailto:")):
        return None
    return value


def tidy_html(html: str) -> str:
    """HTML whose paragraphs, list items and headings do not end in a line of a single word.

    Emphasis, links and footnotes may stand in the last words or after them.
    """
    return _BLOCK.sub(lambda block: block[1] + _tidy_end(block[2]) + block[3], html)


def _tidy_end(inner: str) -> str:
    pieces = _TAG.split(inner)
    # Text and tags take turns. Back to the last thing that is more than a part of the line:
    last = next((k for k in range(len(pieces) - 2, 0, -2) if not _IN_LINE.match(pieces[k])), -1)
    texts = range(last + 1, len(pieces), 2)
    whole = [_RANGE.sub(f"–{JOINER}", pieces[k].replace("\n", " ")) for k in texts]
    end = len("".join(whole).rstrip())
    bound = _bound("".join(whole)[:end]) + "".join(whole)[end:]
    for k, text in zip(texts, whole, strict=True):
        pieces[k], bound = bound[: len(text)], bound[len(text) :]
    return "".join(pieces)
