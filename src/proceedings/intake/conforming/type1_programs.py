"""Type 1 font programs written as every reader expects them:
a header, a binary private part, an end.

Source: Adobe Type 1 Font Format, 1990, 2.3, 7 and 8; ISO 32000-1, 9.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, cycle
from operator import mul, xor

_HEADERS = (b"%!PS-AdobeFont", b"%!FontType")
"""FreeType, and so most readers of PDF, opens no program that begins otherwise."""
_HEADER = b"%!PS-AdobeFont-1.0: "
_EEXEC = re.compile(rb"\beexec[ \t\r\n]+")
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f]{4}")
_NO_DIGITS = re.compile(rb"[^0-9A-Fa-f]+")
_NAME = re.compile(rb"/FontName\s*/([^\s/\[\](){}<>%]+)")
_MARKED, _ZEROS, _COUNT, _FEWEST = b"cleartomark", b"0 \t\r\n", 512, 64
_TAIL = (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
_GLYPHS = re.compile(rb"/CharStrings\s+(\d+)\s+dict\s+dup\s+begin")
_GLYPH = re.compile(rb"\s*/[^\s/\[\](){}<>%]*\s+(\d+)\s+(?:-\||[^\s/]+)[ \t\r\n]")
_STORED = re.compile(rb"\s*(?!end\b)(?:noaccess\s+def|readonly\s+def|\|-|[A-Za-z]+)(?=[\s/])")
_NEXT = re.compile(rb"\s*(?:/|end\b)")
_LAST_STORED = re.compile(rb"(?:ND|\|-)\s+end\b")
_STORES = re.compile(rb"/([^\s/{}]+)\s*\{\s*(?:noaccess|readonly)\s+def\s*\}")
"""The name under which a program stores a glyph, mostly `ND` or `|-`;
it stands behind each glyph.
"""
_PRIVATE = re.compile(rb"/Private\s+\d+\s+dict\s+dup\s+begin\s")
_END = re.compile(rb"\s*end\b")
_CLOSED = b"closefile"
_CLOSING = (
    b"\nend\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n"
)
_LAST = 400
"""Bytes at the end of a private part among which its closing words stand."""
_KEY, _FACTOR, _TERM, _SALT = 55665, 52845, 22719, 4
_INVERSE: int = pow(_FACTOR, -1, 0x10000)
_SPACES_BEHIND = (1, 0, 2, 3, 4)
"""How many spaces may stand behind the word that closes a private part, likely ones first."""


@dataclass(frozen=True, slots=True)
class Written:
    """A program as it should be: its three parts one after another, and how long they are.

    `lost` says that it was cut off, so that characters may be missing.
    """

    data: bytes
    lengths: tuple[int, int, int]
    lost: bool = False


def is_usual(data: bytes) -> bool:
    """True when a program begins and ends as it should and its private part is binary;
    what is between is not read.
    """
    found = _EEXEC.search(data)
    if not data.startswith(_HEADERS) or found is None or _HEXADECIMAL.match(data, found.end()):
        return False
    end = _private_end(data)
    return end is not None and _stores_its_last(data[found.end() : end])


def is_whole(data: bytes) -> bool:
    """True when readers can open a program and it is there to its end;
    veraPDF asks the same of it (6.2.11.4.1).
    """
    from proceedings.pdf.fonts.type1 import glyphs_among

    try:
        glyphs_among(data, ())
        return is_usual(data) or (data.startswith(_HEADERS) and not written(data).lost)
    except ValueError:
        return False


def written(data: bytes) -> Written:
    """A program written anew, with the glyphs that it has;
    those after the point where it is cut off are gone.

    Args:
        data: the program without the marks of segments, its private part binary or hexadecimal.

    Raises:
        ValueError: it is no Type 1 program, or has no whole glyph.
    """
    found = _EEXEC.search(data)
    if found is None:
        raise ValueError("it has no private part")
    end = _private_end(data)
    clear, cipher = data[: found.end()], data[found.end() : end]
    if _HEXADECIMAL.match(cipher):
        cipher = _from_hexadecimal(cipher)
    last = _last(cipher)
    lost, is_cut = False, end is None and _CLOSED not in last
    if is_cut or _LAST_STORED.search(last) is None:
        plain = given = _decrypted(cipher)
        plain = _stored(plain)
        if is_cut:
            plain, lost = _whole(plain)
        cipher = _encrypted(plain) if plain != given else cipher
    if not clear.startswith(_HEADERS):
        name = _NAME.search(clear)
        clear = _HEADER + (name[1] if name else b"Unnamed") + b"\n" + clear
    tail = _TAIL if end is None else data[end:]
    return Written(clear + cipher + tail, (len(clear), len(cipher), len(tail)), lost)


def _private_end(data: bytes) -> int | None:
    """Where the 512 zeros after the private part begin;
    None where there are none before a last `cleartomark`.
    """
    before, mark, after = data.rpartition(_MARKED)
    if not mark or after.strip():
        return None
    first = len(before.rstrip(_ZEROS))
    zeros = [at for at in range(first, len(before)) if before[at : at + 1] == b"0"][-_COUNT:]
    return zeros[0] if len(zeros) > _FEWEST else None


def _from_hexadecimal(text: bytes) -> bytes:
    digits = _NO_DIGITS.sub(b"", text)
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _last(cipher: bytes) -> bytes:
    """The last bytes of a private part, which alone are deciphered: that is quick."""
    start = max(len(cipher) - _LAST, 0)
    end = cipher[start:]
    key = _key_by_closing(end)
    return _decrypted(end, _key_after(cipher[:start]) if key is None else key)


def _key_by_closing(end: bytes) -> int | None:
    """The key at the beginning of these last bytes of a private part, told by its closing word.

    The word gives the upper halves of nine keys, which leave one. None where it does not stand at
    the end, with no more than a few spaces behind it.
    """
    for behind in _SPACES_BEHIND:
        at = len(end) - len(_CLOSED) - behind
        if at < 0:
            continue
        word = end[at : at + len(_CLOSED)]
        halves = bytes(map(xor, word, _CLOSED))
        for key in range(halves[0] << 8, (halves[0] + 1) << 8):
            if (key + word[0]) * _FACTOR + _TERM >> 8 & 0xFF != halves[1]:
                continue
            if _decrypted(word, key) == _CLOSED:
                for byte in reversed(end[:at]):
                    key = (key - _TERM) * _INVERSE - byte & 0xFFFF
                return key
    return None


def _stores_its_last(cipher: bytes) -> bool:
    """Whether the word stands behind the last glyph that stores it,
    under one of its usual names.
    """
    return _LAST_STORED.search(_last(cipher)) is not None


def _stored(plain: bytes) -> bytes:
    """A private part with the one word behind each glyph that stores it,
    where it has none, or what the word means.

    FreeType reads the glyphs in any case; veraPDF reads none.
    """
    word = _STORES.search(plain)
    begin, head = _PRIVATE.search(plain), _GLYPHS.search(plain)
    if begin is None or head is None:
        return plain
    named = plain if word else plain[: begin.end()] + b"/ND {noaccess def} executeonly def\n" + plain[begin.end() :]
    at, stores = head.end() + len(named) - len(plain), b" " + (word[1] if word else b"ND")
    parts = [named[:at]]
    while glyph := _GLYPH.match(named, at):
        end = glyph.end() + int(glyph[1])
        stored = _STORED.match(named, end)
        if stored is None and not _NEXT.match(named, end):
            break
        is_word = stored is not None and len(stored[0].split()) == 1
        parts += (named[at:end], stored[0] if stored and is_word else stores)
        at = stored.end() if stored else end
    return b"".join((*parts, named[at:])) if len(parts) > 1 else plain


def _decrypted(cipher: bytes, key: int = _KEY) -> bytes:
    factor, term, plain = _FACTOR, _TERM, list[int]()
    for byte in cipher:
        plain.append(byte ^ key >> 8)
        key = (key + byte) * factor + term & 0xFFFF
    return bytes(plain)


def _key_after(cipher: bytes) -> int:
    """The key with which the next byte is deciphered: as one sum over powers of the factor."""
    count, powers = len(cipher), _powers()
    term = _TERM * _INVERSE  # (key + byte) * factor + term = (key + byte + this) * factor
    bytes_there = sum(map(mul, reversed(cipher), cycle(powers)))
    terms = term * (count // len(powers) * sum(powers) + sum(powers[: count % len(powers)]))
    first: int = _KEY * pow(_FACTOR, count, 0x10000)
    key: int = (first + bytes_there + terms) & 0xFFFF
    return key


@lru_cache(maxsize=1)
def _powers() -> tuple[int, ...]:
    """The powers of the factor, from the first on, until they come again."""
    return tuple(accumulate(range(1 << 14), lambda power, _: power * _FACTOR & 0xFFFF, initial=_FACTOR))[:-1]


def _encrypted(plain: bytes) -> bytes:
    from fontTools.misc import eexec

    made: bytes = eexec.encrypt(plain, _KEY)[0]
    return made


def _whole(plain: bytes) -> tuple[bytes, bool]:
    """A private part with an end, also where it has none; and whether glyphs may be missing.

    Raises:
        ValueError: it has no whole glyph.
    """
    head = _GLYPHS.search(plain)
    if head is None:
        raise ValueError("it has no glyphs")
    at, count, ended = head.end(), 0, False
    while glyph := _GLYPH.match(plain, at):
        stored = _STORED.match(plain, glyph.end() + int(glyph[1]))
        if stored is None:
            break
        at, count = stored.end(), count + 1
    ended = _END.match(plain, at) is not None
    if not count:
        raise ValueError("it has no whole glyph")
    if ended and _CLOSED in plain[at:]:
        return plain, False
    counted = plain[: head.start(1)] + b"%d" % (count if not ended else int(head[1]))
    return counted + plain[head.end(1) : at] + _CLOSING, not ended and count < int(head[1])
