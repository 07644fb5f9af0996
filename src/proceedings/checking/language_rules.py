"""The rules about the language of a submission:
guessed where nobody says it, or unlike what its author marked.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from proceedings.checking.case import Case
from proceedings.values.finding import Suspicion
from proceedings.values.sentence import LanguageTag, sentence

_HINT = "write `language: {}` beside the document in agenda.yaml"


def guessed(case: Case) -> Iterator[Suspicion]:
    """A text in another language than the volume's, which neither editor nor author names."""
    facts = case.facts
    if case.document.language or facts.marked_language or facts.language is None:
        return
    if _base(facts.language) != _base(case.volume.language):
        yield Suspicion(
            f"it does not say its language; its text looks {_named(facts.language)}",
            f"It is bound as {_named(facts.language)}, for search and for reading aloud.",
            sentence("language-guessed", language=LanguageTag(facts.language)),
            hint=_HINT.format(facts.language),
        )


def differs(case: Case) -> Iterator[Suspicion]:
    """A text that looks unlike the language that its author marked, mostly a program's default."""
    facts = case.facts
    mark, looks = facts.marked_language, facts.text_language
    if case.document.language or mark is None or looks is None or _alike(mark, looks):
        return
    yield Suspicion(
        f"it is marked as {_named(mark)}; its text looks {_named(looks)}",
        f"It is bound as {_named(mark)}, as its author marked it.",
        sentence("language-differs", marked=LanguageTag(mark), looks=LanguageTag(looks)),
        hint=_HINT.format(looks),
    )


def _base(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


_KIN = ({"nb", "nn", "no", "da"}, {"hr", "sr", "bs", "sh"}, {"id", "ms"}, {"fa", "prs"})
"""Languages that frequent words do not tell apart."""


def _alike(one: str, other: str) -> bool:
    pair = {_base(one), _base(other)}
    return len(pair) == 1 or any(pair <= kin for kin in _KIN)


def _named(language: str) -> str:
    """`German (de)`."""
    try:
        name = Locale.parse(_base(language)).english_name
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name} ({language})" if name else language
