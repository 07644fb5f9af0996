"""Is a content stream written by the rules:
operators that PDF knows, numbers and names in bounds, nothing stray.

One pattern is matched against a whole stream, because nearly all streams are right and have
hundreds of thousands of operations. What it leaves is looked at operation by operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.pdf.lexical import REGULAR, SPACE, SPACES
from proceedings.pdf.operations import AT_ONCE, STRING, UnreadableContent, steps

OPERATORS = frozenset(
    b"""b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri
    s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' " BI""".split()
)
"""ISO 32000-1, annex A; an inline image counts as one operation `BI`."""

LONGEST_NAME = 127
"""Bytes (ISO 19005-2, 6.1.13)."""
_LARGEST_INTEGER = 2**31 - 1
_LARGEST, _SMALLEST = 3.403e38, 1.175e-38
_NUMBER = rb"[-+]?(?:[0-9]{1,9}+(?:\.(?!0{37})[0-9]*+)?|\.(?!0{37})[0-9]++)(?!" + REGULAR + rb")"
_NAME = rb"/" + REGULAR + rb"{0,127}+(?!" + REGULAR + rb")"
_HEX = rb"<(?:[0-9A-Fa-f]{2})*>"
_PLAIN = _NUMBER + rb"|" + _NAME + rb"|" + STRING + rb"|" + _HEX + rb"|<<|>>|(?:true|false|null)\b"
_ARRAY = rb"\[(?:[" + SPACES + rb"]++|" + _PLAIN + rb")*\]"
_WORDS = b"|".join(re.escape(word) for word in sorted(OPERATORS - {b"BI", b"ri"}, key=len, reverse=True))
_RIGHT = re.compile(
    rb"(?>(?:" + SPACE + rb"(?>(?:(?:" + _PLAIN + rb"|" + _ARRAY + rb")" + SPACE + rb")*)(?:" + _WORDS
    + rb")(?![^\x00\t\n\f\r ()<>\[\]/])){0,%d})" % AT_ONCE + SPACE,
    re.S,
)  # fmt: skip
"""Operations that are right, as many as there are;
inline images and intents are left to a closer look.

Groups are atomic and not possessive: before Python 3.11.5 a possessive one loses what its last,
failing turn has passed (gh-106052).
"""
_NUMBER_BEGINS = re.compile(rb"[-+.0-9]")
_WELL_FORMED = re.compile(rb"[-+]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)")
_TOKEN = re.compile(
    STRING
    + rb"|<[0-9A-Fa-f"
    + SPACES
    + rb"]*+>|(?P<name>/"
    + REGULAR
    + rb"*+)|(?P<word>"
    + REGULAR
    + rb"++)|(?P<comment>%)",
    re.S,
)
DEPTHS = frozenset({1, 2, 4, 8, 16})
"""Bits for each component of an image (ISO 19005-2, 6.2.8)."""
_DATA_BEGINS = re.compile(rb"[\x00\t\n\f\r ]ID[\x00\t\n\f\r ]")
_DEPTH = re.compile(rb"/(?:BPC|BitsPerComponent)[\x00\t\n\f\r ]+([0-9]{1,9})\b")
_IS_MASK = re.compile(rb"/(?:IM|ImageMask)[\x00\t\n\f\r ]+true\b")
_CODE = re.compile(rb"#[0-9A-Fa-f]{2}")


def is_right(data: bytes) -> bool:
    """True for a stream without inline images and intents in which nothing is wrong;
    False asks for a closer look.
    """
    at = 0
    while (found := _RIGHT.match(data, at)) is not None and found.end() > at:
        at = found.end()
    return at == len(data)


def out_of_bounds(number: bytes) -> bool:
    """Whether a number as written is too large,
    or too near to zero without being it; or is no number at all.
    """
    if _WELL_FORMED.fullmatch(number) is None:
        return True
    if b"." not in number:
        return abs(int(number)) > _LARGEST_INTEGER
    size = abs(float(number))
    return size > _LARGEST or 0 < size < _SMALLEST


def length_of(name: bytes) -> int:
    """Bytes of a name as content writes it,
    its slash and its codes not counted (ISO 32000-1, 7.3.5).
    """
    return len(_CODE.sub(b"x", name)) - 1


def tokens(operands: bytes) -> Iterator[tuple[str, bytes, int]]:
    """The names, words and comments among the operands of one operation:
    the kind, as written, where it begins.

    Words are numbers, `true`, `false` and `null`.
    """
    for found in _TOKEN.finditer(operands):
        if found.lastgroup is not None:
            yield found.lastgroup, found[0], found.start()


def faults(data: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong in a stream:
    the rule by the name that the day's judge has for it, and what was met.

    Source: ISO 19005-2, 6.1.13 and 6.2.2.
    """
    if is_right(data):
        return
    try:
        for operator, operands, start, end in steps(data):
            if operator not in OPERATORS:
                yield "CONTENT-OPERATOR", f"`{_shown(operator)}` is no operator"
            elif operator == b"BI":
                yield from _faults_of_image(data[start:end])
            elif data[end : end + 1] == b"%":
                yield "CONTENT-OPERATOR", f"a comment adjoins the operator `{_shown(operator)}`"
            yield from _faults_of(operands)
    except UnreadableContent:
        yield "CONTENT-OPERATOR", "a part of the content is no operation"


def _faults_of_image(whole: bytes) -> Iterator[tuple[str, str]]:
    head = whole[: found.start()] if (found := _DATA_BEGINS.search(whole)) else whole
    depth = _DEPTH.search(head)
    if depth is not None and int(depth[1]) not in DEPTHS and _IS_MASK.search(head) is None:
        yield "IMAGE-BPC", f"an inline image has {int(depth[1])} bits for each component"


def _faults_of(operands: bytes) -> Iterator[tuple[str, str]]:
    for kind, token, _ in tokens(operands):
        if kind == "comment":
            return
        if kind == "name":
            if length_of(token) > LONGEST_NAME:
                yield "NAME-LENGTH", f"the name {_shown(token)} has more than {LONGEST_NAME} bytes"
        elif _NUMBER_BEGINS.match(token) and out_of_bounds(token):
            yield "REAL-RANGE", f"the number {_shown(token)} is out of bounds"


def _shown(token: bytes) -> str:
    text = token[:20].decode("ascii", "replace").replace("\ufffd", "?")
    return f"{text}…" if len(token) > 20 else text
