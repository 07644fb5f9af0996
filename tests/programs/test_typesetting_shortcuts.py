"""Shortcuts through WeasyPrint: the same bytes as without them, whatever a layout does."""

from __future__ import annotations

import pytest

from proceedings.programs import weasyprint_shortcuts as shortcuts
from proceedings.typesetting.layout import load_layout
from proceedings.typesetting.press import Forme, Impression, press

STYLE = """
@page { size: 300pt 300pt; margin: 30pt }
.foot { float: footnote }
.grid { display: grid; grid-template-columns: 30% 1fr; width: 80% }
.flex { display: flex; width: 90% }
.flex p { flex: 1; padding: 0 3%; margin: 5% }
.uneven div p, .open td p { width: 50%; padding: 0 5%; border-left: 1pt solid }
.collapsed { border-collapse: collapse; width: 100% }
.collapsed td, .open td { border: 1pt solid; padding: 2% }
.box { box-sizing: border-box; width: 50%; height: 20%; padding: 4pt; position: absolute; right: 0; top: 10% }
.columns { columns: 2 }
.cut { width: 60pt; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
.first { max-lines: 1; block-ellipsis: auto; width: 60pt }
"""

PAGES = {
    "footnotes": '<p>Text<span class="foot">the note</span> and more<i class="foot">another</i>.</p>',
    "a footnote by its own style": '<p>Text<span style="float: footnote">the note</span>.</p>',
    "a footnote by a stylesheet of the page": "<style>b { float: footnote }</style><p>Text<b>the note</b>.</p>",
    "lists": "<ul><li>one<ul><li>two</li></ul></li></ul><ol><li>three</li></ol>",
    "tables": '<table class="collapsed"><tr><td>a</td><td>b</td></tr></table>'
    '<table class="open"><tr><td>a</td><td>b</td></tr></table>',
    "flexible boxes": '<div class="flex"><p>one</p><p>two words and more of them</p></div>' * 2,
    "one style in blocks of different width": '<div class="flex uneven"><div><p>a word</p></div><div><p>'
    + "many words " * 9
    + '</p></div></div><table class="open"><tr><td><p>a word</p></td><td><p>'
    + "many words " * 9
    + "</p></td></tr></table>",
    "grids": '<div class="grid"><p>one</p><div><p>two</p></div><p>three</p></div>' * 2,
    "columns and boxes out of the flow": '<div class="box">box</div><div class="columns">'
    + "<p>word</p>" * 30
    + "</div>",
    "columns of lines that are laid out again": '<div class="columns" style="text-align: justify">'
    + "<p>many words of a paragraph, and <b>bold ones</b> among them</p>" * 9
    + "</div>",
    "the same words in other styles": "".join(
        f'<p style="{style}">the same words</p>'
        for style in ("", "font-size: 20pt", "font-weight: bold", "letter-spacing: 3pt")
    ),
    "lines that are cut while they are drawn": '<p class="cut">many words in a narrow box</p>' * 2
    + '<p class="first">many words in a narrow box</p>' * 2
    + '<table><thead><tr><td class="cut">many words in a head</td></tr></thead>'
    + "<tr><td>row</td></tr>" * 30
    + "</table>",
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_the_same_with_shortcuts_and_without(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quickly = printed(PAGES[kind])

    monkeypatch.setattr(shortcuts, "TESTED", frozenset())

    assert quickly == printed(PAGES[kind])
    assert quickly.pdf and not quickly.complaints


def test_shortcuts_end_with_the_document() -> None:
    from weasyprint import UA_STYLESHEET
    from weasyprint.layout import block
    from weasyprint.layout.percent import resolve_percentages

    selectors = UA_STYLESHEET.matcher.other_selectors
    printed("<p>text</p>")

    assert UA_STYLESHEET.matcher.other_selectors is selectors
    assert block.resolve_percentages is resolve_percentages


def printed(html: str) -> Impression:
    page = f'<!DOCTYPE html><html lang="en"><title>Test</title><body><i id="part.test"></i>{html}</body></html>'
    return press(Forme(page, STYLE, load_layout(None, "default"), ("test",)))
