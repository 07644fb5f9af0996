"""Names one after the other: all of them, or of very many the first and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.words.wording import Words, name_list

MOST = 10
"""Names of which each is told; of more than these only the first few are."""

FIRST = 3
"""Of very many names so many are told."""


def short_name_list(names: Sequence[str], words: Words, language: str) -> str:
    """`A, B and C`, or of more than ten `A, B, C and 97 others`.

    Args:
        names: in their order.
        words: of the volume.
        language: BCP 47 tag of the volume, by which names are joined.
    """
    if len(names) <= MOST:
        return name_list(names, language)
    return words.and_others(", ".join(names[:FIRST]), len(names) - FIRST)
