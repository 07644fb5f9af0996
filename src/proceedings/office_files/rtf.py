"""Rich Text Format taken apart:
its controls and text, each with its place in the file and the state it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])|"
    rb"(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.S,
)
_CHARSETS: Mapping[int, str] = MappingProxyType(
    {128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255"}
    | {178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}
)
"""Encodings by the number of a font's character set (RTF 1.9.1, font table)."""
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object listtext pntext header headerl headerr headerf footer footerl "
    b"footerr footerf bkmkstart bkmkend xe tc txe rxe nonshppict themedata datastore latentstyles generator fldinst "
    b"atnid atnauthor atndate atnref annotation revtbl sp objclass objdata listtable listoverridetable rsidtbl "
    b"xmlnstbl mmathPr filetbl colorschememapping wgrffmtfilter formfield ftnsep ftnsepc aftnsep aftnsepc".split()
)
"""Destinations whose text is not printed with the body's."""
_SHOWN = frozenset((b"shptxt", b"shpinst", b"moMath", b"shppict", b"footnote"))
"""Destinations that are shown although they begin with the mark of what may be ignored."""
_MOST_DEPTH = 2000


@dataclass(frozen=True, slots=True)
class State:
    """What holds for text: where it goes, its font,
    who struck it out or put it in (by number; None: nobody).
    """

    destination: bytes = b""
    font: int = 0
    deleted: bool = False
    inserted: bool = False
    deleter: int = 0
    inserter: int = 0
    hidden: bool = False
    language: int = 0
    """Windows' number of the language; 0 where the document's holds."""
    skipped: int = 1
    """Characters that stand for older readers behind one in Unicode."""

    @property
    def printed(self) -> bool:
        """True where text is shown: it stands in no skipped destination and is not hidden."""
        return self.destination not in _SKIPPED and not self.hidden


@dataclass(frozen=True, slots=True)
class Token:
    """A control (`word`), a brace, or text; where it stands in the file, and the state after it."""

    start: int
    end: int
    state: State
    word: bytes = b""
    number: int | None = None
    text: str = ""
    opens: bool = False
    closes: bool = False


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file in their order.

    Raises:
        ValueError: groups are nested deeper than in any honest file.
    """
    return _Lexer(data).tokens()


@dataclass(slots=True)
class _Lexer:
    data: bytes

    def tokens(self) -> Iterator[Token]:
        """Yield the words and texts in order, each with the state it stands in (RTF 1.9.1)."""
        stack, state, at, starred, fresh, owed = [State()], State(), 0, False, True, 0
        fonts, codepage = dict[int, str](), "cp1252"
        while found := _TOKEN.search(self.data, at):
            start, at = found.span()
            word, number = found["word"] or b"", None if found["number"] is None else int(found["number"])
            text = ""
            if found["brace"] == b"{":
                stack.append(state)
                if len(stack) > _MOST_DEPTH:
                    raise ValueError("too deep")
                fresh, owed = True, 0
            elif found["brace"]:
                state = stack.pop() if len(stack) > 1 else State()
                owed = 0
            elif found["sign"] == b"*":
                starred = True
                continue
            elif word == b"bin":
                at += max(0, number or 0)
            elif word == b"ansicpg" and number:
                codepage = f"cp{number}"
            elif word == b"fcharset":
                fonts[state.font] = _CHARSETS.get(number or 0, "")
            elif word == b"u" and number is not None:
                text, owed = chr(number % 65536), state.skipped
            elif word:
                state = _after(state, word, number, fresh, starred)
            else:
                raw = bytes.fromhex(found["byte"].decode()) if found["byte"] else found["text"] or found["sign"] or b""
                skip, owed = min(owed, len(raw)), max(0, owed - len(raw))
                text = _decoded(raw[skip:], fonts.get(state.font) or codepage)
            opens, closes = found["brace"] == b"{", found["brace"] == b"}"
            yield Token(start, at, state, word, number, text, opens, closes)
            fresh, starred = opens, False


def _after(state: State, word: bytes, number: int | None, fresh: bool, starred: bool) -> State:
    """The state behind a control."""
    on = number != 0
    if fresh and (word in _SKIPPED or word in _SHOWN or starred):
        return replace(state, destination=word if word in _SKIPPED | _SHOWN else b"info")
    match word:
        case b"f":
            return replace(state, font=number or 0)
        case b"deleted":
            return replace(state, deleted=on)
        case b"revised":
            return replace(state, inserted=on)
        case b"revauth":
            return replace(state, inserter=number or 0)
        case b"revauthdel":
            return replace(state, deleter=number or 0)
        case b"lang":
            return replace(state, language=number or 0)
        case b"v":
            return replace(state, hidden=on)
        case b"uc":
            return replace(state, skipped=max(0, min(number or 0, 4)))
        case b"plain":
            return replace(state, deleted=False, inserted=False, hidden=False, language=0)
    return state


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")
