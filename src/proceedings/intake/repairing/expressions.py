"""Visibility expressions that readers would never finish,
or not alike, give way to the state in which they print.

Readers follow every way through an expression. Where its parts share others, level by level,
a few hundred bytes ask for more steps than there is time (ISO 32000-2, 8.11.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from proceedings.pdf import objects
from proceedings.pdf.layers import PrintedState, groups_of, printed_state

SIMPLIFIED = "A rule about when its layers show was endless or too long; the state in which they print is kept."

_MOST_OPERANDS = 1_000
"""Operands of an expression, counted along every way through it."""
_DEEPEST = 16
"""Levels that every reader follows."""


def simplify_expressions(pdf: pikepdf.Pdf) -> bool:
    """Replace in place each visibility expression that is too long by its printed state;
    says whether there was one.
    """
    if objects.dictionary(pdf.Root, "/OCProperties") is None:
        return False
    lengths: dict[tuple[int, int], int] = {}
    endless = [m for m in _memberships(pdf) if _length(m["/VE"], 0, lengths) > _MOST_OPERANDS]
    if not endless:
        return False
    state, groups = printed_state(pdf), groups_of(pdf)
    shown = [state.shows(membership) for membership in endless]
    for membership, shows in zip(endless, shown, strict=True):
        _settle(membership, shows, groups, state)
    return True


def _memberships(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All membership dictionaries with a visibility expression, wherever they stand."""
    for item in pdf.objects:
        if b"/VE" not in objects.written(item):
            continue
        pending = [item]
        while pending:
            holder = pending.pop()
            if isinstance(holder, pikepdf.Array):
                kids = list(holder)
            else:
                kids = [value for _, value in objects.items(holder)]
                if isinstance(objects.get(holder, "/VE"), pikepdf.Array):
                    yield holder
            inner = (kid for kid in kids if isinstance(kid, (pikepdf.Array, pikepdf.Dictionary)))
            pending += [kid for kid in inner if not objects.identity(kid)]


def _length(expression: Any, depth: int, known: dict[tuple[int, int], int]) -> int:
    """The operands of an expression along every way through it;
    more than are allowed where it is too deep or holds itself.
    """
    if depth > _DEEPEST:
        return _MOST_OPERANDS + 1
    mark = objects.identity(expression)
    if mark is not None and mark in known:
        return known[mark]
    if mark is not None:
        known[mark] = _MOST_OPERANDS + 1  # as long as it is not known: it may hold itself
    length = len(expression)
    for operand in expression if length <= _MOST_OPERANDS else ():
        if isinstance(operand, pikepdf.Array):
            length += _length(operand, depth + 1, known)
    if mark is not None:
        known[mark] = length
    return length


def _settle(membership: Any, shows: bool, groups: list[Any], state: PrintedState) -> None:
    """Let a membership dictionary say by its layers and policy whether its content shows."""
    del membership["/VE"]
    if shows or not groups:
        # Without layers a membership dictionary hides nothing.
        for key in ("/OCGs", "/P"):
            if key in membership:
                del membership[key]
        return
    membership["/OCGs"] = groups[0]
    membership["/P"] = pikepdf.Name.AllOff if state.shows(groups[0]) else pikepdf.Name.AllOn
