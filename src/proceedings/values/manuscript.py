"""Manuscripts: what typesetting is given of authors' texts, and what sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from proceedings.values.book import DocumentKind

UNDESCRIBED = "\ufffc"
"""The alternative text of a picture for which its author left room for none:
a figure that an editor may describe.
"""


FORMULA = "\u2063"
"""At the beginning of the alternative text of a picture that is a formula."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text that typesetting turns into pages.

    `html` is the body: safe (no scripts, styles, frames or forms) and complete (images are data
    URIs, nothing is to be fetched). `title` is its first heading, which is in `html` too; None when
    it has none.
    """

    html: str
    title: str | None
    language: str
    kind: DocumentKind
    source: PurePosixPath
    """As in the agenda; for messages, not for reading."""
    own_language: str | None = None
    """The language that the text itself names."""


class Typesetter(Protocol):
    """What the typesetting room hands to intake:
    a callable that can be pickled and gives the PDF of a manuscript.
    """

    def __call__(self, manuscript: Manuscript, /) -> bytes:
        """The PDF."""

    def inputs(self, manuscript: Manuscript, /) -> Mapping[str, str]:
        """What its pages depend on besides the text, in an editor's words:
        where one changes, it is set again.

        They hold what this manuscript shows and nothing of others.
        """

    def programs(self, manuscript: Manuscript, /) -> tuple[str, ...]:
        """The programs and libraries that set it, by name: with other versions it is set again."""
