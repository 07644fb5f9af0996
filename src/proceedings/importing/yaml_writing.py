"""YAML in block style, as an editor writes it; every scalar is text, so little needs quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff:#]*", re.UNICODE)
_MEANT = re.compile(r"(?:null|true|false|yes|no|on|off|y|n)", re.IGNORECASE)
_AWKWARD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|[ ]\n")
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def written(value: object) -> str:
    """A value of mappings, lists and texts as a YAML document; what is None stands as an
    open key.
    """
    return "\n".join(_lines(value, 0)) + "\n"


def _lines(value: object, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _under(f"{pad}{key}:", below, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for below in value:
            inner = list(_lines(below, indent + 2)) if _is_block(below) else []
            if inner:
                yield f"{pad}- {inner[0][indent + 2 :]}"
                yield from inner[1:]
            else:
                yield from _under(f"{pad}-", below, indent)


def _is_block(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str))


def _under(head: str, value: object, indent: int) -> Iterator[str]:
    if value is None:
        yield head
    elif _is_block(value):
        yield head
        yield from _lines(value, indent + 2)
    elif isinstance(value, str) and "\n" in value and _can_stand_in_a_block(value):
        yield f"{head} |-"
        yield from (" " * (indent + 2) + line if line else "" for line in value.split("\n"))
    else:
        yield f"{head} {scalar(str(value))}"


def _can_stand_in_a_block(text: str) -> bool:
    return not _AWKWARD.search(text) and not text.startswith((" ", "\n")) and not text.endswith((" ", "\n"))


def scalar(text: str) -> str:
    """A text on one line, in quotes where it needs them."""
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and not _MEANT.fullmatch(text)
    if plain or re.fullmatch(r"\d{1,2}:\d\d–\d{1,2}:\d\d|[a-z]+/[\w./ -]*\w", text):
        return text
    return _ESCAPED.sub(lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(text, ensure_ascii=False))
