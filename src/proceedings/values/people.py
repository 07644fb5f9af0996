"""PersonName: a name taken apart once, and the forms that an index,
a running head and a monogram make of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = re.compile(r"[IVX]+|\d\S*")
"""A suffix that follows without a comma where there is no given name: `Albert II`."""
_ARTICLE = re.compile(r"(?:al|el|ul|ad|an|ar|as|ash|at|az)-")


@dataclass(frozen=True, slots=True)
class IndexForm:
    """A name as an index has it: `heading` is printed;
    `family` decides where it stands, then `given`.
    """

    heading: str
    family: str
    given: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name. `reading/people.py` makes it, and every other room asks it.

    `given` is empty for somebody of one name, and for names that are not turned round (Juan Carlos
    I). `particles` stand before `family`, joined to it where they end in an apostrophe or a hyphen
    (d’, al-).
    """

    family: str
    given: str = ""
    particles: str = ""
    suffix: str = ""
    """Jr., III: what tells generations or rulers apart."""
    family_first: bool = False
    """Whether the name is printed with the family first,
    as Chinese, Hungarian and Korean names are: it stays so.
    """
    sort_name: str | None = None
    """The editor's own form for the index, which wins."""
    handle: str = ""
    """The words of which ids are made:
    the family name's last, or all of what the editor gave as the family name.
    """
    spaced: bool = True
    """False where no space stands between the parts: 山田太郎."""

    @property
    def full_family(self) -> str:
        """The family name with its particles, as a running head gives it: `de Luca`."""
        return _joined(self.particles, self.family)

    @property
    def natural(self) -> str:
        """The whole name in the order in which it is printed, without titles and degrees."""
        parts = (self.full_family, self.given) if self.family_first else (self.given, self.full_family)
        name = (" " if self.spaced else "").join(part for part in parts if part)
        apart = " " if self.given or _NUMBER.fullmatch(self.suffix) else ", "
        return f"{name}{apart}{self.suffix}" if self.suffix else name

    def index_form(self, *, move_particles: bool = False) -> IndexForm:
        """How an index prints and sorts the name.

        Args:
            move_particles: puts *Luca, Cristina de* under L, where *de Luca, Cristina* stands under
                D otherwise. The Arabic article does not count in either case. A particle with a
                capital is part of the name: De Niro.

        Source: The Chicago Manual of Style, 17th ed., 16.71-16.87.
        """
        if self.sort_name:
            family, _, given = self.sort_name.partition(",")
            return IndexForm(self.sort_name, family.strip(), given.strip())
        if not self.given:
            return IndexForm(self.natural, self._sorted(self.full_family), self.suffix)
        if self.family_first:
            return IndexForm(self.natural, self._sorted(self.full_family), self.given)
        moved, family = self._moved() if move_particles else ("", self.full_family)
        tail = f"{self.given} {moved}".strip()
        heading = ", ".join(part for part in (family, tail, self.suffix) if part)
        return IndexForm(heading, self._sorted(family), f"{tail} {self.suffix}".strip())

    @property
    def initials(self) -> str:
        """The first letters of the given and the family name:
        `IA` for Ibrahim Awad, `JC` for Juan Carlos I.
        """
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        words = [part for part in parts if part] if self.given else self.family.split()
        letters = [next((s for s in word if s.isalnum() and unicodedata.category(s) != "Lm"), "") for word in words]
        return "".join(letters[:1] + letters[1:][-1:]).upper()

    def _moved(self) -> tuple[str, str]:
        """The leading particles in small letters,
        and what is left before the family name, with it.
        """
        words = self.particles.split()
        count = 0
        while count < len(words) and words[count] == words[count].lower():
            count += 1
        return " ".join(words[:count]), _joined(" ".join(words[count:]), self.family)

    def _sorted(self, family: str) -> str:
        """What decides the place: the family name without the Arabic article."""
        return family[len(self.particles) :] if _ARTICLE.fullmatch(self.particles) else family


def _joined(particles: str, family: str) -> str:
    if not particles:
        return family
    return f"{particles}{family}" if particles[-1] in "'’-" else f"{particles} {family}"
