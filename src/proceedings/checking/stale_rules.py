"""What is left of last year's volume in this one: its year, its days, its number, its people.

Two kinds of rules. Where the workspace was made from the volume before, the import kept the
sentences that hold for that volume alone, and those that still stand are told. Without that memory
only what contradicts this volume itself is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.checking.workspace_rules import Located
from proceedings.values.book import Event, Volume
from proceedings.values.diagnostics import Place
from proceedings.values.finding import Suspicion
from proceedings.words.editions import ordinals, sentences, years
from proceedings.words.written_dates import written_dates

VOLUME = "proceedings/volume.yaml"
_RECENT = 3
"""Years back from the meeting in which an edition was the one before."""
_EARLY = 300
"""Days before the meeting in which no deadline of it lies."""
_NEAR = 21
"""Days around the meeting's of the year in which the one before may have been."""
_LOOKS_BACK = re.compile(
    r"\b(?:last|previous|earlier|former|after|since|following|ago|history|predecessor|letzte\w*|vorig\w*|seit|nach|"
    r"frühere\w*|depuis|dernière?|précédente?|après|anterior\w*|desde|después|pasad[oa])\b",
    re.IGNORECASE,
)
_TELLS = {
    "year": "the year of the volume before",
    "date": "days of the meeting before",
    "ordinal": "the number of the meeting before",
    "name": "somebody who is on no committee of this volume",
}


def stale_texts(volume: Volume) -> Iterator[Located]:
    """Each thing that is out of date once for each text."""
    told: set[tuple[str, str]] = set()
    for one in (*_remembered(volume), *_contradicting(volume)):
        if (one.place.file, one.code) not in told or one.code == "stale-name":
            told.add((one.place.file, one.code))
            yield one


def texts_of(volume: Volume) -> Iterator[tuple[str, str]]:
    """The texts that an editor takes from one volume to the next, by file and key."""
    series = volume.series.number if volume.series else None
    for key, text in (
        ("title", volume.title),
        ("subtitle", volume.subtitle),
        ("short_title", volume.short_title),
        ("event.name", volume.event.name),
        ("edition", volume.edition),
        ("series.number", series),
        ("description", volume.description),
        ("rights", volume.rights),
    ):
        if text:
            yield f"{VOLUME}: {key}", text
    for front in volume.front:
        yield front.file, f"{front.title or ''}\n\n{front.markdown}"


def _remembered(volume: Volume) -> Iterator[Located]:
    """Sentences of the volume before that still stand, while what they name does not hold."""
    before = volume.predecessor
    if before is None or volume.event.starts is None:
        return
    standing = {where: {" ".join(one.split()) for one in (text, *sentences(text))} for where, text in texts_of(volume)}
    moved = volume.event.starts.year != before.year
    for remnant in before.remnants:
        if remnant.sentence not in standing.get(remnant.where, ()):
            continue
        holds = remnant.what in _people(volume) if remnant.kind == "name" else not moved
        if not holds:
            yield _located(remnant.kind, remnant.where, remnant.what, remnant.sentence)


def _people(volume: Volume) -> set[str]:
    """Names of everybody whom the volume names in a role."""
    members = [*volume.editors, *(one for committee in volume.committees for one in committee.members)]
    return {member.name for member in members} | {person.name for person in volume.people_on_stage}


def _contradicting(volume: Volume) -> Iterator[Located]:
    """What contradicts the days of the meeting, or its own number."""
    starts = volume.event.starts
    number = _number(volume)
    if starts is not None:
        for owed, day in volume.deadlines:
            if (starts - day).days > _EARLY:
                yield _located("date", f"{VOLUME}: deadlines", str(day), f"{owed}: {day}")
    for where, text in texts_of(volume):
        if starts is not None and where.startswith(VOLUME):
            yield from _old_year(where, text, volume, starts.year)
        if number is not None:
            yield from _old_number(where, text, number)
        if starts is not None:
            yield from _old_dates(where, text, volume.event, volume.language)


def _old_year(where: str, text: str, volume: Volume, year: int) -> Iterator[Located]:
    """A title or a line of rights that names a year just before the meeting's, and not the
    meeting's nor that of the publication.
    """
    named = years(text)
    right = {year, year + 1, volume.published.year if volume.published else year}
    recent = {one for one in named if year - _RECENT <= one < year}
    if recent and not named & right and not where.endswith("description") and not _LOOKS_BACK.search(text):
        yield _located("year", where, str(max(recent)), text)


def _number(volume: Volume) -> int | None:
    """The number of the meeting: as its title, subtitle or name says; None where they disagree."""
    texts = (volume.title, volume.subtitle, volume.event.name)
    found = {number for text in texts if text for number, _ in ordinals(text)}
    return found.pop() if len(found) == 1 else None


def _old_number(where: str, text: str, number: int) -> Iterator[Located]:
    """A text that speaks of the meeting before by its number, and nowhere of this one."""
    named = {told: words for told, words in ordinals(text)}
    if number - 1 in named and number not in named and not _LOOKS_BACK.search(text):
        yield _located("ordinal", where, named[number - 1], named[number - 1])


def _old_dates(where: str, text: str, event: Event, language: str) -> Iterator[Located]:
    """Days of an earlier year around the meeting's, and weekdays that are not those of the date."""
    starts = event.starts
    assert starts is not None
    for sentence in sentences(text):
        for found in written_dates(sentence, language):
            try:
                then = found.date.replace(year=starts.year)
            except ValueError:
                continue
            near = abs((then - starts).days) <= _NEAR
            old = starts.year - _RECENT <= found.date.year < starts.year
            wrong = found.weekday is not None and found.weekday != found.date.weekday()
            if near and ((old and not _LOOKS_BACK.search(sentence)) or (wrong and found.date.year == starts.year)):
                yield _located("date", where, found.words, sentence)


def _located(kind: str, where: str, what: str, sentence: str) -> Located:
    file, _, key = where.partition(": ")
    quoted = sentence if len(sentence) <= 120 else sentence[:117] + "…"
    of = f"`{key}` " if key else ""
    said = "" if what == sentence else f"{what}: "
    return Located(
        f"stale-{kind}",
        Place(file),
        Suspicion(
            f"{of}may be left from the volume before; it names {_TELLS[kind]}, {said}“{quoted}”",
            "It is printed as it stands.",
            hint="correct it, or set `checks: {stale-" + kind + ": off}` in volume.yaml if it is meant",
        ),
    )
