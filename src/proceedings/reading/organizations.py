"""`organizations:` and `aliases:` of volume.yaml:
which organizations the index has, and under which names.
"""

from __future__ import annotations

from collections.abc import Iterable

from proceedings.reading.findings import Findings
from proceedings.reading.schema import VolumeEntry
from proceedings.values.book import Day, Person
from proceedings.values.diagnostics import Place
from proceedings.values.organization_names import OrganizationNames, key_of
from proceedings.words.suggestions import nearest

NONE, ALL = "none", "all"


def organization_names(entry: VolumeEntry, findings: Findings) -> OrganizationNames:
    """What the editor says of the organizations of the index."""
    said = entry.organizations
    word = said[0].casefold() if len(said) == 1 else ""
    listed = None if not said or word == ALL else () if word == NONE else said
    aliases = tuple((entry.aliases or {}).items())
    places = dict(entry.keys_of("aliases"))
    names: dict[str, str] = {}
    for name, others in aliases:
        for spelling in (name, *others):
            first = names.setdefault(key_of(spelling), name)
            if first != name:
                findings.error(
                    "alias-twice",
                    places.get(name, entry.at("aliases")),
                    f"`{spelling}` is another name of `{first}` and of `{name}`",
                    "keep it with one of them",
                )
    return OrganizationNames(listed, aliases)


def report_unmatched(
    entry: VolumeEntry, names: OrganizationNames, people: Iterable[Person], days: Iterable[Day], findings: Findings
) -> None:
    """A notice for each organization that the editor names and that no affiliation does."""
    houses = {house for person in people for house in person.affiliations}
    for day in days:
        for item in day.items:
            roles = (*item.moderators, *(speaker for one in item.contributions for speaker in one.speakers))
            houses |= {house for role in roles for house in role.of}
    places = dict(entry.keys_of("aliases"))
    for name in names.unmatched(houses):
        near = nearest(name, houses)
        hint = f"did you mean `{near}`?" if near else "write it as `affiliation:` has it, or remove it"
        where = places.get(name) or _place(entry, name)
        findings.notice("no-such-organization", where, f"no affiliation names `{name}`", hint)


def _place(entry: VolumeEntry, name: str) -> Place:
    said = entry.organizations
    return entry.at("organizations", said.index(name)) if name in said else entry.at("organizations")
