"""Which contribution a file belongs to: by what its first pages show, then by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proceedings.words.letters import squeezed
from proceedings.words.suggestions import slug

_LONG_TITLE = 12
"""Letters and digits from which on a title that stands on a page is no accident."""
_SURE, _CLEAR = 0.8, 0.25
"""How much must speak for a match, and how much more than for the next."""
_NOTHING = 40
"""Letters below which a page says nothing."""
_HEAD = 3000
"""Letters at the beginning of a paper among which its title stands."""
_LEAST_SHARED = 0.6
"""Of a title's longer words so many must be shown, where it does not stand there word for word."""
_VERSION = re.compile(r"(?:^|[\W_])(?:v|ver|version|rev|r)[\W_]?(\d{1,3})(?=$|[\W_])", re.IGNORECASE)
_LAST = re.compile(r"(?:^|[\W_])(final|camera[\W_]?ready|revised|corrected|new)(?=$|[\W_])", re.IGNORECASE)


@dataclass(frozen=True)
class Slot:
    """A contribution that files may belong to: its title and who speaks, by given and
    family names.
    """

    id: str
    title: str
    speakers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """A file that came in: its name, what its first page shows, and what kind it looks like."""

    name: str
    kind: str
    page: str = ""
    title: str = ""


@dataclass(frozen=True)
class Matched:
    """What is sure (file to contribution), what is asked, and which files are older versions."""

    sure: Mapping[str, str]
    asked: tuple[tuple[str, str], ...]
    older: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Talk:
    """A contribution with its title and family names as they are looked for."""

    slot: Slot
    title: str
    families: tuple[str, ...]


def matched(files: Sequence[Sent], slots: Sequence[Slot]) -> Matched:
    """Match files to contributions.

    A file is sure where title or authors on its first page speak for one contribution and clearly
    less for any other; where nothing can be read, where its name does. Of two files of one
    contribution and kind, the newer by its name is taken; where names do not tell, it is asked.
    """
    sure: dict[str, str] = {}
    asked: list[tuple[str, str]] = []
    talks = [_Talk(slot, squeezed(slot.title), _families(slot)) for slot in slots]
    for file in files:
        page = squeezed(file.page)
        ranked = sorted(((_likeness(file, page, talk), talk.slot) for talk in talks), key=lambda pair: -pair[0])
        best = ranked[0] if ranked else (0.0, None)
        next_best = ranked[1][0] if len(ranked) > 1 else 0.0
        if best[1] is not None and best[0] >= _SURE and best[0] - next_best >= _CLEAR:
            sure[file.name] = best[1].id
        else:
            near = [slot.title or slot.id for score, slot in ranked[:3] if score > 0.3]
            asked.append((file.name, "perhaps " + " or ".join(f"“{one}”" for one in near) if near else "like none"))
    older, unsure = _versions(sure, {file.name: file for file in files})
    for name, why in unsure:
        del sure[name]
        asked.append((name, why))
    for name, _ in older:
        del sure[name]
    return Matched(sure, tuple(asked), older)


def _likeness(file: Sent, page: str, talk: _Talk) -> float:
    """How much speaks for a match, from 0 to 1.5: the title most, then authors, then the name."""
    if len(page) < _NOTHING:
        return _by_name(file.name, talk.slot)
    authors = sum(family in page for family in talk.families) / len(talk.families) if talk.families else 0.0
    found = 0.0
    if len(talk.title) >= _LONG_TITLE and talk.title in page[:_HEAD]:
        found = 1.0
    elif talk.title:
        shared = _shared(talk.slot.title, file.title or file.page[:300])
        found = shared if shared >= _LEAST_SHARED else 0.0
    if found:
        return found + 0.5 * authors
    # Authors alone write several papers; together with the file's name they nearly tell.
    return 0.6 * authors + (0.2 if _by_name(file.name, talk.slot) else 0.0)


def _families(slot: Slot) -> tuple[str, ...]:
    return tuple(name for _, family in slot.speakers if len(name := squeezed(family)) > 1)


def _shared(title: str, shown: str) -> float:
    """The share of the title's longer words that stand at the head of the page, folded."""
    words = {word for word in slug(title, 400).split("-") if len(word) > 3}
    there = set(slug(shown, 2000).split("-"))
    return len(words & there) / len(words) if len(words) > 2 else 0.0


def _by_name(name: str, slot: Slot) -> float:
    stem = slug(name.rpartition("/")[2].rpartition(".")[0], 400)
    tokens = set(stem.split("-"))
    title = slug(slot.title, 400)
    if slot.id == stem or (len(title) >= _LONG_TITLE and title in stem):
        return 1.0
    families = [slug(family).split("-") for _, family in slot.speakers if slug(family)]
    return 0.9 if any(all(part in tokens for part in family) for family in families) else 0.0


def _versions(
    sure: Mapping[str, str], files: Mapping[str, Sent]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Of files of one contribution and kind: those older than another, and those of which it is
    asked.
    """
    older: list[tuple[str, str]] = []
    unsure: list[tuple[str, str]] = []
    groups: dict[tuple[str, str], list[str]] = {}
    for name, slot in sure.items():
        groups.setdefault((slot, files[name].kind), []).append(name)
    for names in groups.values():
        ranked = sorted(names, key=version_of)
        if len(ranked) > 1 and version_of(ranked[-1]) > version_of(ranked[-2]):
            older += [(name, ranked[-1]) for name in ranked[:-1]]
        elif len(ranked) > 1:
            unsure += [(name, f"{' and '.join(ranked)} show one title: which is the newer?") for name in ranked]
    return tuple(older), tuple(unsure)


def version_of(name: str) -> tuple[int, int]:
    """How new a file's name says it is: `v3` after `v2`, `final` after none."""
    numbers = [int(found) for found in _VERSION.findall(name.rpartition(".")[0])]
    return (bool(_LAST.search(name)), max(numbers, default=0))
