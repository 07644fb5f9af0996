"""The language that an author marked in an office document, by most letters:
not the converting program's default.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from locale import windows_locale
from pathlib import Path
from types import MappingProxyType

from proceedings.intake.office.old_language_marks import of_old_powerpoint, of_old_word
from proceedings.office_files.markup import Element, UnreadableMarkup
from proceedings.office_files.package import Package
from proceedings.office_files.packages import UNREADABLE
from proceedings.office_files.rtf import tokens
from proceedings.values.format import Format
from proceedings.words.guessing import fits, scripts_of

_EASTERN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH"})
_SIMPLE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
_USUAL, _FAR, _COMPLEX = "val", "eastAsia", "bidi"
"""The three languages of a run, by its letters (ECMA-376-1, 17.3.2.20)."""
_NONE = frozenset({"", "none", "zxx", "x-none", "und"})
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_MOST_DEPTH = 20
_MOST_LETTERS = 200_000
"""Letters of a rich text that are looked at: more tell nothing new."""

Marks = Mapping[str, str]
"""Languages by the kind of letters that they hold for."""


def marked_language(path: Path, form: Format) -> str | None:
    """The language in which most letters of an office document are marked (BCP 47).

    Returns:
        None where nothing is marked, where it cannot be read,
        and for formats whose marks are not read.
    """
    if older := _OLDER.get(form):
        try:
            return _most(older(path))
        except (OSError, ValueError, KeyError, IndexError, StopIteration, struct.error):
            return None
    read = _READERS.get(form)
    if read is None:
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            return _most(read(Package(archive)))
    except (*UNREADABLE, UnreadableMarkup):
        return None


def texts_of(path: Path, form: Format) -> tuple[str, ...]:
    """The texts of an office document;
    nothing where it cannot be read, and for formats that are not read here.
    """
    read = _READERS.get(form)
    if read is None:
        return ()
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(text for text, _ in read(Package(archive)))
    except (*UNREADABLE, UnreadableMarkup):
        return ()


def _most(runs: Iterable[tuple[str, Marks]]) -> str | None:
    """The language of most letters, each run by the mark for its letters;
    a mark that its script belies is none.
    """
    texts: dict[str, list[str]] = {}
    for text, marks in runs:
        language = marks.get(_kind(text), "").replace("_", "-")
        if language.lower() not in _NONE and _TAG.fullmatch(language):
            texts.setdefault(language, []).append(text)
    counts = Counter(
        {
            language: sum(map(str.isalpha, joined))
            for language, found in texts.items()
            if fits(language, joined := "".join(found))
        }
    )
    return counts.most_common(1)[0][0] if counts else None


def _of_rich_text(path: Path) -> Iterator[tuple[str, Marks]]:
    """Printed texts with the language of their state, or the document's (RTF 1.9.1, `lang`)."""
    usual, size, found = 0, 0, dict[int, list[str]]()
    for token in tokens(path.read_bytes()):
        if token.word == b"deflang":
            usual = token.number or 0
        elif token.text and token.state.printed and size < _MOST_LETTERS:
            found.setdefault(token.state.language or usual, []).append(token.text)
            size += len(token.text)
    for number, texts in found.items():
        language = windows_locale.get(number, "")
        yield "".join(texts), dict.fromkeys((_USUAL, _FAR, _COMPLEX), language)


def _kind(text: str) -> str:
    scripts = scripts_of(text)
    script = scripts.most_common(1)[0][0] if scripts else "LATIN"
    return _FAR if script in _EASTERN else _USUAL if script in _SIMPLE else _COMPLEX


def _of_word(package: Package) -> Iterator[tuple[str, Marks]]:
    """Runs with their languages: their own, their styles', the document's (ECMA-376-1, 17.7.2)."""
    styles = package.tree("word/styles.xml")
    base = styles.child("docDefaults", "rPrDefault", "rPr", "lang") if styles else None
    named = {e.attributes.get("styleId", ""): e for e in (styles.children if styles else ()) if e.name == "style"}
    default = next(
        (
            id_
            for id_, e in named.items()
            if e.attributes.get("type") == "paragraph" and e.attributes.get("default") in ("1", "true")
        ),
        "",
    )
    usual = dict(base.attributes) if base else {}
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        root = package.tree(name)
        for paragraph in (e for e in root.walk() if e.name == "p") if root else ():
            style = paragraph.child("pPr", "pStyle")
            of_paragraph = _of_style(named, style.attributes.get("val", "") if style else default)
            for run in paragraph.walk():
                if run.name == "r" and (text := "".join(e.text for e in run.children if e.name == "t")):
                    own, character = run.child("rPr", "lang"), run.child("rPr", "rStyle")
                    of_run = _of_style(named, character.attributes.get("val", "")) if character else {}
                    yield text, {**usual, **of_paragraph, **of_run, **(own.attributes if own else {})}


