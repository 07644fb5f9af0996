"""The check report's table of tags:
who tagged each document, and how much of what its tags hold.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from proceedings.values.book import Volume
from proceedings.values.submission import Facts

_COUNTS = ("Pages", "Headings", "Paragraphs", "Lists", "Tables", "Links", "Figures", "Figures described")


def tag_table(volume: Volume | None, facts: Mapping[str, Facts]) -> str:
    """A section with a table, a row for each document in the agenda's order;
    empty where no document was tagged.

    Figures described are those with an alternative text of the author's or the editor's;
    the others have a plain one.
    """
    rows = "".join(_rows(volume, facts)) if volume is not None else ""
    if not rows:
        return ""
    heads = "".join(f'<th scope="col" class="count">{name}</th>' for name in _COUNTS)
    return (
        '<section id="tags"><h2>Tags</h2><p class="file">What readers of tags, such as screen readers, get of each '
        'document. Tags made here are guessed from what the pages look like.</p><div class="wide"><table>'
        f'<thead><tr><th scope="col">Document</th><th scope="col">Tagged by</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></section>"
    )


def _rows(volume: Volume, facts: Mapping[str, Facts]) -> Iterator[str]:
    for document in volume.documents:
        known = facts.get(document.id)
        if known is None:
            continue
        tags, source = known.tags, html.escape(str(document.source or document.id))
        if tags is None:
            yield f'<tr><th scope="row">{source}</th><td>nobody</td><td colspan="{len(_COUNTS)}"></td></tr>'
            continue
        described = sum(figure.text is not None for figure in known.figures)
        counts = (
            tags.pages,
            tags.headings,
            tags.paragraphs,
            tags.lists,
            tags.tables,
            tags.links,
            len(known.figures),
            described,
        )
        cells = "".join(f'<td class="count">{count}</td>' for count in counts)
        who = "its author" if tags.by_author else "proceedings"
        yield f'<tr><th scope="row">{source}</th><td>{who}</td>{cells}</tr>'
