"""people.yaml, people/*.md and the photographs:
who is named in the volume, and who a name in the agenda means.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from proceedings.images.picture_kinds import SUFFIXES
from proceedings.reading.book_entries import MemberEntry
from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.languages import checked_language
from proceedings.reading.name_doubts import report_doubts
from proceedings.reading.scalars import OrText, shape_of
from proceedings.reading.schema import PersonEntry
from proceedings.reading.texts import looked_through
from proceedings.reading.yaml_positions import MappingNode, TextNode
from proceedings.values.book import Member, Person, Text
from proceedings.values.diagnostics import Place
from proceedings.values.name_reading import read_name
from proceedings.words.suggestions import ID_PATTERN, nearest, slug

PEOPLE_FILE = "proceedings/people.yaml"
PEOPLE_FOLDER = "proceedings/people"
PHOTO_SUFFIXES = (*sorted(SUFFIXES), ".svg")

HINTS = 20
"""Unknown people for whom the nearest id is looked up; after so many something else is wrong."""


class People:
    """Everybody in people.yaml, and stand-ins for ids that are not in it,
    so that a draft can be built.
    """

    def __init__(self, people: dict[str, Person], findings: Findings, readable: bool) -> None:
        self._people = people
        self._findings = findings
        self._readable = readable
        self._used: set[str] = set()
        self._stand_ins: dict[str, Person] = {}

    @property
    def everybody(self) -> tuple[Person, ...]:
        """All people in the order of people.yaml,
        then the stand-ins in the order in which they were met.
        """
        return (*self._people.values(), *self._stand_ins.values())

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._people

    def named(self, person_id: str, place: Place) -> Person:
        """The person with this id;
        a stand-in with the id as name, and an error, where people.yaml has nobody.
        """
        self._used.add(person_id)
        if person_id in self._people:
            return self._people[person_id]
        if person_id not in self._stand_ins:
            self._stand_ins[person_id] = Person(
                id=_unused_id(person_id, self._people),
                name=person_id,
                place=place,
                parts=read_name(person_id).parts,
                is_stand_in=True,
            )
        if self._readable:
            self._findings.error(
                "unknown-person", place, f"`{person_id}` is nobody in people.yaml", self._hint(person_id)
            )
        return self._stand_ins[person_id]

    def _hint(self, person_id: str) -> str:
        several = [part.strip() for part in person_id.split(",")]
        if len(several) > 1 and any(part in self._people for part in several):
            return f"write a list: [{', '.join(several)}]"
        found = None
        if self._findings.count("unknown-person") < HINTS:
            found = nearest(person_id, self._people)
            if found is None:
                by_name = {person.name: person.id for person in self._people.values()}
                name = nearest(person_id, by_name, 0.75)
                found = by_name[name] if name else None
        if found:
            return f"did you mean `{found}`?"
        return f"add them to {PEOPLE_FILE}: an id, and `name:` below it"

    def member(self, entry: MemberEntry) -> Member:
        """An editor or a member of a committee:
        a person where an id is given, else the name as written.
        """
        if entry.person is not None and (entry.person in self._people or _looks_like_id(entry.person)):
            person = self.named(entry.person, entry.at("person"))
            return Member(entry.name or person.name, entry.affiliation or person.affiliation, entry.role, person)
        name = entry.name or entry.person
        if name is None:
            self._findings.error("missing-key", entry.at(), "a member needs a name", "add `name:` or `person:`")
        return Member(name or "?", entry.affiliation, entry.role)

    def report_unused(self) -> None:
        """Keep a notice for everybody whom nothing in the volume names.

        Where a key or an id is misspelt, who is named cannot be told: the error says enough.
        """
        if self._findings.count("unknown-person") or self._findings.count("unknown-key"):
            return
        for person in self._people.values():
            if person.id not in self._used:
                self._findings.notice(
                    "unused-person", person.place, f"{person.name} appears nowhere in the agenda or among the editors"
                )


def _looks_like_id(text: str) -> bool:
    """Names of people have a capital letter, a space, or another script; ids seldom do."""
    return re.fullmatch(ID_PATTERN, text) is not None and text == text.lower()


def _unused_id(text: str, people: dict[str, Person]) -> str:
    wanted = slug(text) or "unknown"
    while wanted in people:
        wanted += "-unknown"
    return wanted


def read_people(root: MappingNode | None, files: WorkspaceFiles, findings: Findings) -> People:
    """Everybody in people.yaml with their biographies and photographs.

    Args:
        root: the root of people.yaml;
            None when it could not be read: nobody is then reported as unknown.
        files: the workspace.
        findings: takes every problem.
    """
    entries = _entries(root, findings) if root is not None else {}
    people = {person_id: _person(person_id, key, entry, findings) for person_id, (key, entry) in entries.items()}
    _with_folder(people, files, findings, readable=root is not None)
    _same_names(people, findings)
    return People(people, findings, readable=root is not None)


def _entries(root: MappingNode, findings: Findings) -> dict[str, tuple[TextNode, PersonEntry]]:
    entries: dict[str, tuple[TextNode, PersonEntry]] = {}
    for key, node in root.items():
        person_id = _checked_id(key, findings)
        block = OrText("name").as_block(node)
        if isinstance(node, TextNode) and node.is_blank:
            block = MappingNode(key.place)
        elif not isinstance(block, MappingNode):
            findings.error(
                "wrong-shape", node.place, f"a block of `key: value` lines belongs here, not {shape_of(node)}"
            )
            continue
        entries[person_id] = (key, PersonEntry.model_validate(block, context=findings))
    return entries


def _checked_id(key: TextNode, findings: Findings) -> str:
    if not re.fullmatch(ID_PATTERN, key):
        better = slug(key)
        findings.error(
            "bad-id",
            key.place,
            f"`{key[:60]}` cannot be an id: letters a to z, digits and hyphens only",
            f"write `{better}:`; the printed name goes into `name:`" if better else "use Latin letters for the id",
        )
    return str(key)


def _person(person_id: str, key: TextNode, entry: PersonEntry, findings: Findings) -> Person:
    read = read_name(entry.name or person_id, entry.family, entry.sort_name)
    report_doubts(read, entry, findings)
    if entry.family and entry.name and entry.family.casefold() not in entry.name.casefold():
        findings.warning(
            "family-not-in-name",
            entry.at("family"),
            f"the family name `{entry.family}` is not a part of `{entry.name}`",
            "write it as it stands in `name:`; how an index inverts the name goes into `sort_name:`",
        )
    return Person(
        id=person_id,
        name=read.printed,
        place=key.place,
        parts=read.parts,
        title=entry.title,
        affiliations=affiliations_in(entry.affiliation),
        ror=entry.ror,
        country=entry.country,
        orcid=entry.orcid,
        url=entry.url,
        email=entry.email,
        language=checked_language(entry.language, entry.at("language"), findings),
        consent=entry.consent,
    )


def affiliations_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The affiliations of somebody: a semicolon parts two of a line, as `Institute A; Institute B`
    does.
    """
    found = (part.strip() for line in lines for part in html.unescape(line).split(";"))
    return tuple(dict.fromkeys(part for part in found if part))