def _of_style(named: Mapping[str, Element], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(_MOST_DEPTH):
        style = named.get(name)
        if style is None:
            break
        lang, above = style.child("rPr", "lang"), style.child("basedOn")
        found = {**(lang.attributes if lang else {}), **found}
        name = above.attributes.get("val", "") if above else ""
    return found


def _of_powerpoint(package: Package) -> Iterator[tuple[str, Marks]]:
    """Runs of slides with their `lang`;
    a deck's default where runs have none (ECMA-376-1, 21.1.2.3.9).
    """
    deck = package.tree("ppt/presentation.xml")
    default = deck.child("defaultTextStyle", "lvl1pPr", "defRPr") if deck else None
    usual = default.attributes.get("lang", "") if default else ""
    for name in sorted(n for n in package.names if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)):
        root = package.tree(name)
        for run in (e for e in root.walk() if e.name in ("r", "fld")) if root else ():
            properties, text = run.child("rPr"), run.child("t")
            if text is not None and text.text:
                language = (properties.attributes.get("lang") if properties else None) or usual
                yield text.text, dict.fromkeys((_USUAL, _FAR, _COMPLEX), language)


def _of_open_document(package: Package) -> Iterator[tuple[str, Marks]]:
    """Paragraphs and spans with the languages
    of their styles (OpenDocument 1.3 part 3, 20.202 and 20.191).
    """
    trees = [tree for name in ("styles.xml", "content.xml") if (tree := package.tree(name))]
    styles = [e for tree in trees for e in tree.walk() if e.name in ("style", "default-style")]
    named = {e.attributes.get("name", ""): e for e in styles if e.name == "style"}
    usual: dict[str, str] = {}
    for family in ("graphic", "paragraph"):
        default = next((e for e in styles if e.name == "default-style" and e.attributes.get("family") == family), None)
        usual |= _properties(default)
    content = trees[-1] if trees and "content.xml" in package.names else None
    yield from _open_texts(content.child("body"), named, usual) if content else ()


def _open_texts(
    element: Element | None, named: Mapping[str, Element], above: Marks, depth: int = 0
) -> Iterator[tuple[str, Marks]]:
    if element is None or depth > 200 or element.name in ("tracked-changes", "annotation", "notes"):
        return
    own = {**above, **_of_open_style(named, element.attributes.get("style-name", ""))}
    if element.text.strip():
        yield element.text, own
    for child in element.children:
        yield from _open_texts(child, named, own, depth + 1)


def _of_open_style(named: Mapping[str, Element], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(_MOST_DEPTH):
        style = named.get(name)
        if style is None:
            break
        found = {**_properties(style), **found}
        name = style.attributes.get("parent-style-name", "")
    return found


def _properties(style: Element | None) -> dict[str, str]:
    said = style.child("text-properties") if style else None
    found = {}
    for kind, suffix in ((_USUAL, ""), (_FAR, "-asian"), (_COMPLEX, "-complex")):
        language = said.attributes.get(f"language{suffix}", "") if said else ""
        country = said.attributes.get(f"country{suffix}", "") if said else ""
        if language:
            found[kind] = language if country in _NONE else f"{language}-{country}"
    return found


_READERS: Mapping[Format, Callable[[Package], Iterator[tuple[str, Marks]]]] = MappingProxyType(
    {
        Format.DOCX: _of_word,
        Format.PPTX: _of_powerpoint,
        Format.ODT: _of_open_document,
        Format.ODP: _of_open_document,
    }
)
_OLDER: Mapping[Format, Callable[[Path], Iterator[tuple[str, Marks]]]] = MappingProxyType(
    {Format.RTF: _of_rich_text, Format.DOC: of_old_word, Format.PPT: of_old_powerpoint}
)
