"""Copies what the catalogue of a volume holds, whether it is an object of its own or not."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf


def copied(offprint: Pdf, thing: Any) -> Object:
    """A copy of an object of the volume, direct or not."""
    if thing.is_indirect:
        return offprint.copy_foreign(thing)
    if isinstance(thing, Dictionary):
        return Dictionary({key: copied(offprint, value) for key, value in thing.items()})
    if isinstance(thing, Array):
        return Array([copied(offprint, value) for value in thing])
    return thing  # type: ignore[no-any-return]
