"""Files are written into agenda.yaml at their contributions; every other letter of it stays."""

from __future__ import annotations

import re

from proceedings.importing.yaml_writing import scalar


def with_document(text: str, line: int, column: int, kind: str, path: str) -> str | None:
    """The agenda with a document added to the entry that begins at a line and column (1-based).

    A promise of the kind (`- paper:`) becomes the file; else the document goes behind the others.
    None where the entry is written in a way that cannot be patched: on one line, in brackets.
    """
    lines = text.split("\n")
    first, indent = line - 1, column - 1
    if first >= len(lines) or not re.match(r"[A-Za-z_]+:(?:\s|$)", lines[first][indent:]):
        return None
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or _indent(lines[last]) >= indent):
        last += 1
    while not lines[last - 1].strip():
        last -= 1
    pad = " " * indent
    head = next(
        (n for n in range(first, last) if lines[n][indent:].startswith("documents:") and _begins(lines[n], indent)),
        None,
    )
    if head is None:
        lines[last:last] = [f"{pad}documents:", f"{pad}  - {kind}: {scalar(path)}"]
        return "\n".join(lines)
    if not re.fullmatch(r"documents:\s*(#.*)?", lines[head][indent:]):
        return None
    end = head + 1
    while end < last and (
        not lines[end].strip() or _indent(lines[end]) > indent or lines[end][indent:].startswith("- ")
    ):
        promised = re.fullmatch(rf"(\s*-\s+{kind}:)(?:\s+(?:null|~))?(\s*#.*)?", lines[end])
        if promised:
            lines[end] = f"{promised[1]} {scalar(path)}{promised[2] or ''}"
            return "\n".join(lines)
        end += 1
    inner = _indent(lines[head + 1]) if head + 1 < end else indent + 2
    lines[end:end] = [f"{' ' * inner}- {kind}: {scalar(path)}"]
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _begins(line: str, indent: int) -> bool:
    """True where only spaces and the dash of the entry stand before."""
    return not line[:indent].strip(" -")
