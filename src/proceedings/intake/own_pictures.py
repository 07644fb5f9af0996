"""The editor's pictures (portraits, logos, those of texts):
looked at in worker processes, once for the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from proceedings.engine.store import Store
from proceedings.engine.workers import Workers
from proceedings.images.drawings import is_drawing, look_at_drawing
from proceedings.images.picture_kinds import BEGINNING, libraries
from proceedings.images.raster import Look, look
from proceedings.values.book import Contribution, Day, Item, Person, Sponsor, Text, Volume
from proceedings.values.diagnostics import Diagnostic, Place, Severity
from proceedings.values.settings import Abstracts
from proceedings.values.trouble import Trouble

_STEP, _VERSION, _LOOK = "look", 1, "look.json"
_SECONDS = 60.0
"""For one picture; the largest photographs take one."""


@dataclass(frozen=True, slots=True)
class OwnPictures:
    """What is known of the editor's pictures,
    by path in the workspace, and what the editor is told of them.
    """

    looks: Mapping[PurePosixPath, Look]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sizes(self) -> dict[PurePosixPath, tuple[int, int]]:
        """Width and height in pixels of those that can be printed and have pixels."""
        rasters = {path: found for path, found in self.looks.items() if found.is_usable and not found.is_drawing}
        return {path: (found.width, found.height) for path, found in rasters.items()}


def look_at_all(volume: Volume, workspace: Path, store: Store, workers: Workers) -> OwnPictures:
    """Look at all pictures of a volume's own pages;
    what cannot be printed is a warning, for the book can do without.

    Args:
        volume: names the pictures.
        workspace: where they lie.
        store: keeps what was seen, by the bytes of a picture.
        workers: where files that nobody knows are decoded.
    """
    paths = tuple(dict.fromkeys(_named(volume)))
    looks: dict[PurePosixPath, Look] = {}
    keys: dict[PurePosixPath, str] = {}
    for path in paths:
        if (workspace / path).is_file():
            keys[path] = store.key(_STEP, _VERSION, store.sha256_of(workspace / path))
            kept = store.lookup(keys[path])
            if kept is not None:
                looks[path] = _from_json((kept / _LOOK).read_bytes())
    new = [path for path in keys if path not in looks]
    outcomes = workers.run(seen, [workspace / path for path in new], seconds=_SECONDS)
    for path, outcome in zip(new, outcomes, strict=True):
        looks[path] = outcome.value if outcome.value is not None else Look(0, 0, (_too_much(),))
        asked = () if looks[path].is_drawing else libraries(_head(workspace / path))
        store.keep(keys[path], {_LOOK: _as_json(looks[path])}, asked)
    return OwnPictures(looks, tuple(_told(path, trouble) for path in paths for trouble in _troubles(looks, path)))


def seen(path: Path) -> Look:
    """What a picture is."""
    data = path.read_bytes()
    return look_at_drawing(data) if is_drawing(data) else look(data)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(BEGINNING)


def without_unusable(volume: Volume, pictures: OwnPictures) -> Volume:
    """The volume without the pictures that cannot be printed; itself where all can."""
    lost = {path for path, found in pictures.looks.items() if not found.is_usable}
    if not lost:
        return volume

    def text(given: Text) -> Text:
        return replace(given, pictures=tuple(pair for pair in given.pictures if pair[1] not in lost))

    def person(given: Person) -> Person:
        photo = None if given.photo in lost else given.photo
        return replace(given, photo=photo, bio=text(given.bio) if given.bio else None)

    def sponsor(given: Sponsor) -> Sponsor:
        return replace(given, logo=None) if given.logo in lost else given

    def contribution(given: Contribution) -> Contribution:
        return replace(given, abstract=text(given.abstract)) if given.abstract else given

    def item(given: Item) -> Item:
        return replace(given, contributions=tuple(map(contribution, given.contributions)))

    def day(given: Day) -> Day:
        return replace(given, items=tuple(map(item, given.items)))

    # `people_with_biography` takes people of the agenda from this list, by their ids.
    return replace(
        volume,
        days=tuple(map(day, volume.days)),
        people=tuple(map(person, volume.people)),
        front=tuple(map(text, volume.front)),
        sponsors=tuple(map(sponsor, volume.sponsors)),
    )


def _named(volume: Volume) -> Sequence[PurePosixPath]:
    portraits = [person.photo for person in volume.people if person.photo is not None]
    logos = [sponsor.logo for sponsor in volume.sponsors if sponsor.logo is not None]
    texts = [*(person.bio for person in volume.people if person.bio is not None), *volume.front]
    if volume.settings.abstracts is not Abstracts.NONE:
        texts += [c.abstract for item in volume.items for c in item.contributions if c.abstract is not None]
    return [*portraits, *logos, *(path for text in texts for _, path in text.pictures)]


def _troubles(looks: Mapping[PurePosixPath, Look], path: PurePosixPath) -> tuple[Trouble, ...]:
    return looks[path].troubles if path in looks else ()


def _told(path: PurePosixPath, trouble: Trouble) -> Diagnostic:
    severity = Severity.WARNING if trouble.severity is Severity.ERROR else trouble.severity
    return Diagnostic(trouble.code, severity, Place(str(path)), trouble.message, trouble.hint)


def _too_much() -> Trouble:
    return Trouble.error(
        "unreadable-picture",
        "reading the picture took too much time or memory; it is left out",
        "save it again as JPEG or PNG, with fewer pixels",
    )


def _as_json(found: Look) -> bytes:
    troubles = [trouble.as_json() for trouble in found.troubles]
    said = {"width": found.width, "height": found.height, "troubles": troubles, "is_drawing": found.is_drawing}
    return json.dumps(said).encode()


def _from_json(data: bytes) -> Look:
    said = json.loads(data)
    return Look(**{**said, "troubles": tuple(Trouble.from_json(trouble) for trouble in said["troubles"])})
