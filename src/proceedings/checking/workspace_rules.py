"""The rules that look at the workspace as a whole:
submissions sent twice, biographies and photographs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from proceedings.values.book import Document, Person, Volume
from proceedings.values.diagnostics import Place
from proceedings.values.finding import Suspicion
from proceedings.values.sentence import sentence
from proceedings.values.submission import Submission

_NAMED = 20
"""People named in one finding at most."""

_EACH = 3
"""More people than this without a biography share one finding:
the wait for them is the usual state.
"""

_SAID = "The volume says “No biography supplied.”"


@dataclass(frozen=True, slots=True)
class Located:
    """A suspicion about the workspace with its code and place; `document` where it concerns one."""

    code: str
    place: Place
    suspicion: Suspicion
    document: str | None = None


def duplicate_submissions(volume: Volume, submissions: Mapping[str, Submission]) -> Iterator[Located]:
    """The same file, or the same first page, under two documents."""
    seen: dict[str, Document] = {}
    for document in volume.documents:
        taken = submissions.get(document.id)
        if taken is None:
            continue
        text = " ".join(taken.facts.first_page_text.split())
        same = text if len(text) > 200 else taken.source_sha256
        first = seen.setdefault(same, document)
        # Of one file that the agenda names twice reading tells already.
        if first.source != document.source:
            yield Located(
                "duplicate-submission",
                Place(str(document.source)),
                Suspicion(
                    f"it shows the same as {first.source}",
                    "Both are bound.",
                    sentence("duplicate-submission"),
                    hint="was one file stored under a wrong name?",
                ),
                document.id,
            )


def missing_biographies(volume: Volume) -> Iterator[Located]:
    """People of the agenda without a biography: one line for each, or one for all where they are
    many.

    Nothing where no biography of anybody was sent, unless the editor asked that the volume names
    all.
    """
    only_supplied = volume.settings.only_supplied_biographies
    if only_supplied and not any(person.bio for person in volume.people):
        return
    without = [person for person in _on_stage(volume) if person.bio is None and not person.is_stand_in]
    told = "The biographies leave out whoever sent nothing." if only_supplied else _SAID
    groups = [[person] for person in without] if len(without) <= _EACH else [without]
    for group in groups:
        names = ", ".join(person.name for person in group[:_NAMED]) + (" …" if len(group) > _NAMED else "")
        whom = names if len(group) == 1 else f"{len(group)} people: {names}"
        yield Located(
            "missing-biography",
            group[0].place,
            Suspicion(
                f"no biography of {whom}",
                told,
                sentence("missing-biography"),
                hint=f"write it into proceedings/people/{group[0].id}.md" + (" and so on" if len(group) > 1 else ""),
            ),
        )


def coarse_photographs(
    volume: Volume, pixels: Mapping[PurePosixPath, tuple[int, int]], limits: Mapping[str, float]
) -> Iterator[Located]:
    """Portraits too small to print. `pixels` gives width and height of each photograph."""
    for person in volume.people:
        size = pixels.get(person.photo) if person.photo is not None else None
        if size is not None and min(size) < limits["photo-pixels"]:
            yield Located(
                "low-resolution-photograph",
                Place(str(person.photo)),
                Suspicion(
                    f"the portrait of {person.name} has {size[0]} × {size[1]} pixels; "
                    f"its shorter side should have {limits['photo-pixels']:.0f}",
                    "It is printed as it is.",
                    sentence("low-resolution-photograph"),
                ),
            )


def _on_stage(volume: Volume) -> Iterator[Person]:
    """Moderators and speakers, once each, in the agenda's order, of what happens."""
    seen: set[str] = set()
    for item in volume.items:
        if item.status and item.status.owes_nothing:
            continue
        held = [c for c in item.contributions if not (c.status and c.status.owes_nothing)]
        for speaker in (*item.moderators, *(s for c in held for s in c.speakers)):
            if speaker.person.id not in seen:
                seen.add(speaker.person.id)
                yield speaker.person
