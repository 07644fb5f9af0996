"""HTML in Markdown, read alike everywhere:
known elements are HTML, anything else in angle brackets is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

ACTIVE = frozenset(("script", "style"))
"""Elements that say nothing to a reader: they go without a word."""

UNPRINTABLE = ACTIVE | frozenset(
    re.findall(r"\w+", "audio button canvas embed form iframe input math object select svg textarea video")
)
"""Elements that a page of paper cannot have, or that may do anything at all:
they go with what is in them.
"""

ELEMENTS = UNPRINTABLE | frozenset(
    re.findall(
        r"\w+",
        "a abbr address area article aside b base bdi bdo big blockquote body br caption center cite code col "
        "colgroup data datalist dd del details dfn dialog div dl dt em fieldset figcaption figure font footer h1 h2 "
        "h3 h4 h5 h6 head header hgroup hr html i img ins kbd label legend li link main map mark menu meta meter nav "
        "noscript ol optgroup option output p picture pre progress q rp rt ruby s samp search section slot small "
        "source span strike strong sub summary sup table tbody td template tfoot th thead time title tr track tt u ul "
        "var wbr",
    )
)
"""The elements of HTML."""

_LOWERED = re.compile(r"(?<=[\w)\]])~[^\s~]{1,20}~(?!~)")
_RAISED = re.compile(r"\^[^\s^]{1,20}\^(?!\w)")
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)[^<>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML = ("html_inline", "html_block")


def editors_reader() -> Any:
    """What reads an editor's Markdown, to look it through and to print it.

    Without blocks of HTML, what stands beside a tag is Markdown too.
    """
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("html_block")
    return with_raised_and_lowered(reader)


def with_raised_and_lowered(reader: Any) -> Any:
    """The same reader of Markdown, which reads `H~2~O` and `x^2^` too.

    Pandoc's rule, and stricter: what is lowered follows a letter, and no letter follows what is
    raised, so that `~/papers` and `x^2+y^2` stay as they are.
    """
    reader.inline.ruler.after("emphasis", "sub", _shift("sub", _LOWERED))
    reader.inline.ruler.after("emphasis", "sup", _shift("sup", _RAISED))
    return reader


def _shift(tag: str, pattern: re.Pattern[str]) -> Any:
    """A rule of markdown-it's for what stands between two marks of one character."""

    def rule(state: Any, silent: bool) -> bool:
        found = pattern.match(state.src, state.pos)
        if found and not silent:
            state.push(f"{tag}_open", tag, 1)
            state.push("text", "", 0).content = found[0][1:-1]
            state.push(f"{tag}_close", tag, -1)
        state.pos = found.end() if found else state.pos
        return found is not None

    return rule


def without_comments(text: str) -> str:
    """The text without what an editor noted in it, its lines numbered as before."""
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def with_unknown_as_text(tokens: Iterable[Any]) -> None:
    """Change the HTML among markdown-it's tokens:
    tags that HTML does not know become the text that they are.
    """
    for token in html_tokens(tokens):
        token.content = _TAG.sub(
            lambda tag: tag[0] if tag[1].lower() in ELEMENTS else escape(tag[0], quote=False), token.content
        )
        if token.type == "html_block" and "<" not in token.content:
            token.content = f"<p>{token.content.strip()}</p>\n"


def html_tokens(tokens: Iterable[Any]) -> Iterator[Any]:
    """The HTML among markdown-it's tokens."""
    for token in tokens:
        if token.type in _HTML:
            yield token
        yield from html_tokens(token.children or ())


def plain_text(markdown: str) -> str:
    """The words of an editor's Markdown alone:
    paragraphs are parted by a line feed, pictures give their text.
    """
    blocks: list[str] = []
    for token in editors_reader().parse(without_comments(markdown)):
        if token.type == "inline":
            blocks.append("".join(map(_words_of, token.children or ())).strip())
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    return "\n".join(block for block in blocks if block)


def _words_of(piece: Any) -> str:
    if piece.type in ("softbreak", "hardbreak"):
        return " "
    return "" if piece.type == "html_inline" and _TAG.fullmatch(piece.content) else str(piece.content)


def unprintable(html: str) -> tuple[str, ...]:
    """The names of the elements in a piece of HTML that a reader will miss, each once."""
    names = (tag[1].lower() for tag in _TAG.finditer(html) if not tag[0].startswith("</"))
    return tuple(dict.fromkeys(name for name in names if name in UNPRINTABLE - ACTIVE))
