"""How the editor wants the volume made: its parts, its size, how it is divided, what is checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proceedings.values.conformance import Conformance
from proceedings.values.diagnostics import Place
from proceedings.values.edition import Edition
from proceedings.values.options import Biographies, Options
from proceedings.values.organization_names import OrganizationNames


class Abstracts(StrEnum):
    """Where the abstracts of contributions are printed."""

    NONE = "none"
    DIVIDER = "divider"
    PART = "part"


class ContentsBy(StrEnum):
    """Under what the contents list the sessions."""

    DAY = "day"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class PartChoice:
    """One entry of `parts:` in volume.yaml: which part, in this order, and under which title.

    `name` is half-title, title, imprint, contents, agenda, committees, sponsors, sessions,
    abstracts, biographies, participants, index, keyword-index, or the stem of a file in
    proceedings/front/.
    """

    name: str
    title: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Trim:
    """Size of the finished page in points."""

    width: float
    height: float
    name: str = ""


class SplitBy(StrEnum):
    """What begins another volume where the book is split."""

    SESSION = "session"
    DAY = "day"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Split:
    """How the book is divided into volumes.
    `pages` is how many pages of sessions a volume holds, where they decide.
    """

    by: SplitBy
    pages: int = 0
    continuous: bool = True
    """Whether the arabic folios of a volume go on where those of the one before it end."""
    titles: tuple[str, ...] = ()
    """The volumes' own titles, where the editor gives them."""
    place: Place | None = None


class Particles(StrEnum):
    """How names with particles are sorted: *van Gogh* under V, or under G."""

    KEEP = "keep"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the volume is made, as far as volume.yaml says so."""

    layout: str = "default"
    trim: Trim = Trim(595.276, 841.89, "A4")
    slides_per_page: int = 2
    slides_on_screen: int | None = None
    """Slides on a page of the screen edition; None means as in print."""
    editions: tuple[Edition, ...] = (Edition.PRINT,)
    """What a build makes that names no edition."""
    particles: Particles = Particles.KEEP
    abstracts: Abstracts = Abstracts.DIVIDER
    organizations: OrganizationNames = OrganizationNames()
    """Those of the index, and their names."""
    contents: ContentsBy = ContentsBy.DAY
    foot_line: frozenset[str] = frozenset()
    """Kinds of documents whose first page says pages, DOI and licence at its foot."""
    conformance: Conformance = Conformance()
    checks: tuple[tuple[str, str], ...] = ()
    """Pairs of a rule's code and `error`, `warning` or `off`."""
    limits: tuple[tuple[str, float], ...] = ()
    setting_places: tuple[tuple[str, Place], ...] = ()
    """Where the names under `checks` and `limits` stand in volume.yaml."""
    options: Options = Options()
    split: Split | None = None
    """None where the book is one volume."""
    store: str | None = None
    """Where results of work are kept for later builds: a folder, or an address;
    None means in the build folder.
    """

    @property
    def only_supplied_biographies(self) -> bool:
        """True unless the option `biographies: all` is set:
        people of whom nothing was sent are left out.
        """
        return self.options.biographies is Biographies.SUPPLIED
