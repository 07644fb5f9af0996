"""Optional content: which layers print,
and whether what belongs to one or several of them does (ISO 32000-2, 8.11).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from proceedings.pdf import objects

_DEEPEST = 100

Identity = tuple[int, int]


class PrintedState:
    """Which layers print, and whether what belongs to one or several of them does."""

    def __init__(self, hidden: frozenset[Identity]) -> None:
        self.hidden = hidden
        self._known: dict[Identity, bool] = {}
        """What memberships and visibility expressions came to: they may share others."""

    def shows(self, membership: Any, depth: int = 0) -> bool:
        """Whether content with this /OC (a layer or a membership dictionary) prints."""
        if not isinstance(membership, pikepdf.Dictionary) or depth > _DEEPEST:
            return True
        if objects.name(objects.get(membership, "/Type")) != "OCMD":
            return objects.identity(membership) not in self.hidden
        return self._once(membership, self._belongs, depth)

    def _belongs(self, membership: Any, depth: int) -> bool:
        expression = objects.get(membership, "/VE")
        if isinstance(expression, pikepdf.Array):
            return self._holds(expression, depth + 1)
        return self._policy(membership, depth)

    def _once(self, item: Any, work_out: Callable[[Any, int], bool], depth: int) -> bool:
        """What an object comes to, worked out once whatever shares it."""
        mark = objects.identity(item)
        if mark is None:
            return work_out(item, depth)
        if mark not in self._known:
            self._known[mark] = True  # as long as it is not known: it may hold itself
            self._known[mark] = work_out(item, depth)
        return self._known[mark]

    def _policy(self, membership: Any, depth: int) -> bool:
        groups = objects.get(membership, "/OCGs")
        listed = [groups] if isinstance(groups, pikepdf.Dictionary) else list(objects.elements(membership, "/OCGs"))
        shown = [self.shows(g, depth + 1) for g in listed if isinstance(g, pikepdf.Dictionary)]
        if not shown:
            return True
        policy = objects.name(objects.get(membership, "/P")) or "AnyOn"
        answers = {"AllOn": all(shown), "AnyOff": not all(shown), "AllOff": not any(shown)}
        return answers.get(policy, any(shown))

    def _holds(self, expression: Any, depth: int) -> bool:
        """A visibility expression: [/And ...], [/Or ...], [/Not x] (ISO 32000-2, table 97)."""
        if depth > _DEEPEST or not len(expression):
            return True
        return self._once(expression, self._worked_out, depth)

    def _worked_out(self, expression: Any, depth: int) -> bool:
        operands = [
            self._holds(e, depth + 1) if isinstance(e, pikepdf.Array) else self.shows(e, depth + 1)
            for e in list(expression)[1:]
        ]
        operator = objects.name(expression[0])
        if operator == "Not":
            return not operands[0] if operands else True
        return any(operands) if operator == "Or" else all(operands)


def groups_of(pdf: pikepdf.Pdf) -> list[Any]:
    """The layers of a document."""
    properties = objects.dictionary(pdf.Root, "/OCProperties")
    return [g for g in objects.elements(properties, "/OCGs") if objects.identity(g)]


def shown_on_screens(pdf: pikepdf.Pdf) -> frozenset[Identity]:
    """The layers that a reader shows on a screen, by the default configuration."""
    default = objects.dictionary(objects.dictionary(pdf.Root, "/OCProperties"), "/D")
    return frozenset(i for g in groups_of(pdf) if (i := objects.identity(g)) and _is_on(g, default))


def printed_state(pdf: pikepdf.Pdf) -> PrintedState:
    """Which layers print, by their usage and the default configuration; nothing is changed."""
    default = objects.dictionary(objects.dictionary(pdf.Root, "/OCProperties"), "/D")
    hidden = (i for g in groups_of(pdf) if (i := objects.identity(g)) and not _prints(g, default))
    return PrintedState(frozenset(hidden))


def _prints(group: Any, default: Any) -> bool:
    """The state of a layer on paper:
    its own word for printing, else that of the default configuration.
    """
    if not _intents(default) & _intents(group):
        return True  # the configuration has no say over this layer, so it shows (ISO 32000-2, 8.11.2.3)
    usage = objects.dictionary(group, "/Usage")
    wish = objects.name(objects.get(objects.dictionary(usage, "/Print"), "/PrintState"))
    return wish == "ON" if wish in ("ON", "OFF") else _is_on(group, default)


def _is_on(group: Any, default: Any) -> bool:
    """The state of a layer in the default configuration."""
    identity = objects.identity(group)
    for key, state in (("/OFF", False), ("/ON", True)):
        if any(objects.identity(g) == identity for g in objects.elements(default, key)):
            return state
    return objects.name(objects.get(default, "/BaseState")) != "OFF"


def _intents(holder: Any) -> set[str]:
    value = objects.get(holder, "/Intent")
    named = (
        {objects.name(value)}
        if isinstance(value, pikepdf.Name)
        else set(map(objects.name, objects.elements(holder, "/Intent")))
    )
    return {"View", "Design"} if "All" in named else (named - {""} or {"View"})
