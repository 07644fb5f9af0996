"""The check report as one self-contained HTML file that an editor can mail:
findings by document, with thumbnails.
"""

from __future__ import annotations

import base64
import html
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from proceedings.publishing.tag_table import tag_table
from proceedings.readers.marked_pages import marked_page
from proceedings.values.book import Volume
from proceedings.values.diagnostics import Severity, tally
from proceedings.values.finding import Finding, PageMark
from proceedings.values.submission import Facts
from proceedings.words.author_sentences import AuthorSentences

_WIDTH = 220
"""Width of a thumbnail in pixels."""
_THUMBNAILS = 4
"""Thumbnails of one finding at most."""
_PER_REPORT = 160
"""Thumbnails of one report at most, so that it can still be mailed."""

_STYLE = """
:root{--ink:#1b1f24;--soft:#5c6670;--line:#d9dee3;--error:#a4161a;--warning:#8a5a00;--notice:#0b3d66;--paper:#fff}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:#f4f6f8}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
.sum{color:var(--soft)}nav ul{list-style:none;margin:1rem 0;padding:0}nav li{padding:.15rem 0}a{color:var(--notice)}
section{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:1rem 1.25rem;margin:1.25rem 0}
h2{font-size:1.1rem;margin:0 0 .15rem;overflow-wrap:anywhere}.file{color:var(--soft);font-size:.9rem;margin:0 0 .75rem}
article{border-top:1px solid var(--line);padding:.75rem 0}h3{font-size:1rem;margin:0;font-weight:600}
.tag{display:inline-block;font-size:.78rem;font-weight:600;border:1px solid currentColor;border-radius:3px;
padding:0 .4rem;margin-right:.4rem}.error{color:var(--error)}.warning{color:var(--warning)}.notice{color:var(--notice)}
code{font-size:.85rem;color:var(--soft)}p{margin:.3rem 0}blockquote{margin:.5rem 0;padding:.4rem .8rem;
border-left:3px solid var(--line);color:#333}
figure{display:inline-block;margin:.5rem .75rem .25rem 0;vertical-align:top}
figure img{display:block;border:1px solid var(--line);max-width:100%;height:auto}
figcaption{font-size:.8rem;color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--line);font-weight:400;vertical-align:top}
thead th{font-weight:600;border-top:0}.count{text-align:right;font-variant-numeric:tabular-nums}
"""


def check_report(
    volume: Volume | None,
    findings: Sequence[Finding],
    treatments: Mapping[str, Sequence[str]],
    pdfs: Mapping[str, Path],
    facts: Mapping[str, Facts] | None = None,
) -> str:
    """The report as HTML with everything inside it.

    Args:
        volume: names the book and the documents; None when it could not be read.
        findings: all of them, in any order.
        treatments: by document id, what intake did, as sentences.
        pdfs: by document id, the PDF whose pages are shown as thumbnails.
        facts: by document id: who tagged it and what its tags hold, for a table of all documents.
    """
    groups = _groups(volume, findings, treatments)
    title = volume.title if volume is not None else "The workspace could not be read"
    language = volume.language if volume is not None else "en"
    drawing = _Drawing(pdfs, _Budget(_PER_REPORT), AuthorSentences((language,)))
    links = "".join(
        f'<li><a href="#g{n}">{html.escape(name)}</a> '
        f'<span class="sum">{tally(f.diagnostic for f in found)}</span></li>'
        for n, (name, _, found, _) in enumerate(groups)
    )
    body = "".join(_section(n, name, file, found, done, drawing) for n, (name, file, found, done) in enumerate(groups))
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Check report: {html.escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f'<p class="sum">Check report</p><h1>{html.escape(title)}</h1>'
        f'<p class="sum">{tally(f.diagnostic for f in findings)}</p>'
        f'<nav aria-label="Documents"><ul>{links}</ul></nav>{body}'
        f"{tag_table(volume, facts or {})}</main></body></html>\n"
    )


class _Budget:
    """How many thumbnails may still be drawn."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self) -> bool:
        self._left -= 1
        return self._left >= 0


@dataclass(frozen=True, slots=True)
class _Drawing:
    """With what articles are written: PDFs by document id, thumbnails left, words for authors."""

    pdfs: Mapping[str, Path]
    budget: _Budget
    sentences: AuthorSentences


_Group = tuple[str, str, list[Finding], Sequence[str]]


def _groups(
    volume: Volume | None, findings: Sequence[Finding], treatments: Mapping[str, Sequence[str]]
) -> list[_Group]:
    """Findings by file of the workspace and by document;
    the gravest first, else in the agenda's order.
    """
    by_document: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_document[finding.diagnostic.document].append(finding)
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in by_document[None]:
        by_file[finding.diagnostic.place.file].append(finding)
    groups: list[_Group] = [(file, "", found, ()) for file, found in sorted(by_file.items())]
    for item in volume.items if volume is not None else ():
        for contribution in item.contributions:
            for document in contribution.documents:
                done = treatments.get(document.id, ())
                if by_document[document.id] or done:
                    name = f"{contribution.heading}: {document.title or document.kind}"
                    groups.append((name, str(document.source or ""), by_document[document.id], done))
    return sorted(groups, key=lambda group: min((_rank(f) for f in group[2]), default=len(Severity)))


def _rank(finding: Finding) -> int:
    """0 for an error, 1 for a warning, 2 for a notice."""
    return list(Severity).index(finding.diagnostic.severity)


def _section(
    number: int,
    name: str,
    file: str,
    found: Sequence[Finding],
    done: Sequence[str],
    drawing: _Drawing,
) -> str:
    articles = "".join(_article(f, drawing) for f in sorted(found, key=_rank))
    treatment = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in done)
    treated = f"<article><h3>What was done to it</h3>{treatment}</article>" if treatment else ""
    return (
        f'<section id="g{number}"><h2>{html.escape(name)}</h2><p class="file">{html.escape(file)}</p>'
        f"{articles}{treated}</section>"
    )


def _article(finding: Finding, drawing: _Drawing) -> str:
    said = finding.diagnostic
    hint = f"<p>Hint: {html.escape(said.hint)}</p>" if said.hint else ""
    asked = html.escape(drawing.sentences.say(finding.letter)) if finding.letter else ""
    letter = f"<blockquote>{asked}</blockquote>" if asked else ""
    pdf = drawing.pdfs.get(said.document or "")
    figures = "".join(_figures(pdf, finding.marks, drawing.budget)) if pdf is not None else ""
    place = f" <code>{html.escape(str(said.place))}</code>" if said.document is None else ""
    return (
        f'<article><h3><span class="tag {said.severity}">{said.severity}</span>{html.escape(_sentence(said.message))}'
        f"</h3><p>{html.escape(finding.remedy)} <code>{html.escape(said.code)}</code>{place}</p>"
        f"{hint}{letter}{figures}</article>"
    )


def _figures(pdf: Path, marks: Sequence[PageMark], budget: _Budget) -> Iterator[str]:
    """A thumbnail of each page concerned, the trouble drawn on it."""
    pages: dict[int, list[PageMark]] = defaultdict(list)
    for mark in marks:
        pages[mark.page].append(mark)
    for page, on_page in list(pages.items())[:_THUMBNAILS]:
        if not budget.take():
            return
        drawn = marked_page(pdf, page, on_page, _WIDTH)
        if drawn is not None:
            picture = base64.b64encode(drawn).decode("ascii")
            yield (
                f'<figure><img alt="Page {page}, the trouble marked in red" '
                f'src="data:image/png;base64,{picture}"><figcaption>page {page}</figcaption></figure>'
            )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
