"""A form instead of a paper:
a copyright transfer or a consent that names title and author, to be signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from proceedings.values.submission import Sighting
from proceedings.words.states import words

_MOST_PAGES = 6
_HEAD = 12
"""Lines of the first page among which a form's title stands."""
_BLANK = re.compile(r"[_.…‥]{6,}|…{3,}|(?:_ ){4,}")
_BOX = re.compile(r"[☐☑☒□■❏◻]|\[\s?\]")
_FEWEST = 3
"""Signs that together make a form."""


def looks_like_a_form(texts: Sequence[str]) -> Iterator[Sighting]:
    """One sighting with the line that names the form,
    where a short document looks like one and not like a paper.
    """
    whole = "\n".join(texts)
    if not texts or len(texts) > _MOST_PAGES or words().paper_headings.search(whole):
        return
    lines = [" ".join(line.split()) for line in texts[0].splitlines()]
    title = next((line for line in islice(filter(None, lines), _HEAD) if words().form_titles.fills(line)), "")
    legal = words().legal.search(" ".join(whole.split()))
    signs = 2 * bool(title) + bool(legal) + bool(words().signatures.search(whole))
    signs += (len(_BLANK.findall(whole)) >= 2) + (len(_BOX.findall(whole)) >= 2)
    if signs >= _FEWEST and (title or legal):
        yield Sighting("form", 1, title or (legal[0] if legal else ""))
