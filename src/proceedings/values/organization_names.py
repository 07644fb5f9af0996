"""Which organization an affiliation names: one for all its spellings, or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_ARTICLE = re.compile(r"the ")
_SIGNS = re.compile(r"[.'’‘`\"“”„«»]")
_NOT_LETTERS = re.compile(r"[\W_]+")

_NO_ORGANIZATION = frozenset(
    (
        *("", "none", "n a", "na", "tba", "tbd", "unknown", "unaffiliated", "no affiliation", "not affiliated"),
        *("independent", "independent researcher", "independent scholar", "independent consultant"),
        *("independent expert", "independent artist", "freelance", "freelancer", "self employed", "retired", "private"),
        *("unabhangig", "freiberuflich", "freischaffend", "selbststandig", "privat", "ohne zugehorigkeit"),
        *("independant", "independante", "chercheur independant", "chercheuse independante", "sans affiliation"),
        *("independiente", "investigador independiente", "investigadora independiente", "sin afiliacion"),
        *("indipendente", "ricercatore indipendente", "ricercatrice indipendente", "libero professionista"),
        *("independente", "pesquisador independente", "pesquisadora independente", "investigador independente"),
        *("onafhankelijk onderzoeker", "zelfstandig", "niezalezny badacz", "niezalezna badaczka", "oberoende forskare"),
    )
)
"""What people write where they belong to none, as `key_of` spells it."""


def key_of(name: str) -> str:
    """A name as it counts: without case, accents, points and a leading article; & is and."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = _NOT_LETTERS.sub(" ", _SIGNS.sub("", plain)).strip()
    return _ARTICLE.sub("", words, count=1) if words.startswith("the ") else words


@dataclass(frozen=True, slots=True)
class OrganizationNames:
    """How the editor wants organizations named in the index.

    `listed` are the only ones that it has; None for all that affiliations name, empty for none.
    `aliases` are pairs: a name, and other spellings of it.
    """

    listed: tuple[str, ...] | None = None
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in self.listed or ():
            self._known.setdefault(key_of(name), name)
        for name, others in self.aliases:
            for spelling in (name, *others):
                self._known[key_of(spelling)] = name

    def name_of(self, affiliation: str) -> str | None:
        """The organization that an affiliation names, as it is printed; None where the index has
        none of it.

        A name of the list, or another spelling of it, may be all of the affiliation, or what stands
        between two commas of it: `Department of Water, World Bank`.
        """
        for part in (affiliation, *reversed(affiliation.split(","))):
            if (name := self._known.get(key_of(part))) is not None:
                return name if self._is_listed(name) else None
        if self.listed is not None or key_of(affiliation) in _NO_ORGANIZATION:
            return None
        return affiliation

    def _is_listed(self, name: str) -> bool:
        return self.listed is None or key_of(name) in {key_of(one) for one in self.listed}

    def unmatched(self, affiliations: Iterable[str]) -> Iterator[str]:
        """The names of the list, and those with other spellings, that no affiliation names."""
        met = {name for affiliation in affiliations if (name := self.name_of(affiliation)) is not None}
        yield from (name for name in dict.fromkeys((*(self.listed or ()), *dict(self.aliases))) if name not in met)
