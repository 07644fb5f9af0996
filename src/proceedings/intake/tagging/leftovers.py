"""Content of a tagged document that its tree does not hold:
marks that lead nowhere, drawing without a mark.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from proceedings.intake.tagging.drawing import PATHS
from proceedings.intake.tagging.structure import TreeBuilder
from proceedings.pdf import objects
from proceedings.pdf.operations import Operation, UnreadableContent, content_of, operations

_ARTIFACT = b"/Artifact BMC"
_MARK = re.compile(rb"\s*/\w+\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC\s")


def hide_leftovers(pdf: pikepdf.Pdf, structure: TreeBuilder) -> int:
    """Make artifacts of what the tree does not hold:
    heads and feet with marks of no element, rules and backgrounds.

    Text without any mark is left as it is: it may be worth reading.

    Returns:
        How many pages and forms were changed.

    Source: ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.2.
    """
    changed = 0
    for page in pdf.pages:
        content = content_of(page.obj)
        held = structure.held.get(page.obj.objgen, set())
        fresh = _cleared(content, held, page.obj) if content else None
        if fresh is not None:
            page.obj["/Contents"] = pdf.make_stream(fresh)
            changed += 1
    return changed


def _cleared(content: bytes, held: set[int], page: Any) -> bytes | None:
    try:
        cleared = _Clearing(held, objects.inherited(page, "/Resources")).through(content)
    except (UnreadableContent, ValueError, IndexError):
        return None
    return cleared if cleared != content else None


class _Clearing:
    """Goes through a page: knows in which marks it is, and whether an artifact of ours is open."""

    def __init__(self, held: set[int], resources: Any) -> None:
        self._held, self._resources = held, resources
        self._depth = 0
        self._surplus = False
        self._open = False

    def through(self, content: bytes) -> bytes:
        """The content with artifacts."""
        out: list[bytes] = []
        written = 0
        for operation in operations(content):
            before, instead = self._marks(operation)
            if before or instead is not None:
                # An operator may end where the next operand begins.
                out += [content[written : operation.start], b"\n" + before if before else b""]
                out.append(content[operation.start : operation.end] if instead is None else instead)
                written = operation.end
        out.append(content[written:])
        return b"".join(out) + (b"\nEMC\n" if self._open else b"")

    def _marks(self, operation: Operation) -> tuple[bytes, bytes | None]:
        operator = operation.operator
        if operator in (b"BMC", b"BDC"):
            before, instead = self._close(), self._opening(operation)
            self._depth += 1
            return before, instead
        if operator == b"EMC":
            before = self._close()
            if not self._depth:
                return before, b""
            self._depth -= 1
            return before, None
        if operator == b"BT":
            return self._close(), None
        if operator == b"Do" and not self._depth:
            mark = self._misplaced_mark(operation)
            if mark:
                return self._close() + mark, b" ".join(operation.operands) + b" Do\nEMC\n"
        if self._depth or self._open:
            return b"", None
        if operator in PATHS or operator == b"BI" or (operator == b"Do" and self._is_picture(operation)):
            self._open = True
            return _ARTIFACT + b"\n", None
        return b"", None

    def _close(self) -> bytes:
        was, self._open = self._open, False
        return b"EMC\n" if was else b""

    def _opening(self, operation: Operation) -> bytes | None:
        """The beginning of marked content, rewritten where its id belongs to no element."""
        mcid = self._mcid(operation)
        if mcid is None or mcid in self._held:
            return None
        return b"/Span BMC" if self._depth else _ARTIFACT

    def _mcid(self, operation: Operation) -> int | None:
        words = b" ".join(operation.operands[1:]).split()
        if b"/MCID" in words:
            return int(words[words.index(b"/MCID") + 1].rstrip(b">"))
        if operation.operator == b"BDC" and len(operation.operands) == 2:
            named = objects.get(objects.get(self._resources, "/Properties"), operation.operands[1].decode("latin-1"))
            found = objects.get(named, "/MCID")
            return found if isinstance(found, int) else None
        return None

    def _misplaced_mark(self, operation: Operation) -> bytes:
        """The mark that begins in a form and ends on the page,
        as LibreOffice writes it; the form is rid of it.
        """
        form = self._drawn(operation)
        if not isinstance(form, pikepdf.Stream) or objects.name(objects.get(form, "/Subtype")) != "Form":
            return b""
        content = form.read_bytes()
        found = _MARK.match(content)
        if found is None or int(found[1]) not in self._held or not _ends_open(content):
            return b""
        form.write(content[found.end() :])
        return found[0].strip() + b"\n"

    def _drawn(self, operation: Operation) -> Any:
        named = objects.get(self._resources, "/XObject")
        return objects.get(named, operation.operands[-1].decode("latin-1"))

    def _is_picture(self, operation: Operation) -> bool:
        """True for an image, and for a form without text or marks of its own."""
        thing = self._drawn(operation)
        if objects.get(thing, "/StructParents") is not None:
            return False
        return objects.get(objects.get(thing, "/Resources"), "/Font") is None


def _ends_open(content: bytes) -> bool:
    """True when marked content that begins in the stream does not end in it."""
    depth = 0
    for operation in operations(content):
        depth += (operation.operator in (b"BMC", b"BDC")) - (operation.operator == b"EMC")
    return depth > 0
