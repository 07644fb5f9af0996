"""Why each step of a build ran or did not:
its inputs are compared with those that it had in the build before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_JOURNAL = "journal.json"
_DIGEST = 64
"""Letters of a SHA-256; such a value is not shown."""
ABSENT = "none"
"""The version of a program that is not installed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a build: what it makes, whether it ran, and why or why not."""

    name: str
    ran: bool
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {'ran' if self.ran else 'not run'}, {self.reason}"


class Journal:
    """The steps of this build, and the inputs that each had in the last one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _JOURNAL
        self._before: dict[str, dict[str, str]] | None = None
        self._now: dict[str, dict[str, str]] = {}
        self.steps: list[Step] = []

    def note(
        self,
        name: str,
        inputs: Mapping[str, str],
        *,
        ran: bool,
        damaged: bool = False,
        outdated: str = "",
        kept: bool = True,
    ) -> None:
        """Put down a step with its inputs; see `Store.note`.

        One that is not kept in the store runs in every build. `outdated` says by which programs the
        entry in the store was made, where these are others now.
        """
        again = name in self._now
        known = self._now.get(name) or self._last().get(name)
        self._now[name] = dict(inputs)
        if damaged:
            reason = "its entry in the store was damaged"
        elif outdated and ran:
            reason = outdated
        elif known is None:
            reason = "it was not done before" if ran else "the store had it already"
        elif known == inputs:
            gone = "the store no longer had it" if kept else "it is part of every build that has anything to do"
            reason = gone if ran else "nothing changed"
        else:
            changes = "; ".join(differences(known, inputs))
            reason = changes if ran else f"the store has it from an earlier build ({changes})"
            reason = f"once more in this build: {reason}" if again else reason
        self.steps.append(Step(name, ran, reason))

    def say(self, name: str, ran: bool, reason: str) -> None:
        """Put down a step whose reason is known."""
        self.steps.append(Step(name, ran, reason))

    def content(self) -> tuple[Path, dict[str, dict[str, str]]] | None:
        """The file to be written at the end of a build and what belongs into it;
        None where nothing was noted.
        """
        if not self._now or self._now == self._last():
            return None
        return self._file, self._now

    def _last(self) -> dict[str, dict[str, str]]:
        if self._before is None:
            try:
                found = json.loads(self._file.read_bytes())
                self._before = {str(name): dict(inputs) for name, inputs in found.items()}
            except (OSError, ValueError, TypeError, AttributeError):
                self._before = {}
        return self._before


def changed_programs(before: Mapping[str, str], version_of: Callable[[str], str]) -> Iterator[str]:
    """A phrase for each program of another version than before: `LibreOffice 7.4 was 7.3`."""
    for name, old in sorted(before.items()):
        new = version_of(name)
        if old == new:
            continue
        if old == ABSENT:
            yield f"{name} {new} was not there" if new != "there" else f"{name} was not there"
        elif new == ABSENT:
            yield f"{name} is not there any more" + (f", it was {old}" if old != "there" else "")
        else:
            yield f"{name} {new} was {old}"


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """What changed between two sets of inputs, an input a phrase, in the order of their names."""
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if old is None:
            yield f"{name} is new"
        elif new is None:
            yield f"{name} is gone"
        elif old != new:
            shown = max(len(old), len(new)) < _DIGEST
            yield f"{name} was {old or 'empty'} and is {new or 'empty'}" if shown else f"{name} changed"
