"""Single values of an agenda are changed where they stand; every other letter of the file stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proceedings.importing.yaml_writing import scalar


@dataclass(frozen=True, slots=True)
class Patch:
    """A value for a key of the block that begins at a line and column (1-based).

    `keys` are tried in their order; the first is written where the block has none of them. A list
    of one stands as its only value. An empty value takes the key away.
    """

    line: int
    column: int
    keys: tuple[str, ...]
    value: str | tuple[str, ...]


def patched(text: str, patches: list[Patch]) -> tuple[str, list[Patch]]:
    """The text with all values in it, and the patches that cannot be made: blocks in brackets,
    lists over several lines, values with anchors.
    """
    import yaml

    blocks: dict[tuple[int, int], Any] = {}
    pending = [yaml.compose(text, yaml.SafeLoader)]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.MappingNode):
            blocks[node.start_mark.line + 1, node.start_mark.column + 1] = node
            pending += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
    edits: list[tuple[int, int, str]] = []
    left: list[Patch] = []
    for patch in patches:
        edit = _edit(text, blocks.get((patch.line, patch.column)), patch)
        if edit is None:
            left.append(patch)
        else:
            edits.append(edit)
    for start, end, said in sorted(edits, reverse=True):
        text = text[:start] + said + text[end:]
    return text, left


def _edit(text: str, block: Any, patch: Patch) -> tuple[int, int, str] | None:
    """From where to where what is to be written; None where it cannot be done by a line."""
    if block is None or block.flow_style:
        return None
    keys: Mapping[str, tuple[Any, Any]] = {key.value: (key, value) for key, value in block.value}
    found = next((keys[key] for key in patch.keys if key in keys), None)
    said = _said(patch.value)
    if found is None:
        first, last = block.value[0]
        end = _line_end(text, last.end_mark.index)
        if last.start_mark.line != last.end_mark.line or not said:
            return None if said else (0, 0, "")
        return end, end, f"\n{' ' * first.start_mark.column}{patch.keys[0]}: {said}"
    key, value = found
    on_one_line = value.start_mark.line == value.end_mark.line == key.start_mark.line
    if not on_one_line or text[value.start_mark.index : value.end_mark.index][:1] in ("&", "*"):
        return None
    if not said:
        return None if key is block.value[0][0] else _without_line(text, key.start_mark.index)
    blank = "" if text[value.start_mark.index - 1] == " " else " "
    return value.start_mark.index, value.end_mark.index, blank + said


def _without_line(text: str, index: int) -> tuple[int, int, str]:
    start = text.rindex("\n", 0, index)
    return start, _line_end(text, index), ""


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _said(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return scalar(value) if value else ""
    return scalar(value[0]) if len(value) == 1 else f"[{', '.join(map(scalar, value))}]" if value else ""
