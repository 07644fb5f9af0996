"""Things counted in English, as messages say them."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 page`, `3 pages`: of nouns that take an s."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
