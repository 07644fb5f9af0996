"""The jobs of intake, as worker processes do them:
convert office documents, set texts and pictures, prepare PDFs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from proceedings.intake.entries import refuse
from proceedings.intake.office.libreoffice import Converted, Family, convert
from proceedings.intake.office.links import has_jumps, marked
from proceedings.intake.office.readying.readied import readied
from proceedings.intake.pictures import picture_pdf, what_is_lost
from proceedings.intake.preparing import Preparation, prepare
from proceedings.values.diagnostics import ProceedingsError
from proceedings.values.format import Format
from proceedings.values.manuscript import Manuscript, Typesetter
from proceedings.values.report import Report
from proceedings.values.trouble import Trouble

NOT_SET = "manuscript-not-set"
"""The code of a text that could not be set; mostly no font has some of its letters."""

_STARTING = 60.0
"""Seconds that a program may take to start, on top of what its documents may."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Several office documents for one start of LibreOffice;
    `out` is an empty folder for their PDFs.
    """

    program: Path
    documents: tuple[Path, ...]
    family: Family
    out: Path
    notes: bool
    seconds_each: float
    memory: int

    def __call__(self) -> tuple[Converted, ...]:
        with TemporaryDirectory(prefix="proceedings-links-") as folder:
            named, ready = self._named_jumps(Path(folder)), self.out.parent / "ready"
            documents = [readied(named.get(d, d), ready, notes=self.notes) for d in self.documents]
            sources = [marked(d, Path(folder, f"marked-{n}{d.suffix}")) for n, d in enumerate(documents)]
            made = self._convert([source.path for source in sources], self.out)
            pairs = zip(made, sources, strict=True)
            found = [replace(one, links=source.links) if source.links.links else one for one, source in pairs]
            # What cannot be read with its links marked is tried without.
            again = [n for n, one in enumerate(found) if one.pdf is None and one.limit is None and one.links]
            plain = self._convert([documents[n] for n in again], self.out / "again")
            for number, one in zip(again, plain, strict=True):
                found[number] = one
        return tuple(found)

    def alone(self, number: int) -> Conversion:
        """The job for one of the documents (0-based), in a folder of its own."""
        folder = self.out.parent / f"alone-{number}" / "out"
        folder.mkdir(parents=True, exist_ok=True)
        return replace(self, documents=(self.documents[number],), out=folder)

    def _named_jumps(self, folder: Path) -> dict[Path, Path]:
        """Old decks with jumps from slide to slide, as OpenDocument: there they can be marked."""
        decks = [path for path in self.documents if path.suffix == ".ppt" and has_jumps(path)]
        made = self._convert(decks, folder / "decks", "odp")
        return {deck: one.pdf for deck, one in zip(decks, made, strict=True) if one.pdf is not None}

    def _convert(self, documents: Sequence[Path], out: Path, to: str = "pdf") -> tuple[Converted, ...]:
        if not documents:
            return ()
        out.mkdir(exist_ok=True)
        return convert(
            self.program,
            documents,
            self.family,
            out,
            seconds=self.seconds_each,
            memory=self.memory,
            notes=self.notes,
            to=to,
        )

    @property
    def seconds(self) -> float:
        """The time limit of the job.

        The conversion keeps its own clock; this one is for the case that it fails to.
        """
        return (len(self.documents) + 1) * (self.seconds_each + _STARTING)


@dataclass(frozen=True, slots=True)
class Setting:
    """A manuscript to be typeset and then prepared; `preparation.path` is where its PDF goes."""

    manuscript: Manuscript
    typeset: Typesetter
    preparation: Preparation

    def __call__(self) -> Path:
        try:
            pdf = self.typeset(self.manuscript)
        except ProceedingsError as error:
            trouble = Trouble.error(NOT_SET, error.message, error.hint)
            return refuse(self.preparation.store, self.preparation.key, trouble, self.preparation.asked)
        self.preparation.path.write_bytes(pdf)
        return prepare(self.preparation)

    @property
    def seconds(self) -> float:
        """The time limit of the job."""
        return 2 * self.preparation.settings.limits.seconds


@dataclass(frozen=True, slots=True)
class Picturing:
    """A picture to be put on a page and then prepared; `preparation.path` is where its PDF goes."""

    picture: Path
    format: Format
    language: str
    preparation: Preparation

    def __call__(self) -> Path:
        task = self.preparation
        pdf = picture_pdf(self.picture, self.format, task.settings.limits, self.language)
        if isinstance(pdf, Trouble):
            return refuse(task.store, task.key, pdf, task.asked)
        task.path.write_bytes(pdf)
        lost = Report(troubles=tuple(what_is_lost(self.picture, self.format)))
        return prepare(replace(task, report=task.report + lost))

    @property
    def seconds(self) -> float:
        """The time limit of the job."""
        return self.preparation.settings.limits.seconds


@dataclass(frozen=True, slots=True)
class Preparing:
    """A PDF to be prepared."""

    preparation: Preparation

    def __call__(self) -> Path:
        return prepare(self.preparation)

    @property
    def seconds(self) -> float:
        """The time limit of the job."""
        return self.preparation.settings.limits.seconds


Job = Conversion | Setting | Picturing | Preparing


def perform(job: Job) -> tuple[Converted, ...] | Path:
    """Do a job: a conversion gives one outcome a document,
    any other the folder of its entry in the store.
    """
    return job()


def seconds_of(job: Job) -> float:
    """The time limit of a job."""
    return job.seconds
