"""volume.yaml: the book, its event, its parts and how it is made."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

from proceedings.reading.abstracts import ABSTRACTS, abstracts_setting, check_abstracts
from proceedings.reading.book_entries import SponsorEntry
from proceedings.reading.conformance import CONFORMANCE
from proceedings.reading.files import WorkspaceFiles
from proceedings.reading.findings import Findings
from proceedings.reading.languages import checked_language, checked_timezone
from proceedings.reading.naming import BUILT_IN_PARTS
from proceedings.reading.options import read_options
from proceedings.reading.organizations import organization_names
from proceedings.reading.people import People
from proceedings.reading.predecessor import read_predecessor
from proceedings.reading.schema import SplitEntry, VolumeEntry
from proceedings.reading.terms import publication_of
from proceedings.reading.texts import FRONT_FOLDER
from proceedings.reading.trim_sizes import TrimEntry
from proceedings.values.book import Committee, Day, Event, Publisher, Series, Sponsor, Text, Volume
from proceedings.values.diagnostics import Place
from proceedings.values.edition import Edition
from proceedings.values.settings import ContentsBy, PartChoice, Particles, Settings, Split, SplitBy, Trim
from proceedings.words.suggestions import did_you_mean, nearest, one_of

VOLUME_FILE = "proceedings/volume.yaml"
SESSIONS = "sessions"
LANGUAGE = "en"
"""The language of a volume that says nothing."""

SMALLEST, LARGEST = 72 * 3, 72 * 48
"""Sides of a page in points: three inches and four feet."""

# Other names under which editors know the built-in parts.
_PART_SYNONYMS = {
    "keywords": "keyword-index",
    "subject-index": "keyword-index",
    "toc": "contents",
    "table-of-contents": "contents",
    "programme": "agenda",
    "program": "agenda",
    "bios": "biographies",
    "speakers": "biographies",
    "papers": "sessions",
    "body": "sessions",
    "title-page": "title",
    "copyright": "imprint",
    "colophon": "imprint",
}


def read_event(entry: VolumeEntry, findings: Findings) -> Event:
    """The event; named as the volume where volume.yaml does not describe one."""
    event = entry.event
    if event is None:
        return Event(name=entry.title or "")
    if event.starts and event.ends and event.ends < event.starts:
        findings.error(
            "end-before-start", event.at("ends"), f"the event ends on {event.ends}, before it starts on {event.starts}"
        )
    return Event(
        name=event.name or entry.title or "",
        venue=event.venue,
        city=event.city,
        country=event.country,
        starts=event.starts,
        ends=event.ends,
        timezone=checked_timezone(event.timezone, event.at("timezone"), findings, event.city),
        second_timezone=checked_timezone(event.second_timezone, event.at("second_timezone"), findings),
        url=event.url,
        organizers=event.organizers,
    )


def make_volume(
    entry: VolumeEntry,
    event: Event,
    days: tuple[Day, ...],
    people: People,
    front: dict[str, Text],
    files: WorkspaceFiles,
    findings: Findings,
) -> Volume | None:
    """The volume of all that was read; None where neither the book nor the event has a name."""
    title = entry.title or event.name
    if not title:
        return None
    parts = _parts(entry, front, findings)
    editors = tuple(people.member(editor) for editor in entry.editors)
    committees = tuple(
        Committee(committee.title or "Committee", tuple(people.member(member) for member in committee.members))
        for committee in entry.committees
    )
    return Volume(
        title=title,
        language=checked_language(entry.language, entry.at("language"), findings) or LANGUAGE,
        event=event,
        days=days,
        people=people.everybody,
        place=entry.at("title"),
        subtitle=entry.subtitle,
        short_title=entry.short_title,
        series=_series(entry),
        publisher=_publisher(entry),
        editors=editors,
        published=entry.published,
        edition=entry.edition,
        isbn=entry.isbn,
        issn=entry.issn,
        doi=entry.doi,
        rights=entry.rights,
        licence=entry.licence,
        description=entry.description,
        keywords=entry.keywords,
        front=_in_order(front, parts),
        committees=committees,
        sponsors=tuple(_sponsor(sponsor, files, findings) for sponsor in entry.sponsors if sponsor.name),
        parts=parts,
        settings=_settings(entry, front, files, findings),
        publication=publication_of(entry.publication, entry.published),
        deadlines=_deadlines(entry),
        predecessor=read_predecessor(files),
    )


def _deadlines(entry: VolumeEntry) -> tuple[tuple[str, dt.date], ...]:
    found = entry.deadlines
    days = {name: getattr(found, name) for name in type(found).model_fields} if found else {}
    return tuple((name, day) for name, day in days.items() if day is not None)


def _series(entry: VolumeEntry) -> Series | None:
    series = entry.series
    return Series(series.title, series.number, series.issn) if series and series.title else None


def _publisher(entry: VolumeEntry) -> Publisher | None:
    publisher = entry.publisher
    if publisher is None or not publisher.name:
        return None
    return Publisher(publisher.name, publisher.place, publisher.url, publisher.email)


def _sponsor(entry: SponsorEntry, files: WorkspaceFiles, findings: Findings) -> Sponsor:
    sponsor = Sponsor(entry.name or "", entry.level, entry.url)
    located = files.locate(entry.logo, entry.at("logo")) if entry.logo else None
    if located is None:
        return sponsor
    logo, there = located
    if not there:
        hint = files.hint_at_similar(str(logo)) or "put the file there, or remove the line"
        findings.warning("missing-logo", entry.at("logo"), f"there is no file `{logo}`", hint)
        return sponsor
    if not files.is_picture(logo):
        hint = "save it again as PNG or JPEG"
        findings.warning("not-a-picture", entry.at("logo"), f"`{logo}` is no picture that can be read", hint)
        return sponsor
    return dataclasses.replace(sponsor, logo=logo)


def _parts(entry: VolumeEntry, front: dict[str, Text], findings: Findings) -> tuple[PartChoice, ...]:
    """The editor's order of parts, each known and named once;
    empty when volume.yaml says nothing.
    """
    check_abstracts(entry, front, findings)
    known = (*BUILT_IN_PARTS, *front, ABSTRACTS)
    unreadable = {d.place.file for d in findings.diagnostics}
    chosen: dict[str, PartChoice] = {}
    for part in entry.parts:
        name, place = part.part, part.at("part")
        if name is None:
            continue
        name = name.removesuffix(".md").removeprefix("front/")
        if f"{FRONT_FOLDER}/{name}.md" in unreadable:
            continue
        if name not in known and " - " in name:
            first = name.partition(" - ")[0]
            findings.error(
                "wrong-shape", place, "the first part of the list has no dash", f"begin it with one: `- {first}`"
            )
        elif name not in known:
            hint = did_you_mean(name, known, _PART_SYNONYMS) or f"{one_of(known)}, or a text in proceedings/front/"
            findings.error("unknown-part", place, f"the volume has no part `{name[:60]}`", hint)
        elif name in chosen:
            findings.error("duplicate-part", place, f"the part `{name}` is already in the list", "keep it once")
        else:
            chosen[name] = PartChoice(name, part.title, place)
    if SESSIONS in chosen and chosen[SESSIONS].title:
        findings.error(
            "misplaced-key",
            next(part for part in entry.parts if part.part == SESSIONS).at("title"),
            "the sessions have no page of their own that could show a title; it is left out",
            "remove `title:`; each session has its own",
        )
    if chosen:
        for stem, text in front.items():
            if stem not in chosen:
                findings.notice(
                    "unused-front-text",
                    Place(text.file, 1, 1),
                    "`parts:` in volume.yaml does not name this text; it is left out",
                    f"add `- {stem}` where it belongs",
                )
    return tuple(chosen.values())


def _in_order(front: dict[str, Text], parts: tuple[PartChoice, ...]) -> tuple[Text, ...]:
    """The front texts as `parts:` orders them; all of them by file name where it says nothing."""
    if not parts:
        return tuple(front.values())
    return tuple(
        dataclasses.replace(front[part.name], title=part.title or front[part.name].title)
        for part in parts
        if part.name in front
    )


def _settings(entry: VolumeEntry, front: dict[str, Text], files: WorkspaceFiles, findings: Findings) -> Settings:
    usual = Settings()
    per_page = entry.slides.per_page if entry.slides else None
    on_screen = entry.slides.on_screen if entry.slides else None
    particles = entry.sort.particles if entry.sort else None
    return Settings(
        layout=_layout(entry, files, findings) or usual.layout,
        trim=_trim(entry, findings) or usual.trim,
        slides_per_page=per_page or usual.slides_per_page,
        slides_on_screen=on_screen,
        editions=tuple(dict.fromkeys(Edition(edition) for edition in entry.editions)) or usual.editions,
        particles=Particles(particles) if particles else usual.particles,
        abstracts=abstracts_setting(entry, front),
        organizations=organization_names(entry, findings),
        foot_line=_foot_line(entry.foot_line),
        contents=ContentsBy(entry.contents) if entry.contents else usual.contents,
        conformance=CONFORMANCE[entry.conformance] if entry.conformance else usual.conformance,
        checks=tuple((entry.checks or {}).items()),
        limits=tuple((entry.limits or {}).items()),
        setting_places=entry.keys_of("checks", "limits"),
        options=read_options(entry.options, findings),
        split=_split(entry.split, findings) if entry.split else None,
        store=entry.store,
    )


def _foot_line(said: tuple[str, ...]) -> frozenset[str]:
    """The kinds that have a line at the foot; `yes` means papers."""
    return frozenset("paper" if word == "yes" else word for word in said if word != "no")


def _split(entry: SplitEntry, findings: Findings) -> Split | None:
    """How the book is divided; `pages` alone says enough."""
    by = entry.by or (SplitBy.PAGES if entry.pages else None)
    if by is None:
        if entry.left_open("by") and entry.left_open("pages"):
            findings.error(
                "missing-key", entry.at(), "`split:` does not say by what", "add `by: session`, `by: day` or `pages: …`"
            )
        return None
    if by == SplitBy.PAGES and entry.pages is None:
        if entry.left_open("pages"):
            hint = "add a line `pages: 300`: the most pages of sessions that a volume is to hold"
            findings.error("missing-key", entry.at("by"), "how many pages make a volume is missing", hint)
        return None
    if by != SplitBy.PAGES and entry.pages is not None:
        hint = f"remove it, or `by: {by}`"
        findings.error("misplaced-key", entry.at("pages"), f"`pages` has no effect beside `by: {by}`", hint)
    return Split(SplitBy(by), entry.pages or 0, entry.folios != "restarted", entry.titles, entry.at())


def _layout(entry: VolumeEntry, files: WorkspaceFiles, findings: Findings) -> str | None:
    name = entry.layout
    if name is None or name == "default" or (files.root / "layouts" / name).is_dir():
        return name
    found = nearest(name, ("default", *files.folder("layouts")))
    findings.error(
        "unknown-layout",
        entry.at("layout"),
        f"there is no layout `{name}`: the folder layouts/{name} does not exist",
        f"did you mean `{found}`?" if found else "write `default`, or make the folder",
    )
    return None


def _trim(entry: VolumeEntry, findings: Findings) -> Trim | None:
    trim = entry.trim
    if not isinstance(trim, TrimEntry):
        return trim
    if trim.width is None or trim.height is None:
        return None
    for side, length in (("width", trim.width), ("height", trim.height)):
        if not SMALLEST <= length <= LARGEST or not math.isfinite(length):
            findings.error(
                "bad-length",
                trim.at(side),
                f"a page cannot have this {side}",
                "between 3 and 48 inches (76 mm and 1219 mm)",
            )
            return None
    return Trim(trim.width, trim.height)
