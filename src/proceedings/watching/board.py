"""The board: what the builder writes down and the readers of the page wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    """What the page shows.

    `volume` counts up when there is another volume, `report` when there is another check report;
    both are 0 while there is none. `step` is what is being done, None when nothing is.
    """

    step: str | None = None
    tally: str = ""
    problems: tuple[Mapping[str, object], ...] = ()
    """Errors and warnings, the gravest first: severity, place, message, hint, document, page."""
    volume: int = 0
    report: int = 0
    stale: bool = False
    """True when the volume shown is older than the files, because they could not be built."""

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


class Board:
    """The notice on show. Threads may read and change it at once."""

    def __init__(self) -> None:
        self._notice = Notice()
        self._serial = 0
        self.desk: str | None = None
        """Who owes what, as JSON; None before it was looked at."""
        self._changed = threading.Condition()

    def show(self, **fields: Any) -> None:
        """Change fields of the notice."""
        self.alter(lambda notice: replace(notice, **fields))

    def alter(self, change: Callable[[Notice], Notice]) -> None:
        """Put up what a function makes of the notice."""
        with self._changed:
            self._notice = change(self._notice)
            self._serial += 1
            self._changed.notify_all()

    def read(self) -> tuple[int, Notice]:
        """The notice and its serial number."""
        with self._changed:
            return self._serial, self._notice

    def wait(self, serial: int, seconds: float) -> tuple[int, Notice]:
        """The notice as soon as it has another serial number, or when the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self._serial != serial, seconds)
            return self._serial, self._notice
