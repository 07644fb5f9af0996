"""The limits of a submission, which an editor can raise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each thing one submission may take;
    `limits:` in `volume.yaml` names them with hyphens.
    """

    pages: int = 2_000
    bytes: int = 500_000_000
    decompressed_bytes: int = 3_000_000_000
    """Of all streams together, pictures counted as they are drawn."""
    stream_bytes: int = 600_000_000
    """Of one stream."""
    page_inches: float = 150.0
    """The longer side of a page."""
    seconds: float = 300.0
    memory: int = 4_000_000_000
    """Bytes of address space of each program that works on the submission."""

    def raised(self, settings: Iterable[tuple[str, float]]) -> Self:
        """These limits with an editor's own in place of the named ones;
        other names are left to checking.
        """
        known = {f.name: type(getattr(self, f.name)) for f in fields(self)}
        wanted = {name.replace("-", "_"): value for name, value in settings}
        return replace(self, **{name: known[name](value) for name, value in wanted.items() if name in known})


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a submission exceeds:
    which, a sentence, and the page (1-based) where it is one page's fault.
    """

    limit: str
    message: str
    page: int | None = None
