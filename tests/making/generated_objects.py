"""Objects of PDF as Hypothesis makes them, written as text, and as pypdf reads them back.

Source of the syntax: ISO 32000-2, 7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

_REGULAR = frozenset(range(33, 127)) - frozenset(b"()<>[]{}/%#")

Made = Callable[["Writer"], bytes]
"""Writes a value: gives back its text, and adds the objects that it refers to."""


@dataclass
class Writer:
    """The objects of a file in the making."""

    objects: list[bytes] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    """Numbers of the generated objects that others may share."""

    def add(self, text: bytes) -> int:
        """Add an object; gives back its number."""
        self.objects.append(text)
        return len(self.objects)

    def save(self, path: Path, root: int) -> Path:
        """Write the file."""
        data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
        for number, text in enumerate(self.objects, 1):
            places.append(len(data))
            data += b"%d 0 obj\n%b\nendobj\n" % (number, text)
        size = len(places) + 1
        table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
        trailer = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, len(data))
        path.write_bytes(data + b"xref\n0 %d\n" % size + table + trailer)
        return path


def _name(letters: bytes, escaped: bool) -> bytes:
    """A name; letters that could stand as they are may be escaped, too."""
    return b"/" + b"".join(b"#%02x" % c if escaped or c not in _REGULAR else bytes([c]) for c in letters)


def _literal(content: bytes) -> bytes:
    escaped = content.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(" + escaped + b")"


def _hexadecimal(content: bytes) -> bytes:
    return b"<" + content.hex().encode() + b">"


_DIGITS = st.text("0123456789", min_size=1, max_size=12)
_INTEGERS = st.integers(-(2**31), 2**31 - 1).map(lambda n: b"%d" % n)
_REALS = st.tuples(st.sampled_from(["", "-", "+"]), _DIGITS, _DIGITS, st.sampled_from(["{}{}.{}", "{}.{}", "{}{}."]))
_LETTERS = st.binary(min_size=1, max_size=6).map(lambda letters: letters.replace(b"\0", b"0"))
_STRINGS = st.binary(max_size=20) | st.lists(st.sampled_from([b"%", b"%d", b" 1 0 R", b"(", b")", b"\\"])).map(b"".join)
ATOMS = st.one_of(
    _INTEGERS,
    _REALS.map(lambda r: r[3].format(r[0], r[1], r[2]).encode()),
    st.sampled_from([b"true", b"false", b"null"]),
    st.builds(_name, _LETTERS, st.booleans()),
    _STRINGS.map(_literal),
    _STRINGS.map(_hexadecimal),
)
_KEYS = st.builds(_name, _LETTERS.map(lambda letters: b"X" + letters), st.just(False))


def _listed(inner: Sequence[Made]) -> Made:
    return lambda writer: b"[" + b" ".join(made(writer) for made in inner) + b"]"


def _entries(writer: Writer, inner: dict[bytes, Made]) -> bytes:
    return b"".join(b"%b %b" % (key, made(writer)) for key, made in inner.items())


def _mapped(inner: dict[bytes, Made]) -> Made:
    return lambda writer: b"<<" + _entries(writer, inner) + b">>"


def _own(inner: Made) -> Made:
    """As an object of its own."""

    def made(writer: Writer) -> bytes:
        text = inner(writer)
        if text.endswith(b" R"):
            return text  # an object is no reference
        number = writer.add(text)
        writer.values.append(number)
        return b"%d 0 R" % number

    return made


def _again(which: int) -> Made:
    """An object that was there before; null where there is none."""
    return lambda writer: b"%d 0 R" % writer.values[which % len(writer.values)] if writer.values else b"null"


def _streamed(inner: dict[bytes, Made], data: bytes) -> Made:
    def text(writer: Writer) -> bytes:
        head = b"<<%b/Length %d>>" % (_entries(writer, inner), len(data))
        return b"%b\nstream\n%b\nendstream" % (head, data)

    return _own(text)


def _within(inner: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    mapping = st.dictionaries(_KEYS, inner, max_size=3)
    return st.one_of(
        st.lists(inner, max_size=3).map(_listed),
        mapping.map(_mapped),
        inner.map(_own),
        st.builds(_streamed, mapping, st.binary(max_size=200)),
    )


def _plain(text: bytes) -> Made:
    return lambda _: text


VALUES: st.SearchStrategy[Made] = st.recursive(
    ATOMS.map(_plain) | ATOMS.map(lambda text: _own(_plain(text))) | st.integers(0, 9).map(_again),
    _within,
    max_leaves=10,
)
"""Any value that is no circle,
each part of it direct or an object of its own, some of them shared.
"""


def plain(thing: Any) -> Any:
    """What pypdf read, as a value that can be compared;
    entries that are null are none (ISO 32000-2, 7.3.7).
    """
    thing = thing.get_object() if thing is not None else None
    match thing:
        case None | NullObject():
            return None
        case StreamObject():
            kept = {k: v for k, v in dict.items(thing) if k not in ("/Length", "/Filter", "/DecodeParms")}
            return ("stream", _plain_entries(kept), bytes(thing.get_data()))
        case DictionaryObject():
            return _plain_entries(dict(dict.items(thing)))
        case ArrayObject():
            return [plain(item) for item in list.__iter__(thing)]
        case TextStringObject() | ByteStringObject():
            return ("string", bytes(thing.original_bytes))
        case NameObject():
            return ("name", str(thing))
        case FloatObject() | NumberObject():
            return ("number", float(thing))
        case _:
            return ("boolean", thing.value)


def _plain_entries(entries: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, thing in entries.items() if (value := plain(thing)) is not None}
