"""What the editor's settings ask of intake:
the archival level, limits, and what becomes of forms and comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proceedings.values.conformance import Conformance
from proceedings.values.limits import Limits
from proceedings.values.options import Printing
from proceedings.values.submission import Request

if TYPE_CHECKING:
    from proceedings.intake.cleaning import Disposition

_WITH_TEXT: Mapping[str, str] = {"2b": "2u", "3b": "3u"}
"""PDF/UA-1 wants every character explained by its font, as level U does (ISO 14289-1, 7.21.7)."""


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """What is wanted for one document.

    `level` is a name of `conforming/levels.py`. `pictures`: pages may become pictures with
    invisible text where nothing else helps. `forms` and `comments`: whether those that print become
    page content, or go. `figures`: the editor's alternative texts by the number of the figure.
    """

    level: str = Conformance().archival
    limits: Limits = Limits()
    pictures: bool = False
    forms: Disposition = "print"
    comments: Disposition = "print"
    figures: tuple[tuple[int, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Equal for equal intake_settings; results in the store depend on it."""
        return repr(self)


def intake_settings(request: Request) -> IntakeSettings:
    """What the settings of the volume and of the document ask for;
    where they are silent, the usual.
    """
    options = request.options
    return IntakeSettings(
        _level(request.conformance),
        Limits().raised(request.limits),
        options.pages_as_pictures,
        _fate(options.forms),
        _fate(request.treatment.comments or options.comments),
        request.treatment.figures,
    )


def _level(conformance: Conformance) -> str:
    """The level to judge by: `2a`;
    for `ua-1` alone, or beside a level B, the one that asks for text too.
    """
    archival = conformance.archival
    return _WITH_TEXT.get(archival, archival) if conformance.accessible else archival


def _fate(option: Printing) -> Disposition:
    return "remove" if option is Printing.LEAVE_OUT else "print"
