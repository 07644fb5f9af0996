"""The editor's own Markdown texts:
their titles and pictures, and what of them cannot be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from proceedings.formulas.plain import FormulaReader
from proceedings.formulas.typed import without_formulas
from proceedings.images.picture_kinds import SUFFIXES
from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.formulas import tell_of_formulas
from proceedings.reading.naming import BUILT_IN_PARTS
from proceedings.values.book import Text
from proceedings.values.diagnostics import Place
from proceedings.words.markup import editors_reader, html_tokens, unprintable, without_comments
from proceedings.words.suggestions import ID_PATTERN, slug

FRONT_FOLDER = "proceedings/front"

_MARKED = re.compile(r"[]*_`~<&$\\[]")
_IMAGE = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)[^>]*""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))""", re.IGNORECASE)
_PICTURES = SUFFIXES | {".svg"}

_HEADING = re.compile(r"#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*", re.ASCII)


def read_front(files: WorkspaceFiles, findings: Findings) -> dict[str, Text]:
    """The front texts by the stem of their file's name,
    which is their name in `parts:`; sorted by file name.
    """
    texts: dict[str, Text] = {}
    for name in files.folder(FRONT_FOLDER):
        path = PurePosixPath(FRONT_FOLDER) / name
        if path.suffix.lower() != ".md":
            if path.suffix.lower() in (".docx", ".doc", ".odt", ".rtf", ".txt", ".pdf", ".html"):
                findings.warning(
                    "unread-file", Place(str(path)), "front texts are Markdown; this file is not read", "save it as .md"
                )
            continue
        if not _is_a_name(path, findings):
            continue
        text = files.text(str(path))
        if text is None:
            continue
        if not text.strip():
            findings.warning("empty-file", Place(str(path), 1, 1), "this front text is empty; it is left out")
            continue
        texts[path.stem] = looked_through(titled(str(path), text), files, findings)
    return texts


def _is_a_name(path: PurePosixPath, findings: Findings) -> bool:
    if path.stem in BUILT_IN_PARTS:
        findings.error(
            "reserved-id",
            Place(str(path)),
            f"the volume has a part `{path.stem}` of its own; a front text needs another name",
            "rename the file",
        )
        return False
    if not re.fullmatch(ID_PATTERN, path.stem):
        better = slug(path.stem) or "foreword"
        findings.error(
            "bad-id",
            Place(str(path)),
            "the file's name cannot be that of a part: letters a to z, digits and hyphens only",
            f"rename it to {better}.md",
        )
        return False
    return True


def titled(file: str, markdown: str) -> Text:
    """A text with its first heading as title.
    The heading's line is left blank, so that line numbers stay true.
    """
    lines = markdown.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    heading = _HEADING.fullmatch(lines[first])
    if heading is None or not heading["title"]:
        return Text(file, markdown)
    return Text(file, "\n".join([*lines[:first], "", *lines[first + 1 :]]), _plain(heading["title"]))


def _similar(named: str, files: WorkspaceFiles) -> str | None:
    found = files.similar(PurePosixPath(named))
    return f"did you mean `{found}`?" if found and found.suffix.lower() in _PICTURES else None


def _plain(title: str) -> str:
    """A heading without its Markdown, its formulas in Unicode:
    a title is printed in many places, and in bookmarks.
    """
    if not _MARKED.search(title):
        return title
    from markdown_it import MarkdownIt

    without = without_formulas(title)
    (token,) = MarkdownIt("commonmark", {"html": False}).parseInline(without.text)
    plain = "".join(piece.content for piece in token.children or ()).strip() or without.text
    return without.filled(plain, FormulaReader().line)


def looked_through(text: Text, files: WorkspaceFiles, findings: Findings, place: Place | None = None) -> Text:
    """The text with its pictures;
    a warning for each that is not there, for HTML that no page can show, and for formulas that
    cannot be set.

    `place` is where all of that is told, for a text that is no file of its own;
    else it is the line in the text.
    """
    if not _MARKED.search(text.markdown):
        return text
    printed = tell_of_formulas(text.file, without_comments(text.markdown), findings, place)
    tokens, lines = editors_reader().parse(printed), printed.split("\n")
    for token in tokens:
        for html in html_tokens([token]):
            for name in unprintable(html.content):
                findings.warning(
                    "html-left-out",
                    place or _at(text.file, lines, token, f"<{name}"),
                    f"`<{name}>` is left out: a page cannot show it",
                    "write it in Markdown, or say it in words",
                )
    found = {}
    for token, source, words in _images(tokens):
        if not words.strip():
            findings.notice(
                "picture-without-text",
                place or _at(text.file, lines, token, source),
                "a picture has no text and counts as decoration: readers who do not see are not told of it",
                f"if it shows something, say what: `![Map of the basin]({source[:80]})`",
            )
        picture = _picture(source, place or _at(text.file, lines, token, source), text.file, files, findings)
        if picture is not None:
            found[source] = picture
    return replace(text, pictures=tuple(found.items()))


def _images(tokens: list[Any]) -> Iterator[tuple[Any, str, str]]:
    """The blocks that have pictures, with what they say of where these lie, and their texts."""
    for token in tokens:
        for piece in token.children or ():
            if piece.type == "image":
                yield token, str(piece.attrGet("src") or ""), str(piece.content)
        for html in html_tokens([token]):
            for image in _IMAGE.finditer(html.content):
                words = _ALT.search(image[0])
                yield token, image[1], "".join(words.groups("")) if words else ""


def _at(file: str, lines: list[str], token: Any, wanted: str) -> Place:
    """Where a block says this: 1-based line and column;
    the block's first line where it says it in other words.
    """
    first, after = token.map or (0, len(lines))
    for number in range(first, after):
        if wanted.lower() in lines[number].lower():
            return Place(file, number + 1, lines[number].lower().index(wanted.lower()) + 1)
    return Place(file, first + 1, 1)


def _picture(source: str, place: Place, file: str, files: WorkspaceFiles, findings: Findings) -> PurePosixPath | None:
    """Where a picture lies, sought beside the text and then from the workspace;
    None where it cannot be used.
    """
    from urllib.parse import unquote, urlsplit

    named = unquote(source)
    if urlsplit(source).scheme or not named:
        findings.warning(
            "missing-picture",
            place,
            f"the picture {source} is left out: nothing is fetched from the network",
            "download it, and name the file here",
        )
        return None
    beside = str(PurePosixPath(file).parent / named)
    found = files.locate(beside, place)
    if found is None:
        return None
    if not found[1]:
        found = files.locate(named, place)
        if found is None:
            return None
    path, there = found
    if not there:
        findings.warning(
            "missing-picture",
            place,
            f"the picture `{named}` is not there; it is left out",
            _similar(beside, files) or "put the file beside the text, or correct its name",
        )
    elif path.suffix.lower() not in _PICTURES or not files.is_picture(path):
        findings.warning("not-a-picture", place, f"`{named}` is no picture that can be read", "save it as JPEG or PNG")
    else:
        return path
    return None