_OF_SYSTEMS = frozenset(("thumbs.db", "desktop.ini", "icon\r"))
"""What systems leave in folders by themselves."""


def _with_folder(people: dict[str, Person], files: WorkspaceFiles, findings: Findings, readable: bool) -> None:
    """Give people the biographies and photographs found in people/;
    report what belongs to nobody.
    """
    for name in files.folder(PEOPLE_FOLDER):
        path = PurePosixPath(PEOPLE_FOLDER) / name
        kind = path.suffix.lower()
        if name.casefold() in _OF_SYSTEMS or name.startswith("~$"):
            continue
        if kind != ".md" and kind not in PHOTO_SUFFIXES:
            findings.warning(
                "unread-file",
                Place(str(path)),
                "only biographies (.md) and photographs (.jpg, .png, .heic, .webp and the like) are read here",
                "convert it, or move it elsewhere",
            )
        elif path.stem not in people:
            if readable:
                _for_nobody(path, people, findings)
        elif kind == ".md":
            people[path.stem] = _with_bio(people[path.stem], str(path), files, findings)
        else:
            people[path.stem] = _with_photo(people[path.stem], path, files, findings)


def _for_nobody(path: PurePosixPath, people: dict[str, Person], findings: Findings) -> None:
    what = "biography" if path.suffix.lower() == ".md" else "photograph"
    code = "bio-for-nobody" if what == "biography" else "photo-for-nobody"
    named = next((id_ for id_, person in people.items() if slug(person.name) == slug(path.stem)), None)
    found = named or nearest(path.stem, people)
    if found and found != named:
        hint = f"did you mean `{found}{path.suffix}`?"
    elif found:
        hint = f"rename it to `{found}{path.suffix}`"
    elif re.fullmatch(ID_PATTERN, path.stem):
        hint = f"add `{path.stem}:` to {PEOPLE_FILE}, or delete it"
    else:
        hint = f"rename it to the id of its person in {PEOPLE_FILE}, such as `{slug(path.stem) or 'a'}{path.suffix}`"
    findings.error(
        code,
        Place(str(path), 1 if what == "biography" else None, 1),
        f"a {what} for nobody: people.yaml has no `{path.stem}`",
        hint,
    )


