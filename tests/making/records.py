"""Records of volumes that were never bound, to try publication on. All people are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from proceedings.publishing.record import (
    Author,
    BoundVolume,
    Portrait,
    PrintedDocument,
    ProgrammeDay,
    ProgrammeItem,
    PublishedContribution,
    Record,
)
from proceedings.values.book import DocumentKind, Event, ItemKind, Publisher, Series
from proceedings.values.licences import licence_of
from proceedings.values.name_reading import read_name
from proceedings.values.publication import Depositor, Funding, Link

DAY = dt.date(2026, 6, 18)
ODD_TITLE = "50 % of {all} <b>bold</b> & “quoted” claims: x_1^2 ~ #3 \\ $y$"
ABSTRACT = "First, *emphasis*.\n\nSecond & last: a < b."
PLAIN_ABSTRACT = "First, emphasis.\nSecond & last: a < b."


def author(name: str, family: str | None = None, **known: Any) -> Author:
    """An author whose name is taken apart as that of people.yaml."""
    return Author(name=name, parts=read_name(name, family).parts, id=known.pop("id", "somebody"), **known)


NOVA = author(
    "Žofie de la Nová",
    id="nova",
    orcid="0000-0002-1825-0097",
    affiliations=("Université d’Exemple & Fils",),
    ror="02nr0ka47",
    country="Suisse",
)
HANAKO = author("山田花子", "山田", id="hanako")
DMYTRO = author("Дмитро Вигаданий", id="dmytro", affiliations=("Інститут Прикладів", "Université d’Exemple"))
MONONYM = author("Sukarnoputro", id="sukarnoputro")
JUNIOR = author("Pat Madeup Jr.", id="junior")


def paper(identifier: str, first: int, pages: int = 4, kind: DocumentKind = DocumentKind.PAPER) -> PrintedDocument:
    """A document whose pages begin at this folio, two pages further in the file."""
    last = str(first + pages - 1)
    title = ODD_TITLE if kind is DocumentKind.PAPER else f"Slides of {identifier}"
    return PrintedDocument(identifier, kind, title, "fr", "proceedings.pdf", first + 2, pages, str(first), last)


def contributions() -> tuple[PublishedContribution, ...]:
    """Four: a paper with slides, a paper of one page, a deck alone, an abstract alone."""
    base = PublishedContribution("s1-nova", 1, ODD_TITLE, (NOVA, HANAKO), "fr", "session-1", DAY)
    return (
        replace(
            base,
            documents=(paper("s1-nova-paper", 1), paper("s1-nova-slides", 5, 3, DocumentKind.SLIDES)),
            abstract=ABSTRACT,
            plain_abstract=PLAIN_ABSTRACT,
            keywords=("mots-clés", "100 %"),
            licence=licence_of("CC BY 4.0"),
            funding=(Funding("Fonds d’Exemple", "42-A", "02nr0ka47"),),
            links=(Link("https://video.example.org/1?a=1&b=2", "video"),),
            starts=dt.time(9),
            ends=dt.time(9, 30),
        ),
        replace(
            base,
            id="s1-dmytro",
            number=2,
            title="Юридичні наслідки",
            authors=(DMYTRO,),
            documents=(paper("s1-dmytro-paper", 9, 1),),
        ),
        replace(
            base,
            id="s1-sukarnoputro",
            number=3,
            title="سياسات الهجرة",
            authors=(MONONYM,),
            language="ar",
            documents=(paper("s1-sukarnoputro-slides", 11, 2, DocumentKind.SLIDES),),
        ),
        replace(
            base,
            id="s1-junior",
            number=4,
            title="Ohne Papier",
            authors=(JUNIOR,),
            abstract="Kurz.",
            plain_abstract="Kurz.",
        ),
    )


def record(**changes: object) -> Record:
    """A French volume of a series, told of in full."""
    given = contributions()
    session = ProgrammeItem(
        "session-1", ItemKind.SESSION, "Première séance", "1", dt.time(9), dt.time(11), room="Salle Ω",
        chairs=(NOVA,), chair_role="chair", contributions=tuple(one.id for one in given),
    )  # fmt: skip
    pause = ProgrammeItem("pause", ItemKind.BREAK, "Pause café", starts=dt.time(11), ends=dt.time(11, 30))
    people = [(NOVA, given[:1]), (HANAKO, given[:1]), (DMYTRO, given[1:2]), (MONONYM, given[2:3]), (JUNIOR, given[3:])]
    whole = Record(
        title="Actes du colloque d’exemple",
        subtitle="Migrations & langues",
        short_title="Colloque d’exemple",
        language="fr",
        event=Event(
            "Colloque d’exemple",
            "Palais",
            "Genève",
            "Suisse",
            DAY,
            DAY,
            "Europe/Zurich",
            organizers=("Organisation d’Exemple",),
        ),
        contributions=given,
        days=(ProgrammeDay(DAY, "Premier jour", (session, pause)),),
        people=tuple(
            Portrait(who, "Professeur", None, "Une *vie*.", None, tuple(c.id for c in own)) for who, own in people
        ),
        volumes=(BoundVolume("proceedings.pdf", "0" * 64, 20),),
        series=Series("Série d’exemple", "7", "2049-3630"),
        publisher=Publisher("Éditions d’Exemple", "Genève"),
        editors=(NOVA, JUNIOR),
        isbn="978-0-306-40615-7",
        licence=licence_of("CC BY 4.0"),
        description="Un volume d’exemple.",
        keywords=("migration",),
        date=DAY,
        date_is_told=True,
        address="https://actes.example.org/2026",
        depositor=Depositor("Éditions d’Exemple", "dois@example.org"),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def bare_record() -> Record:
    """A volume of which nothing is told that can be left out."""
    whole = record()
    only = replace(
        whole.contributions[0], abstract=None, plain_abstract=None, keywords=(), licence=None, funding=(), links=()
    )
    return Record("Book", "en", Event("Meeting"), (only,), whole.days, (), whole.volumes, date=DAY)
