"""Tags: those that an author gave are mended where readers stumble;
a document without any gets plain ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from proceedings.values.geometry import Box
from proceedings.values.tagged import UNTAGGED, Tagged

if TYPE_CHECKING:
    import pikepdf


class TaggingFailed(Exception):
    """A document's tags or contents are too strange;
    it may be changed by half, and must be opened anew.
    """


def tag(
    document: pikepdf.Pdf,
    texts: Mapping[int, str] = MappingProxyType({}),
    aside: Mapping[int, tuple[Box, ...]] = MappingProxyType({}),
) -> Tagged:
    """Complete the tags of a document, or make them where it has none.

    Args:
        document: it has been cleaned and made archival; changed in place.
        texts: the editor's alternative texts by the number of the figure,
            counted through the document from 1.
        aside: by page (1-based) where line numbers stand, in its user space;
            where tags are made, these are artifacts.

    Returns:
        What was done; the barriers of tags that an author gave are found by `barred`.

    Raises:
        TaggingFailed: the document cannot be read.
    """
    import pikepdf

    from proceedings.intake.tagging.mending import mend
    from proceedings.intake.tagging.private_codes import publish
    from proceedings.intake.tagging.tree_shape import keep_first_places
    from proceedings.intake.tagging.untagged import has_tags, tag_untagged

    try:
        ours = not has_tags(document)
        shared = not ours and keep_first_places(document)
        details, figures, counts = tag_untagged(document, texts, aside) if ours else mend(document, texts)
        published, private = publish(document)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError) as problem:
        # Whatever a strange document's tags are, its pages can be bound.
        raise TaggingFailed("its tags are damaged and cannot be read") from problem
    if shared:
        details += ("Tags that stood in several places stand in the first.",)
    if published:
        details += ("Signs of symbol fonts got public codes of Unicode.",)
    details = (UNTAGGED if ours else "The tags are its author's.", *details)
    hidden = ("a font explains characters by private codes of Unicode",) if private else ()
    return Tagged(ours, details, hidden, figures, counts)


def barred(tagged: Tagged, path: Path) -> Tagged:
    """The same with what keeps the document at `path` from being PDF/UA-1,
    where the tags are its author's.
    """
    from proceedings.intake.tagging.barriers import barriers

    return tagged if tagged.by_us else replace(tagged, barriers=(*barriers(path), *tagged.barriers))