def _with_bio(person: Person, name: str, files: WorkspaceFiles, findings: Findings) -> Person:
    text = files.text(name)
    if text is None:
        return person
    if not text.strip():
        findings.warning("empty-file", Place(name, 1, 1), f"the biography of {person.name} is empty")
        return person
    return dataclasses.replace(person, bio=looked_through(Text(name, text), files, findings))


def _with_photo(person: Person, path: PurePosixPath, files: WorkspaceFiles, findings: Findings) -> Person:
    if person.photo is not None:
        findings.warning(
            "two-photos",
            Place(str(path)),
            f"a second photograph of {person.name}; {person.photo.name} is used",
            "delete one of them",
        )
        return person
    if files.locate(str(path), Place(str(path))) is None:
        return person
    if not files.is_picture(path):
        findings.warning(
            "not-a-picture",
            Place(str(path)),
            f"the photograph of {person.name} is no picture that can be read",
            "open it and save it again as JPEG or PNG",
        )
        return person
    return dataclasses.replace(person, photo=path)


_ONE_PERSON = "if two of one name are one person, keep one id; else all is well"
_TOLD_APART, _LISTED = 3, 8
"""People of one name that are told one by one; of more, so many are listed."""


def _same_names(people: dict[str, Person], findings: Findings) -> None:
    """Two people may share a name;
    where they share the affiliation too, they may be one person written twice.
    """
    seen: dict[tuple[str, str | None], Person] = {}
    twice: list[tuple[Person, Person]] = []
    for person in people.values():
        other = seen.setdefault((person.name.casefold(), person.affiliation), person)
        if other is not person:
            twice.append((person, other))
    if len(twice) <= _TOLD_APART:
        for person, other in twice:
            said = f"{person.name} has the name and affiliation of `{other.id}` in line {other.place.line}"
            findings.notice("same-person-twice", person.place, said, _ONE_PERSON)
        return
    pairs = [f"`{person.id}` as `{other.id}`" for person, other in twice]
    more = f" and {len(pairs) - _LISTED} more" if len(pairs) > _LISTED else ""
    said = f"{len(pairs)} people have name and affiliation of others: {', '.join(pairs[:_LISTED])}{more}"
    findings.notice("same-person-twice", twice[0][0].place, said, _ONE_PERSON)
