"""The editor's `options:` in volume.yaml as one typed value:
a field for each, its default, and its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

YES = ("yes", "true", "on")
NO = ("no", "false", "off")
"""The words for yes and for no, wherever an editor answers; letter case does not matter."""

_DIGITS = 7
"""Of so many digits no count of documents is."""


def yes_or_no(word: str) -> bool | None:
    """True for a word that means yes, False for one that means no, None for any other."""
    said = word.strip().casefold()
    return True if said in YES else (False if said in NO else None)


class Opening(StrEnum):
    """On which side a part may open."""

    RECTO = "recto"
    VERSO = "verso"
    ANY = "any"


class Biographies(StrEnum):
    """Of whom the biographies speak."""

    SUPPLIED = "supplied"
    ALL = "all"


class AbsentDocuments(StrEnum):
    """Of which contributions the volume says that a document is not there."""

    PROMISED = "promised"
    ALL = "all"


class Printing(StrEnum):
    """What becomes of form fields or comments that an author's file would print."""

    PRINT = "print"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class Options:
    """All options, each with a line in docs/editors-guide.md.
    Fields are named like them, with underscores for hyphens.

    A field that is true or false is answered with yes or no, a number with a whole number from 0
    on; any other is a
    word of its enumeration.
    """

    opening_paper: Opening = Opening.RECTO
    opening_slides: Opening = Opening.ANY
    opening_poster: Opening = Opening.ANY
    opening_handout: Opening = Opening.ANY
    biographies: Biographies = Biographies.SUPPLIED
    absent_documents: AbsentDocuments = AbsentDocuments.PROMISED
    divider_from: int = 1
    attach_originals: bool = False
    trust_made_tags: bool = False
    linearize: bool = False
    pages_as_pictures: bool = False
    forms: Printing = Printing.PRINT
    comments: Printing = Printing.PRINT

    def opening(self, kind: str) -> Opening:
        """On which side a document of this kind opens: `paper`, `slides`, `poster` or `handout`."""
        opening: Opening = getattr(self, f"opening_{kind}")
        return opening


@dataclass(frozen=True, slots=True)
class Kind:
    """What one option may be: its name as editors write it, its usual value, and its words.

    There are no words where it is yes or no, or a number.
    """

    name: str
    usual: bool | int | StrEnum
    words: tuple[str, ...]

    @property
    def field(self) -> str:
        """Its field in `Options`."""
        return self.name.replace("-", "_")

    @property
    def is_answered(self) -> bool:
        """Whether yes and no mean something here."""
        return isinstance(self.usual, bool | Printing)

    @property
    def is_number(self) -> bool:
        """Whether a whole number is wanted."""
        return isinstance(self.usual, int) and not isinstance(self.usual, bool)

    def value(self, word: str) -> bool | int | StrEnum | None:
        """What a word means here, letter case aside; None where it means nothing.

        Where something is printed or left out, yes prints it and no leaves it out.
        """
        answer = yes_or_no(word)
        if isinstance(self.usual, bool):
            return answer
        if isinstance(self.usual, int):
            digits = word.strip()
            return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _DIGITS else None
        if isinstance(self.usual, Printing) and answer is not None:
            return Printing.PRINT if answer else Printing.LEAVE_OUT
        said = word.strip().casefold()
        return type(self.usual)(said) if said in self.words else None


def kinds() -> Mapping[str, Kind]:
    """Every option by its name, in the order of the model."""
    usual = Options()
    made = (_kind(field.name.replace("_", "-"), getattr(usual, field.name)) for field in fields(Options))
    return {kind.name: kind for kind in made}


def _kind(name: str, usual: bool | int | StrEnum) -> Kind:
    return Kind(name, usual, tuple(str(word) for word in type(usual)) if isinstance(usual, StrEnum) else ())
