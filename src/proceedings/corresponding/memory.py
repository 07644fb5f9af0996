"""What letters said before: proceedings/state/letters.json. No address is ever in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

STATE = "proceedings/state/letters.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """One letter that was written: in which run of the command, its id, the keys of its points."""

    run: int
    message: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Memory:
    """All letters by the id of the person, in the order in which they were written."""

    letters: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)

    @property
    def run(self) -> int:
        """The number of the last run that wrote letters; 0 before the first."""
        return max((one.run for of in self.letters.values() for one in of), default=0)

    def without_last_run(self) -> Memory:
        """What was known before the last run."""
        last = self.run
        kept = {person: tuple(one for one in of if one.run != last) for person, of in self.letters.items()}
        return Memory({person: of for person, of in kept.items() if of})

    def said_to(self, person: str) -> frozenset[str]:
        """The keys of all points that somebody was written of."""
        return frozenset(key for one in self.letters.get(person, ()) for key in one.points)

    def with_letter(self, person: str, letter: Written) -> Memory:
        """The same with one letter more."""
        return Memory({**self.letters, person: (*self.letters.get(person, ()), letter)})


def recall(workspace: Path) -> Memory:
    """What the state of the workspace says; nothing where there is none or it cannot be read."""
    try:
        kept = json.loads((workspace / STATE).read_text("utf-8"))
        people = kept["people"] if kept["version"] == _VERSION else {}
        return Memory(
            {
                str(person): tuple(Written(int(one["run"]), str(one["id"]), tuple(one["points"])) for one in of)
                for person, of in people.items()
            }
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory()


def remember(workspace: Path, memory: Memory) -> None:
    """Write the state down."""
    people = {
        person: [{"run": one.run, "id": one.message, "points": list(one.points)} for one in of]
        for person, of in sorted(memory.letters.items())
    }
    path = workspace / STATE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": _VERSION, "people": people}, indent=1, ensure_ascii=False) + "\n", "utf-8")
