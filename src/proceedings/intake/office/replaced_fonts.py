"""Fonts that an office document asks for and LibreOffice had to replace,
because they are not installed here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from proceedings.office_files.packages import UNREADABLE
from proceedings.values.format import Format
from proceedings.values.original import Original
from proceedings.values.submission import FontFact
from proceedings.values.trouble import Trouble

_MOST_BYTES = 64 << 20
"""Read of one document, and of one part of it, in search of font names."""
_STYLE = re.compile(r"(bold|italic|oblique|regular|book|medium|light|semibold|black|roman|mt|ps)+$")


def replaced_fonts(original: Original, shown: Sequence[FontFact]) -> tuple[Trouble, ...]:
    """The fonts that a document names, that are neither in its PDF nor installed.

    Args:
        original: the document.
        shown: the fonts of the PDF that LibreOffice made of it.

    Returns:
        One notice that names them; nothing where every font was there.
    """
    asked = _asked(original)
    there = {_plain(font.name) for font in shown}
    strangers = sorted(
        {f.name for f in shown if f.embedded and not any(_alike(_plain(f.name), _plain(a)) for a in asked)}
    )
    missing = [name for name in sorted(asked) if not any(_alike(known, _plain(name)) for known in there)]
    # A document may name fonts it does not use:
    # where all that is shown was asked for, nothing was replaced.
    if not strangers or not missing:
        return ()
    installed = _installed()
    missing = [name for name in missing if _plain(name) not in installed]
    if not missing:
        return ()
    one = len(missing) == 1
    message = (
        f"the font{'' if one else 's'} {', '.join(missing[:8])}{' …' if len(missing) > 8 else ''} "
        f"{'is' if one else 'are'} not installed; LibreOffice used others ({', '.join(strangers[:4])})"
    )
    return (Trouble.notice("font-replaced", message, "ask its author for a PDF, or install the fonts"),)


def _plain(name: str) -> str:
    """A font's family without spaces, case and style:
    `Times New Roman` and `TimesNewRomanPS-BoldMT` are one.
    """
    family = re.split(r"[-,]", name, maxsplit=1)[0]
    squeezed = re.sub(r"[^\w]", "", family).casefold()
    return _STYLE.sub("", squeezed) or squeezed


def _alike(shown: str, asked: str) -> bool:
    return shown == asked or (len(asked) > 3 and shown.startswith(asked))


def _installed() -> frozenset[str]:
    """The families that fontconfig knows; none where it is not there to be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    try:
        said = subprocess.run([program, ":", "family"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(_plain(name) for line in said.splitlines() for name in line.split(","))


def _asked(original: Original) -> frozenset[str]:
    """The fonts that a document names; none where it cannot be read."""
    try:
        names = frozenset(_READERS[original.format](original.path))
    except UNREADABLE:
        return frozenset()
    return frozenset(n.strip() for n in names if n.strip() and not n.startswith(("+", "@")))


def _from_word(path: Path) -> Iterator[str]:
    """Of runs and of the document's defaults (ECMA-376-1, 17.3.2.26);
    a theme's fonts where it is referred to.
    """
    body = _parts(path, r"word/(document|footnotes|header\d*|footer\d*)\.xml")
    styles = _parts(path, r"word/styles\.xml")
    defaults = re.search(rb"<w:docDefaults>.*?</w:docDefaults>", styles, re.S)
    text = body + (defaults[0] if defaults else b"")
    for runs in re.findall(rb"<w:rFonts\b[^>]*>", text):
        yield from (n.decode("utf-8", "replace") for n in re.findall(rb'w:(?:ascii|hAnsi)="([^"]*)"', runs))
    if b"Theme=" in text:
        yield from _of_theme(path, "word/theme/theme1.xml", text, rb'Theme="(major|minor)')


def _from_powerpoint(path: Path) -> Iterator[str]:
    """Of runs on slides and of the theme (ECMA-376-1, 21.1.2.3.7 and 20.1.4.1.24)."""
    text = _parts(path, r"ppt/slides/slide\d+\.xml")
    yield from (n.decode("utf-8", "replace") for n in re.findall(rb'<a:latin\b[^>]*typeface="([^"]*)"', text))
    yield from _of_theme(path, "ppt/theme/theme1.xml", b"minor major", rb"(major|minor)")


def _of_theme(path: Path, part: str, text: bytes, used: bytes) -> Iterator[str]:
    theme = _parts(path, re.escape(part))
    for which in sorted(set(re.findall(used, text))):
        found = re.search(rb"<a:" + which + rb'Font>.*?<a:latin\b[^>]*typeface="([^"]+)"', theme, re.S)
        if found:
            yield found[1].decode("utf-8", "replace")


def _from_open_document(path: Path) -> Iterator[str]:
    """Of the text's own styles (OpenDocument 1.3, part 3, 20.266 and 16.23)."""
    text = _parts(path, r"(content|styles)\.xml").decode("utf-8", "replace")
    families = dict(re.findall(r'<style:font-face\b[^>]*style:name="([^"]*)"[^>]*svg:font-family="([^"]*)"', text))
    content = _parts(path, r"content\.xml").decode("utf-8", "replace")
    for name in re.findall(r'style:font-name="([^"]*)"', content):
        yield families.get(name, name).replace("&apos;", "").strip("'")


def _from_rich_text(path: Path) -> Iterator[str]:
    """Of the font table, as far as the text uses it (RTF 1.9.1, font table)."""
    with path.open("rb") as file:
        text = file.read(_MOST_BYTES).decode("cp1252", "replace")
    table = re.search(r"\{\\fonttbl(.*?)\}\s*\}", text, re.S)
    if table is None:
        return
    entries = re.findall(r"\\f(\d+)\b(?:\\\w+-?\d* ?|\{\\\*[^{}]*\})*([^\\{};]+)", table[1])
    used = set(re.findall(r"\\f(\d+)\b", text[table.end() :])) | set(re.findall(r"\\deff(\d+)", text))
    yield from (name for number, name in entries if number in used)


_WORD_FONT = re.compile(rb"[\x28-\xff].(?:\x90\x01|\xbc\x02)..[\0-\xff]{10}[\0-\xff]{24}((?:[^\0]\0){3,40})\0\0", re.S)
"""An entry of the font table ([MS-DOC], 2.9.95):
flags, weight 400 or 700, PANOSE, signature, name.
"""
_POWERPOINT_FONT = re.compile(rb"\xb7\x0f\x44\0\0\0([\0-\xff]{64})")
"""A FontEntityAtom ([MS-PPT], 2.9.10)."""


def _from_old_word(path: Path) -> Iterator[str]:
    yield from _wide_names(path, _WORD_FONT)


def _from_old_powerpoint(path: Path) -> Iterator[str]:
    yield from _wide_names(path, _POWERPOINT_FONT)


def _wide_names(path: Path, pattern: re.Pattern[bytes]) -> Iterator[str]:
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    for found in pattern.findall(data):
        name = found.decode("utf-16-le", "replace").split("\0")[0]
        if name.isprintable() and name[:1].isalpha():
            yield name


_READERS: Mapping[Format, Callable[[Path], Iterator[str]]] = MappingProxyType(
    {
        Format.DOCX: _from_word,
        Format.PPTX: _from_powerpoint,
        Format.ODT: _from_open_document,
        Format.ODP: _from_open_document,
        Format.RTF: _from_rich_text,
        Format.DOC: _from_old_word,
        Format.PPT: _from_old_powerpoint,
    }
)


def _parts(path: Path, pattern: str) -> bytes:
    """The parts of a ZIP file whose names match, one after the other."""
    found = b""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(pattern, name) and len(found) < _MOST_BYTES:
                with archive.open(name) as part:
                    found += part.read(_MOST_BYTES - len(found))
    return found
