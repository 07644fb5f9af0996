"""Who and what appears where:
the list of participants and the index of people and organizations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from proceedings.typesetting.appearances import Anchors, Appearance, appearances
from proceedings.values.book import Person, Volume
from proceedings.values.organization_names import key_of
from proceedings.values.people import IndexForm
from proceedings.values.plan import Plan
from proceedings.values.settings import Particles
from proceedings.words.collation import collation
from proceedings.words.wording import EN_DASH


@dataclass(frozen=True, slots=True)
class Locator:
    """A printed folio, or those of a document from first to last (`73–78`), and where it leads: a
    part, perhaps an anchor in it. `opens` where somebody's talk or paper begins.

    In a book of several volumes the first folio of each volume says so: `1:23`, `45`, `2:145`.
    """

    folio: str
    part: str
    anchor: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the participants or the index:
    `Bunjun, Kreshna` and the folios where they appear.
    """

    heading: str
    detail: str | None
    locators: tuple[Locator, ...]
    person: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """The entries under one letter of the alphabet of the volume's language."""

    letter: str
    entries: tuple[RegisterEntry, ...]


def participants(volume: Volume, plan: Plan, anchors: Anchors | None = None) -> tuple[RegisterEntry, ...]:
    """Everybody named in people.yaml, sorted, with title,
    affiliations (those of single talks too) and country, and the folios where they appear.

    Args:
        volume: its people, and its language for the order.
        plan: where everything lies.
        anchors: where items lie in the agenda and people in the biographies,
            as `appearances` takes them.
    """
    order = collation(volume.language)
    where = _by_person(appearances(volume, plan, anchors or {}))
    named = [(_index_form(person, volume), person) for person in volume.people]
    named.sort(key=lambda pair: (order.key(pair[0].family, pair[0].given), pair[1].id))
    return tuple(
        RegisterEntry(name.heading, _described(person, found), _locators(found), person.id)
        for name, person in named
        for found in [where.get(person.id, ())]
    )


def index(volume: Volume, plan: Plan, anchors: Anchors | None = None) -> tuple[RegisterGroup, ...]:
    """The index, by letters of the language's alphabet.

    People stand under their family name, with their biography among the folios; organizations, as
    far as the editor wants them, with the folios where the people they sent appear, without
    biographies. Who appears nowhere is left out. Two people of one name are told apart by their
    affiliation.
    """
    order = collation(volume.language)
    where = _by_person(appearances(volume, plan, anchors or {}))
    lines = [*_people(volume, where), *_organizations(volume, where)]
    lines.sort(key=lambda line: (order.key(line.first, line.then), line.entry.detail or "", line.entry.person or ""))
    by_letter = groupby(lines, key=lambda line: order.letter(line.first))
    return tuple(RegisterGroup(letter, tuple(line.entry for line in group)) for letter, group in by_letter)


def _described(person: Person, found: Iterable[Appearance]) -> str | None:
    """Title, affiliations and country, then affiliations that only a talk names."""
    others = dict.fromkeys(house for one in found for house in one.of if house not in person.affiliations)
    return "; ".join(part for part in (person.description, *others) if part) or None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the index with what it is sorted by."""

    first: str
    then: str
    entry: RegisterEntry


def _by_person(found: Iterable[Appearance]) -> Mapping[str, tuple[Appearance, ...]]:
    gathered: dict[str, list[Appearance]] = {}
    for appearance in found:
        gathered.setdefault(appearance.person, []).append(appearance)
    return {person: tuple(theirs) for person, theirs in gathered.items()}


def _locators(found: Iterable[Appearance]) -> tuple[Locator, ...]:
    """The places in the order of the pages, each page once."""
    by_page = {
        (a.volume, a.page): a for a in sorted(found, key=lambda a: (a.volume, a.page, not a.opens), reverse=True)
    }
    ordered = [by_page[place] for place in sorted(by_page)]
    before = [0, *(a.volume for a in ordered)]
    return tuple(
        Locator(f"{a.volume}:{_folios(a)}" if a.volume != last else _folios(a), a.part, a.anchor, a.opens)
        for a, last in zip(ordered, before, strict=False)
    )


def _folios(appearance: Appearance) -> str:
    """`73`, or `73–78`."""
    last = appearance.last_folio
    return appearance.folio if last in (None, appearance.folio) else f"{appearance.folio}{EN_DASH}{last}"


def _index_form(person: Person, volume: Volume) -> IndexForm:
    return person.parts.index_form(move_particles=volume.settings.particles is Particles.IGNORE)


def _people(volume: Volume, where: Mapping[str, tuple[Appearance, ...]]) -> Iterator[Line]:
    met = [(_index_form(p, volume), p) for p in volume.people if p.id in where]
    shared = Counter(name.heading for name, _ in met)
    for name, person in met:
        detail = (person.affiliation or person.title or person.country) if shared[name.heading] > 1 else None
        yield Line(name.family, name.given, RegisterEntry(name.heading, detail, _locators(where[person.id]), person.id))


def _organizations(volume: Volume, where: Mapping[str, tuple[Appearance, ...]]) -> Iterator[Line]:
    names = volume.settings.organizations
    sent: dict[str, list[tuple[str, str | None, Appearance]]] = {}
    for person in volume.people:
        for found in where.get(person.id, ()):
            for house in () if found.is_biography else found.of:
                if (name := names.name_of(house)) is not None:
                    # Of one who has two affiliations the country tells nothing of either.
                    country = person.country if found.of == person.affiliations and len(found.of) == 1 else None
                    sent.setdefault(key_of(name), []).append((name, country, found))
    for met in sent.values():
        (name, _), *_ = Counter(name for name, _, _ in met).most_common(1)
        for country, theirs in _by_country([(country, found) for _, country, found in met]):
            # An organization that says its country in its name needs it no second time.
            detail = country if country and country.casefold() not in name.casefold() else None
            # Bold is for authors: an organization has many.
            locators = _locators(replace(found, opens=False) for found in theirs)
            yield Line(name, detail or "", RegisterEntry(name, detail, locators))


def _by_country(met: Sequence[tuple[str | None, Appearance]]) -> Iterator[tuple[str | None, tuple[Appearance, ...]]]:
    """The appearances for one organization,
    apart where organizations of that name exist in several countries.
    """
    countries = sorted({country for country, _ in met if country})
    if len(countries) < 2:
        yield (countries[0] if countries else None), tuple(found for _, found in met)
        return
    yield from ((country, tuple(found for own, found in met if own == country)) for country in countries)
    without = tuple(found for own, found in met if own is None)
    if without:
        yield None, without
