"""Marks round everything on a page that has no tags:
paragraphs, figures, and artifacts for what is mere drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.intake.tagging.blocks import Block
from proceedings.intake.tagging.drawing import SPACES, Border, Figure, Rule, Shown, Step


def mark(content: bytes, steps: Sequence[Step]) -> bytes:
    """The content with marks, one a run of steps that belong together;
    blocks and figures get to know their marked-content ids (ISO 32000-2, 14.6 and 14.7.5).

    Args:
        content: of the page.
        steps: what it draws; each string knows its block, or none where it is an artifact.
    """
    out: list[bytes] = []
    written = mcid = 0
    mark_open: tuple[Block | None, int | None] | None = None
    """The block and the link of the open mark; no block for an artifact."""
    for step in steps:
        before, instead, after = b"", content[step.start : step.end], b""
        if isinstance(step, Border):
            if step.closes and mark_open is not None:
                before, mark_open = b"EMC\n", None
            if step.instead is not None:
                instead = step.instead
            elif not before:
                continue
        elif isinstance(step, Figure):
            before = (b"EMC\n" if mark_open is not None else b"") + b"/Figure <</MCID %d>> BDC\n" % mcid
            after, mark_open, step.mcid = b"\nEMC\n", None, mcid
            mcid += 1
        else:
            block, link = (None, None) if isinstance(step, Rule) or step.block is None else (step.block, step.link)
            if (block, link) == mark_open:
                continue
            before = b"EMC\n" if mark_open is not None else b""
            mark_open = block, link
            if block is not None:
                block.mcids.append(mcid)
                if link is not None:
                    block.linked.setdefault(link, []).append(mcid)
                before += b"/P <</MCID %d>> BDC\n" % mcid
                mcid += 1
            else:
                before += b"/Artifact BMC\n"
        if before and isinstance(step, Shown) and step.goes_on:
            before = b"]TJ\n" + before + b"["
        elif before and step.start and content[step.start - 1] not in SPACES:
            before = b"\n" + before  # an operator may end where the next operand begins
        out += [content[written : step.start], before, instead, after]
        written = step.end
    out.append(content[written:])
    if mark_open is not None:
        out.append(b"\nEMC\n")
    return b"".join(out)
