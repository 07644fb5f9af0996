"""Words that an author hid are not printed: what the editor hears of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.values.counting import counted
from proceedings.values.holdings import HIDDEN_WORDS
from proceedings.values.submission import Tally
from proceedings.values.trouble import Trouble

_QUOTED = 60
_LONG = 20
"""From so many words on it is a passage, of which an editor is warned."""


def hidden_words(what: str, said: str, count: int) -> Trouble:
    """A notice, or a warning where it is a passage.

    Args:
        what: was hidden where, as the beginning of a sentence in the past tense.
        said: the words.
        count: how many they are.
    """
    quoted = said if len(said) <= _QUOTED else f"{said[: _QUOTED - 1]}…"
    message = f"{what} left out ({counted(count, 'word')}): “{quoted}”"
    hint = "ask the author for a file that shows it, if it belongs into the paper"
    make = Trouble.warning if count >= _LONG else Trouble.notice
    return make("hidden-text-left-out", message, hint)


def hidden_in(source: Sequence[Tally]) -> Iterator[Trouble]:
    """What is to be said of an office document, by its inventory."""
    for tally in source:
        if tally.kind == HIDDEN_WORDS:
            yield hidden_words("text that is hidden in the file was", " … ".join(tally.names), tally.sent)
