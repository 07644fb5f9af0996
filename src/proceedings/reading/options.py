"""`options:` of volume.yaml:
each name and each word is known, or an error says where it stands and what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proceedings.reading.findings import Findings
from proceedings.reading.scalars import shape_of
from proceedings.reading.yaml_positions import MappingNode, TextNode, is_blank
from proceedings.values.options import NO, YES, Kind, Options, kinds
from proceedings.words.suggestions import did_you_mean, one_of

_OLD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "pages-as-pictures": {"allowed": "yes"},
        "forms": {"remove": "leave-out"},
        "comments": {"remove": "leave-out"},
    }
)
"""Words that were read in earlier versions, by option, and how they are written now."""

_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "linearise": "linearize",
        "fast-web-view": "linearize",
        "attachments": "attach-originals",
        "bios": "biographies",
        "opening-papers": "opening-paper",
        "opening-slide": "opening-slides",
        "allowed": "yes",
        "right": "recto",
        "left": "verso",
        "remove": "leave-out",
        "hide": "leave-out",
        "show": "print",
        "only-supplied": "supplied",
        "dividers": "divider-from",
        "dividers-from": "divider-from",
        "missing-documents": "absent-documents",
    }
)
"""What editors mean by words that letters alone would not lead to."""


def read_options(block: MappingNode | None, findings: Findings) -> Options:
    """The options as typed values;
    where a key or a value cannot be read, an error, and the usual value.

    Args:
        block: what stands under `options:`; None where nothing does.
        findings: takes every problem, at the line and column of the key or the value.
    """
    known, said = kinds(), dict[str, Any]()
    for key, node in () if block is None else block.items():
        kind = known.get(key)
        if kind is None:
            hint = did_you_mean(key, known, _MEANT) or one_of(known)
            findings.error("unknown-option", key.place, f"there is no option `{key[:60]}`", hint)
        elif not isinstance(node, TextNode):
            what = "a whole number" if kind.is_number else "one word" if kind.words else "yes or no"
            findings.error("wrong-shape", node.place, f"{what} belongs here, not {shape_of(node)}")
        elif not is_blank(node) and (value := _value(kind, node, findings)) is not None:
            said[kind.field] = value
    return Options(**said)


def _value(kind: Kind, node: TextNode, findings: Findings) -> object:
    """What the editor's word means; None, and an error, where it means nothing."""
    word = re.sub(r"\s+", " ", node).strip()
    old = _OLD.get(kind.name, {}).get(word.casefold())
    if old is not None:
        message = f"`{kind.name}: {word}` is an old way to write `{kind.name}: {old}`"
        findings.warning("old-spelling", node.place, message, f"write `{old}`")
        return kind.value(old)
    value = kind.value(word)
    if value is None and kind.is_number:
        message = f"`{word[:60]}` is not a value of `{kind.name}`"
        findings.error("bad-number", node.place, message, f"write a whole number, such as {kind.usual}")
    elif value is None:
        choices = kind.words or ("yes", "no")
        hint = did_you_mean(word, kind.words or (*YES, *NO), _MEANT)
        code = "unknown-value" if kind.words else "bad-flag"
        what = f"not a value of `{kind.name}`" if kind.words else "neither yes nor no"
        findings.error(
            code, node.place, f"`{word[:60]}` is {what}", f"{hint} It is {one_of(choices)}" if hint else one_of(choices)
        )
    return value
