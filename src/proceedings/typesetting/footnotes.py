"""Notes at the end of a Markdown text become footnotes on the pages that refer to them."""

from __future__ import annotations

import re

from proceedings.typesetting.prose import JOINER

_SECTION = re.compile(r'<hr class="footnotes-sep">\s*<section class="footnotes">(.*?)</section>', re.DOTALL)
_NOTE = re.compile(r'<li id="(fn\d+)"[^>]*>\s*<p>((?:(?!</p>).)*)</p>\s*</li>', re.DOTALL)
_BACK = re.compile(r'\s*<a href="#fnref[^"]*"[^>]*>.*?</a>')
_REFERENCE = re.compile(r'<sup class="footnote-ref"><a href="#(fn\d+)"[^>]*>.*?</a></sup>')


def at_the_foot(html: str) -> str:
    """The HTML of markdown-it's footnotes with each note moved to its reference,
    to float to the foot of the page.

    Where a note has several paragraphs or is referred to twice, all notes stay at the end of the
    text, without the arrows that lead back, which few fonts have.
    """
    section = _SECTION.search(html)
    if section is None:
        return html
    # WeasyPrint keeps the line ends of a note as they are in the source.
    notes = {name: " ".join(_BACK.sub("", text).split()) for name, text in _NOTE.findall(section[1])}
    referred = _REFERENCE.findall(html)
    if sorted(referred) != sorted(notes) or section[1].count("<li") != len(notes):
        return html.replace(section[0], _BACK.sub("", section[0]))
    body = html.replace(section[0], "")
    return _REFERENCE.sub(lambda found: f'{JOINER}<span class="footnote">{notes[found[1]]}</span>', body)
